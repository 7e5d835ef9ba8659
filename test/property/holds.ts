/**
 * How often a property is tried. Beside the unit tests a sample, the same cases in each run; with `npm run fuzz` a great many, others in each run.
 * PROPERTY_RUNS says how many, PROPERTY_SEED which ones (a failure prints its seed).
 */
import fc from 'fast-check';

const SAMPLE = 200;
const SAMPLE_SEED = 20_250_102;

const runs = process.env.PROPERTY_RUNS;
const seed = process.env.PROPERTY_SEED;

/** Rejects with the smallest counterexample that was found. `sample` is how many cases are tried beside the unit tests. */
export async function holds(
	property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>,
	sample = SAMPLE,
): Promise<void> {
	await fc.assert(property as fc.IAsyncProperty<unknown>, {
		numRuns: runs === undefined ? sample : Number(runs),
		...(seed !== undefined ? { seed: Number(seed) } : runs === undefined ? { seed: SAMPLE_SEED } : {}),
	});
}
