import assert from 'node:assert/strict';
import { Format } from '../../../../src/migration/format';
import type { KeyCount, KeysFacts } from '../../../../src/migration/keyspaces/facts';
import { type Totals, totalsOf } from '../../../../src/migration/keyspaces/totals';
import { totalsText } from '../../../../src/migration/keyspaces/totalsWords';

function counts(pairs: readonly (readonly [source: number | null, target: number | null])[]): KeyCount[] {
	return pairs.map(([source, target], index) => ({ at: index * 5_000, source, target }));
}

function totals(pairs: Parameters<typeof counts>[0], phase: KeysFacts['phase'] = 'following'): Totals {
	const found = totalsOf(counts(pairs), phase);
	assert.ok(found);
	return found;
}

/** Twelve readings with the gap as the function says. */
const gaps = (of: (index: number) => number, source = 100_000): [number, number][] =>
	Array.from({ length: 12 }, (_, index) => [source, source + of(index)]);

describe('the totals of a service', () => {
	it('are the median of the last five readings, so that one odd reading tells nothing', () => {
		const odd = gaps((index) => (index === 10 ? -90_000 : -7));
		const { gap, readings, course, suspect } = totals(odd);
		assert.deepEqual([gap, readings, suspect], [-7, 5, false]);
		assert.notEqual(course, 'growing');
	});

	it('explain a small steady gap by keys that have expired', () => {
		const steady = totals(gaps(() => -30));
		assert.deepEqual([steady.course, steady.reasons, steady.suspect], ['steady', ['expiry', 'multiDb'], false]);
	});

	it('suspect eviction where the gap grows, and a database where it is large', () => {
		const growing = totals(gaps((index) => -50 * index));
		assert.deepEqual([growing.course, growing.suspect, growing.reasons[0]], ['growing', true, 'eviction']);
		const large = totals(gaps(() => -20_000));
		assert.deepEqual([large.course, large.suspect, large.reasons[0]], ['steady', true, 'multiDb']);
		const shrinking = totals(gaps((index) => -50 * (12 - index)));
		assert.deepEqual([shrinking.course, shrinking.suspect], ['shrinking', false]);
	});

	it('explain a gap that jumps by the moments of counting', () => {
		const jumping = totals(gaps((index) => (index % 2 === 0 ? 400 : -300)));
		assert.deepEqual([jumping.course, jumping.reasons[0]], ['jumping', 'readJitter']);
	});

	it('explain more keys at the target without calling them an error', () => {
		const more = totals(gaps(() => 12));
		assert.deepEqual([more.reasons, more.suspect], [['targetNotEmpty'], false]);
	});

	it('say no more of a full sync than that it runs, and nothing before it', () => {
		const copying = totals(
			gaps((index) => -90_000 + index),
			'copying',
		);
		assert.deepEqual([copying.reasons, copying.suspect], [['copying'], false]);
		assert.equal(totalsOf(counts(gaps(() => 0)), 'before'), undefined);
		assert.equal(
			totals(
				gaps(() => -9),
				'unknown',
			).reasons[0],
			'perhapsCopying',
		);
	});

	it('say nothing where no reading has both ends', () => {
		assert.equal(totalsOf([], 'following'), undefined);
		assert.equal(
			totalsOf(
				counts([
					[1, null],
					[null, 2],
					[-1, 3],
					[Number.NaN, 1],
				]),
				'following',
			),
			undefined,
		);
	});

	it('are told as indicative, with as much of the course as is known', () => {
		const format = new Format('en');
		assert.equal(
			totalsText(totals(gaps(() => -30)), format),
			'By the service’s totals the source has 100,000 keys, the target 30 fewer. It neither grows nor shrinks. That is the median of 5 readings, and indicative only: totals count expired keys too, and no databases.',
		);
		const first = totalsText(totals([[100, 100]]), format);
		assert.match(
			first,
			/both ends have 100 keys\. Whether that grows cannot be told yet\. That is one reading, and indicative/,
		);
	});
});
