/** The form, in the order in which a person decides: what, what if, from where to where, how fast. */
import * as l10n from '@vscode/l10n';
import { BANDWIDTH_MB, type FieldName, type FieldProblem } from '../../ui/configure/protocol';
import { h, type VNode } from '../shared/dom';
import type { Formats } from '../shared/format';
import { icon, toneIcon } from '../shared/icons';
import { type FormState, type Side, shownProblems } from './formState';

interface FieldContext {
	readonly state: FormState;
	/** Shows or hides the password of one end. */
	readonly reveal: (side: Side) => void;
}

export function fields(state: FormState, reveal: FieldContext['reveal'], formats: Formats): VNode[] {
	const context: FieldContext = { state, reveal };
	const { values, form } = state;
	return [
		group(
			'method',
			l10n.t('What to copy'),
			h(
				'div',
				{ class: 'choices' },
				choice('migration_method', 'full_amount_migration', values.migration_method, {
					title: l10n.t('Everything once'),
					text: l10n.t('Full migration. Writes made meanwhile are not copied: stop the writers first.'),
				}),
				choice('migration_method', 'incremental_migration', values.migration_method, {
					title: l10n.t('Everything, then follow changes'),
					text: l10n.t('Full, then incremental. Runs until you stop it.'),
				}),
			),
		),
		group(
			'resume',
			l10n.t('If the connection breaks'),
			h(
				'div',
				{ class: 'choices' },
				choice('resume_mode', 'auto', values.resume_mode, {
					title: l10n.t('Reconnect by itself'),
					text: l10n.t('Tries again without end.'),
				}),
				choice('resume_mode', 'manual', values.resume_mode, {
					title: l10n.t('Wait for me'),
					text: l10n.t('The task stops; you restart it.'),
				}),
			),
			values.resume_mode === 'auto'
				? h(
						'p',
						{ key: 'trap', class: 'notice notice-warning', 'data-warning': 'resume_mode' },
						toneIcon('warning'),
						h(
							'span',
							{},
							l10n.t('When following cannot resume, reconnecting starts a new full copy and needs more bandwidth.'),
						),
					)
				: null,
		),
		form?.migrationIp
			? h(
					'p',
					{ key: 'machine', class: 'machine dim' },
					l10n.t('Allow the migration machine at source and target before you start:'),
					' ',
					h('span', { class: 'code', 'data-field': 'ecs_tenant_private_ip' }, form.migrationIp),
				)
			: h('p', { key: 'machine', class: 'machine', hidden: true }),
		h(
			'div',
			{ key: 'ends', class: 'ends' },
			end('source_instance', l10n.t('From'), context),
			end('target_instance', l10n.t('To'), context),
		),
		group(
			'limit',
			l10n.t('Bandwidth limit'),
			textField('bandwidth_limit_mb', context, {
				label: l10n.t('Bandwidth limit, MB/s'),
				hint: l10n.t(
					'MB/s, {0} to {1}; empty for none. Only applies while following changes.',
					formats.number(BANDWIDTH_MB.min),
					formats.number(BANDWIDTH_MB.max),
				),
				attributes: { inputmode: 'numeric', class: 'short' },
			}),
		),
	];
}

function group(key: string, legend: string, ...children: (VNode | null)[]): VNode {
	return h('fieldset', { key, class: 'group' }, h('legend', {}, legend), ...children);
}

