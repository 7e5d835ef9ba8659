import assert from 'node:assert/strict';
import { csvLines, type ExportNames, jsonLines } from '../../../src/migration/exportedSamples';
import { RunJudge } from '../../../src/migration/insight/judge';
import type { RunRecord } from '../../../src/migration/runRecord';
import { Replay } from '../../../src/replay/replay';
import { type SimulatedRun, type SimulatedSample, simulate } from '../../insight/simulate';

const NOON = Date.UTC(2025, 2, 4, 12);
const NAMES: ExportNames = { run: 'a', method: 'incremental_migration', migrating: 'is_migrating' };

const taken = (at: number, values: Record<string, number | null>, migrating?: boolean): RunRecord => ({
	kind: 'sample',
	sample: { at, values, migrating },
});
const said = (at: number, status: string): RunRecord => ({ kind: 'status', at, status });
const marked = (at: number, mark: 'writersStopped' | 'writersResumed' | 'configured'): RunRecord => ({
	kind: 'mark',
	at,
	mark,
});

/** Samples in the middle of which the writers stop, and begin again. */
const RECORDS: readonly RunRecord[] = [
	taken(NOON - 1, { offset: 1 }),
	said(NOON, 'FULLMIGRATING'),
	taken(NOON, { full_migration_progress: 7.5, offset: null }, true),
	said(NOON + 5_000, 'INCRMIGRATING'),
	marked(NOON + 5_000, 'writersStopped'),
	{ kind: 'log', at: NOON + 5_000, level: 'ERROR', text: 'no part of an export' },
	taken(NOON + 5_000, { full_migration_progress: 100, offset: -3 }, false),
	marked(NOON + 6_000, 'configured'),
	taken(NOON + 10_000, { full_migration_progress: null, offset: Number.NaN }),
	marked(NOON + 11_000, 'writersResumed'),
	taken(NOON + 15_000, { full_migration_progress: 100, offset: 0, target_ops: 5 }),
];

describe('samples as JSON lines', () => {
	const parsed = (records: readonly RunRecord[], names = NAMES): unknown[] =>
		[...jsonLines(records, names)].map((line) => {
			assert.match(line, /^[^\n]*\n$/);
			return JSON.parse(line);
		});

	it('say what was known at each, and no more', () => {
		const of = { run: 'a', method: 'incremental_migration' };
		assert.deepEqual(parsed(RECORDS), [
			{ ...of, at: NOON - 1, status: '', stats: { offset: 1 } },
			{
				...of,
				at: NOON,
				status: 'FULLMIGRATING',
				stats: { full_migration_progress: 7.5, offset: null, is_migrating: true },
			},
			{
				...of,
				at: NOON + 5_000,
				status: 'INCRMIGRATING',
				stats: { full_migration_progress: 100, offset: -3, is_migrating: false },
				writesStopped: true,
			},
			{ ...of, at: NOON + 10_000, status: 'INCRMIGRATING', stats: null, writesStopped: true },
			{
				...of,
				at: NOON + 15_000,
				status: 'INCRMIGRATING',
				stats: { full_migration_progress: 100, offset: 0, target_ops: 5 },
			},
		]);
	});

	it('have no method where nobody knows it, and nothing of a name that the service does not have', () => {
		const names = { run: 'a', method: undefined, migrating: undefined };
		assert.deepEqual(parsed([taken(NOON, { migrate_speed: 3 }, true)], names), [
			{ run: 'a', at: NOON, status: '', method: null, stats: { migrate_speed: 3 } },
		]);
	});

	it('come to the same when they are replayed as the readings did when they were taken', () => {
		const stories = new Set<string>();
		let judged = 0;
		for (let seed = 1; seed <= 60; seed++) {
			const run = simulate(seed);
			if (run.samples.length > 1_200) {
				continue;
			}
			stories.add(run.story);
			const judge = new RunJudge();
			const replay = new Replay();
			const method = run.samples[0]?.thenChanges === false ? 'full_amount_migration' : 'incremental_migration';
			const lines = [...jsonLines(recordsOf(run), { ...NAMES, run: run.id, method })];
			assert.equal(lines.length, run.samples.length);
			for (const [nth, sample] of run.samples.entries()) {
				const { phase, verdict, left, events } = judge.add(sample);
				const answer = JSON.parse(replay.answer(lines[nth] ?? ''));
				assert.deepEqual(
					[answer.at, answer.phase, answer.verdict, answer.eta, answer.events],
					[sample.at, phase, verdict, left ? { lowMs: left.lowMs, highMs: left.highMs } : null, events],
					`${run.story} ${seed}, sample ${nth}`,
				);
				judged++;
			}
		}
		assert.ok(stories.size >= 6 && judged > 5_000, `${stories.size} stories, ${judged} samples`);
	});
});

