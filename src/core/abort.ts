/** Ending what is under way. */
import { setMaxListeners } from 'node:events';

/**
 * A signal that ends when either of two ends, until it is disposed of. `AbortSignal.any` knows no such end: what somebody still listens to, it
 * keeps for as long as the longer-lived of its sources.
 */
export function anySignal(
	a: AbortSignal,
	b: AbortSignal | undefined,
): { readonly signal: AbortSignal; dispose(): void } {
	if (!b) {
		return { signal: a, dispose: () => {} };
	}
	const both = newAbort();
	const end = (): void => both.abort();
	for (const signal of [a, b]) {
		if (signal.aborted) {
			end();
		}
		signal.addEventListener('abort', end, { once: true });
	}
	return {
		signal: both.signal,
		dispose: () => {
			a.removeEventListener('abort', end);
			b.removeEventListener('abort', end);
		},
	};
}

/** An abort controller that any number of requests may listen to at the same time. */
export function newAbort(): AbortController {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	return controller;
}
