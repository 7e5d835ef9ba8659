/** An SMS task as the sandbox keeps it, and how far it is at a simulated time. */
import { hasBucket } from './buckets';
import { unit } from './random';

export type OsType = 'LINUX' | 'WINDOWS';
export type MigrationType = 'MIGRATE_FILE' | 'MIGRATE_BLOCK';

export interface Server {
	readonly id: string;
	readonly name: string;
	readonly ip: string;
	readonly osVersion: string;
	/** Lower case as in the table of states; the page's example has AVAILABLE. */
	readonly state: string;
}

/** Runs through its sub-tasks from `startedAt` (simulated seconds) and then is `MIGRATE_SUCCESS`. */
export interface RunningSms {
	readonly kind: 'running';
	readonly startedAt: number;
	/** Seconds that the copying itself takes. */
	readonly copy: number;
	/** Somebody asked it to stop. */
	readonly stoppedAt?: number;
}

/** Copies the changes over and over, one round each so many seconds. */
export interface SyncingSms {
	readonly kind: 'syncing';
	readonly round: number;
	/** When the first round began, simulated seconds. Default 0. */
	readonly since?: number;
	/** One round, and then it is `SYNC_SUCCESS`. */
	readonly once?: true;
	/** The migration that came before. Default: an ordinary one that began when the task was created. */
	readonly before?: RunningSms;
	/** Somebody asked it to stop. */
	readonly stoppedAt?: number;
}

/** Does not move. `done` sub-tasks are complete, the next stands at `progress`. */
export interface FixedSms {
	readonly kind: 'fixed';
	readonly state: string;
	readonly done: number;
	readonly progress?: number;
}

export interface SmsTask {
	readonly id: string;
	readonly name: string;
	readonly type: MigrationType;
	readonly osType: OsType;
	/** Simulated seconds, negative; or a date in ms since 1970. */
	readonly createdAt: number | { readonly on: number };
	readonly priority: 0 | 1 | 2;
	/** Mbit/s, 0 for none. */
	readonly speedLimit: number;
	readonly startTarget: boolean;
	/** JSON in a string, plain text, or ''. */
	readonly errorJson: string;
	readonly migrationIp: string;
	readonly source: Server | null;
	readonly target: {
		readonly vmId: string;
		readonly name: string;
		readonly ip: string | null;
		readonly osVersion: string | null;
	};
	/** GB */
	readonly size: number;
	readonly enterpriseProject: string;
	readonly plan: RunningSms | SyncingSms | FixedSms;
	readonly logs: 'INIT' | 'UPLOADING' | 'UPLOAD_FAIL' | 'UPLOADED';
	readonly clone?: { readonly vm_id: string; readonly name: string };
	readonly network?: Readonly<Record<string, unknown>>;
	readonly config?: readonly {
		readonly config_key: string;
		readonly config_value: string;
		readonly config_status: string;
	}[];
	/** Where its logs are to go. */
	readonly logBucket?: string;
	/** Simulated seconds: somebody asked for the logs; to skip the consistency check; to delete it. */
	readonly logsAskedAt?: number;
	readonly skippedAt?: number;
	readonly deletedAt?: number;
	readonly limits?: readonly SpeedLimit[];
	/** No more fields than the page's example has. */
	readonly bare?: true;
}

/** How fast it may copy in a part of each day. */
export interface SpeedLimit {
	/** `XX:XX` */
	readonly start: string;
	readonly end: string;
	/** Mbit/s */
	readonly speed: number;
	/** %, above which the task is stopped. */
	readonly over_speed_threshold?: number;
}

/** A sub-task; times in simulated seconds. */
export interface Step {
	readonly name: string;
	readonly progress: number;
	readonly began: number | undefined;
	readonly ended: number | undefined;
}

interface Stage {
	readonly name: string;
	readonly seconds: number;
}

/** The state of a task in the service's words. */
export function stateOf(task: SmsTask, time: number): string {
	if (task.deletedAt !== undefined) {
		return 'DELETING';
	}
	const state = planState(task, time);
	const skips = task.skippedAt !== undefined && time < task.skippedAt + SKIPPING;
	return skips && (state === 'RUNNING' || state === 'SYNCING') ? 'SKIPPING' : state;
}

function planState(task: SmsTask, time: number): string {
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return plan.state;
	}
	if (plan.stoppedAt !== undefined) {
		return time < plan.stoppedAt + STOPPING ? 'ABORTING' : 'ABORT';
	}
	if (plan.kind === 'syncing') {
		return time < syncEnd(plan) ? 'SYNCING' : 'SYNC_SUCCESS';
	}
	return time < plan.startedAt + lengthOf(stages(task, plan.copy)) ? 'RUNNING' : 'MIGRATE_SUCCESS';
}

/** The last moment until then at which it did something, simulated seconds; of a task that never moves, that moment itself. */
export function activeUntil({ plan }: SmsTask, time: number): number {
	return plan.kind === 'fixed'
		? time
		: Math.min(time, plan.stoppedAt ?? time, plan.kind === 'syncing' ? syncEnd(plan) : time);
}

