import assert from 'node:assert/strict';
import { fullSyncPhase } from '../../../../src/migration/insight/fullSync';
import { type OffsetTrend, offsetTrend } from '../../../../src/migration/insight/offsetTrend';

const MIB = 1024 ** 2;
const trend = (offsets: readonly (number | null)[], every = 5_000): OffsetTrend =>
	offsetTrend(offsets.map((offset, index) => ({ at: index * every, offset })));

describe('the trend of an offset', () => {
	it('is unknown without an offset in the newest point', () => {
		assert.deepEqual(offsetTrend([]), { verdict: 'unknown' });
		assert.deepEqual(trend([0, 0, 0, 0, 0, 0, null]), { verdict: 'unknown' });
	});

	it('rests on six points over twenty seconds at least', () => {
		assert.deepEqual(trend([0, 0, 0, 0, 7]), { verdict: 'early', offset: 7 });
		assert.deepEqual(trend([0, 0, 0, 0, 0, 0], 3_999), { verdict: 'early', offset: 0 });
		assert.deepEqual(trend([0, 0, 0, 0, 0, 0], 4_000), { verdict: 'level', span: 20_000 });
	});

	it('rests on the last minute, or on ten points where that holds fewer', () => {
		assert.deepEqual(trend([...Array(40).fill(9 * MIB), ...Array(13).fill(0)]), { verdict: 'level', span: 60_000 });
		assert.deepEqual(trend([...Array(40).fill(9 * MIB), ...Array(10).fill(0)], 30_000), {
			verdict: 'level',
			span: 270_000,
		});
	});

	it('is in step up to a kilobyte, and close up to 64', () => {
		assert.deepEqual(trend([0, 14, 1024, 0, 0, 0]), { verdict: 'inStep', highest: 1024, span: 25_000 });
		assert.deepEqual(trend([0, 14, 1025, 0, 0, 0]), { verdict: 'close', highest: 1025, span: 25_000 });
		assert.equal(trend([0, 14, 64 * 1024, 0, 0, 0]).verdict, 'close');
		assert.notEqual(trend([0, 14, 64 * 1024 + 1, 0, 0, 0]).verdict, 'close');
	});

	it('grows, shrinks or stays by more or less than two per cent', () => {
		const halves = (before: number, after: number) =>
			trend([before, before, before, after, after, after].map((n) => n * MIB));
		assert.deepEqual(halves(100, 102), { verdict: 'steady', around: 102 * MIB });
		assert.deepEqual(halves(100, 103), { verdict: 'behind', offset: 103 * MIB });
		assert.deepEqual(halves(100, 98), { verdict: 'steady', around: 100 * MIB });
		assert.deepEqual(halves(100, 97), { verdict: 'catchingUp', offset: 97 * MIB });
	});

	it('does not reach across a gap', () => {
		const before = Array.from({ length: 20 }, (_, n) => ({ at: n * 5_000, offset: 0 }));
		const after = [0, 5_000].map((ms) => ({ at: 3_600_000 + ms, offset: 0 }));
		assert.deepEqual(offsetTrend([...before, ...after]), { verdict: 'early', offset: 0 });
	});
});

describe('the phase of a full sync', () => {
	it('goes by its progress, and by whether changes are followed afterwards', () => {
		assert.equal(fullSyncPhase(null, true), 'unknown');
		assert.equal(fullSyncPhase(0, true), 'snapshot');
		assert.equal(fullSyncPhase(0.1, true), 'copying');
		assert.equal(fullSyncPhase(99.9, false), 'copying');
		assert.equal(fullSyncPhase(100, true), 'loading');
		assert.equal(fullSyncPhase(100, false), 'copied');
	});
});
