/** Which bytes of JSON are kept for parsing: all but what stands in too long texts, and what is put in the place of others. */

/** Stands at the end of what was cut. */
export const CUT = '[…]';

const [QUOTE, BACKSLASH, LETTER_U] = [0x22, 0x5c, 0x75];

/** Where an item begins, and what was kept before it. */
export interface Mark {
	readonly size: number;
	readonly start: number;
	readonly parts: number;
	readonly from: number;
}

export class KeptBytes {
	private parts: Buffer[] = [];
	/** Bytes in `parts`. */
	private size = 0;

	/** @param from the first byte that is kept @param longestText bytes that are kept of a text */
	constructor(
		private readonly bytes: Buffer,
		private readonly longestText: number,
		private from = 0,
	) {}

	/** How many bytes are kept of all before `at`. */
	sizeTo(at: number): number {
		return this.size + at - this.from;
	}

	/** Keeps everything before `at`, and then `text`. What comes next is not kept until {@link goOn}. */
	put(at: number, text: string): void {
		const before = this.bytes.subarray(this.from, at);
		const put = Buffer.from(text);
		this.parts.push(before, put);
		this.size += before.length + put.length;
		this.from = at;
	}

	goOn(at: number): void {
		this.from = at;
	}

	mark(at: number): Mark {
		return { size: this.sizeTo(at), start: at, parts: this.parts.length, from: this.from };
	}

	/** Keeps `text` in the place of all from the mark up to `at`. */
	replace({ size, start, parts, from }: Mark, text: string, at: number): void {
		this.parts.length = parts;
		this.size = size - (start - from);
		this.from = from;
		this.put(start, text);
		this.goOn(at);
	}

	/** What was kept up to `at`, as text. */
	take(at: number): string {
		const last = this.bytes.subarray(this.from, at);
		const text = Buffer.concat([...this.parts, last]).toString('utf8');
		return this.parts.length === 0 && this.from > 0 ? text : text.replace(/^\ufeff/, '');
	}

	/** Forgets everything, and keeps what comes from `at` on. */
	restart(at: number): void {
		this.parts = [];
		this.size = 0;
		this.from = at;
	}

	/** Where the text that begins at `at` ends, behind its closing quote. A long one is cut, never within a character or an escape. */
	endOfText(at: number): number {
		const { bytes } = this;
		const limit = Math.min(bytes.length, at + this.longestText);
		let place = at + 1;
		/** Up to here the digits of an escape go. */
		let digits = 0;
		for (; place < limit || place < digits || isWithinCharacter(bytes[place]); place++) {
			const code = bytes[place];
			if (code === QUOTE) {
				return place + 1;
			}
			if (code === BACKSLASH) {
				place++;
				digits = bytes[place] === LETTER_U ? place + 5 : digits;
			}
		}
		const end = endQuote(bytes, place);
		if (end - place > CUT.length) {
			this.put(place, CUT);
			this.goOn(end);
		}
		return Math.min(end + 1, bytes.length);
	}
}

/** Whether a byte goes on with a character that began before it. */
function isWithinCharacter(code: number | undefined): boolean {
	return code !== undefined && (code & 0xc0) === 0x80;
}

/** The closing quote of a text, looked for from a place that is not within an escape. The end of the bytes where there is none. */
function endQuote(bytes: Buffer, place: number): number {
	for (let quote = bytes.indexOf(QUOTE, place); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
		let before = quote;
		while (before > place && bytes[before - 1] === BACKSLASH) {
			before--;
		}
		if ((quote - before) % 2 === 0) {
			return quote;
		}
	}
	return bytes.length;
}
