import assert from 'node:assert/strict';
import { decimate, rowsOf, within } from '../../../src/migration/decimate';
import type { Sample } from '../../../src/migration/sample';

const START = Date.UTC(2025, 2, 4);
const sampled = (count: number, values: (index: number) => Sample['values'], step = 5_000): Sample[] =>
	Array.from({ length: count }, (_, index) => ({ at: START + index * step, values: values(index), migrating: true }));
const whole = (samples: readonly Sample[]) => ({ from: samples[0]?.at ?? 0, to: samples.at(-1)?.at ?? 0 });

describe('The samples of a chart', () => {
	it('are all there where there are few of them', () => {
		const samples = sampled(4, (index) => ({ a: index }));
		const { times, values, breaks, gaps } = decimate(samples, ['a', 'b'], whole(samples), 100);
		assert.deepEqual(
			times,
			samples.map(({ at }) => at),
		);
		assert.deepEqual([values, breaks, gaps], [{ a: [0, 1, 2, 3] }, {}, []]);
	});

	it('are few of many, and the one peak and the one dip of a day are among them', () => {
		const samples = sampled(17_280, (index) => ({
			a: index === 9_001 ? 1e9 : index === 12_345 ? -7 : 100 + (index % 10),
			b: index,
		}));
		const { times, values } = decimate(samples, ['a', 'b'], whole(samples), 300);
		assert.ok(times.length <= 600, `${times.length} rows`);
		assert.equal(values.a?.[times.indexOf(START + 9_001 * 5_000)], 1e9);
		assert.equal(values.a?.[times.indexOf(START + 12_345 * 5_000)], -7);
		assert.deepEqual([times[0], times.at(-1)], [START, START + 17_279 * 5_000]);
	});

	it('keep a hole in one line, while the other goes on', () => {
		const samples = sampled(2_000, (index) => ({ a: index === 1_000 ? null : 5, b: 5 }));
		const { times, values, breaks } = decimate(samples, ['a', 'b'], whole(samples), 100);
		const [row = 0, ...others] = breaks.a ?? [];
		assert.deepEqual([others, breaks.b], [[], undefined]);
		const hole = START + 1_000 * 5_000;
		assert.ok((times[row - 1] ?? 0) < hole && (times[row] ?? 0) > hole);
		assert.ok(values.b?.every((value) => value === 5));
	});

	it('end and begin at the very ends of a gap', () => {
		const samples = sampled(4_000, () => ({ a: 1 })).filter((_, index) => index < 1_003 || index > 1_206);
		const gap = { from: START + 1_002 * 5_000, to: START + 1_207 * 5_000 };
		const { times, breaks, gaps } = decimate(samples, ['a'], whole(samples), 100);
		assert.deepEqual(gaps, [gap]);
		assert.deepEqual(
			breaks.a?.map((row) => [times[row - 1], times[row]]),
			[[gap.from, gap.to]],
		);
	});

	it('of a stretch reach to its ends by one sample on either side', () => {
		const samples = sampled(100, (index) => ({ a: index }));
		const range = { from: START + 22_000, to: START + 38_000 };
		assert.deepEqual(within(samples, range), [5, 8]);
		assert.deepEqual(decimate(samples, ['a'], range, 100).values.a, [4, 5, 6, 7, 8]);
		assert.deepEqual(within(samples, { from: 0, to: 1 }), [0, 0]);
		assert.deepEqual(within([], range), [0, 0]);
	});

	it('that were chosen stay chosen while a chart follows the newest one', () => {
		const all = sampled(5_000, (index) => ({ a: (index * 7_919) % 1_000 }));
		const shown = (end: number) => {
			const samples = all.slice(0, end);
			return decimate(samples, ['a'], { from: START + (end - 3_000) * 5_000, to: samples.at(-1)?.at ?? 0 }, 400).times;
		};
		const [before, after] = [shown(4_000), new Set(shown(4_001))];
		const lost = before.filter((at) => !after.has(at));
		assert.ok(lost.length <= 3, `${lost.length} of ${before.length} rows changed`);
	});

	it('are one by one as rows of a table', () => {
		const rows = rowsOf(
			sampled(2, (index) => ({ a: index === 0 ? null : Number.NaN, b: index })),
			['a', 'b'],
		);
		assert.deepEqual(rows, { times: [START, START + 5_000], values: { b: [0, 1] } });
	});
});
