/** What became of the submission: working, refused, unanswered, or done. */
import * as l10n from '@vscode/l10n';
import type { FromConfigurePage, Progress } from '../../ui/configure/protocol';
import { h, type VNode } from '../shared/dom';
import { toneIcon } from '../shared/icons';

type Post = (message: FromConfigurePage) => void;
type Answer = Extract<Progress, { state: 'done' }>['answer'];

/** Beside the buttons. Nothing while the form is being edited. */
export function trouble(progress: Progress, uncorrected: boolean, post: Post): VNode | null {
	switch (progress.state) {
		case 'failed':
			return alert(
				'failed',
				progress.text,
				progress.details === '' ? null : h('pre', { class: 'details' }, progress.details),
			);
		case 'unknown':
			return alert(
				'unknown',
				progress.text,
				progress.task === '' ? null : h('p', { class: 'task-now' }, progress.task),
				h(
					'div',
					{ class: 'buttons' },
					h(
						'button',
						{ type: 'button', 'data-action': 'reload', onclick: () => post({ type: 'reload' }) },
						l10n.t('Read the task again'),
					),
					h(
						'button',
						{ type: 'button', 'data-action': 'openTask', onclick: () => post({ type: 'openTask' }) },
						l10n.t('Open the task'),
					),
				),
			);
		default:
			return uncorrected ? alert('invalid', l10n.t('Nothing was sent. Correct the marked fields first.'), null) : null;
	}
}

function alert(key: string, text: string, ...more: (VNode | null)[]): VNode {
	return h(
		'div',
		{ key, class: 'notice notice-bad trouble', role: 'alert', 'data-state': key },
		toneIcon('bad'),
		h('div', { class: 'grow' }, h('p', { class: 'trouble-text' }, text), ...more),
	);
}

/** In place of the form once the service took the configuration. */
export function done({ text, answer }: Extract<Progress, { state: 'done' }>, post: Post): VNode {
	return h(
		'section',
		{ key: 'done', class: 'done', 'data-state': 'done' },
		h(
			'div',
			{ class: `notice ${answer.error === '' ? 'notice-good' : 'notice-warning'}` },
			toneIcon(answer.error === '' ? 'good' : 'warning'),
			h('h2', { tabindex: -1, id: 'done-title', class: 'grow' }, text),
		),
		h('dl', { class: 'answer' }, ...answerFacts(answer)),
		answer.error === ''
			? null
			: h(
					'p',
					{ key: 'error', class: 'notice notice-bad', role: 'alert' },
					toneIcon('bad'),
					h('span', { 'data-field': 'error' }, answer.error),
				),
		h(
			'div',
			{ class: 'buttons' },
			h(
				'button',
				{ type: 'button', class: 'primary', 'data-action': 'openTask', onclick: () => post({ type: 'openTask' }) },
				l10n.t('Open the task'),
			),
		),
	);
}

function answerFacts(answer: Answer): VNode[] {
	const row = (label: string, field: string, value: string, attributes: Record<string, string> = {}): VNode =>
		h(
			'div',
			{ class: 'answer-row', key: field },
			h('dt', {}, label),
			h('dd', { 'data-field': field, ...attributes }, value === '' ? '—' : value),
		);
	return [
		row(l10n.t('Task'), 'name', answer.name),
		row(l10n.t('Status'), 'status', answer.statusWords, { title: answer.status }),
		row(l10n.t('Task ID'), 'id', answer.id, { class: 'code' }),
	];
}
