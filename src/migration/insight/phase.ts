/** Where a copy stands, as far as the status and the statistics say so. Pure, and without words. */
import type { Stage } from '../task';
import type { SyncPoint } from './points';

/**
 * `unknown`: no usable progress is given · `snapshot`: nothing is copied yet, which is normal for some minutes while the source writes its snapshot ·
 * `copying` · `loading`: all is copied, and the status says that changes are not followed yet · `copied`: all is copied and nothing follows ·
 * `unclear`: all is copied, and neither status nor statistics say whether changes are followed · `following`
 */
export type SyncPhase = 'unknown' | 'snapshot' | 'copying' | 'loading' | 'copied' | 'unclear' | 'following';

/** The phase. `thenChanges`: whether changes are followed once all is copied; undefined where nobody said. Points oldest first. */
export function phaseOf(stage: Stage, thenChanges: boolean | undefined, points: readonly SyncPoint[]): SyncPhase {
	if (stage === 'incremental') {
		return 'following';
	}
	const progress = points.at(-1)?.progress ?? null;
	if (progress === null || progress < 0 || progress > 100) {
		return 'unknown';
	}
	if (progress < 100) {
		return progress === 0 ? 'snapshot' : 'copying';
	}
	if (thenChanges === false) {
		return 'copied';
	}
	if (stage === 'full') {
		return 'loading';
	}
	return thenChanges && offsetMoved(points) ? 'following' : 'unclear';
}

/** Whether the offset was another than 0 since all is copied: it is one of following changes, so they are followed then. A 0 may stand there before. */
function offsetMoved(points: readonly SyncPoint[]): boolean {
	for (const { progress, offset } of [...points].reverse()) {
		if (progress !== 100) {
			return false;
		}
		if (offset !== null && offset !== 0) {
			return true;
		}
	}
	return false;
}
