import assert from 'node:assert/strict';
import { readOffset } from '../../../../src/migration/insight/offset';
import { phaseOf } from '../../../../src/migration/insight/phase';
import type { SyncPoint } from '../../../../src/migration/insight/points';
import { trendOf } from '../../../../src/migration/insight/trend';

const point = (at: number, more: Partial<SyncPoint>): SyncPoint => ({
	at,
	progress: 100,
	offset: null,
	sourceKeys: null,
	targetKeys: null,
	migrating: true,
	...more,
});
const offsets = (values: readonly (number | null)[], every = 5_000) =>
	values.map((offset, index) => point(index * every, { offset }));
const course = (...values: (number | null)[]) => readOffset(offsets(values)).course;

describe('a trend', () => {
	it('needs five values, and more than one outlier', () => {
		assert.equal(trendOf([1, 2, 3, 4]), 'none');
		assert.equal(trendOf([1, 2, 3, 4, 5]), 'rising');
		assert.equal(trendOf([5, 4, 3, 2, 1]), 'falling');
		assert.equal(trendOf([0, 0, 0, 0, 0, 0, 0, 9]), 'none');
		assert.equal(trendOf([3, 3, 3, 3, 3, 3]), 'none');
		assert.equal(trendOf([]), 'none');
	});

	it('is seldom seen in noise, however long one looks', () => {
		// Numbers that look random and are the same each time.
		let state = 7;
		const noise = Array.from({ length: 4_000 }, () => {
			state = (state * 48_271) % 2_147_483_647;
			return 14 * (state % 4);
		});
		const seen = noise.slice(60).filter((_, index) => trendOf(noise.slice(index, index + 13)) !== 'none').length;
		assert.ok(seen < 40, String(seen));
		assert.ok(noise.slice(60).every((_, index) => trendOf(noise.slice(index, index + 60)) === 'none'));
	});

	it('is there however large the numbers are and however small its share of them', () => {
		assert.equal(trendOf([1e12, 1e12 + 1, 1e12 + 2, 1e12 + 3, 1e12 + 4, 1e12 + 5]), 'rising');
	});
});

describe('the course of an offset', () => {
	it('is none without an offset in the newest point, and early with a few', () => {
		assert.equal(readOffset([]).course, 'none');
		assert.equal(course(0, 0, 0, 0, 0, 0, null), 'none');
		assert.equal(course(0, 0, 0, 7), 'early');
	});

	it('is a rise where it rose, though it hardly rises any more', () => {
		const { course: seen, from, to } = readOffset(offsets([3.6e9, 14.0e9, 14.1e9, 14.15e9, 14.2e9, 14.3e9]));
		assert.deepEqual([seen, from, to], ['rising', 3.6e9, 14.3e9]);
	});

	it('is looked for in five minutes where the noise of one hides it', () => {
		const noise = (index: number) => [0, 900, 300, 700, 100, 500][index % 6] ?? 0;
		const slow = offsets(Array.from({ length: 60 }, (_, index) => 10_000 + index * 20 + noise(index)));
		assert.equal(readOffset(slow.slice(-13)).course, 'flat');
		const { course: seen, from, to, span } = readOffset(slow);
		assert.deepEqual([seen, span], ['rising', 295_000]);
		assert.ok(to > from);
	});

	it('comes back to 0 only while it lately did', () => {
		assert.equal(course(14, 0, 28, 14, 14, 0), 'returning');
		assert.equal(course(0, 0, 14, 28, 14, 28, 14, 28, 14), 'flat');
		assert.equal(course(14, 28, 14, 28, 14, 0), 'flat', 'once is not again and again');
	});

	it('is flat at any height, with what it lay between', () => {
		const { course: seen, lowest, highest, span } = readOffset(offsets([5, 7, 6, 5, 7, 6]));
		assert.deepEqual([seen, lowest, highest, span], ['flat', 5, 7, 25_000]);
	});

	it('rests on the last minute, or on ten points where that holds fewer, and never across a gap', () => {
		assert.equal(readOffset(offsets([...Array(40).fill(9), ...Array(13).fill(0)])).span, 60_000);
		assert.equal(readOffset(offsets([...Array(40).fill(9), ...Array(10).fill(0)], 30_000)).course, 'zero');
		const after = [0, 5_000].map((ms) => point(3_600_000 + ms, { offset: 0 }));
		assert.equal(readOffset([...offsets(Array(20).fill(0)), ...after]).course, 'early');
	});
});

describe('the phase of a migration', () => {
	const at = (progress: number | null, more: Partial<SyncPoint> = {}) => [point(0, { progress, ...more })];

	it('goes by the progress where the status says no more than that it migrates', () => {
		assert.equal(phaseOf('running', true, at(null)), 'unknown');
		assert.equal(phaseOf('running', true, at(0)), 'snapshot');
		assert.equal(phaseOf('running', true, at(42)), 'copying');
		assert.equal(phaseOf('running', false, at(100)), 'copied');
	});

	it('is unclear at 100 % unless the status or the statistics say what comes now', () => {
		assert.equal(phaseOf('running', true, at(100, { offset: 0 })), 'unclear');
		assert.equal(phaseOf('running', undefined, at(100, { offset: 7 })), 'unclear');
		assert.equal(phaseOf('full', true, at(100, { offset: 7 })), 'loading');
		assert.equal(phaseOf('incremental', undefined, at(null)), 'following');
	});

	it('is that of following changes once the offset moved at 100 %', () => {
		assert.equal(phaseOf('running', true, at(100, { offset: 7 })), 'following');
		const drained = [point(0, { offset: 7 }), point(1, { offset: 0 })];
		assert.equal(phaseOf('running', true, drained), 'following');
		const before = [point(0, { progress: 99, offset: 7 }), point(1, { offset: 0 })];
		assert.equal(phaseOf('running', true, before), 'unclear');
	});

	it('is unknown where the progress is none', () => {
		assert.equal(phaseOf('full', true, at(-1)), 'unknown');
		assert.equal(phaseOf('running', true, at(150)), 'unknown');
	});
});
