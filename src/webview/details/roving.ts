/** One tab stop for many small buttons: the arrow keys lead from one to the next, so that nobody has to tab through all of them. */
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Id of the text that says so; the page has it once. */
export const ROVING_HINT = 'roving-keys';

const BUTTONS = 'button[data-roving]';

/** For the element around such buttons. One of them is in the tab order: the one that had the focus last, else the pressed one, else the first. */
export function useRoving<E extends HTMLElement>(): { current: E | null } {
	const root = useRef<E | null>(null);
	const last = useRef<HTMLElement>(undefined);
	// After each drawing: buttons come and go with their fields.
	useLayoutEffect(() => settle(root.current, last.current));
	useLayoutEffect(() => {
		const { current } = root;
		const onFocus = ({ target }: FocusEvent): void => {
			if (target instanceof HTMLElement && target.matches(BUTTONS)) {
				last.current = target;
				settle(current, target);
			}
		};
		current?.addEventListener('focusin', onFocus);
		current?.addEventListener('keydown', onKey);
		return () => {
			current?.removeEventListener('focusin', onFocus);
			current?.removeEventListener('keydown', onKey);
		};
	}, []);
	return root;
}

function onKey(event: KeyboardEvent): void {
	const { target, currentTarget, key } = event;
	if (
		!(target instanceof HTMLElement && currentTarget instanceof HTMLElement && target.matches(BUTTONS)) ||
		event.altKey ||
		event.ctrlKey ||
		event.metaKey ||
		event.shiftKey
	) {
		return;
	}
	const all = buttonsIn(currentTarget);
	const now = all.indexOf(target);
	const places: Readonly<Record<string, number>> = {
		ArrowDown: now + 1,
		ArrowRight: now + 1,
		ArrowUp: now - 1,
		ArrowLeft: now - 1,
		Home: 0,
		End: all.length - 1,
	};
	const place = places[key];
	if (place !== undefined) {
		event.preventDefault();
		all[Math.min(Math.max(place, 0), all.length - 1)]?.focus();
	}
}

/** Those that can be seen: a folded list has none. */
function buttonsIn(root: HTMLElement): HTMLElement[] {
	return [...root.querySelectorAll<HTMLElement>(BUTTONS)].filter((button) => button.checkVisibility());
}

function settle(root: HTMLElement | null, last: HTMLElement | undefined): void {
	const all = [...(root?.querySelectorAll<HTMLElement>(BUTTONS) ?? [])];
	const stop =
		last && all.includes(last)
			? last
			: (all.find((button) => button.ariaPressed === 'true') ??
				all.find((button) => button.checkVisibility()) ??
				all[0]);
	for (const button of all) {
		const index = button === stop ? 0 : -1;
		// A write of the same would be a change of the document.
		if (button.tabIndex !== index) {
			button.tabIndex = index;
		}
	}
}
