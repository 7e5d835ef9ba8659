/** Grey shapes in the places that the answer will fill, so that nothing jumps when it comes. */
import * as l10n from '@vscode/l10n';
import { h, type VNode } from '../shared/dom';

/** Before the first snapshot: nothing is known, not even the name. */
export function firstSkeleton(): VNode[] {
	return [
		h('div', { key: 'first', class: 'skeleton', 'aria-hidden': 'true' }, shape('title'), shape('headline')),
		skeleton(),
	];
}

/** In place of the sections. */
export function skeleton(): VNode {
	return h(
		'div',
		{ key: 'skeleton', class: 'skeleton' },
		h('span', { class: 'visually-hidden' }, l10n.t('Loading…')),
		shape('heading'),
		h('div', { class: 'pair', 'aria-hidden': 'true' }, shape('card'), h('div', { class: 'arrow' }), shape('card')),
		shape('heading'),
		...['long', 'short', 'long', 'mid', 'short', 'long'].map((name, index) =>
			h('div', { key: String(index), class: `shape shape-line shape-${name}` }),
		),
	);
}

function shape(name: string): VNode {
	return h('div', { class: `shape shape-${name}`, key: name, 'aria-hidden': 'true' });
}
