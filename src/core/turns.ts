/**
 * Heavy work in turns: one piece at a time, and whatever else waits (a click, a timer) comes between two pieces. Without it, answers that arrive at
 * the same moment are read in one go, and the extension host answers nobody meanwhile.
 */
export class Turns {
	private last: Promise<unknown> = Promise.resolve();

	/** Runs the work when it is its turn. Rejects as the work does; the next one has its turn all the same. */
	run<T>(work: () => T | Promise<T>): Promise<T> {
		const own = this.last.then(nextTurn).then(work);
		this.last = own.catch(() => undefined);
		return own;
	}
}

/** How long a turn may take, ms: a third of what nobody notices, since garbage is collected in it too. */
const TURN_MS = 15;

/** Splits long work into turns by the clock: a turn ends when it has taken long enough. */
export class Pace {
	private began: number;

	/** @param now ms, from any moment on */
	constructor(private readonly now: () => number = () => performance.now()) {
		this.began = now();
	}

	/** Whether it is time to wait for the next turn. */
	get isDue(): boolean {
		return this.now() - this.began >= TURN_MS;
	}

	async pause(): Promise<void> {
		await nextTurn();
		this.began = this.now();
	}
}

/** Lets whatever waits go first, then goes on. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
