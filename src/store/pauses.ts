/** How long a service may ask to be left alone. */
import type { ConnectionProblem } from './connectionProblem';

const SHORTEST_PAUSE = 1_000;
/** ms. */
export const LONGEST_PAUSE = 3_600_000;

/** The longest pause that these failures ask for, ms: 0, or between a second and an hour, whatever stood in the answer. */
export function pauseAskedFor(problems: readonly (ConnectionProblem | undefined)[]): number {
	const asked = problems.flatMap((problem) => problem?.error?.retryAfterMs ?? []).filter((ms) => !Number.isNaN(ms));
	return asked.length === 0 ? 0 : Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, ...asked));
}
