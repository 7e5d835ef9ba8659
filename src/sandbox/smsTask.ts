/** An SMS task as the sandbox keeps it, and how far it is at a simulated time. */
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
}

/** Copies the changes over and over, one round each so many seconds. */
export interface SyncingSms {
	readonly kind: 'syncing';
	readonly round: number;
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
	/** No more fields than the page's example has. */
	readonly bare?: true;
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
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return plan.state;
	}
	if (plan.kind === 'syncing') {
		return 'SYNCING';
	}
	return time < plan.startedAt + lengthOf(stages(task, plan.copy)) ? 'RUNNING' : 'MIGRATE_SUCCESS';
}

/** Its sub-tasks in order, those to come with progress 0. */
export function stepsOf(task: SmsTask, time: number): Step[] {
	const { plan } = task;
	if (plan.kind === 'running') {
		return timeline(stages(task, plan.copy), plan.startedAt, time);
	}
	const created = typeof task.createdAt === 'number' ? task.createdAt : -86_400;
	const all = stages(task, COPY);
	if (plan.kind === 'syncing') {
		const round = Math.floor(time / plan.round) * plan.round;
		return [
			...timeline(all, created, created + lengthOf(all)),
			...timeline([{ name: syncName(task), seconds: plan.round }], round, time),
		];
	}
	const until =
		created + lengthOf(all.slice(0, plan.done)) + ((all[plan.done]?.seconds ?? 0) * (plan.progress ?? 0)) / 100;
	return plan.state === 'READY' ? timeline(all, created, created - 1) : timeline(all, created, until);
}

/** Seconds until a running task is through; undefined for all others. */
export function remaining(task: SmsTask, time: number): number | undefined {
	const { plan } = task;
	return plan.kind === 'running' ? Math.max(0, plan.startedAt + lengthOf(stages(task, plan.copy)) - time) : undefined;
}

/** Mbit/s at this moment; 0 unless it copies. */
export function copySpeed(seed: number, task: SmsTask, time: number): number {
	const copying = stepsOf(task, time).some(
		(step) => /^(MIGRATE|SYNC)_/.test(step.name) && step.began !== undefined && step.ended === undefined,
	);
	if (!copying || task.plan.kind === 'fixed') {
		return 0;
	}
	const speed = 340 * (0.75 + 0.5 * unit(seed, task.id, 'speed', Math.floor(time / 20)));
	return Math.round((task.speedLimit > 0 ? Math.min(speed, task.speedLimit) : speed) * 100) / 100;
}

/** How long the copying takes where nobody watches it. */
const COPY = 5400;

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
