/** What the run of a task says about why it is not well, for the catalogue of causes. Pure. */
import type { RunFacts } from './causes';
import { lastOf, type RunState } from './runState';

/** Share of the source's keys from which on a surplus at the target is no matter of the moment of counting. */
const SURPLUS = 0.001;

/** What is known; what is not known is left out. */
export function runFacts(run: RunState | undefined): RunFacts {
	if (!run) {
		return {};
	}
	const reasons = run.judgement?.reasons ?? [];
	const steady = reasons.find(({ id }) => id === 'keysSteady');
	const { missing = null, source = null } = reasons.find(({ id }) => id === 'keys')?.values ?? {};
	return {
		...(lastOf(run, 'fullSyncRestarted') ? { restarted: true } : {}),
		// Null: too few readings to tell.
		...(steady?.ok === false && (steady.values.to ?? null) !== null ? { targetFallsBehind: true } : {}),
		...(missing !== null && source !== null && -missing > Math.max(10, source * SURPLUS)
			? { targetHasMoreKeys: true }
			: {}),
	};
}
