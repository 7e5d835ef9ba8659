/** Timers that can be replaced, so that whatever waits can be tested without waiting. */
import type { Disposable } from './emitter';

/** Runs something once after `ms`, unless it is disposed before. */
export type SetTimer = (run: () => void, ms: number) => Disposable;

/** What timers are made of: the machine's own, or a test's. */
export interface Machine {
	readonly setTimeout: (run: () => void, ms: number) => Disposable;
	/** ms since 1970. */
	readonly now: () => number;
}

/**
 * Long waits are cut into pieces, ms. The machine's timers stand still while it sleeps, and beyond 24 days they do not wait at all: so the clock is
 * looked at now and then, and what became due meanwhile runs soon after it wakes, once.
 */
const PIECE = 30_000;

/** Timers for waits of any length, Infinity included. A clock that is set back makes no wait longer. */
export function timersOf({ setTimeout: wait, now }: Machine): SetTimer {
	return (run, ms) => {
		const due = now() + Math.max(0, ms);
		let left = Math.max(0, ms);
		let current: Disposable;
		const next = (): void => {
			const piece = Math.min(left, PIECE);
			current = wait(() => {
				left = Math.min(left - piece, due - now());
				if (left > 0) {
					next();
				} else {
					run();
				}
			}, piece);
		};
		next();
		return { dispose: () => current.dispose() };
	};
}

export const setTimer: SetTimer = timersOf({
	setTimeout: (run, ms) => {
		const handle = setTimeout(run, ms);
		return { dispose: () => clearTimeout(handle) };
	},
	now: () => Date.now(),
});
