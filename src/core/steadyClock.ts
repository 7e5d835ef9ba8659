/** A clock for telling what came first: it follows the machine's, but where that is set back it goes on from where it stood. */

/** `now` in ms since 1970; so is what the clock says, as long as nobody sets `now` back. */
export function steadyClock(now: () => number): () => number {
	let last = Number.NEGATIVE_INFINITY;
	let setBackBy = 0;
	return () => {
		const wall = now();
		setBackBy += Math.max(0, last - wall);
		last = wall;
		return wall + setBackBy;
	};
}
