/**
 * Properties: what holds of any input. Each is a row of docs/reliability.md. Beside the unit tests a sample is tried, the same cases in each run; with
 * `npm run fuzz` a great many, others in each run. PROPERTY_RUNS says how many, PROPERTY_SEED which ones (a failure prints its seed).
 */
import fc from 'fast-check';
import { promises } from '../promises';

const SAMPLE = 200;
const SAMPLE_SEED = 20_250_102;

const runs = process.env.PROPERTY_RUNS;
const seed = process.env.PROPERTY_SEED;

/** Rejects with the smallest counterexample that was found. */
type Holds = (property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>) => Promise<void>;

/** Declares a property. `sample` is how many cases are tried beside the unit tests. */
type Claim = (promise: string, check: (holds: Holds) => Promise<void>, sample?: number) => void;

/** Properties of one kind of input, `fault`, in a person's words. */
export function given(fault: string, declare: (claim: Claim) => void): void {
	declare((promise, check, sample = SAMPLE) => {
		const cases = runs === undefined ? sample : Number(runs);
		promises({ chapter: 'Properties', fault, promise, cases }, () =>
			check(async (property) => {
				await fc.assert(property as fc.IAsyncProperty<unknown>, {
					numRuns: cases,
					...(seed !== undefined ? { seed: Number(seed) } : runs === undefined ? { seed: SAMPLE_SEED } : {}),
				});
			}),
		);
	});
}
