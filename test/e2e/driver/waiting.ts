import { setTimeout as sleep } from 'node:timers/promises';

/** How long the driver waits for something to appear, in ms; a shared machine can be very slow. */
export const PATIENCE = 45_000;

/** How often it is asked, ms: soon at first, then less often, since each question costs the machine on which VS Code is to get on. */
const PACE = { first: 50, last: 250, slower: 20 } as const;

/** How long one try of an act may take, in ms, before it is looked whether another is needed. */
export const TRY = 3_000;

/**
 * Asks again until there is an answer, and fails in words when there is none within the patience.
 * @param what completes "Waited in vain for …"
 * @throws Error with the last error of `ask`, if that is what kept failing
 */
export async function until<T>(
	what: string,
	ask: () => Promise<T | undefined | false>,
	patience = PATIENCE,
): Promise<T> {
	const begin = Date.now();
	const limit = begin + patience;
	let lastError: unknown;
	let asked = 0;
	do {
		asked += 1;
		try {
			const answer = await ask();
			if (answer !== undefined && answer !== false) {
				return answer;
			}
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		await sleep(Math.min(PACE.last, PACE.first + (Date.now() - begin) / PACE.slower));
		// One question can take all the patience, when what it looked at went away meanwhile.
	} while (Date.now() < limit || asked < 2);
	const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
	throw new Error(`Waited in vain for ${what}${reason}`);
}

/**
 * Acts, looks whether the act took, and acts again where it did not: a press can land before what it is meant for listens.
 * @param act nothing happens where it throws
 * @param took true once there is nothing left to do; asked before the first act too, so that what is so already is left alone
 * @throws Error with the last error of `act`
 */
export async function persist(what: string, act: () => Promise<unknown>, took: () => Promise<boolean>): Promise<void> {
	await until(what, async () => {
		if (await took()) {
			return true;
		}
		await act();
		return until(what, took, TRY);
	});
}

/** Whether a text is the wanted one: equal to a string, or matching a pattern. */
export function matches(text: string, wanted: string | RegExp): boolean {
	return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** Whether a text holds a string, or matches a pattern. */
export function holds(text: string, wanted: string | RegExp): boolean {
	return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
