/** The facts of the task: definition lists, the two ends side by side, and the steps of a server migration. */
import * as l10n from '@vscode/l10n';
import type { Card, Fact, Section, Step } from '../../ui/details/protocol';
import { h, type VNode } from '../shared/dom';
import { icon, toneIcon } from '../shared/icons';
import type { Context } from './context';

export function sectionOf(section: Section, context: Context): VNode {
	const id = `section-${section.id}`;
	return h(
		'section',
		{ key: section.id, 'data-section': section.id, 'aria-labelledby': id },
		h('div', { class: 'section-head' }, h('h2', { id }, section.title)),
		content(section, context),
	);
}

function content(section: Section, context: Context): VNode {
	switch (section.layout) {
		case 'facts':
			return factList(section.facts, 'facts', context);
		case 'pair':
			return h(
				'div',
				{ class: 'pair', key: 'pair' },
				card(section.from, context, 'from'),
				h('div', { class: 'arrow', 'aria-hidden': 'true' }, icon('arrow')),
				card(section.to, context, 'to'),
			);
		case 'steps':
			return h('ol', { class: 'steps', key: 'steps' }, ...section.steps.map(stepItem));
	}
}

function card(side: Card, context: Context, key: string): VNode {
	const note = side.note;
	return h(
		'div',
		{ class: 'card', key, role: 'group', 'aria-label': side.role },
		h(
			'div',
			{ class: 'card-head' },
			h('span', { class: 'card-role dim' }, side.role),
			h('strong', { class: 'card-title', 'data-field': side.titleField }, named(side.also, side.title)),
			note
				? h(
						'span',
						{ class: 'card-note dim', key: 'note' },
						note.tone ? toneIcon(note.tone) : null,
						h('span', { 'data-field': note.field, title: note.title ?? note.label }, note.empty ? '—' : note.value),
					)
				: null,
		),
		factList(side.facts, 'card-facts', context),
	);
}

function factList(facts: readonly Fact[], name: string, context: Context): VNode {
	return h('dl', { class: name, key: name }, ...facts.map((fact) => factRow(fact, context)));
}

function factRow(fact: Fact, { post, state }: Context): VNode {
	const done = state.copied === fact.field;
	const empty = fact.empty === true;
	return h(
		'div',
		{ class: `fact${fact.block ? ' fact-block' : ''}`, key: fact.field },
		h('dt', {}, fact.label),
		h(
			'dd',
			{},
			fact.tone ? toneIcon(fact.tone) : null,
			h(
				'span',
				{
					class: `value${fact.code ? ' code' : ''}${empty ? ' empty' : ''}`,
					'data-field': fact.field,
					title: empty ? l10n.t('empty: the service sent no value') : fact.title,
				},
				named(fact.also, empty ? '—' : fact.value),
			),
			empty ? h('span', { class: 'visually-hidden', key: 'empty' }, l10n.t('empty: the service sent no value')) : null,
			fact.hint ? h('span', { class: 'hint', key: 'hint' }, fact.hint) : null,
			empty
				? null
				: h(
						'button',
						{
							key: 'copy',
							type: 'button',
							class: `copy${done ? ' copied' : ''}`,
							'aria-label': l10n.t('Copy {0}', fact.label),
							title: done ? l10n.t('Copied') : l10n.t('Copy {0}', fact.label),
							onclick: () => post({ type: 'copy', field: fact.field }),
						},
						icon(done ? 'check' : 'copy'),
					),
		),
	);
}

/** Wraps a text into the names of the other fields that say the same, so that each field can be found on the page. */
function named(fields: readonly string[] | undefined, text: string): VNode | string {
	const [field, ...others] = fields ?? [];
	return field === undefined ? text : h('span', { 'data-field': field, key: field }, named(others, text));
}

const STEP_TONE = { done: 'good', running: 'busy', waiting: 'waiting', failed: 'bad' } as const;

function stepItem(step: Step): VNode {
	const { progress } = step;
	return h(
		'li',
		{ class: `step step-${step.state}`, key: step.field, 'data-field': step.field, 'data-state': step.state },
		h('span', { class: 'step-mark' }, toneIcon(STEP_TONE[step.state])),
		h(
			'div',
			{ class: 'step-body' },
			h(
				'div',
				{ class: 'step-head' },
				h('span', { class: 'step-name', 'data-field': `${step.field}.name`, title: step.title }, step.name),
				h('span', { class: 'step-state dim' }, step.stateWords),
				progress === null
					? null
					: h(
							'span',
							{ class: 'step-progress', key: 'progress', 'data-field': `${step.field}.progress` },
							`${progress} %`,
						),
				step.when ? h('span', { class: 'step-when dim', key: 'when' }, step.when) : null,
			),
			progress === null
				? null
				: h(
						'div',
						{ class: 'bar', key: 'bar', 'aria-hidden': 'true' },
						h('span', { class: 'bar-fill', style: { width: `${Math.min(100, Math.max(0, progress))}%` } }),
					),
			step.trace
				? h(
						'details',
						{ key: 'trace' },
						h('summary', {}, l10n.t('Process trace')),
						h('pre', { 'data-field': `${step.field}.process_trace` }, step.trace),
					)
				: null,
		),
	);
}
