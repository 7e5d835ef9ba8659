/** What the migration machine has logged: follows from the same plan as the statistics. Page "Querying Migration Task Logs". */

import type { Clock } from './clock';
import { isoDate } from './clock';
import type { DcsTask, TurningPlan } from './dcsTask';
import { failureOf, positionOf, STOPPING, stopOf } from './simulation';

interface LogEntry {
	/** Simulated seconds, or a date in ms since 1970. */
	readonly at: number | { readonly on: number };
	readonly level: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
	readonly message: string;
	readonly code: string;
	readonly keyword: readonly string[];
}

export const LOG_LEVELS = ['INFO', 'ERROR', 'WARN', 'DEBUG'] as const;

/** All rows of one level (or of all), newest first. */
export function logRows(task: DcsTask, level: string | null, clock: Clock): Record<string, unknown>[] {
	const time = clock.simulated();
	return entries(task, time)
		.filter((entry) => level === null || entry.level === level)
		.reverse()
		.map((entry) => ({
			created_at: isoDate(typeof entry.at === 'number' ? clock.at(entry.at) : entry.at.on),
			log_level: entry.level,
			message: entry.message,
			log_code: entry.code,
			keyword: entry.keyword,
		}));
}

function entries(task: DcsTask, time: number): LogEntry[] {
	const log: LogEntry[] = [line(task.createdAt, 'INFO', 'The migration task was created.', 'dcs.03.1000', [task.name])];
	const { plan } = task;
	if (plan.kind === 'turning') {
		return time < plan.at ? log : [...log, turned(plan)];
	}
	if (plan.kind === 'fixed') {
		for (const { after, level, message } of task.log ?? []) {
			log.push(line(later(task.createdAt, after), level, message, 'dcs.03.1200', []));
		}
		if (task.error !== undefined) {
			log.push(line(later(task.createdAt, 5400), 'ERROR', task.error, 'dcs.03.2001', ['migration', 'failed']));
		}
		return log;
	}
	const failed = failureOf(task, time);
	const until = Math.min(time, stopOf(plan));
	const { roundBegan, round } = positionOf(task.method, plan, until);
	const full = plan.snapshot + plan.copy;
	if (round > 0) {
		log.push(
			line(
				roundBegan,
				'WARN',
				'The replication link broke. Partial resynchronization is not possible; full synchronization begins again.',
				'dcs.03.1105',
				['psync'],
			),
		);
	}
	const steps: LogEntry[] = [
		line(roundBegan, 'INFO', `Connected to the source ${task.source?.addrs ?? ''}.`, 'dcs.03.1101', [
			task.source?.addrs ?? '',
		]),
		line(roundBegan + plan.snapshot, 'INFO', 'The source has finished its snapshot. Receiving RDB.', 'dcs.03.1102', [
			'rdb',
		]),
		line(roundBegan + full, 'INFO', 'RDB received. Loading the rest.', 'dcs.03.1103', ['rdb']),
		line(roundBegan + full + plan.load, 'INFO', 'Full synchronization is complete.', 'dcs.03.1104', ['full']),
	];
	const stalled =
		plan.quirk?.kind === 'stalled' && plan.quirk.for === undefined
			? roundBegan + plan.snapshot + (plan.copy * plan.quirk.at) / 100
			: Number.POSITIVE_INFINITY;
	log.push(...steps.filter((step) => typeof step.at === 'number' && step.at <= Math.min(until, stalled)));
	if (until > stalled + 60) {
		log.push(
			line(stalled + 60, 'WARN', 'No data has been received from the source for 60 seconds.', 'dcs.03.1106', [
				'timeout',
			]),
		);
	}
	for (const { after, every, level, message } of task.log ?? []) {
		const first = plan.startedAt + after;
		const times = every === undefined || until < first ? 0 : Math.floor((until - first) / every);
		for (let n = Math.max(0, times - REPEATED + 1); n <= times; n++) {
			const at = first + n * (every ?? 0);
			if (at <= until) {
				log.push(line(at, level, message, 'dcs.03.1200', []));
			}
		}
	}
	if (failed !== undefined) {
		log.push(line(until, 'ERROR', failed, 'dcs.03.2001', ['migration', 'failed']));
	}
	if (plan.stoppedAt !== undefined) {
		log.push(line(plan.stoppedAt, 'INFO', 'Stopping the migration task.', 'dcs.03.1107', []));
		if (time >= plan.stoppedAt + STOPPING) {
			log.push(line(plan.stoppedAt + STOPPING, 'INFO', 'The migration task has stopped.', 'dcs.03.1108', []));
		}
	}
	return log.sort((a, b) => place(a) - place(b));
}

function turned({ at, before, error }: TurningPlan): LogEntry {
	return error === undefined
		? line(
				at,
				'INFO',
				before === 'CREATING' ? 'The migration machine is ready.' : 'The import is complete.',
				'dcs.03.1001',
				[],
			)
		: line(at, 'ERROR', error, 'dcs.03.2001', ['migration', 'failed']);
}

/** Times of a line that comes again and again. */
const REPEATED = 20;

/** Lines in the order in which they were written. */
function place({ at }: LogEntry): number {
	return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
}

function line(
	at: LogEntry['at'],
	level: LogEntry['level'],
	message: string,
	code: string,
	keyword: readonly string[],
): LogEntry {
	return { at, level, message, code, keyword };
}

function later(at: LogEntry['at'], seconds: number): LogEntry['at'] {
	return typeof at === 'number' ? Math.min(0, at + seconds) : { on: at.on + seconds * 1000 };
}
