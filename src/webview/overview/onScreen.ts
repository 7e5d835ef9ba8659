/** Which rows can be seen without scrolling. */

/** Several changes at once are told once, ms. */
const SOON = 200;

export class OnScreen {
	private readonly keys = new Set<string>();
	private readonly observed = new WeakSet<Element>();
	private timer: ReturnType<typeof setTimeout> | undefined;
	private readonly observer: IntersectionObserver;

	constructor(changed: () => void) {
		this.observer = new IntersectionObserver((entries) => {
			for (const { target, isIntersecting } of entries) {
				const key = target.getAttribute('data-row') ?? '';
				if (isIntersecting) {
					this.keys.add(key);
				} else {
					this.keys.delete(key);
				}
			}
			clearTimeout(this.timer);
			this.timer = setTimeout(changed, SOON);
		});
	}

	/** Looks at rows that were drawn for the first time. */
	look(root: Element): void {
		for (const row of root.querySelectorAll('tbody tr')) {
			if (!this.observed.has(row)) {
				this.observed.add(row);
				this.observer.observe(row);
			}
		}
	}

	/** Those of the rows that are on the screen. */
	among(keys: readonly string[]): string[] {
		return keys.filter((key) => this.keys.has(key));
	}
}
