import assert from 'node:assert/strict';
import { against, EVIDENCE_IDS, type EvidenceInput, syncEvidence } from '../../../../src/migration/insight/evidence';
import type { SyncPoint } from '../../../../src/migration/insight/points';

const GOOD: Omit<SyncPoint, 'at'> = {
	progress: 100,
	offset: 0,
	sourceKeys: 500_000,
	targetKeys: 500_000,
	migrating: true,
};
/** Five seconds apart, for a minute and more. */
const points = (change: (index: number) => Partial<SyncPoint> = () => ({}), count = 14): SyncPoint[] =>
	Array.from({ length: count }, (_, index) => ({ ...GOOD, at: index * 5_000, ...change(index) }));
const judge = (of: readonly SyncPoint[], more: Partial<EvidenceInput> = {}) =>
	syncEvidence({
		points: of,
		phase: 'following',
		now: of.at(-1)?.at ?? 0,
		error: false,
		instanceTrouble: false,
		...more,
	});
const open = (of: readonly SyncPoint[], more: Partial<EvidenceInput> = {}) =>
	against(judge(of, more)).map(({ id }) => id);
const valuesOf = (id: string, of: readonly SyncPoint[]) => judge(of).find((reason) => reason.id === id)?.values;

describe('the evidence of being in step', () => {
	it('is whole where everything was at rest for a minute', () => {
		assert.deepEqual(open(points()), []);
		assert.deepEqual(
			judge(points()).map(({ id }) => id),
			EVIDENCE_IDS,
		);
	});

	it('is never whole without samples, with one alone, or with those of half a minute', () => {
		assert.ok(open([]).includes('fresh'));
		assert.deepEqual(open(points(undefined, 1)), ['offset', 'sampled']);
		assert.deepEqual(open(points(undefined, 6)), ['sampled']);
	});

	it('does not rest on what was before a gap', () => {
		const after = points(undefined, 3).map((point) => ({ ...point, at: point.at + 3_600_000 }));
		assert.ok(open([...points(), ...after]).includes('sampled'));
	});

	it('is broken by keys that the target loses, though the offset is 0', () => {
		const losing = points((index) => ({ targetKeys: 900_000 - index * 30_000 }));
		assert.deepEqual(open(losing), ['keysSteady']);
		assert.deepEqual(open(points((index) => ({ targetKeys: 500_000 - index * 40_000 }))), ['keysSteady', 'keys']);
	});

	it('is not broken by keys that both ends lose together, nor by more keys at the target', () => {
		assert.deepEqual(
			open(points((index) => ({ sourceKeys: 500_000 - index * 900, targetKeys: 500_000 - index * 900 }))),
			[],
		);
		assert.deepEqual(open(points(() => ({ targetKeys: 600_000 }))), []);
	});

	it('is broken by missing keys beyond a thousandth', () => {
		assert.deepEqual(open(points(() => ({ targetKeys: 499_500 }))), []);
		const few = points(() => ({ targetKeys: 499_499 }));
		assert.deepEqual(open(few), ['keys']);
		assert.deepEqual(valuesOf('keys', few), { missing: 501, source: 500_000 });
		assert.deepEqual(open(points((index) => (index === 13 ? { targetKeys: 1 } : {}))), [], 'one reading is none');
	});

	it('is broken by an offset that rises or stays, and not by one that comes back to 0', () => {
		assert.deepEqual(open(points((index) => ({ offset: index * 4_600 }))), ['offset']);
		assert.deepEqual(open(points(() => ({ offset: 1 }))), ['offset']);
		assert.deepEqual(open(points((index) => ({ offset: [14, 0, 28][index % 3] ?? 0 }))), []);
	});

	it('is broken by a full sync that is not whole, or began again', () => {
		const fell = points((index) => ({ progress: index < 10 ? 100 : 5 }));
		assert.deepEqual(open(fell), ['fullSync', 'noRestart']);
		assert.deepEqual(valuesOf('noRestart', fell), { from: 100, to: 5, at: 50_000 });
		assert.deepEqual(
			open(points((index) => ({ progress: index < 2 ? 40 : 100 }), 30)),
			[],
			'it was whole for a minute',
		);
	});

	it('is broken by what the service does not say', () => {
		assert.deepEqual(open(points(() => ({ progress: null }))), ['fullSync']);
		assert.deepEqual(open(points(() => ({ migrating: undefined }))), ['migrating']);
		assert.deepEqual(open(points(() => ({ targetKeys: null }))), ['keysSteady', 'keys']);
		assert.deepEqual(open(points(() => ({ offset: null }))), ['offset']);
	});

	it('is broken by old numbers, by an error and by an instance that does not run', () => {
		assert.deepEqual(open(points(), { now: 13 * 5_000 + 15_001 }), ['fresh']);
		assert.deepEqual(open(points(), { error: true }), ['noError']);
		assert.deepEqual(open(points(), { instanceTrouble: true }), ['instances']);
		assert.deepEqual(open(points(), { phase: 'unclear' }), ['following']);
	});

	it('is not made of numbers that cannot be', () => {
		assert.deepEqual(open(points(() => ({ progress: 150 }))), ['fullSync']);
		assert.deepEqual(open(points(() => ({ offset: -5 }))), ['offset']);
		assert.deepEqual(open(points(() => ({ sourceKeys: -1 }))), ['keysSteady', 'keys']);
	});
});
