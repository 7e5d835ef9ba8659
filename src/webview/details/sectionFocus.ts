/** Leads to a section of the page, as soon as it is drawn. */
export class SectionFocus {
	private wanted: string | undefined;

	/** Somebody wants to be led there. */
	want(section: string): void {
		this.wanted = section;
	}

	/** The page was drawn: goes there, if the section is there by now. */
	drawn(): void {
		const section =
			this.wanted === undefined ? null : document.querySelector(`[data-section="${CSS.escape(this.wanted)}"]`);
		if (section) {
			this.wanted = undefined;
			section.scrollIntoView({ block: 'start' });
			section.querySelector<HTMLElement>('button, input, [tabindex]')?.focus({ preventScroll: true });
		}
	}
}
