/** The part of a task's panel that shows the service's own log: reads it while it is unfolded, and speaks with its part of the page. */

import { plainBlock } from '../../core/plainText';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import type { LogFields, LogRow } from '../../migration/taskLog';
import { TaskLog, type TaskLogOptions } from '../../store/taskLog';
import type { TaskStore } from '../../store/taskStore';
import { logLine, logText, logView } from './logLines';
import type { FromDetailsPage, LogLine, LogMessage, LogView, ToDetailsPage } from './protocol';

export interface LogPartOptions extends TaskLogOptions {
	readonly format: Format;
	readonly post: (message: ToDetailsPage) => void;
	/** Puts a text into the clipboard. */
	readonly copy: (text: string) => PromiseLike<void>;
}

/** What the field of a line's message is called where its whole text is asked for. */
const FIELD = /^log\.(\d{1,12})$/;

export class LogPart {
	private readonly log: TaskLog;
	private readonly lines = new WeakMap<LogRow, LogLine>();
	private lastId = 0;
	private unfolded = false;
	private wanted = false;
	/** What the page has. */
	private sent: { readonly rows: readonly LogRow[]; readonly level: string } | undefined;
	readonly onDidChange: TaskLog['onDidChange'];

	constructor(
		store: TaskStore,
		ref: TaskRef,
		private readonly fields: LogFields,
		private readonly options: LogPartOptions,
	) {
		this.log = new TaskLog(store, ref, options);
		this.onDidChange = this.log.onDidChange;
	}

	dispose(): void {
		this.log.dispose();
	}

	setVisible(visible: boolean): void {
		this.log.setVisible(visible);
	}

	/** Whether its lines are wanted though it is folded: they may say why the task stopped. */
	setWanted(wanted: boolean): void {
		this.wanted = wanted;
		this.log.setOpen(this.unfolded || wanted);
	}

	/** The lines of the level that is shown, newest first. */
	get rows(): readonly LogRow[] {
		return this.log.rows;
	}

	/** Another account or place, or (`sameUser`) another credential, which may be allowed more. */
	reset(sameUser: boolean): void {
		this.log.reset(sameUser);
	}

	/** Reads it again now, if it is unfolded. */
	async refresh(): Promise<void> {
		await this.log.refresh();
	}

	/** The page was loaded anew: it has nothing. */
	pageReady(): void {
		this.sent = undefined;
	}

	/** How it stands; `now` in ms since 1970. */
	view(now: number): LogView {
		return logView(this.log, this.fields, this.options.format, now);
	}

	/** Sends the lines, where they are not what the page has. They are many, so they go by themselves. */
	send(): void {
		const { rows, level = '' } = this.log;
		if (this.unfolded && (this.sent?.rows !== rows || this.sent.level !== level)) {
			this.sent = { rows, level };
			this.options.post({ type: 'log', level, lines: rows.map((row) => this.lineOf(row)) });
		}
	}

	/** The whole message of a line, by the field that the page has for it; undefined for any other field. */
	wholeText(field: string): string | undefined {
		const id = FIELD.exec(field)?.[1];
		const row = id === undefined ? undefined : this.log.rows.find((one) => this.lines.get(one)?.id === Number(id));
		return row && plainBlock(row.message, row.message.length + 1);
	}

	/** Does what the page asks for. */
	async receive(message: LogMessage): Promise<void> {
		switch (message.type) {
			case 'logOpen':
				this.unfolded = message.open;
				this.log.setOpen(message.open || this.wanted);
				this.send();
				return;
			case 'logLevel':
				this.log.setLevel(message.level === '' ? undefined : message.level);
				return;
			case 'logOlder':
				return this.log.older();
			case 'logRefresh':
				return this.log.refresh();
			case 'logCopy': {
				const ids = new Set(message.ids);
				await this.options.copy(logText(this.log.rows.filter((row) => ids.has(this.lines.get(row)?.id ?? 0))));
				this.options.post({ type: 'copied', field: 'log' });
				return;
			}
		}
	}

	private lineOf(row: LogRow): LogLine {
		const known = this.lines.get(row);
		if (known) {
			return known;
		}
		const made = logLine(row, ++this.lastId);
		this.lines.set(row, made);
		return made;
	}
}

/** Whether a message is for this part. */
export function isLogMessage(message: FromDetailsPage): message is LogMessage {
	return message.type.startsWith('log');
}
