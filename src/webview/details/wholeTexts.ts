/** The long texts that somebody wanted to see whole. A text that has changed since is its beginning again. */
export class WholeTexts {
	private readonly wanted = new Map<string, { readonly beginning: string; whole?: string }>();

	/** Somebody asked for it. */
	want(field: string, beginning: string): void {
		this.wanted.set(field, { beginning });
	}

	/** It came. */
	put(field: string, whole: string): void {
		const wanted = this.wanted.get(field);
		if (wanted) {
			wanted.whole = whole;
		}
	}

	/** The beginning does again. */
	forget(field: string): void {
		this.wanted.delete(field);
	}

	/** The whole text, where it was asked for and has come. */
	of(field: string, beginning: string): string | undefined {
		const wanted = this.wanted.get(field);
		return wanted?.beginning === beginning ? wanted.whole : undefined;
	}
}
