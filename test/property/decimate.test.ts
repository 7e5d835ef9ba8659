import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Curves, decimate, within } from '../../src/migration/decimate';
import { GAP_INTERVALS, gapBefore } from '../../src/migration/insight/gaps';
import type { Sample } from '../../src/migration/sample';
import { given } from './holds';

const STATS = ['a', 'b'] as const;
const MOST = 100;
const value = fc.oneof(
	{ weight: 6, arbitrary: fc.integer({ min: -1_000, max: 1_000 }) },
	{ weight: 1, arbitrary: fc.constantFrom(null, 1e300, -1e300, 0.5) },
);
const distance = fc.oneof(
	{ weight: 20, arbitrary: fc.constant(5_000) },
	{ weight: 3, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 1, max: 50_000_000 }) },
);
const run: fc.Arbitrary<Sample[]> = fc
	.array(fc.tuple(distance, value, value), { minLength: 1, maxLength: 700, size: 'max' })
	.map((steps) => {
		let at = Date.UTC(2024, 5, 1);
		return steps.map(([step, a, b]) => {
			at += step;
			return { at, values: { a, b }, migrating: undefined };
		});
	});
const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });
/** A run, and a stretch of it that may reach beyond it. */
const stretch = fc.tuple(run, share, share).map(([samples, one, other]) => {
	const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
	const at = (part: number) => first + part * (last - first);
	return { samples, range: { from: at(Math.min(one, other)), to: at(Math.max(one, other)) } };
});

const valuesOf = (samples: readonly Sample[], stat: string) => samples.flatMap(({ values }) => values[stat] ?? []);

given('the samples of any stretch of any run, thinned', (claim) => {
	claim('are samples that were taken, in their order, with no more rows than a page can draw', async (holds) => {
		await holds(
			fc.property(stretch, ({ samples, range }) => {
				const curves = decimate(samples, STATS, range, MOST);
				assert.ok(curves.times.length <= 2 * MOST, `${curves.times.length} rows`);
				assert.ok(curves.times.every((at, row) => row === 0 || at > (curves.times[row - 1] ?? at)));
				const byTime = new Map(samples.map((sample) => [sample.at, sample]));
				for (const [row, at] of curves.times.entries()) {
					for (const stat of STATS) {
						assert.equal(curves.values[stat]?.[row] ?? null, byTime.get(at)?.values[stat]);
					}
				}
			}),
		);
	});

	claim('keep the lowest and the highest value, the first and the last sample', async (holds) => {
		await holds(
			fc.property(stretch, ({ samples, range }) => {
				const inside = samples.slice(...within(samples, range));
				const curves = decimate(samples, STATS, range, MOST);
				const shown = curves.times.flatMap((at, row) => (at >= range.from && at <= range.to ? [row] : []));
				assert.deepEqual(
					[curves.times[shown[0] ?? -1], curves.times[shown.at(-1) ?? -1]],
					[inside[0]?.at, inside.at(-1)?.at],
				);
				for (const stat of STATS) {
					const [all, kept] = [valuesOf(inside, stat), shown.flatMap((row) => curves.values[stat]?.[row] ?? [])];
					assert.deepEqual([Math.min(...kept), Math.max(...kept)], [Math.min(...all), Math.max(...all)]);
				}
			}),
		);
	});

	claim('are joined with no line where a value, or a sample, is missing', async (holds) => {
		await holds(
			fc.property(stretch, ({ samples, range }) => {
				const curves = decimate(samples, STATS, range, MOST);
				const times = samples.map(({ at }) => at);
				for (const stat of STATS) {
					const unbroken = samples.map(
						(sample, index) => index > 0 && sample.values[stat] !== null && !gapBefore(times, index),
					);
					for (const [before, row] of joins(curves, stat)) {
						const [from, to] = [times.indexOf(curves.times[before] ?? 0), times.indexOf(curves.times[row] ?? 0)];
						assert.ok(unbroken.slice(from + 1, to + 1).every(Boolean), `${stat} from ${from} to ${to}`);
					}
					for (const row of curves.breaks[stat] ?? []) {
						const [from, to] = [times.indexOf(curves.times[row - 1] ?? 0), times.indexOf(curves.times[row] ?? 0)];
						assert.ok(!unbroken.slice(from + 1, to + 1).every(Boolean), 'nothing is missing');
					}
				}
			}),
		);
	});

	claim('have the gaps of the one rule, which compares with the medians around', async (holds) => {
		const middle = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)] ?? 0;
		await holds(
			fc.property(run, (samples) => {
				const times = samples.map(({ at }) => at);
				const steps = times.map((at, index) => at - (times[index - 1] ?? at));
				for (let index = 1; index < times.length; index++) {
					const [before, after] = [steps.slice(Math.max(1, index - 5), index), steps.slice(index + 1, index + 6)];
					const sides = [before, after].filter(({ length }) => length >= 3);
					const usual = Math.max(...(sides.length > 0 ? sides : [[...before, ...after]]).map(middle));
					const limit = usual === 0 ? 60_000 : GAP_INTERVALS * usual;
					assert.equal(gapBefore(times, index), (steps[index] ?? 0) > limit, `at ${index}`);
				}
			}),
		);
	});
});

/** Neighbouring rows that a line joins. */
function joins({ values, breaks, times }: Curves, stat: string): [number, number][] {
	const all = values[stat] ?? [];
	return times.flatMap((_, row): [number, number][] =>
		row > 0 && all[row - 1] != null && all[row] != null && !breaks[stat]?.includes(row) ? [[row - 1, row]] : [],
	);
}
