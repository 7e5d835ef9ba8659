/** The service's own log of a task as the page gets it, and as it is copied: plain text of bounded length, whatever was logged. Pure. */
import * as l10n from '@vscode/l10n';
import { BLOCK_LENGTH, plainBlock, plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { isErrorLevel, type LogFields, type LogRow, recentErrors } from '../../migration/taskLog';
import type { TaskLog } from '../../store/taskLog';
import { problemText } from '../nextTry';
import type { LogLine, LogView } from './protocol';

/** Longest word beside a message: a level, a code, a keyword. */
const WORD_LENGTH = 100;
const MAX_KEYWORDS = 20;
/** Beyond this a time of day alone would be taken for that of today, ms. */
const HALF_DAY = 12 * 3_600_000;

/** One line. `id` is what the page asks for it by. */
export function logLine(row: LogRow, id: number): LogLine {
	const message = plainBlock(row.message);
	return {
		id,
		at: row.at ?? null,
		...(row.atWords === undefined ? {} : { atWords: plainLine(row.atWords, WORD_LENGTH) }),
		level: plainLine(row.level, WORD_LENGTH),
		kind: kindOf(row.level),
		message,
		...(row.message.length > BLOCK_LENGTH || (message.endsWith('…') && !row.message.endsWith('…'))
			? { cut: true }
			: {}),
		code: plainLine(row.code, WORD_LENGTH),
		keywords: row.keywords.slice(0, MAX_KEYWORDS).map((word) => plainLine(word, WORD_LENGTH)),
	};
}

/** How the log stands. `now` in ms since 1970. */
export function logView(log: TaskLog, fields: LogFields, format: Format, now: number): LogView {
	const { problem, rows } = log;
	const counted = countWords(log, format);
	const recent = rows.find((row) => recentErrors([row], now));
	return {
		fields,
		loading: log.readAt === undefined && !problem && !log.isKept && log.live,
		loadingOlder: log.reading === 'older',
		counted,
		note: noteOf(log, counted, format, now),
		...(recent ? { alert: errorWords(recent, format, now) } : {}),
		...(problem ? { problem: plainBlock(problemText(problem, format, now)) } : {}),
		hasOlder: log.hasOlder,
		...(log.bounded
			? { bounded: l10n.t('The newest {0} lines are kept; older ones are not shown.', format.integer(rows.length)) }
			: {}),
	};
}

function noteOf(
	{ isKept, rows: [newest], readAt, live, pace }: TaskLog,
	counted: string,
	format: Format,
	now: number,
): string {
	if (isKept && newest) {
		const { at = now, atWords } = newest;
		const date = atWords === undefined ? time(at, format, now) : plainLine(atWords, WORD_LENGTH);
		return l10n.t('{0}, kept on this machine as of {1}', counted, date);
	}
	if (readAt === undefined) {
		return '';
	}
	const readTime = time(readAt, format, now);
	return live
		? l10n.t('{0}, read {1}, then every {2}', counted, readTime, format.duration(pace))
		: l10n.t('{0}, read {1}', counted, readTime);
}

/** Lines as they are copied, one below the other, times in UTC. */
export function logText(rows: readonly LogRow[]): string {
	return rows
		.map(({ at, atWords, level, code, message, keywords }) => {
			const date = at === undefined || atWords !== undefined ? plainLine(atWords ?? '') : new Date(at).toISOString();
			const words = keywords.map((word) => plainLine(word)).join(', ');
			const parts = [date || '-', plainLine(level), plainLine(code), plainBlock(message, message.length + 1)];
			return [...parts.filter((part) => part !== ''), ...(words === '' ? [] : [`[${words}]`])].join(' ');
		})
		.join('\n');
}

function countWords({ rows, total }: TaskLog, format: Format): string {
	const errors = rows.filter(({ level }) => isErrorLevel(level)).length;
	const count = format.integer(rows.length);
	const lines =
		total !== undefined && total > 0
			? l10n.t('{0} of {1} lines', count, format.integer(total))
			: rows.length === 0
				? l10n.t('no lines')
				: l10n.t('{0} lines', count);
	return errors === 0 ? lines : l10n.t('{0}, {1} of them errors', lines, format.integer(errors));
}

function errorWords({ at, message, code }: LogRow, format: Format, now: number): string {
	const said = plainLine(message) || plainLine(code) || '–';
	return l10n.t('An error was logged at {0}: {1}', time(at ?? now, format, now), said);
}

function time(at: number, format: Format, now: number): string {
	return Math.abs(now - at) < HALF_DAY ? format.time(at) : format.dateTime(at);
}

function kindOf(level: string): LogLine['kind'] {
	if (isErrorLevel(level)) {
		return 'error';
	}
	const word = level.trim().toLowerCase();
	return /^warn(ing)?$/.test(word) ? 'warning' : /^(debug|trace)$/.test(word) ? 'debug' : 'info';
}
