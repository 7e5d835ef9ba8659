/** What the operations make of one DCS task: each gives the changed task, or undefined where its state does not allow it. Times in simulated seconds. */
import type { DcsTask, RunningPlan } from './dcsTask';
import { runningPlan } from './dcsTask';
import type { Instance } from './instances';
import { cacheMode } from './instances';
import { between } from './random';
import { statusOf, taskStatusOf } from './simulation';

export type Change = (task: DcsTask, time: number) => DcsTask | undefined;

/** TERMINATING for a while, then TERMINATED. */
export const stopped: Change = (task, time) =>
	/^(FULL|INCR)/.test(statusOf(task, time)) ? stoppedAt(task, time) : undefined;

/** The same, of the incremental phase alone. */
export const syncStopped: Change = (task, time) => (isIncremental(task, time) ? stoppedAt(task, time) : undefined);

/** Begins again from the start, without what it failed of. */
export function restarted(seed: number): Change {
	return (task, time) => {
		const configured = task.type === 'online_migration' && task.method !== '';
		if (!RESTARTABLE.has(statusOf(task, time)) || !isStill(task, time) || !configured) {
			return undefined;
		}
		const { error: _error, releasedAt: _released, taskStatus: _status, exchange: _exchange, ...rest } = task;
		return { ...rest, plan: planAgain(seed, task, time) };
	};
}

/** The addresses of both ends are switched, which stops the migration. */
export const exchanged: Change = (task, time) => {
	const [source, target] = [task.source?.instance, task.target?.instance];
	const possible =
		isIncremental(task, time) &&
		source !== undefined &&
		target !== undefined &&
		[source, target].every(canSwitch) &&
		source.port === target.port;
	const changed = possible ? stoppedAt(task, time) : undefined;
	return changed && { ...changed, exchange: { at: time, back: false } };
};

/** They are switched back. */
export const rolledBack: Change = (task, time) =>
	taskStatusOf(task, time) === 'EXCHANGE_SUCCESS' && task.deletedAt === undefined
		? { ...task, exchange: { at: time, back: true } }
		: undefined;

/** How it goes on when the link breaks: of an online migration that is configured and not released. */
export function resuming(resume: 'auto' | 'manual'): Change {
	return (task, time) =>
		task.type === 'online_migration' &&
		task.method !== '' &&
		statusOf(task, time) !== 'RELEASED' &&
		task.deletedAt === undefined
			? { ...task, resume }
			: undefined;
}

/** Whether a task can be deleted: it does nothing (any more). One whose deletion has begun can. */
export function isDeletable(task: DcsTask, time: number): boolean {
	return DELETABLE.has(statusOf(task, time)) && taskStatusOf(task, time) !== 'EXCHANGING';
}

const RESTARTABLE: ReadonlySet<string> = new Set(['TERMINATED', 'FAILED', 'MIGRATION_FAILED']);
const DELETABLE: ReadonlySet<string> = new Set([...RESTARTABLE, 'RUNNING', 'SUCCESS', 'RELEASED', 'ERROR']);

function stoppedAt(task: DcsTask, time: number): DcsTask | undefined {
	return task.plan.kind === 'running' ? { ...task, plan: { ...task.plan, stoppedAt: time } } : undefined;
}

function isIncremental(task: DcsTask, time: number): boolean {
	return statusOf(task, time).startsWith('INCR');
}

/** Neither its deletion nor a switch of addresses is under way. */
function isStill(task: DcsTask, time: number): boolean {
	return task.deletedAt === undefined && taskStatusOf(task, time) !== 'EXCHANGING';
}

function planAgain(seed: number, { id, plan }: DcsTask, time: number): RunningPlan {
	if (plan.kind !== 'running') {
		const known = plan.kind === 'fixed' ? plan.last?.sourceKeys : undefined;
		return runningPlan(time, { keys: known || between(900_000, 6_000_000, seed, id, 'keys') });
	}
	const { stoppedAt: _stopped, quirk, ...rest } = plan;
	return { ...rest, startedAt: time, ...(quirk && quirk.kind !== 'fails' ? { quirk } : {}) };
}

/** Redis 4.0 or later, no Redis Cluster, and without public access. */
function canSwitch(of: Instance): boolean {
	return Number.parseInt(of.engineVersion, 10) >= 4 && cacheMode(of) !== 'cluster' && of.publicAddress === undefined;
}