/** Where the collection of its logs stands. */
export function logsOf({ logs, logsAskedAt, logBucket = '' }: SmsTask, time: number): SmsTask['logs'] {
	if (logsAskedAt === undefined) {
		return logs;
	}
	return time < logsAskedAt + UPLOADING ? 'UPLOADING' : hasBucket(logBucket) ? 'UPLOADED' : 'UPLOAD_FAIL';
}

/** When its logs were there, simulated seconds; of logs that were there from the first, long ago. */
export function logsUploadedAt({ logsAskedAt }: SmsTask): number {
	return logsAskedAt === undefined ? -3600 : logsAskedAt + UPLOADING;
}

function syncEnd({ once, since = 0, round }: SyncingSms): number {
	return once ? since + round : Number.POSITIVE_INFINITY;
}

/** Its sub-tasks in order, those to come with progress 0. */
export function stepsOf(task: SmsTask, time: number): Step[] {
	const { plan } = task;
	const until = activeUntil(task, time);
	if (plan.kind === 'running') {
		return timeline(stages(task, plan.copy), plan.startedAt, until);
	}
	const created = typeof task.createdAt === 'number' ? task.createdAt : -86_400;
	const all = stages(task, COPY);
	if (plan.kind === 'syncing') {
		const { since = 0, before } = plan;
		const round = plan.once ? since : since + Math.floor((until - since) / plan.round) * plan.round;
		const past = before ? stages(task, before.copy) : all;
		const began = before?.startedAt ?? created;
		return [
			...timeline(past, began, began + lengthOf(past)),
			...timeline([{ name: syncName(task), seconds: plan.round }], round, until),
		];
	}
	return timeline(all, created, plan.state === 'READY' ? created - 1 : created + workOf(task, plan));
}

/** Seconds of work that a task had done when it came to rest. */
export function workOf(task: SmsTask, { done, progress = 0 }: FixedSms): number {
	const all = stages(task, COPY);
	return lengthOf(all.slice(0, done)) + ((all[done]?.seconds ?? 0) * progress) / 100;
}

/** Seconds until a running task is through; undefined for all others. */
export function remaining(task: SmsTask, time: number): number | undefined {
	const { plan } = task;
	return plan.kind === 'running' && plan.stoppedAt === undefined
		? Math.max(0, plan.startedAt + lengthOf(stages(task, plan.copy)) - time)
		: undefined;
}

/** Mbit/s at this moment; 0 unless it copies. */
export function copySpeed(seed: number, task: SmsTask, time: number): number {
	const copying = stepsOf(task, time).some(
		(step) => /^(MIGRATE|SYNC)_/.test(step.name) && step.began !== undefined && step.ended === undefined,
	);
	if (!copying || task.plan.kind === 'fixed' || activeUntil(task, time) < time) {
		return 0;
	}
	const speed = 340 * (0.75 + 0.5 * unit(seed, task.id, 'speed', Math.floor(time / 20)));
	return Math.round((task.speedLimit > 0 ? Math.min(speed, task.speedLimit) : speed) * 100) / 100;
}

/** How long the copying takes where nobody watches it, s. */
export const COPY = 5400;
/** Seconds from the request to stop until it has stopped, to collect the logs until they are there, and of skipping. */
const STOPPING = 30;
const UPLOADING = 30;
const SKIPPING = 30;

function timeline(all: readonly Stage[], start: number, time: number): Step[] {
	let at = start;
	return all.map(({ name, seconds }) => {
		const began = at;
		at += seconds;
		if (time < began) {
			return { name, progress: 0, began: undefined, ended: undefined };
		}
		return time >= at
			? { name, progress: 100, began, ended: at }
			: { name, progress: Math.floor(((time - began) / seconds) * 100), began, ended: undefined };
	});
}

function lengthOf(all: readonly Stage[]): number {
	return all.reduce((sum, stage) => sum + stage.seconds, 0);
}

function stages(task: SmsTask, copy: number): Stage[] {
	const how = suffix(task);
	return [
		{ name: 'CREATE_CLOUD_SERVER', seconds: 300 },
		{ name: 'SSL_CONFIG', seconds: 60 },
		{ name: 'ATTACH_AGENT_IMAGE', seconds: 240 },
		{ name: task.osType === 'WINDOWS' ? 'FORMAT_DISK_WINDOWS' : `FORMAT_DISK_${how}`, seconds: 90 },
		{ name: task.osType === 'WINDOWS' ? 'MIGRATE_WINDOWS_BLOCK' : `MIGRATE_${how}`, seconds: copy },
		{ name: task.osType === 'WINDOWS' ? 'CONFIGURE_WINDOWS' : `CONFIGURE_${how}`, seconds: 180 },
		{ name: 'DETTACH_AGENT_IMAGE', seconds: 120 },
	];
}

function syncName(task: SmsTask): string {
	return task.osType === 'WINDOWS' ? 'SYNC_WINDOWS_BLOCK' : `SYNC_${suffix(task)}`;
}

function suffix(task: SmsTask): string {
	return task.type === 'MIGRATE_FILE' ? 'LINUX_FILE' : 'LINUX_BLOCK';
}
