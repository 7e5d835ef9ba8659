/** Leads to a section of the page, as soon as it is drawn, and stays there while what comes in above it pushes it away. */

/** So long after it was reached the rest of the page comes in, ms. */
const SETTLING = 5_000;
/** What a person does who wants to be elsewhere. */
const MOVES = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;

export class SectionFocus {
	private wanted: string | undefined;
	/** The section that was reached, and until when it is held, by the clock of the page. */
	private held: { readonly section: string; readonly until: number } | undefined;

	constructor() {
		for (const move of MOVES) {
			document.addEventListener(move, () => this.letGo(), { capture: true, passive: true });
		}
	}

	/** Somebody wants to be led there. */
	want(section: string): void {
		this.wanted = section;
	}

	/** The page was drawn: goes there, if the section is there by now, or again, if it was pushed away. */
	drawn(): void {
		if (this.wanted !== undefined) {
			const section = find(this.wanted);
			if (section) {
				this.held = { section: this.wanted, until: performance.now() + SETTLING };
				this.wanted = undefined;
				section.scrollIntoView({ block: 'start' });
				section.querySelector<HTMLElement>('button, input, [tabindex]')?.focus({ preventScroll: true });
			}
		} else if (this.held && performance.now() < this.held.until) {
			find(this.held.section)?.scrollIntoView({ block: 'start' });
		}
	}

	private letGo(): void {
		this.held = undefined;
	}
}

function find(section: string): Element | null {
	return document.querySelector(`[data-section="${CSS.escape(section)}"]`);
}
