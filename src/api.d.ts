/**
 * The public API of the extension Migration Tasks (`cloud-migrations.migration-tasks`), for other extensions:
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<MigrationTasksApi>('cloud-migrations.migration-tasks');
 * const tasks = await (await extension?.activate())?.getTasks();
 * ```
 *
 * This file stands alone: copy it, or name the packaged one (`dist/api.d.ts`).
 */

/** Names one task among all connections. Stable for the life of the task; safe to store. */
export interface TaskRef {
	readonly connectionId: string;
	/** `dcs` (Distributed Cache Service) or `sms` (Server Migration Service); more may come. */
	readonly service: string;
	/** The service's id of the task; made up here where the service gave none. */
	readonly id: string;
}

/** Where a task stands, whichever service it is of. `other`: a status that this version does not know. */
export type StatusGroup = 'failed' | 'pending' | 'active' | 'stopped' | 'succeeded' | 'other';

/** A migration task, as it was last read. */
export interface MigrationTask {
	readonly ref: TaskRef;
	readonly name: string;
	/** The status as the service said it; '' where it said none. */
	readonly status: string;
	readonly group: StatusGroup;
	/**
	 * What the service said of the task, in its own names, without secrets. A field that the service did not send is not a key here; null and ''
	 * are kept as they came. Shared with the extension: read it, never write it.
	 */
	readonly raw: Readonly<Record<string, unknown>>;
}

/** Tasks that came, changed or went since the last event. Never all three empty. */
export interface TaskChanges {
	readonly added: readonly MigrationTask[];
	readonly changed: readonly MigrationTask[];
	readonly removed: readonly TaskRef[];
}

/** What `activate()` of the extension resolves to. */
export interface MigrationTasksApi {
	readonly apiVersion: 1;
	/** All tasks of all connections; read now, if they were not read before. A connection that fails is left out. Never rejects for one that does. */
	getTasks(): Promise<readonly MigrationTask[]>;
	/** Fires while somebody looks at the view or at a task, or after `getTasks`. Of the shape of `vscode.Event<TaskChanges>`. */
	readonly onDidChangeTasks: (
		listener: (changes: TaskChanges) => unknown,
		thisArg?: unknown,
		disposables?: { dispose(): unknown }[],
	) => { dispose(): unknown };
}
