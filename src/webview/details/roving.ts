/** One tab stop for many small buttons: the arrow keys lead from one to the next, so that nobody has to tab through all of them. */
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';

/** Id of the text that says so; the page has it once. */
export const ROVING_HINT = 'roving-keys';

const BUTTONS = 'button[data-roving]';

/**
 * For the element around such buttons, which may come later than whoever calls this. One of them is in the tab order: the one that had the focus
 * last, else the pressed one, else the first.
 */
export function useRoving<E extends HTMLElement>(): (element: E | null) => void {
	const root = useRef<E | null>(null);
	const last = useRef<HTMLElement>(undefined);
	const leave = useRef<() => void>(undefined);
	const attend = useCallback((element: E | null): void => {
		leave.current?.();
		leave.current = undefined;
		root.current = element;
		if (!element) {
			return;
		}
		const onFocus = ({ target }: FocusEvent): void => {
			if (target instanceof HTMLElement && target.matches(BUTTONS)) {
				last.current = target;
				settle(element, target);
			}
		};
		const onToggle = (): void => settle(element, last.current);
		element.addEventListener('focusin', onFocus);
		element.addEventListener('keydown', onKey);
		// Of a list that is folded or unfolded in it; the event does not bubble.
		element.addEventListener('toggle', onToggle, true);
		leave.current = () => {
			element.removeEventListener('focusin', onFocus);
			element.removeEventListener('keydown', onKey);
			element.removeEventListener('toggle', onToggle, true);
		};
	}, []);
	// After each drawing: buttons come and go with their fields.
	useLayoutEffect(() => settle(root.current, last.current));
	return attend;
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
	const seen = all.filter((button) => button.checkVisibility());
	const stop =
		last && seen.includes(last) ? last : (seen.find((button) => button.ariaPressed === 'true') ?? seen[0] ?? all[0]);
	for (const button of all) {
		// A write of the same would be a change of the document.
		const index = button === stop ? 0 : -1;
		if (button.tabIndex !== index) {
			button.tabIndex = index;
		}
		// One alone has no others to be led to.
		const hint = seen.length > 1 ? ROVING_HINT : null;
		if (button.getAttribute('aria-describedby') !== hint) {
			if (hint === null) {
				button.removeAttribute('aria-describedby');
			} else {
				button.setAttribute('aria-describedby', hint);
			}
		}
	}
}
