/** The operations of "Managing a Migration Task": from which states each leads, and what it makes of the task. Times in simulated seconds. */
import { unit, uuid } from './random';
import type { RunningSms, SmsTask, SyncingSms } from './smsTask';
import { COPY, stateOf, workOf } from './smsTask';

export interface Operation {
	/** The states in which it is allowed. */
	readonly from: readonly string[];
	/** What is said in any other. */
	readonly refusal: readonly [code: string, message: string];
	apply(task: SmsTask, time: number): SmsTask;
}

const FAILED = ['MIGRATE_FAIL', 'SYNC_FAIL'] as const;
const SUCCEEDED = ['MIGRATE_SUCCESS', 'SYNC_SUCCESS'] as const;
const BUSY = ['RUNNING', 'SYNCING'] as const;
const NOT_PAUSED = ['SMS.1039', 'Only paused tasks can be resumed.'] as const;
/** Seconds of a synchronization that somebody asked for. */
const SYNC = 1800;

/** By name. The pages' prose names `cutover` and `error_for_overspeed` too, which their lists do not. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
	['start', { from: ['READY', 'ABORT', ...SUCCEEDED], refusal: NOT_PAUSED, apply: started }],
	[
		'stop',
		{
			from: BUSY,
			refusal: ['SMS.1038', 'Only tasks that are being executed can be paused.'],
			apply: (task, time) => (task.plan.kind === 'fixed' ? task : { ...task, plan: { ...task.plan, stoppedAt: time } }),
		},
	],
	[
		'restart',
		{
			from: FAILED,
			refusal: ['SMS.1040', 'Only failed tasks can be restarted.'],
			apply: (task, time) => ({ ...task, errorJson: '', plan: fromTheStart(time) }),
		},
	],
	[
		'network_check',
		{
			from: ['READY', 'ABORT', ...BUSY, ...FAILED],
			refusal: NOT_PAUSED,
			apply: (task, time) => ({ ...task, network: measured(task, time) }),
		},
	],
	['skip', { from: BUSY, refusal: NOT_PAUSED, apply: (task, time) => ({ ...task, skippedAt: time }) }],
	['migration_test', { from: ['READY'], refusal: NOT_PAUSED, apply: (task) => withSource(task, 'premiged') }],
	[
		'clear',
		{ from: ['ABORT', ...SUCCEEDED, ...FAILED], refusal: NOT_PAUSED, apply: (task) => withSource(task, 'cleared') },
	],
	['test', { from: ['SYNCING', ...SUCCEEDED], refusal: NOT_PAUSED, apply: (task) => task }],
	['clone_test', { from: ['SYNCING', ...SUCCEEDED], refusal: NOT_PAUSED, apply: cloned }],
]);

/** Begins, goes on where it was paused, or synchronizes once more what has been migrated. */
function started(task: SmsTask, time: number): SmsTask {
	const { bare: _bare, ...whole } = task;
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return {
			...whole,
			plan:
				plan.state === 'READY'
					? fromTheStart(time)
					: plan.state === 'ABORT'
						? fromTheStart(time - workOf(task, plan))
						: oneSync(time, undefined),
		};
	}
	if (stateOf(task, time) === 'ABORT') {
		return { ...whole, plan: resumed(plan, time) };
	}
	return { ...whole, plan: oneSync(time, plan.kind === 'running' ? plan : plan.before) };
}

/** The pause is left out of its time. */
function resumed(plan: RunningSms | SyncingSms, time: number): RunningSms | SyncingSms {
	const { stoppedAt = time, ...rest } = plan;
	const pause = time - stoppedAt;
	return rest.kind === 'running'
		? { ...rest, startedAt: rest.startedAt + pause }
		: { ...rest, since: (rest.since ?? 0) + pause };
}

function fromTheStart(startedAt: number): RunningSms {
	return { kind: 'running', startedAt, copy: COPY };
}

function oneSync(since: number, before: RunningSms | undefined): SyncingSms {
	return { kind: 'syncing', round: SYNC, since, once: true, ...(before ? { before } : {}) };
}

function withSource(task: SmsTask, state: string): SmsTask {
	return task.source ? { ...task, source: { ...task.source, state } } : task;
}

function cloned(task: SmsTask): SmsTask {
	return { ...task, clone: { vm_id: uuid('clone', task.id), name: `${task.target.name}-clone` } };
}

/** What the check of the network finds, a little different each time. */
function measured(task: SmsTask, time: number): Readonly<Record<string, unknown>> {
	const around = (name: string, middle: number) =>
		Math.round(middle * (0.8 + 0.4 * unit(task.id, name, Math.floor(time))) * 100) / 100;
	return {
		domain_connectivity: true,
		destination_connectivity: true,
		network_delay: around('delay', 14),
		network_jitter: around('jitter', 1.2),
		migration_speed: around('speed', 410),
		loss_percentage: 0,
		cpu_usage: around('cpu', 30),
		mem_usage: around('mem', 50),
		evaluation_result: 'excellent',
	};
}
