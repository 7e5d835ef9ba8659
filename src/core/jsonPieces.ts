/**
 * Parsing long JSON in pieces, so that others have their turn in between. What is long in an answer is a list right below its top: its items are
 * found in the bytes and parsed some at a time. Whatever the answer is, one piece is small.
 */
import { KeptBytes } from './keptBytes';
import { parseJson } from './values';

export interface PieceLimits {
	/** Bytes of a list that are parsed at a time; a longer item is a piece by itself. */
	readonly piece: number;
	/** Longest item, and longest rest beside the lists, bytes. A longer item comes as null; of a longer rest `TooLarge` is thrown. */
	readonly value: number;
	/** Bytes that are kept of a text, which is cut before anybody parses it. */
	readonly text: number;
	/** Items that are kept of a list. */
	readonly items: number;
}

export interface PieceReader {
	/** Sees each piece (items as an array; the rest) beside the text that it was parsed from, and gives what counts in its place. */
	readonly take: (value: unknown, source: string) => unknown;
	/** Waited for between two pieces. */
	readonly pause: () => Promise<void>;
}

/** An answer holds more beside its lists than anybody reads. */
export class TooLarge extends Error {}

const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE, BLANK] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x20];
/** Bytes that are looked through between two pauses where nothing is parsed: some ms, if there is nothing but tiny items. */
const LOOKED_THROUGH = 256 * 1024;

/** What `parseJson` gives for these bytes, within the limits. Rejects with `SyntaxError` and `TooLarge`. */
export function parseInPieces(bytes: Buffer, limits: PieceLimits, reader: PieceReader): Promise<unknown> {
	return new Pieces(bytes, limits, reader).read();
}

/** Why a walk over the bytes stopped: a list below the top begins; an item or its list ends; the bytes end; it is time for a pause. */
type Stop = 'list' | 'item' | 'listEnd' | 'end' | 'pause';

class Pieces {
	private at = 0;
	private pausedAt = 0;
	/** Below the top; within a list, below its items. */
	private depth = 0;
	/** Whether what was opened last at the top is an object. */
	private inObject = false;
	/** Whether the item has anything but blanks. */
	private filled = false;
	private readonly lists: unknown[][] = [];

	constructor(
		private readonly bytes: Buffer,
		private readonly limits: PieceLimits,
		private readonly reader: PieceReader,
	) {}

	async read(): Promise<unknown> {
		const source = await this.rest();
		const top = this.reader.take(parseJson(source), source);
		if (typeof top === 'object' && top !== null && !Array.isArray(top)) {
			for (const [name, value] of Object.entries(top)) {
				if (Array.isArray(value)) {
					const list = this.lists[value[0]];
					Object.defineProperty(top, name, { value: list, writable: true, enumerable: true, configurable: true });
				}
			}
		}
		return top;
	}

	/** Reads the lists below the top. Gives the text of all else, where in each of those lists its number stands. */
	private async rest(): Promise<string> {
		const kept = new KeptBytes(this.bytes, this.limits.text);
		for (let stop: Stop = 'pause'; stop !== 'end'; ) {
			stop = this.walk(kept, false);
			if (kept.sizeTo(this.at) > this.limits.value) {
				throw new TooLarge();
			}
			if (stop === 'list') {
				kept.put(this.at, String(this.lists.length));
				const list: unknown[] = [];
				this.lists.push(list);
				await this.readList(list);
				kept.goOn(this.at);
				this.depth = 2;
			} else if (stop === 'pause') {
				await this.pause();
			}
		}
		return kept.take(this.at);
	}

	/** Reads the items of a list, and stands at its closing bracket then. */
	private async readList(list: unknown[]): Promise<void> {
		const kept = new KeptBytes(this.bytes, this.limits.text, this.at);
		let count = 0;
		for (let stop: Stop = 'item'; stop !== 'listEnd'; ) {
			this.depth = 0;
			this.filled = false;
			const start = kept.mark(this.at);
			for (stop = this.walk(kept, true); stop === 'pause'; stop = this.walk(kept, true)) {
				await this.pause();
			}
			if (stop === 'end' || (!this.filled && (stop === 'item' || count > 0))) {
				throw new SyntaxError('The list is not one.');
			}
			if (kept.sizeTo(this.at) - start.size > this.limits.value) {
				kept.replace(start, 'null', this.at);
			}
			const full = ++count >= this.limits.items;
			if (count > this.limits.items) {
				kept.restart(this.at + 1);
			} else if (stop === 'listEnd' || full || kept.sizeTo(this.at) >= this.limits.piece) {
				this.parseItems(kept, list);
				await this.pause();
			}
			this.at += stop === 'item' ? 1 : 0;
		}
	}

	private async pause(): Promise<void> {
		this.pausedAt = this.at;
		await this.reader.pause();
	}

	private parseItems(kept: KeptBytes, list: unknown[]): void {
		const source = `[${kept.take(this.at)}]`;
		for (const item of this.reader.take(parseJson(source), source) as unknown[]) {
			list.push(item);
		}
		kept.restart(this.at + 1);
	}

	/** Goes on to the next stop. At that of a list it stands behind its bracket, at those of items on the comma or bracket. */
	private walk(kept: KeptBytes, inList: boolean): Stop {
		const { bytes } = this;
		let { at, depth, filled } = this;
		let stop: Stop | undefined;
		const far = Math.min(bytes.length, this.pausedAt + LOOKED_THROUGH);
		while (stop === undefined && at < far) {
			const code = bytes[at] ?? 0;
			if (code === QUOTE) {
				at = kept.endOfText(at);
				filled = true;
				continue;
			}
			if (inList && depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
				stop = code === COMMA ? 'item' : 'listEnd';
				break;
			}
			at++;
			filled ||= code > BLANK;
			if (code === OPEN || code === OPEN_LIST) {
				if (!inList && depth === 1 && code === OPEN_LIST && this.inObject) {
					stop = 'list';
				} else if (!inList && depth === 0) {
					this.inObject = code === OPEN;
				}
				depth++;
			} else if (code === CLOSE || code === CLOSE_LIST) {
				depth--;
			}
		}
		Object.assign(this, { at, depth, filled });
		return stop ?? (at < bytes.length ? 'pause' : 'end');
	}
}
