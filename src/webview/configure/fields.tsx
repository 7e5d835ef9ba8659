/** The fields, in the order in which a person decides: what, what if, from where to where, how fast. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { BANDWIDTH_MB, type FieldName } from '../../ui/configure/protocol';
import type { Formats } from '../shared/format';
import { ToneIcon } from '../shared/icon';
import { Checklist } from './checklist';
import { End } from './end';
import type { FormState, Side } from './formState';
import { TextField } from './textField';

interface FieldsProps {
	readonly state: FormState;
	/** Shows or hides the password of one end. */
	readonly reveal: (side: Side) => void;
	readonly picking: (side: Side, open: boolean) => void;
	readonly reloadInstances: () => void;
	readonly tick: (id: string, ticked: boolean) => void;
	readonly copy: (text: string) => void;
	readonly formats: Formats;
}

/** All that can be set. The controls carry no values here: controls.ts writes and reads them. */
export function Fields({ state, formats, tick, copy, ...end }: FieldsProps) {
	const { values, form } = state;
	return (
		<>
			<Group legend={l10n.t('What to copy')}>
				<div class="choices">
					<Choice
						name="migration_method"
						value="full_amount_migration"
						current={values.migration_method}
						title={l10n.t('Everything once')}
						text={l10n.t('Full migration. Writes made meanwhile are not copied: stop the writers first.')}
					/>
					<Choice
						name="migration_method"
						value="incremental_migration"
						current={values.migration_method}
						title={l10n.t('Everything, then follow changes')}
						text={l10n.t('Full, then incremental. Runs until you stop it.')}
					/>
				</div>
			</Group>
			<Group legend={l10n.t('If the connection breaks')}>
				<div class="choices">
					<Choice
						name="resume_mode"
						value="auto"
						current={values.resume_mode}
						title={l10n.t('Reconnect by itself')}
						text={l10n.t('Tries again without end.')}
					/>
					<Choice
						name="resume_mode"
						value="manual"
						current={values.resume_mode}
						title={l10n.t('Wait for me')}
						text={l10n.t('Does not reconnect by itself.')}
					/>
				</div>
				{values.resume_mode === 'auto' ? (
					<p class="notice notice-warning" data-warning="resume_mode">
						<ToneIcon tone="warning" />
						<span>
							{l10n.t('When following cannot resume, reconnecting starts a new full copy and needs more bandwidth.')}
						</span>
					</p>
				) : null}
			</Group>
			{form?.migrationIp ? (
				<p class="machine dim">
					{`${l10n.t('Before you start, allow the migration machine at each end that is in the same VPC:')} `}
					<span class="code" data-field="ecs_tenant_private_ip">
						{form.migrationIp}
					</span>{' '}
					<button
						type="button"
						data-action="copyMachine"
						aria-label={l10n.t('Copy {0}', form.migrationIp)}
						onClick={() => copy(form.migrationIp)}
					>
						{l10n.t('Copy')}
					</button>
				</p>
			) : (
				<p class="machine" hidden />
			)}
			<div class="ends">
				<End side="source_instance" title={l10n.t('From')} state={state} {...end} />
				<End side="target_instance" title={l10n.t('To')} state={state} {...end} />
			</div>
			<Checklist state={state} tick={tick} copy={copy} />
			<Group legend={l10n.t('Bandwidth limit')}>
				<TextField
					name="bandwidth_limit_mb"
					state={state}
					label={l10n.t('Bandwidth limit, MB/s')}
					hint={l10n.t(
						'MB/s, {0} to {1}; empty for none. Described for incremental migration.',
						formats.number(BANDWIDTH_MB.min),
						formats.number(BANDWIDTH_MB.max),
					)}
					inputmode="numeric"
					class="short"
				/>
			</Group>
		</>
	);
}

function Group({ legend, children }: { readonly legend: string; readonly children: ComponentChildren }) {
	return (
		<fieldset class="group">
			<legend>{legend}</legend>
			{children}
		</fieldset>
	);
}

interface ChoiceProps {
	readonly name: FieldName;
	readonly value: string;
	/** The value that is chosen now. */
	readonly current: string;
	readonly title: string;
	readonly text: string;
}

function Choice({ name, value, current, title, text }: ChoiceProps) {
	const id = `${name}-${value}`;
	return (
		<div class={`choice${value === current ? ' on' : ''}`}>
			{/* The radio lies over the whole card, so that a click anywhere is a click on it. */}
			<input
				type="radio"
				name={name}
				value={value}
				id={id}
				aria-labelledby={`${id}-title`}
				aria-describedby={`${id}-text`}
			/>
			<span class="radio-mark" aria-hidden="true" />
			<div title={value}>
				<strong id={`${id}-title`}>{title}</strong>
				<span class="dim" id={`${id}-text`}>
					{text}
				</span>
			</div>
		</div>
	);
}
