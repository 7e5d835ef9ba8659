import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CloudError } from '../../../src/cloud/errors';
import {
	type CreationAnswer,
	type CreationValues,
	emptyCreation,
	type JobState,
} from '../../../src/migration/creation';
import { Format } from '../../../src/migration/format';
import { chosenEnds } from '../../../src/ui/create/chosenEnds';
import { CREATING } from '../../../src/ui/create/creating';
import type { CreationFacts } from '../../../src/ui/create/creationRun';
import { CreationRuns, type Shown } from '../../../src/ui/create/creationRuns';
import { failureText, progressOf } from '../../../src/ui/create/creationWords';
import { FileJournal } from '../../../src/ui/submissionJournal';
import { dcsRow, FakePort, FakeSource, failure, gate, HandTimers, keepingLogger, ref, storeOver } from '../store/fakes';

const PLACE = { connectionId: 'c1', service: 'dcs' };
const VALUES: CreationValues = {
	...emptyCreation(),
	name: 'payments',
	vpc_id: 'v',
	subnet_id: 's',
	security_group_id: 'g',
	'source_instance.id': 'source',
	'target_instance.id': 'target',
};
const ANSWER: CreationAnswer = { id: 'new-1', name: '', status: '', error: '', job: 'job-1' };
const lost = (): CloudError => Object.assign(failure('timeout'), { sent: true });
const task = (id: string, status: string, more = {}) => dcsRow(id, status, { task_name: 'payments', ...more });

