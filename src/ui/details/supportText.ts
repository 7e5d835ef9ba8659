/** What support is told of a failed task: what they ask for first, without secrets and without what they need not know. */
import { redactText } from '../../cloud/redact';
import type { ConnectionManager } from '../../connections/connectionManager';
import { plainBlock, plainLine } from '../../core/plainText';
import type { FoundCause } from '../../migration/explain';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { RunState } from '../../migration/runState';
import type { Task } from '../../migration/task';
import { isErrorLevel, type LogRow } from '../../migration/taskLog';
import type { TaskStore } from '../../store/taskStore';
import type { RunHost } from '../runs/runHost';
import { logText } from './logLines';
import { causesOf } from './why';

/** What knows the rest. */
export interface SupportDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly host: RunHost;
	/** "Migration Tasks 0.1.0". */
	readonly product: string;
}

/** The text for a task as it stands now. */
export function supportOf(
	task: Task,
	presenter: ServicePresenter,
	logRows: readonly LogRow[],
	{ store, connections, host, product }: SupportDeps,
): string {
	const { ref } = task;
	const run = host.runs.of(ref);
	return supportText({
		task,
		service: store.services.get(ref.service),
		place: connections.profile(ref.connectionId) ?? {},
		run,
		logRows,
		found: causesOf({ task, presenter, run, logRows }, Date.now()),
		product,
	});
}

export interface SupportInput {
	readonly task: Task;
	readonly service: ServiceInfo;
	/** Region and project of its connection. */
	readonly place: { readonly region?: string | undefined; readonly projectId?: string | undefined };
	readonly run: RunState | undefined;
	/** Newest first. */
	readonly logRows: readonly LogRow[];
	readonly found: readonly FoundCause[];
	/** "Migration Tasks 0.1.0". */
	readonly product: string;
}

/** Log lines that are quoted, and events of the run. */
const MAX_LINES = 20;
/** How much of an error, in UTF-16 units. */
const ERROR_LENGTH = 4_000;

/** In English, since it goes to the cloud's support; times in UTC. */
export function supportText({ task, service, place, run, logRows, found, product }: SupportInput): string {
	const { summary } = service;
	const error = summary.error(task);
	const errors = logRows.filter(({ level }) => isErrorLevel(level));
	const quoted = (errors.length > 0 ? errors : logRows).slice(0, MAX_LINES);
	const facts: readonly (readonly [label: string, value: string | undefined])[] = [
		['Service', `${service.longName} (${service.label})`],
		['Region', place.region],
		['Project ID', place.projectId],
		['Task ID', task.ref.id],
		['Task name', plainLine(task.name)],
		['Status', plainLine(task.status)],
		['Kind', [summary.kind(task), summary.method(task)].filter(Boolean).join(', ')],
		['Created (UTC)', task.createdAt === undefined ? undefined : new Date(task.createdAt).toISOString()],
	];
	const blocks: readonly (readonly [title: string, lines: string])[] = [
		['Error', error === undefined ? '' : plainBlock(wholeError(task, service) ?? error, ERROR_LENGTH)],
		['Log of the task', logText(quoted)],
		[
			'What happened (UTC)',
			(run?.happenings ?? [])
				.slice(-MAX_LINES)
				.map(
					({ at, kind, count }) => `${new Date(at).toISOString()} ${kind}${count === undefined ? '' : ` (${count})`}`,
				)
				.join('\n'),
		],
		['Looks like', found.map(({ cause, certainty }) => `${cause.id} (${certainty})`).join(', ')],
	];
	return redactText(
		[
			...facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [`${label}: ${value}`])),
			...blocks.flatMap(([title, lines]) => (lines === '' ? [] : ['', `${title}:`, lines])),
			'',
			product,
			'',
		].join('\n'),
	);
}

/** The error as the service said it, where that is longer than the line that a row shows. */
function wholeError({ raw }: Task, { errorField }: ServiceInfo): string | undefined {
	const value = errorField === undefined ? undefined : raw[errorField];
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
