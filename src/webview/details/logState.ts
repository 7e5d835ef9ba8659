/** What the page alone knows of the log: whether it is unfolded, which lines are looked for, and the lines themselves, which come apart from the snapshot. */
import type { FromDetailsPage, LogLine, LogMessage } from '../../ui/details/protocol';
import { isRecord } from '../shared/host';

/** A level that can be asked for; '' for all. */
export type LogLevel = Extract<LogMessage, { readonly type: 'logLevel' }>['level'];

/** Lines that are drawn at once, until more are wanted. */
export const SHOWN = 300;
/** The longest text that is looked for. */
const SEARCH_LENGTH = 200;
const LEVELS: readonly unknown[] = ['', 'ERROR', 'WARN', 'INFO', 'DEBUG'] satisfies readonly LogLevel[];

export interface LogStateOptions {
	readonly post: (message: FromDetailsPage) => void;
	/** Draws the page again; `kept` tells whether something changed that outlives it. */
	readonly changed: (kept: boolean) => void;
}

export class LogState {
	open: boolean;
	level: LogLevel;
	search: string;
	/** How many of the lines that fit are drawn. */
	shown = SHOWN;
	private sent: { readonly level: string; readonly lines: readonly LogLine[] } | undefined;

	/** `saved` is what {@link saved} was in an earlier life of the page. */
	constructor(
		saved: unknown,
		private readonly options: LogStateOptions,
	) {
		const { open, level, search } = isRecord(saved) ? saved : {};
		this.open = open === true;
		this.level = LEVELS.includes(level) ? (level as LogLevel) : '';
		this.search = typeof search === 'string' ? search.slice(0, SEARCH_LENGTH) : '';
	}

	/** What outlives the page; undefined while all is as at first. */
	get saved(): Readonly<Record<string, unknown>> | undefined {
		const { open, level, search } = this;
		return open || level !== '' || search !== '' ? { open, level, search } : undefined;
	}

	/** The lines of the level that is chosen; undefined where they are not there yet. */
	get lines(): readonly LogLine[] | undefined {
		return this.sent?.level === this.level ? this.sent.lines : undefined;
	}

	/** Tells the host, which may be a new one, what the page shows. */
	begin(): void {
		if (this.level !== '') {
			this.options.post({ type: 'logLevel', level: this.level });
		}
		if (this.open) {
			this.options.post({ type: 'logOpen', open: true });
		}
	}

	/** Lines came. */
	put(level: string, lines: readonly LogLine[]): void {
		this.sent = { level, lines };
		this.options.changed(false);
	}

	setOpen(open: boolean): void {
		if (open !== this.open) {
			this.open = open;
			this.options.post({ type: 'logOpen', open });
			this.options.changed(true);
		}
	}

	setLevel(level: LogLevel): void {
		if (level !== this.level) {
			this.level = level;
			this.shown = SHOWN;
			this.options.post({ type: 'logLevel', level });
			this.options.changed(true);
		}
	}

	setSearch(search: string): void {
		this.search = search.slice(0, SEARCH_LENGTH);
		this.shown = SHOWN;
		this.options.changed(true);
	}

	showMore(): void {
		this.shown += SHOWN;
		this.options.changed(false);
	}
}
