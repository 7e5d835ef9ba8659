/** Keys of the table, and those that lead to the filter and away from it. */
import type { Actions } from './props';

/** Listens on all of the page. */
export function listenToKeys(app: HTMLElement, actions: Actions): void {
	document.addEventListener('keydown', (event) => {
		const { target, key } = event;
		if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) {
			return;
		}
		const done =
			target.id === 'filter'
				? inFilter(app, key, actions)
				: key === '/'
					? focus(app.querySelector('#filter'))
					: key === 'Escape'
						? actions.clear()
						: inRow(target.closest('tbody tr'), target, key, actions);
		if (done) {
			event.preventDefault();
		}
	});
}

/** Whether the key was for the filter. */
function inFilter(app: HTMLElement, key: string, { clear }: Actions): boolean {
	switch (key) {
		case 'Escape':
			// With nothing to be cleared it leads back to the rows.
			return clear() || focus(app.querySelector('tbody tr[tabindex="0"]'));
		case 'ArrowDown':
		case 'Enter':
			return focus(app.querySelector('tbody tr'));
		default:
			return false;
	}
}

/** Whether the key was for the row. */
function inRow(row: Element | null, target: Element, key: string, { open, pin }: Actions): boolean {
	const own = row?.getAttribute('data-row');
	if (!row || own == null) {
		return false;
	}
	switch (key) {
		case 'Enter':
			if (target !== row) {
				return false;
			}
			open(own);
			return true;
		case 'p':
		case 'P':
			pin(own);
			return true;
		case 'ArrowDown':
			return focus(row.nextElementSibling);
		case 'ArrowUp':
			return focus(row.previousElementSibling);
		case 'PageDown':
			return focus(rowFrom(row, pageOf(row)));
		case 'PageUp':
			return focus(rowFrom(row, -pageOf(row)));
		case 'Home':
			return focus(row.parentElement?.firstElementChild);
		case 'End':
			return focus(row.parentElement?.lastElementChild);
		default:
			return false;
	}
}

/** The row that many rows on, or the last on the way. */
function rowFrom(row: Element, by: number): Element | undefined {
	const all = [...(row.parentElement?.children ?? [])];
	return all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + by))];
}

/** Rows that fit on the screen, but one that stays in sight. */
function pageOf(row: Element): number {
	return Math.max(1, Math.floor(window.innerHeight / Math.max(1, row.getBoundingClientRect().height)) - 1);
}

function focus(element: Element | null | undefined): true {
	if (element instanceof HTMLElement) {
		element.focus();
		if (element instanceof HTMLInputElement) {
			element.select();
		}
	}
	return true;
}
