import assert from 'node:assert/strict';
import type { RunRecord } from '../../../../src/migration/runRecord';
import { type RunHistory, Runs } from '../../../../src/store/runs/runs';
import { dcsRow, FakePort, FakeSource, ref, sample, settle, storeOver } from '../fakes';

const VALUES = { full_migration_progress: 100, offset: 0, source_dbsize: 5, target_dbsize: 5, target_ops: 0 };
const METHOD = { migration_method: 'incremental_migration' };

/** What is kept, in memory, in place of the disk. */
function memory(kept: RunRecord[] = []): RunHistory & { readonly kept: RunRecord[] } {
	return { kept, append: (_ref, records) => void kept.push(...records), read: async () => [...kept] };
}

function opened(history: RunHistory, rows = [dcsRow('t1', 'INCRMIGRATING', METHOD)]) {
	const source = new FakeSource(rows);
	let at = 1_000_000;
	source.onSample = async () => {
		at += 5_000;
		return { sample: sample(at, VALUES) };
	};
	const { store } = storeOver(new FakePort().add('c1', [source]));
	const runs = new Runs(store, history, { now: () => at });
	store.onDidChange((changes) => changes && runs.take(changes));
	return { source, store, runs };
}

describe('the runs of the tasks', () => {
	it('keep each reading with the status that held before it, and judge it', async () => {
		const history = memory();
		const { store, runs } = opened(history);
		await store.refresh();
		await runs.open(ref('t1'));
		for (let turn = 0; turn < 20; turn++) {
			await store.sampleTask(ref('t1'));
		}
		await settle();
		assert.deepEqual(
			history.kept.slice(0, 2).map(({ kind }) => kind),
			['status', 'sample'],
		);
		assert.equal(history.kept.filter(({ kind }) => kind === 'sample').length, 20);
		assert.equal(runs.of(ref('t1'))?.judgement?.verdict, 'readyToStopWrites');
	});

	it('go on after a reload where they were, with what the user said, and their samples in the charts', async () => {
		const history = memory();
		const before = opened(history);
		await before.store.refresh();
		await before.runs.open(ref('t1'));
		for (let turn = 0; turn < 20; turn++) {
			await before.store.sampleTask(ref('t1'));
		}
		await settle();
		before.runs.mark(ref('t1'), 'writersStopped');
		const after = opened(history);
		// A panel that VS Code restored asks before anybody has read the task.
		const opening = after.runs.open(ref('t1'));
		await opening;
		assert.equal(after.runs.of(ref('t1')), undefined);
		await after.store.refresh();
		for (let turn = 0; turn < 100 && after.runs.of(ref('t1')) === undefined; turn++) {
			await settle();
		}
		const state = after.runs.of(ref('t1'));
		assert.equal(state?.judgement?.verdict, 'readyToStopWrites');
		assert.notEqual(state?.writersStoppedAt, undefined);
		assert.equal(after.store.samples.of(ref('t1')).length, 20);
	});

	it('take no sample twice, and none of a task that is gone', async () => {
		const history = memory();
		const { source, store, runs } = opened(history);
		await store.refresh();
		await runs.open(ref('t1'));
		await store.sampleTask(ref('t1'));
		await settle();
		source.rows = [dcsRow('t1', 'INCRMIGRATING', { ...METHOD, description: 'other' })];
		await store.refresh();
		await settle();
		assert.equal(history.kept.filter(({ kind }) => kind === 'sample').length, 1);
		source.rows = [];
		await store.refresh();
		await settle();
		assert.equal(runs.of(ref('t1')), undefined);
	});

	it('take the word for a run that is not loaded yet once, and know it after a reload', async () => {
		const history = memory();
		const { store, runs } = opened(history);
		await store.refresh();
		runs.mark(ref('t1'), 'configured');
		const marks = async (of: Runs) => (await of.open(ref('t1')))?.happenings.map(({ kind }) => kind);
		assert.deepEqual(await marks(runs), ['configured']);
		const after = opened(history);
		await after.store.refresh();
		assert.deepEqual(await marks(after.runs), ['configured']);
	});

	it('keep a status once where it came with a reading, and where it came alone', async () => {
		const history = memory();
		const { source, store, runs } = opened(history);
		await store.refresh();
		await runs.open(ref('t1'));
		await store.sampleTask(ref('t1'));
		await store.sampleTask(ref('t1'));
		source.rows = [dcsRow('t1', 'SUCCESS', METHOD)];
		await store.refresh();
		await settle();
		assert.deepEqual(
			history.kept.map((record) => (record.kind === 'status' ? record.status : record.kind)),
			['INCRMIGRATING', 'sample', 'sample', 'SUCCESS'],
		);
	});

	it('are told with what happened, once', async () => {
		const { store, runs } = opened(memory());
		const told: string[] = [];
		runs.onDidChange(({ news }) => told.push(...news.map(({ kind }) => kind)));
		await store.refresh();
		await runs.open(ref('t1'));
		for (let turn = 0; turn < 40; turn++) {
			await store.sampleTask(ref('t1'));
		}
		await settle();
		assert.deepEqual(told, ['inStep', 'readyToStopWrites']);
	});
});
