/** Timers that can be replaced, so that whatever waits can be tested without waiting. */
import type { Disposable } from './emitter';

/** Runs something once after `ms`, unless it is disposed before. */
export type SetTimer = (run: () => void, ms: number) => Disposable;

export const setTimer: SetTimer = (run, ms) => {
	const handle = setTimeout(run, ms);
	return { dispose: () => clearTimeout(handle) };
};
