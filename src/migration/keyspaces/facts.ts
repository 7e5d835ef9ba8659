/** What a service knows of the keys at the two ends of a task, beside what people paste. Without words. */

/** Keys of both ends in one reading; null where the service gave none. */
export interface KeyCount {
	/** ms since 1970. */
	readonly at: number;
	readonly source: number | null;
	readonly target: number | null;
}

/** What the target is, as far as that says which databases it can have. */
export type TargetKind = 'single' | 'cluster' | 'proxy';

export interface KeysFacts {
	/** Oldest first. */
	readonly counts: readonly KeyCount[];
	/** `before`: nothing is copied yet · `copying`: the full sync runs, so the target has fewer · `copied`: it is over · `following` · `unknown` */
	readonly phase: 'before' | 'copying' | 'copied' | 'following' | 'unknown';
	/** How long the full sync took, ms; undefined where nobody watched it from its beginning to its end. */
	readonly fullSyncMs: number | undefined;
	/** Undefined where nobody said. */
	readonly targetKind: TargetKind | undefined;
	/** Whether a proxy cluster has more databases than one; undefined where nobody said. */
	readonly targetMultiDb: boolean | undefined;
}
