/** A migration task, whichever service it is of. */
import type { MigrationTask, StatusGroup, TaskRef } from '../api';
import type { Sample } from './sample';

export type { MigrationTask, StatusGroup, TaskChanges, TaskRef } from '../api';

/** The short name of a service, `dcs` or `sms`: which ones there are is said by the registry (services/index.ts) alone. */
export type ServiceId = string;

/** The groups of the tree, most urgent first. `other` takes every status that this version does not know. */
export const STATUS_GROUPS = [
	'failed',
	'pending',
	'active',
	'stopped',
	'succeeded',
	'other',
] as const satisfies readonly StatusGroup[];

/** Where in its life a task stands, as far as its status alone tells. */
export type Stage =
	| 'creating'
	| 'unconfigured'
	| 'ready'
	| 'running'
	| 'full'
	| 'incremental'
	| 'syncing'
	| 'stopping'
	| 'over'
	| 'unknown';

/** Fields as they came over the wire, in the service's own names, with every secret already taken out. */
export type WireFields = Readonly<Record<string, unknown>>;

/** A migration task with what the extension itself reads of it. Built by its service; holds no words. */
export interface Task<F = unknown> extends MigrationTask {
	/** What the service's tables read, typed. Only the service's own files look inside. */
	readonly fields: F;
	/** Where in its life the task stands, as far as its status alone tells. */
	readonly stage: Stage;
	/** Ids of the actions that are legal now. */
	readonly actions: readonly string[];
	/** When the task was created, ms since 1970, or undefined if absent or of no known form. */
	readonly createdAt: number | undefined;
	/** The service named no time zone for that: it is off by up to fourteen hours, good for sorting only. */
	readonly createdZoneUnknown?: boolean;
	/** Of a task that is over: when its list was first seen to say what it says of its state, or dates its newest step, ms since 1970. Never from its details alone: rows would change places when a task is opened. */
	readonly changedAt?: number;
	/** The newest sample of its live statistics, if one was taken. */
	readonly sample: Sample | undefined;
	/** Whether live statistics exist for it. */
	readonly live: boolean;
	/** Whether it has ended, whichever way; nothing polls it any more. */
	readonly over: boolean;
}

/** When a task changed last, as far as that is known: at the latest of its creation and its changes. ms since 1970. */
export function lastChange({ createdAt, changedAt }: Pick<Task, 'createdAt' | 'changedAt'>): number | undefined {
	return createdAt === undefined || changedAt === undefined ? (changedAt ?? createdAt) : Math.max(createdAt, changedAt);
}

/** One string for a reference, to be used as a key and as a tree item id. */
export function refKey(ref: TaskRef): string {
	return `${ref.connectionId}/${ref.service}/${ref.id}`;
}

/** Whether two references name the same task. */
export function sameRef(a: TaskRef, b: TaskRef): boolean {
	return a.id === b.id && a.service === b.service && a.connectionId === b.connectionId;
}

/** Whether an action is legal for the task in the state it is in. */
export function allows(task: Pick<Task, 'actions'>, action: string): boolean {
	return task.actions.includes(action);
}
