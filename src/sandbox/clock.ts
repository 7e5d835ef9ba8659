/**
 * Two times: the wall's and the simulation's. A migration's own time runs `speed` times faster; what is written into answers is
 * always wall time, so that no task seems to come from the future.
 */

export class Clock {
	readonly speed: number;
	readonly #now: () => number;
	readonly #start: number;
	#ahead = 0;

	constructor(now: () => number, speed: number) {
		this.#now = now;
		this.#start = now();
		this.speed = speed;
	}

	/** The wall clock, ms since 1970. */
	wall(): number {
		return this.#now();
	}

	/** Simulated seconds since the sandbox opened; what was before it is negative and runs at real speed. */
	simulated(): number {
		return ((this.#now() - this.#start) / 1000) * this.speed + this.#ahead;
	}

	/** When a moment of the simulation was on the wall clock, ms since 1970. Never later than now. */
	at(simulated: number): number {
		const wall = simulated <= 0 ? this.#start + simulated * 1000 : this.#start + (simulated / this.speed) * 1000;
		return Math.min(Math.round(wall), this.#now());
	}

	/** Jumps ahead, s of simulated time. */
	advance(seconds: number): void {
		this.#ahead += seconds;
	}
}

/** `2021-06-16T06:12:55.508Z`, as in the list of tasks. */
export function isoDate(at: number): string {
	return new Date(at).toISOString();
}

/** `2019/10/22 14:44:30`, as in the details of a task; UTC, though the page names no zone. */
export function slashDate(at: number): string {
	return isoDate(at).slice(0, 19).replace('T', ' ').replace(/-/g, '/');
}

/** `202404011057`, as in `released_at`; UTC likewise. */
export function compactDate(at: number): string {
	return isoDate(at).slice(0, 16).replace(/[-:T]/g, '');
}

/** `20250102T030405Z`, as in X-Sdk-Date. */
export function sdkDate(at: number): string {
	return `${isoDate(at).slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** X-Sdk-Date as ms since 1970; undefined if it is not one. */
export function readSdkDate(text: string): number | undefined {
	const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
	if (!parts) {
		return undefined;
	}
	const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	return Date.UTC(year, month - 1, day, hour, minute, second);
}
