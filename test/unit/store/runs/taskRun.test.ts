import assert from 'node:assert/strict';
import { nextTurn } from '../../../../src/core/turns';
import type { RunRecord } from '../../../../src/migration/runRecord';
import type { Sample } from '../../../../src/migration/sample';
import { runReader } from '../../../../src/services/dcs/runSample';
import { statuses } from '../../../../src/services/dcs/statuses';
import { TaskRun } from '../../../../src/store/runs/taskRun';
import { taskOf } from '../../services/helpers';

const METHOD = { migration_method: 'incremental_migration' };
const copying = taskOf('dcs', { ...METHOD, status: 'FULLMIGRATING' });
const following = taskOf('dcs', { ...METHOD, status: 'INCRMIGRATING' });
const sample = (at: number, values: Sample['values']): Sample => ({ at, values, migrating: true });
const REST = {
	full_migration_progress: 100,
	offset: 0,
	source_dbsize: 500,
	target_dbsize: 500,
	target_ops: 0,
	target_input_kbps: 0,
};
const kinds = (run: TaskRun): string[] => run.state.happenings.map(({ kind }) => kind);
const newRun = (): TaskRun => new TaskRun(runReader as never, statuses);

describe('the run of a task', () => {
	it('tells once that the full sync began again, and for which time', () => {
		const run = newRun();
		[50, 51, 52, 53, 1, 2, 3, 40, 41, 42, 43, 1, 2, 3].forEach((full_migration_progress, index) => {
			run.sampled(copying, sample(index * 10_000, { ...REST, full_migration_progress, target_ops: 100 }));
		});
		assert.deepEqual(
			run.state.happenings.map(({ kind, count, at }) => [kind, count, at]),
			[
				['fullSyncRestarted', 2, 40_000],
				['fullSyncRestarted', 3, 110_000],
			],
		);
		assert.equal(run.takeNews().length, 2);
		assert.equal(run.takeNews().length, 0, 'what was told is told no more');
	});

	it('is told to be close behind and ready once, however often a burst takes that back within minutes', () => {
		const run = newRun();
		for (let index = 0; index < 240; index++) {
			const burst = index > 40 && index % 30 < 3;
			run.sampled(following, sample(index * 5_000, { ...REST, offset: burst ? 5_000_000 : 0 }));
		}
		assert.equal(kinds(run).filter((kind) => kind === 'readyToStopWrites').length <= 2, true, kinds(run).join());
		assert.ok(kinds(run).includes('inStep'));
	});

	it('knows a drained target by the user’s word alone, and forgets it when that is taken back', () => {
		const run = newRun();
		let at = 0;
		const rest = (count: number): void => {
			for (let index = 0; index < count; index++) {
				at += 5_000;
				run.sampled(following, sample(at, REST));
			}
		};
		rest(30);
		assert.equal(run.state.judgement?.verdict, 'readyToStopWrites');
		run.mark('writersStopped', at);
		rest(5);
		assert.equal(run.state.judgement?.verdict, 'switchNow');
		run.mark('writersResumed', at);
		rest(1);
		assert.equal(run.state.judgement?.verdict, 'readyToStopWrites');
		assert.deepEqual(kinds(run).slice(-4), ['readyToStopWrites', 'writersStopped', 'switchNow', 'writersResumed']);
	});

	it('begins anew where the task was started again after its end', () => {
		const run = newRun();
		run.statusSeen('RUNNING', 0);
		run.statusSeen('FULLMIGRATING', 1);
		run.sampled(copying, sample(2, { ...REST, full_migration_progress: 80 }));
		run.statusSeen('FAILED', 3);
		run.statusSeen('FULLMIGRATING', 4);
		run.sampled(copying, sample(5, { ...REST, full_migration_progress: 1 }));
		assert.deepEqual(
			kinds(run),
			['fullSyncBegan', 'failed', 'fullSyncBegan'],
			'no full sync that began again by itself',
		);
		assert.equal(run.state.judgement?.restarts, 0);
	});

	it('comes to the same from the disk as live, with nothing told a second time', async () => {
		const records: RunRecord[] = [{ kind: 'status', at: 0, status: 'RUNNING' }];
		const live = newRun();
		live.statusSeen('RUNNING', 0);
		for (let index = 1; index < 1_200; index++) {
			const status = index < 600 ? 'FULLMIGRATING' : 'INCRMIGRATING';
			const one = sample(index * 5_000, {
				...REST,
				full_migration_progress: Math.min(100, Math.floor(index / 6)),
				offset: index < 600 ? 0 : Math.max(0, 1_000_000 - (index - 600) * 4_000),
				target_ops: 10 + (index % 7),
			});
			if (index === 1 || index === 600) {
				records.push({ kind: 'status', at: one.at, status });
			}
			records.push({ kind: 'sample', sample: one });
			live.sampled(index < 600 ? copying : following, one);
		}
		records.push({ kind: 'mark', at: 1_200 * 5_000, mark: 'writersStopped' });
		live.mark('writersStopped', 1_200 * 5_000);
		const read = newRun();
		await read.replay(records, following, nextTurn);
		assert.deepEqual({ ...read.state.judgement, reasons: [] }, { ...live.state.judgement, events: [], reasons: [] });
		assert.equal(read.state.writersStoppedAt, live.state.writersStoppedAt);
		assert.deepEqual(
			kinds(read).filter((kind) => !/inStep|ready/.test(kind)),
			kinds(live).filter((kind) => !/inStep|ready/.test(kind)),
		);
		assert.deepEqual(read.takeNews(), []);
	});
});