describe('samples as CSV', () => {
	const text = (records: readonly RunRecord[], names = NAMES): string => [...csvLines(records, names)].join('');

	it('have a row each, with a column for every statistic', () => {
		assert.deepEqual(text(RECORDS).split('\r\n'), [
			'time,status,offset,full_migration_progress,target_ops,is_migrating,writesStopped',
			'2025-03-04T11:59:59.999Z,,1,,,,',
			'2025-03-04T12:00:00.000Z,FULLMIGRATING,,7.5,,true,',
			'2025-03-04T12:00:05.000Z,INCRMIGRATING,-3,100,,false,true',
			'2025-03-04T12:00:10.000Z,INCRMIGRATING,,,,,true',
			'2025-03-04T12:00:15.000Z,INCRMIGRATING,0,100,5,,',
			'',
		]);
	});

	it('quote what would break a row', () => {
		const rows = text([said(NOON, 'a "b",\r\nc;d'), taken(NOON, {})], { ...NAMES, migrating: undefined });
		assert.equal(rows, 'time,status,writesStopped\r\n2025-03-04T12:00:00.000Z,"a ""b"",\r\nc;d",\r\n');
	});

	it('make no formula of what came from outside', () => {
		for (const status of [
			'=1+1',
			'+1',
			'-1',
			'@SUM(A1)',
			'\t=1',
			'\r=1',
			'\n=1',
			'  =1',
			'＝1',
			'x;=1',
			'x,=1',
			'x\t=1',
			'"=1',
			"'=1",
			'x|=1',
			'=HYPERLINK("http://x.example";"y")',
		]) {
			const row = text([said(NOON, status), taken(NOON, {})]).split('Z,')[1] ?? '';
			assert.doesNotMatch(row, /(^|[\s",;|])[=+\-@＝]/, JSON.stringify(status));
		}
	});

	it('are not slow for a status of a megabyte', () => {
		const began = performance.now();
		text([said(NOON, '\t'.repeat(1_000_000)), taken(NOON, {}), said(NOON, '='.repeat(1_000_000)), taken(NOON, {})]);
		assert.ok(performance.now() - began < 5_000);
	});
});

/** What would have been kept of a run. */
function recordsOf(run: SimulatedRun): RunRecord[] {
	let stopped = false;
	return run.samples.flatMap((sample) => {
		const records: RunRecord[] = [said(sample.at, statusOf(sample))];
		if (sample.writesStopped !== stopped) {
			stopped = sample.writesStopped;
			records.push(marked(sample.at, stopped ? 'writersStopped' : 'writersResumed'));
		}
		const { progress, offset, sourceKeys, targetKeys, inputKbps, ops } = sample;
		const values = {
			full_migration_progress: progress,
			offset,
			source_dbsize: sourceKeys,
			target_dbsize: targetKeys,
			target_input_kbps: inputKbps,
			target_ops: ops,
		};
		return [...records, taken(sample.at, values, sample.migrating)];
	});
}

function statusOf({ stage, end }: SimulatedSample): string {
	switch (stage) {
		case 'full':
			return 'FULLMIGRATING';
		case 'incremental':
			return 'INCRMIGRATING';
		case 'running':
			return 'MIGRATING';
		case 'over':
			return end === 'succeeded' ? 'SUCCESS' : end === 'failed' ? 'FAILED' : 'TERMINATED';
		default:
			return assert.fail(stage);
	}
}