function choice(
	name: FieldName,
	value: string,
	current: string,
	words: { readonly title: string; readonly text: string },
): VNode {
	const id = `${name}-${value}`;
	return h(
		'div',
		{ class: `choice${value === current ? ' on' : ''}`, key: value },
		// The radio lies over the whole card, so that a click anywhere is a click on it.
		h('input', { type: 'radio', name, value, id, 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-text` }),
		h('span', { class: 'radio-mark', 'aria-hidden': 'true' }),
		h(
			'div',
			{ title: value },
			h('strong', { id: `${id}-title` }, words.title),
			h('span', { class: 'dim', id: `${id}-text` }, words.text),
		),
	);
}

function end(side: Side, title: string, context: FieldContext): VNode {
	const source = side === 'source_instance';
	const { by } = context.state.values[side];
	return h(
		'fieldset',
		{ key: side, class: 'group end' },
		h('legend', {}, title),
		way(side, 'id', l10n.t('Cloud instance')),
		textField(`${side}.id`, context, {
			label: source ? l10n.t('Source instance ID') : l10n.t('Target instance ID'),
			hint: l10n.t('The ID of a DCS instance in this region'),
			dimmed: by !== 'id',
			attributes: { class: 'code' },
		}),
		way(side, 'addrs', l10n.t('Addresses')),
		textField(`${side}.addrs`, context, {
			label: source ? l10n.t('Source addresses') : l10n.t('Target addresses'),
			hint: l10n.t('ip:port, comma-separated; every master of a cluster'),
			dimmed: by !== 'addrs',
			attributes: { class: 'code' },
		}),
		password(side, context),
	);
}

function way(side: Side, kind: 'id' | 'addrs', label: string): VNode {
	return h(
		'label',
		{ class: 'way', key: kind },
		h('input', { type: 'radio', name: `${side}.by`, value: kind }),
		h('span', {}, label),
	);
}

interface FieldOptions {
	readonly label: string;
	readonly hint: string;
	readonly dimmed?: boolean;
	readonly attributes?: Readonly<Record<string, string>>;
	/** Stands at the end of the input. */
	readonly button?: VNode;
	readonly visibleLabel?: string;
}

function textField(name: FieldName, { state }: FieldContext, options: FieldOptions): VNode {
	const id = name.replace('.', '-');
	const problems = shownProblems(state).filter(({ field }) => field === name);
	const invalid = problems.some(({ severity }) => severity === 'error');
	return h(
		'div',
		{ key: name, class: `field${options.dimmed ? ' dimmed' : ''}${invalid ? ' invalid' : ''}`, 'data-control': name },
		options.visibleLabel ? h('label', { for: id }, options.visibleLabel) : null,
		h(
			'div',
			{ class: 'input' },
			h('input', {
				type: 'text',
				autocomplete: 'off',
				spellcheck: 'false',
				...options.attributes,
				id,
				name,
				'aria-label': options.visibleLabel ? undefined : options.label,
				'aria-invalid': invalid ? 'true' : undefined,
				'aria-describedby': `${problems.length > 0 ? `${id}-problems ` : ''}${id}-hint`,
			}),
			options.button,
		),
		problems.length > 0
			? h('div', { key: 'problems', class: 'problems', id: `${id}-problems` }, ...problems.map(problemLine))
			: null,
		h('div', { key: 'hint', class: 'hint', id: `${id}-hint` }, options.hint),
	);
}

function problemLine({ severity, text }: FieldProblem): VNode {
	return h(
		'p',
		{ class: `problem problem-${severity}`, key: text },
		toneIcon(severity === 'error' ? 'bad' : 'warning'),
		h('span', {}, text),
	);
}

function password(side: Side, context: FieldContext): VNode {
	const shown = context.state.revealed.has(side);
	return textField(`${side}.password`, context, {
		label: l10n.t('Password'),
		visibleLabel: l10n.t('Password'),
		hint: l10n.t('If one is set. It is sent to the service and kept nowhere.'),
		attributes: { type: shown ? 'text' : 'password', class: 'with-button' },
		button: h(
			'button',
			{
				type: 'button',
				class: 'reveal',
				'aria-pressed': String(shown),
				'aria-label': l10n.t('Show password'),
				title: shown ? l10n.t('Hide password') : l10n.t('Show password'),
				onclick: () => context.reveal(side),
			},
			icon(shown ? 'hide' : 'show'),
		),
	});
}