describe('the creations of a window', () => {
	let folder: string;
	let clock: HandTimers;
	let kept: Map<string, unknown>;
	let source: FakeSource;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-create-'));
		clock = new HandTimers(Date.now());
		kept = new Map();
		source = new FakeSource();
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** A window; all share the folder, what is kept, and the service. */
	function openWindow({ pid = 1, alive = [1] } = {}) {
		const { store, faults } = storeOver(new FakePort().add('c1', [source]));
		const calls = { create: 0, job: 0 };
		const service = {
			answer: async (): Promise<CreationAnswer> => ANSWER,
			job: async (): Promise<JobState> => ({ state: 'running', error: '' }),
		};
		const ended: string[] = [];
		const untold: string[] = [];
		const runs = new CreationRuns({
			store,
			creations: {
				create: () => {
					calls.create++;
					return service.answer();
				},
				job: () => {
					calls.job++;
					return service.job();
				},
			},
			journal: new FileJournal({
				folder,
				now: clock.now,
				sender: { host: 'here', pid },
				isRunning: (one) => alive.includes(one),
			}),
			memento: {
				keys: () => [...kept.keys()],
				get: (key: string, fallback?: unknown) => structuredClone(kept.get(key)) ?? fallback,
				update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
			} as never,
			logger: keepingLogger(faults),
			knows: (id) => id === 'c1',
			ended: (run, attended) => ended.push(`${run.state.state} ${attended}`),
			untold: (_facts, shown) => untold.push(shown.kind),
			setTimer: clock.setTimer,
			now: clock.now,
		});
		const context = () => ({
			connectionName: 'production',
			format: new Format('en'),
			now: clock.now(),
			status: ({ status }: { status: string }) => status,
		});
		const shown = (): Shown | undefined => runs.showing(PLACE);
		const progress = () => progressOf(shown(), context());
		return { store, runs, service, calls, ended, untold, shown, progress, context };
	}
	const keptFacts = () => (kept.get(CREATING) ?? []) as CreationFacts[];

	it('follow the job, then the task, until it waits for its configuration, and remember the chosen ends', async () => {
		const w = openWindow();
		w.runs.attend(PLACE);
		source.rows = [task('new-1', 'CREATING')];
		await w.runs.create(PLACE, VALUES);
		await clock.pass(0);
		assert.deepEqual(stepsOf(w.progress()), ['done', 'busy', 'todo']);
		assert.equal(keptFacts()[0]?.taskId, 'new-1');
		source.news();
		await clock.pass(5_000);
		assert.deepEqual(source.news(), ['show new-1'], 'the long list is left alone');
		w.service.job = async () => ({ state: 'succeeded', error: '' });
		await clock.pass(5_000);
		assert.deepEqual(stepsOf(w.progress()), ['done', 'done', 'busy']);
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(5_000);
		assert.deepEqual(stepsOf(w.progress()), ['done', 'done', 'done']);
		assert.deepEqual(w.ended, ['done true']);
		assert.deepEqual(chosenEnds(ref('new-1')), { sourceId: 'source', targetId: 'target' });
		assert.equal(kept.get(CREATING), undefined);
		const asked = w.calls.job;
		await clock.pass(60_000);
		assert.equal(w.calls.job, asked, 'nothing is asked any more');
	});

	it('do without the job where none is named, or where it may not be read', async () => {
		const w = openWindow();
		w.service.job = async () => {
			throw failure('permission');
		};
		source.rows = [task('new-1', 'CREATING')];
		await w.runs.create(PLACE, VALUES);
		await clock.pass(20_000);
		assert.equal(w.calls.job, 1);
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(5_000);
		assert.deepEqual(w.ended, ['done false']);
	});

	it('take the list where the service knows no details of a task that is being created', async () => {
		const w = openWindow();
		source.rows = [task('new-1', 'CREATING')];
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		await w.runs.create(PLACE, VALUES);
		await clock.pass(15_000);
		assert.equal(w.progress().state === 'created' && w.shown()?.kind, 'run');
		assert.deepEqual(w.ended, []);
		assert.equal(source.news().filter((one) => one.startsWith('show')).length, 1);
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(5_000);
		assert.deepEqual(w.ended, ['done false']);
	});

	it('go on where a look fails', async () => {
		const w = openWindow();
		w.service.job = async () => {
			throw failure('throttled');
		};
		source.onList = async () => {
			throw failure('throttled');
		};
		await w.runs.create(PLACE, VALUES);
		await clock.pass(30_000);
		source.onList = undefined;
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(60_000);
		assert.deepEqual(w.ended, ['done false']);
	});

	it('say at which step a creation failed, why, and what was left behind', async () => {
		const w = openWindow();
		source.rows = [task('new-1', 'ERROR')];
		w.service.job = async () => ({ state: 'failed', error: 'no host left' });
		await w.runs.create(PLACE, VALUES);
		await clock.pass(0);
		const progress = w.progress();
		assert.ok(progress.state === 'created' && progress.failure);
		assert.match(progress.failure.text, /migration machine was created \(step 2 of 3\)/);
		assert.equal(progress.failure.error, 'no host left');
		assert.match(progress.failure.left, /still in the list and says “ERROR”.*may still be running/);
		assert.equal(progress.task?.id, 'new-1');
		assert.deepEqual(stepsOf(progress), ['done', 'failed', 'todo']);
		const shown = w.shown();
		assert.ok(shown?.kind === 'run' && failureText(shown.run, w.context()).includes('no host left'));
	});

	it('say that nothing was left behind where the task is in no list, and take the reason from the task where the job has none', async () => {
		const gone = openWindow();
		gone.service.job = async () => ({ state: 'failed', error: '' });
		await gone.runs.create(PLACE, VALUES);
		await clock.pass(0);
		const progress = gone.progress();
		assert.ok(progress.state === 'created' && progress.failure && !progress.task);
		assert.match(progress.failure.left, /nothing was left behind/);
		source.rows = [task('new-1', 'ERROR', { error_message: 'quota' })];
		const left = openWindow();
		left.service.answer = async () => ({ ...ANSWER, job: '' });
		await left.runs.create(PLACE, VALUES);
		await clock.pass(0);
		const said = left.progress();
		assert.equal(said.state === 'created' && said.failure?.error, 'quota');
	});

	it('send a name once, however often it is asked for', async () => {
		const w = openWindow();
		const answer = gate<CreationAnswer>();
		w.service.answer = () => answer.promise;
		const both = [w.runs.create(PLACE, VALUES), w.runs.create(PLACE, VALUES)];
		const other = openWindow({ pid: 2, alive: [1, 2] });
		await until(() => w.calls.create === 1);
		assert.equal((await other.runs.create(PLACE, VALUES)).kind, 'elsewhere');
		answer.open(ANSWER);
		await Promise.all(both);
		assert.deepEqual([w.calls.create, other.calls.create], [1, 0]);
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(0);
		assert.deepEqual(w.ended, ['done false'], 'followed once');
	});

	it('find the task that a request without an answer made, and no older one of the same name', async () => {
		source.rows = [task('older', 'RUNNING')];
		const w = openWindow();
		w.runs.attend(PLACE);
		w.service.answer = async () => {
			source.rows = [task('new-2', 'CREATING'), ...source.rows];
			source.rows.reverse();
			throw lost();
		};
		// As the form does before it asks.
		await w.store.refresh();
		await w.runs.create(PLACE, VALUES);
		const shown = w.shown();
		assert.equal(shown?.kind === 'run' && shown.run.ref?.id, 'new-2');
	});

	it('say that nobody knows where no answer came and no task is there, and find it at a later look', async () => {
		const w = openWindow();
		w.service.answer = async () => {
			throw lost();
		};
		await w.runs.create(PLACE, VALUES);
		const progress = w.progress();
		assert.ok(progress.state === 'unknown');
		assert.match(progress.text, /not known whether it was created/);
		assert.match(progress.found, /no new task of this name/);
		assert.deepEqual(w.untold, ['unknown']);
		// Sent again without a decision, it is not sent.
		assert.equal((await w.runs.create(PLACE, VALUES)).kind, 'unsettled');
		assert.equal(w.calls.create, 1);
		source.rows = [task('new-3', 'CREATING')];
		await w.runs.lookAgain(PLACE);
		assert.equal(w.progress().state, 'created');
		// The doubt is settled: the same name can be sent again.
		w.runs.another(PLACE);
		w.service.answer = async () => ANSWER;
		assert.equal((await w.runs.create(PLACE, VALUES)).kind, 'answered');
	});

	it('send it again once a person has decided to', async () => {
		const w = openWindow();
		w.service.answer = async () => {
			throw lost();
		};
		await w.runs.create(PLACE, VALUES);
		const shown = w.shown();
		assert.ok(shown?.kind === 'unknown');
		w.service.answer = async () => ANSWER;
		await w.runs.create(PLACE, VALUES, { decided: shown.facts.sentAt });
		assert.equal(w.progress().state, 'created');
	});

	it('say that it was refused, keep nothing of it, and tell where no form is open', async () => {
		const w = openWindow();
		w.service.answer = async () => {
			throw failure('invalid');
		};
		await w.runs.create(PLACE, VALUES);
		const progress = w.progress();
		assert.ok(progress.state === 'failed' && /Nothing was created/.test(progress.text));
		assert.equal(kept.get(CREATING), undefined);
		assert.deepEqual(w.untold, ['outcome']);
	});

	it('take an answer with an error for what it is', async () => {
		const w = openWindow();
		w.service.answer = async () => ({ ...ANSWER, error: 'half done' });
		await w.runs.create(PLACE, VALUES);
		const progress = w.progress();
		assert.ok(progress.state === 'failed');
		assert.match(progress.text, /made the task new-1/);
		assert.equal(progress.details, 'half done');
	});

	it('go on after a reload with what was accepted', async () => {
		const before = openWindow();
		source.rows = [task('new-1', 'CREATING')];
		await before.runs.create(PLACE, VALUES);
		await clock.pass(0);
		before.runs.dispose();
		const after = openWindow({ pid: 2, alive: [2] });
		await after.runs.resume();
		await clock.pass(0);
		assert.equal(after.progress().state, 'created');
		source.rows = [task('new-1', 'RUNNING')];
		await clock.pass(10_000);
		assert.deepEqual(after.ended, ['done false']);
		assert.deepEqual(before.ended, []);
	});

	it('find out about a window that was closed before the answer came', async () => {
		const before = openWindow();
		before.service.answer = () => new Promise(() => {});
		void before.runs.create(PLACE, VALUES);
		await until(() => before.calls.create === 1);
		const after = openWindow({ pid: 2, alive: [2] });
		await after.runs.resume();
		assert.equal(after.progress().state, 'unknown');
		assert.deepEqual(after.untold, ['unknown']);
		source.rows = [task('new-1', 'CREATING')];
		const later = openWindow({ pid: 3, alive: [3] });
		await later.runs.resume();
		assert.equal(later.progress().state, 'created');
		assert.deepEqual(later.untold, []);
	});

	it('leave alone what another window is sending just now', async () => {
		const first = openWindow();
		first.service.answer = () => new Promise(() => {});
		void first.runs.create(PLACE, VALUES);
		await until(() => first.calls.create === 1);
		const second = openWindow({ pid: 2, alive: [1, 2] });
		await second.runs.resume();
		assert.equal(second.shown(), undefined);
		assert.deepEqual(second.untold, []);
	});

	it('keep no secret', async () => {
		const w = openWindow();
		w.service.answer = () => new Promise(() => {});
		const values: CreationValues = {
			...VALUES,
			migration_type: 'backupfile_import',
			'target_instance.password': 's3cret',
		};
		void w.runs.create(PLACE, values);
		await until(() => w.calls.create === 1);
		assert.ok(!JSON.stringify([...kept]).includes('s3cret') && keptFacts().length === 1);
	});

	it('are forgotten with their connection', async () => {
		const w = openWindow();
		source.rows = [task('new-1', 'CREATING')];
		await w.runs.create(PLACE, VALUES);
		w.runs.forget('c1');
		assert.equal(w.shown(), undefined);
		assert.equal(kept.get(CREATING), undefined);
		await clock.pass(60_000);
		assert.deepEqual(w.ended, []);
	});

	it('give up after an hour', async () => {
		const w = openWindow();
		source.rows = [task('new-1', 'CREATING')];
		await w.runs.create(PLACE, VALUES);
		await clock.pass(61 * 60_000);
		assert.deepEqual(w.ended, ['given up false']);
		const progress = w.progress();
		assert.ok(progress.state === 'created' && progress.over && /nobody looks any more/.test(progress.text));
	});
});

function stepsOf(progress: ReturnType<typeof progressOf>): readonly string[] {
	return progress.state === 'created' ? progress.steps.map(({ state }) => state) : [];
}

async function until(holds: () => boolean): Promise<void> {
	for (let times = 0; !holds(); times++) {
		assert.ok(times < 500, 'waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
}
