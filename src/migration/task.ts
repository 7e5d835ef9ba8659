/** The services that a migration task can come from. */
export const SERVICES = ['dcs', 'sms'] as const;
export type Service = (typeof SERVICES)[number];

/** Names one task among all connections. Stable for the life of the task; safe to store. */
export interface TaskRef {
	readonly connectionId: string;
	readonly service: Service;
	readonly id: string;
}

/** The groups of the tree, most urgent first. `other` takes every status that this version does not know. */
export const STATUS_GROUPS = ['failed', 'pending', 'active', 'stopped', 'succeeded', 'other'] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

/** Fields as they came over the wire, in the service's own names, with every secret already taken out. */
export type WireFields = Readonly<Record<string, unknown>>;

/** A migration task as other extensions see it. */
export interface MigrationTask {
	readonly ref: TaskRef;
	readonly name: string;
	/** The status as the service said it; '' where it said none. */
	readonly status: string;
	readonly group: StatusGroup;
	/** The redacted wire fields. A field that the service did not send is not a key here; null and '' are kept as they came. */
	readonly raw: WireFields;
}

/** A migration task with what the extension itself reads of it. Built by the adapter of its service. */
export interface Task extends MigrationTask {
	/** What kind of migration, in words: "online", "backup import", "file-level", … */
	readonly kind: string;
	/** Where from and where to, as short as they can be said; undefined where the service does not say. */
	readonly from: string | undefined;
	readonly to: string | undefined;
	/** How, in words: "full, then incremental". */
	readonly method: string | undefined;
	/** When the task was created, ms since 1970, or undefined if absent or of no known form. */
	readonly createdAt: number | undefined;
	/** The service's own error text for this task. */
	readonly error: string | undefined;
	/** A few words for the row in the tree, e.g. "full sync 42 %". Never a duration that ticks. */
	readonly summary: string;
	/** Whether the configuration form applies to it. */
	readonly configurable: boolean;
	/** Whether live statistics exist for it. */
	readonly live: boolean;
	/** Whether it has ended, whichever way; nothing polls it any more. */
	readonly over: boolean;
}

/** One string for a reference, to be used as a key and as a tree item id. */
export function refKey(ref: TaskRef): string {
	return `${ref.connectionId}/${ref.service}/${ref.id}`;
}

/** Whether two references name the same task. */
export function sameRef(a: TaskRef, b: TaskRef): boolean {
	return refKey(a) === refKey(b);
}
