/** What was read of a task's log, by the level that was asked for. */
import { isErrorLevel, recentErrors } from '../migration/taskLog';
import { LogStream } from './logStream';

/** The lines of one level, or of all. */
export interface Level {
	readonly stream: LogStream;
	/** When its newest lines were last read well, ms since 1970. */
	readAt: number | undefined;
}

export class LogLevels {
	private readonly levels = new Map<string | undefined, Level>();

	/** `name` undefined: all levels. */
	of(name: string | undefined): Level {
		const known = this.levels.get(name) ?? { stream: new LogStream(), readAt: undefined };
		this.levels.set(name, known);
		return known;
	}

	clear(): void {
		this.levels.clear();
	}

	/**
	 * Whether it holds an error of the last ten minutes before `now` (ms since 1970); undefined where what is known cannot tell: nothing was read for
	 * `fresh` ms.
	 */
	errorsAt(now: number, fresh: number): boolean | undefined {
		const known = [...this.levels].filter(([name]) => name === undefined || isErrorLevel(name));
		if (known.some(([, { stream }]) => recentErrors(stream.rows, now))) {
			return true;
		}
		return known.some(([, { readAt }]) => readAt !== undefined && now - readAt <= fresh) ? false : undefined;
	}
}
