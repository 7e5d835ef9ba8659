import assert from 'node:assert/strict';
import { decimate } from '../../src/migration/decimate';
import {
	columns,
	inView,
	lonePoints,
	nearestTime,
	sampleCount,
	valueAt,
	valueRange,
} from '../../src/webview/details/chartData';

describe('The data of a chart', () => {
	const spaced = (...times: number[]) => {
		const samples = times.map((at) => ({ at, values: { offset: at }, migrating: undefined }));
		return columns(decimate(samples, ['offset'], { from: times[0] ?? 0, to: times.at(-1) ?? 0 }, 1000));
	};

	it('has an empty row where two samples lie more than three of the usual distances apart', () => {
		const { times, values, samples } = spaced(0, 5, 21, 26);
		assert.deepEqual(times, [0, 5, 13, 21, 26]);
		assert.deepEqual(values.offset, [0, 5, null, 21, 26]);
		assert.deepEqual(samples, [0, 1, 3, 4]);
	});

	it('has none where they lie three of them apart, or less', () => {
		assert.deepEqual(spaced(0, 15, 20).times, [0, 15, 20]);
	});

	it('goes by the samples themselves, whatever the interval of polling is meanwhile', () => {
		assert.deepEqual(spaced(0, 10, 20, 30, 90).values.offset, [0, 10, 20, 30, null, 90]);
	});

	it('keeps a null that the host sent, and reads a missing value as one', () => {
		assert.deepEqual(columns({ times: [0, 1, 2], values: { a: [1, null] }, breaks: {} }).values.a, [1, null, null]);
	});

	it('breaks the line of one statistic and lets the other go on', () => {
		const data = columns({ times: [0, 10], values: { a: [1, 2], b: [3, 4] }, breaks: { a: [1] } });
		assert.deepEqual(data, { times: [0, 5, 10], values: { a: [1, null, 2], b: [3, undefined, 4] }, samples: [0, 2] });
		assert.deepEqual([lonePoints(data.values.a ?? []), lonePoints(data.values.b ?? [])], [[0, 2], []]);
		assert.deepEqual([valueAt(data, 'a', 1), valueAt(data, 'b', 1)], [undefined, 3]);
	});

	it('lets the crosshair go to what is in view', () => {
		const data = inView(spaced(0, 5, 10, 15, 20), { from: 5, to: 12 });
		assert.deepEqual(data.samples, [1, 2]);
		assert.deepEqual(
			[0, 7, 8, 90].map((at) => nearestTime(data, at)),
			[5, 5, 10, 10],
		);
		assert.deepEqual(inView(data, { from: 6, to: 7 }).samples, [1, 2], 'none is in view');
	});

	it('marks values without a neighbour, which no line would show', () => {
		assert.deepEqual(lonePoints([1, null, 2, 3, null, null, 4]), [0, 6]);
	});

	it('counts the samples that hold a value for one of the curves', () => {
		const chart = {
			id: 'c',
			title: '',
			summary: '',
			series: [
				{ stat: 'a', label: '', color: 'blue' as const },
				{ stat: 'b', label: '', color: 'green' as const },
			],
		};
		assert.equal(sampleCount(chart, { times: [0, 1, 2], values: { a: [1, null, null], b: [null, null, 0] } }), 2);
	});

	it('starts the axis at zero and leaves room above the highest value, unless the end is fixed', () => {
		assert.deepEqual(valueRange(40, 100, undefined), [0, 108]);
		assert.deepEqual(valueRange(40, 60, 100), [0, 100]);
		assert.deepEqual(valueRange(0, 0, undefined), [0, 1]);
		assert.deepEqual(valueRange(null, null, undefined), [0, 1]);
		assert.ok(valueRange(0, Number.MAX_VALUE, undefined).every(Number.isFinite), 'at any height');
	});
});
