/** Rows stay where they are while somebody is about to click: what moves under the pointer is hit by mistake. */

/** After so long without a movement nobody is about to click, ms. */
const STILL = 4_000;

export class Hold {
	private timer: ReturnType<typeof setTimeout> | undefined;

	/** `over` is called when rows may move again. */
	constructor(
		app: HTMLElement,
		private readonly over: () => void,
	) {
		const touched = ({ target }: Event): void => {
			if (target instanceof Element && target.closest('tbody, [data-section], [data-card]')) {
				this.touch();
			}
		};
		for (const type of ['pointermove', 'pointerdown', 'keydown']) {
			app.addEventListener(type, touched, { passive: true });
		}
		app.addEventListener('pointerleave', () => this.end());
	}

	get held(): boolean {
		return this.timer !== undefined;
	}

	private touch(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.end(), STILL);
	}

	private end(): void {
		if (this.timer !== undefined) {
			clearTimeout(this.timer);
			this.timer = undefined;
			this.over();
		}
	}
}

/** Draws, and scrolls so that the row under the pointer, or with the focus, stays where it is on the screen; not where the rows have a new order. */
export function drawInPlace(sameOrder: boolean, draw: () => void): void {
	if (!sameOrder) {
		draw();
		return;
	}
	const row = document.querySelector('tbody tr:hover') ?? document.activeElement?.closest('tbody tr');
	const before = row?.getBoundingClientRect().top;
	draw();
	if (row?.isConnected && before !== undefined) {
		const moved = row.getBoundingClientRect().top - before;
		if (Math.abs(moved) >= 1) {
			window.scrollBy({ top: moved, behavior: 'instant' });
		}
	}
}
