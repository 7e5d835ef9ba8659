/** The whole page around the fields: head, notices, what will happen, and the buttons. */
import * as l10n from '@vscode/l10n';
import { type FormSetup, type FromConfigurePage, requestBody } from '../../ui/configure/protocol';
import { type Handler, h, type VNode } from '../shared/dom';
import type { Formats } from '../shared/format';
import { toneIcon } from '../shared/icons';
import { fields } from './form';
import { canSubmit, errorsOf, type FormState, type Side } from './formState';
import { done, trouble } from './outcome';

/** How numbers look, and what the page can be asked to do; main.ts does it. */
export interface Actions {
	readonly formats: Formats;
	readonly post: (message: FromConfigurePage) => void;
	readonly discardDraft: () => void;
	readonly reveal: (side: Side) => void;
	readonly toggleRequest: () => void;
	readonly onInput: Handler;
	readonly onChange: Handler;
	readonly submit: () => void;
}

export function page(form: FormSetup, state: FormState, actions: Actions): (VNode | null)[] {
	const { progress } = state;
	const over = progress.state === 'done';
	return [
		h('header', { key: 'header' }, h('h1', { tabindex: -1 }, form.title), h('p', { class: 'dim' }, form.subtitle)),
		over ? done(progress, actions.post) : null,
		over ? null : notice(form, actions),
		state.restored && !over ? restoredNotice(actions) : null,
		h(
			'form',
			{
				key: 'form',
				novalidate: true,
				hidden: over,
				'aria-label': form.title,
				'aria-busy': progress.state === 'busy' ? 'true' : undefined,
				oninput: actions.onInput,
				onchange: actions.onChange,
				onsubmit: (event) => {
					event.preventDefault();
					actions.submit();
				},
			},
			...fields(state, actions.reveal, actions.formats),
			review(form, state, actions),
		),
	];
}

function notice({ notice: words }: FormSetup, { post }: Actions): VNode | null {
	return words
		? h(
				'div',
				{ key: 'notice', class: `notice notice-${words.tone}`, role: words.tone === 'bad' ? 'alert' : 'note' },
				toneIcon(words.tone),
				h('span', { class: 'grow' }, words.text),
				h(
					'button',
					{ type: 'button', 'data-action': 'reload', onclick: () => post({ type: 'reload' }) },
					l10n.t('Read the task again'),
				),
			)
		: null;
}

function restoredNotice({ discardDraft }: Actions): VNode {
	return h(
		'div',
		{ key: 'restored', class: 'notice', role: 'status' },
		h('span', { class: 'grow' }, l10n.t('Your draft was restored. Passwords are never kept: enter them again.')),
		h('button', { type: 'button', 'data-action': 'discard', onclick: discardDraft }, l10n.t('Discard draft')),
	);
}

function review(form: FormSetup, state: FormState, { post, toggleRequest }: Actions): VNode {
	const { progress } = state;
	const uncorrected = (state.attempted || progress.state === 'invalid') && errorsOf(state).length > 0;
	return h(
		'div',
		{ key: 'review', class: 'review' },
		h('p', { id: 'summary', 'aria-live': 'polite' }, state.summary),
		trouble(progress, uncorrected, post),
		h(
			'p',
			{ key: 'progress', class: 'progress', role: 'status' },
			progress.state === 'busy' ? [toneIcon('busy'), ' ', progress.text] : null,
		),
		h(
			'div',
			{ class: 'buttons' },
			h(
				'button',
				{ type: 'submit', id: 'submit', class: 'primary', disabled: !canSubmit(state) },
				l10n.t('Configure and start'),
			),
			h(
				'button',
				{
					type: 'button',
					'data-action': 'request',
					'aria-expanded': String(state.requestOpen),
					'aria-controls': 'request',
					onclick: toggleRequest,
				},
				state.requestOpen ? l10n.t('Hide request') : l10n.t('Show request'),
			),
		),
		h(
			'pre',
			{ id: 'request', hidden: !state.requestOpen },
			state.requestOpen
				? `${form.request.method} ${form.request.path}\n\n${JSON.stringify(requestBody(state.values, { mask: true }), null, 2)}`
				: null,
		),
	);
}
