/**
 * Heavy work in turns: one piece at a time, and whatever else waits (a click, a timer) comes between two pieces. Without it, answers that arrive at
 * the same moment are read in one go, and the extension host answers nobody meanwhile.
 */
export class Turns {
	private last: Promise<unknown> = Promise.resolve();

	/** Runs the work when it is its turn. Rejects as the work does; the next one has its turn all the same. */
	run<T>(work: () => T): Promise<T> {
		const own = this.last.then(nextTurn).then(work);
		this.last = own.catch(() => undefined);
		return own;
	}
}

/** Lets whatever waits go first, then goes on. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
