/** The head of the page: name, status, actions, and the sentence that says how the task stands. */
import * as l10n from '@vscode/l10n';
import type { FromDetailsPage, Snapshot } from '../../ui/details/protocol';
import { h, type VNode } from '../shared/dom';
import { icon, toneIcon } from '../shared/icons';
import type { Context } from './context';

export function header(snapshot: Snapshot, context: Context): VNode {
	const { status, live, actions } = snapshot;
	const { post } = context;
	return h(
		'header',
		{ key: 'header' },
		h(
			'div',
			{ class: 'names' },
			h('h1', { 'data-field': snapshot.titleField }, snapshot.title),
			h(
				'span',
				{ class: `badge badge-${status.tone}` },
				toneIcon(status.tone),
				h('span', { 'data-field': status.field, title: status.wire }, status.words),
			),
			h('span', { class: 'subtitle dim' }, snapshot.subtitle),
		),
		h(
			'div',
			{ class: 'actions' },
			live?.pausable
				? h(
						'button',
						{
							key: 'pause',
							type: 'button',
							'data-action': 'pause',
							onclick: () => post({ type: 'pause', paused: !live.paused }),
						},
						live.paused ? l10n.t('Resume') : l10n.t('Pause'),
					)
				: null,
			h(
				'button',
				{ key: 'refresh', type: 'button', 'data-action': 'refresh', onclick: () => post({ type: 'refresh' }) },
				l10n.t('Refresh'),
			),
			actions.configure
				? h(
						'button',
						{
							key: 'configure',
							type: 'button',
							class: 'primary',
							'data-action': 'configure',
							onclick: () => post({ type: 'configure' }),
						},
						l10n.t('Configure…'),
					)
				: null,
			menu(snapshot, context),
		),
	);
}

/** What is needed seldom, behind one button. */
function menu({ actions }: Snapshot, { state, set, post }: Context): VNode {
	const close = (root: Element | null | undefined): void => {
		set({ menuOpen: false });
		root?.querySelector('button')?.focus();
	};
	const item = (action: 'copyJson' | 'console', label: string): VNode => {
		const message: FromDetailsPage = { type: action };
		return h(
			'button',
			{
				key: action,
				type: 'button',
				role: 'menuitem',
				tabindex: -1,
				'data-action': action,
				onclick: (event) => {
					post(message);
					close((event.currentTarget as Element).closest('.menu'));
				},
			},
			label,
		);
	};
	return h(
		'div',
		{
			key: 'menu',
			class: 'menu',
			onkeydown: (event) => menuKey(event, close),
			onfocusout: (event) => {
				const to = (event as FocusEvent).relatedTarget;
				if (state.menuOpen && to instanceof Node && !(event.currentTarget as Element).contains(to)) {
					set({ menuOpen: false });
				}
			},
		},
		h(
			'button',
			{
				type: 'button',
				class: 'icon-button',
				'data-action': 'more',
				'aria-label': l10n.t('More actions'),
				title: l10n.t('More actions'),
				'aria-haspopup': 'menu',
				'aria-expanded': String(state.menuOpen),
				onclick: (event) => {
					const root = (event.currentTarget as Element).closest('.menu');
					set({ menuOpen: !state.menuOpen });
					focusItem(root, 0);
				},
			},
			icon('more'),
		),
		state.menuOpen
			? h(
					'div',
					{ class: 'menu-items', role: 'menu', key: 'items', 'aria-label': l10n.t('More actions') },
					item('copyJson', l10n.t('Copy as JSON')),
					actions.console ? item('console', l10n.t('Open in cloud console')) : null,
				)
			: null,
	);
}

function menuKey(event: Event, close: (root: Element) => void): void {
	const root = event.currentTarget;
	if (!(event instanceof KeyboardEvent) || !(root instanceof Element)) {
		return;
	}
	const items: (Element | null)[] = [...root.querySelectorAll('[role="menuitem"]')];
	const now = items.indexOf(document.activeElement);
	if (event.key === 'Escape' && items.length > 0) {
		close(root);
	} else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
		event.preventDefault();
		focusItem(root, (now + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % Math.max(1, items.length));
	}
}

function focusItem(root: Element | null, index: number): void {
	root?.querySelectorAll<HTMLElement>('[role="menuitem"]')[index]?.focus();
}

export function headline({ headline: { text, hint, tone } }: Snapshot): VNode {
	return h(
		'div',
		{ key: 'headline', class: `headline headline-${tone}` },
		toneIcon(tone),
		h(
			'div',
			{},
			// The sentence alone is announced when it changes; the hint's numbers change too often to be read out.
			h('p', { role: 'status', 'aria-live': 'polite', class: 'headline-text' }, text),
			hint ? h('p', { class: 'headline-hint dim', key: 'hint' }, hint) : null,
		),
	);
}

export function problem({ problem: trouble }: Snapshot, { post }: Context): VNode | null {
	if (!trouble) {
		return null;
	}
	const { action } = trouble;
	return h(
		'div',
		{ key: 'problem', class: 'notice notice-bad', role: 'alert' },
		toneIcon('bad'),
		h('span', { class: 'grow' }, trouble.text),
		action
			? h(
					'button',
					{
						key: 'remedy',
						type: 'button',
						'data-action': 'remedy',
						onclick: () => post({ type: 'remedy', action: action.command }),
					},
					action.label,
				)
			: null,
	);
}
