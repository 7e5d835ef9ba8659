/** Where a copy of everything stands. Pure, and without words. */

/**
 * `unknown`: no progress is given · `snapshot`: the source is still writing its snapshot, and 0 % is normal for some minutes · `copying` · `loading`: all
 * is copied and is being loaded before changes are followed · `copied`: all is copied, nothing follows, and the service has yet to report success.
 */
export type FullSyncPhase = 'unknown' | 'snapshot' | 'copying' | 'loading' | 'copied';

/**
 * The phase by the progress of the newest sample, 0–100 or null where none came. `thenChanges`: changes are followed once all is copied. Full
 * progress alone never says that they are: an offset may be there before.
 */
export function fullSyncPhase(progress: number | null, thenChanges: boolean): FullSyncPhase {
	if (progress === null) {
		return 'unknown';
	}
	if (progress < 100) {
		return progress <= 0 ? 'snapshot' : 'copying';
	}
	return thenChanges ? 'loading' : 'copied';
}
