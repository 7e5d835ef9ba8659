import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudError } from '../../../src/cloud/errors';
import type { ActionAnswer } from '../../../src/migration/ports';
import { type Outcome, type Settled, Submissions } from '../../../src/store/submissions';
import { FileJournal } from '../../../src/ui/submissionJournal';
import {
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	HandTimers,
	keepingLogger,
	ref,
	settle,
	storeOver,
} from './fakes';

const ANSWER: ActionAnswer = { id: 't1', name: 'task t1', status: 'FULLMIGRATING', error: '' };
const lost = (): CloudError => new CloudError({ kind: 'timeout', operation: 'Test', sent: true });
const DAY = 24 * 60 * 60_000;

describe('a write of a task', () => {
	let root: string;
	let folder: string;
	let clock: HandTimers;
	let running: Set<number>;
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'migration-tasks-submissions-'));
		folder = path.join(root, 'made', 'late');
		clock = new HandTimers();
		running = new Set([1, 2]);
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	const files = (): string[] => {
		try {
			return readdirSync(folder);
		} catch {
			return [];
		}
	};

	/** One window over the folder: what it sent, and how it answers. */
	function open(pid = 1) {
		const source = new FakeSource([dcsRow('t1', 'RUNNING'), dcsRow('t2', 'RUNNING')]);
		const sent: unknown[] = [];
		const answer = gate<ActionAnswer>();
		// It may fail before anybody asks.
		answer.promise.catch(() => {});
		source.onRun = async (action, id, input) => {
			sent.push([action, id, input]);
			return answer.promise;
		};
		const { store } = storeOver(new FakePort().add('c1', [source]), clock.now);
		const faults: unknown[] = [];
		const journal = new FileJournal({
			folder,
			now: clock.now,
			sender: { host: 'here', pid },
			isRunning: (one) => running.has(one),
		});
		const submissions = new Submissions({
			store,
			journal,
			logger: keepingLogger(faults),
			now: clock.now,
			setTimer: clock.setTimer,
		});
		const told: Settled[] = [];
		submissions.onUnattended((settled) => told.push(settled));
		return { submissions, source, sent, answer, faults, told, journal };
	}

	/** Waits for what the disk does. */
	async function until(done: () => boolean | Promise<boolean>): Promise<void> {
		while (!(await done())) {
			await settle();
		}
	}
	const kindOf = async (outcome: Promise<Outcome>): Promise<string> => (await outcome).kind;

	it('leaves a trace before it is sent, without a word of what is sent, and none once it is answered', async () => {
		const { submissions, source, answer, told } = open();
		let atSending = '';
		source.onRun = async () => {
			const [name = ''] = files();
			atSending = readFileSync(path.join(folder, name), 'utf8');
			return answer.promise;
		};
		const outcome = submissions.run('configure', ref('t1'), { password: 's3cret' });
		await until(() => atSending !== '');
		const trace = JSON.parse(atSending);
		assert.deepEqual(
			[trace.action, trace.ref, trace.sentAt, trace.state],
			['configure', ref('t1'), clock.now(), 'sent'],
		);
		assert.doesNotMatch(atSending, /s3cret/);
		answer.open(ANSWER);
		assert.deepEqual(await outcome, { kind: 'answered', answer: ANSWER });
		assert.deepEqual(files(), []);
		assert.equal(told.length, 1);
	});

	it('is sent once however often it is asked for meanwhile, and all who ask get its outcome', async () => {
		const { submissions, sent, answer } = open();
		const first = submissions.run('configure', ref('t1'), 'one');
		const second = submissions.run('configure', ref('t1'), 'two');
		const other = submissions.run('configure', ref('t2'), 'three');
		await until(() => sent.length === 2);
		const standing = await submissions.standing('configure', ref('t1'));
		assert.equal(standing?.state, 'running');
		answer.open(ANSWER);
		assert.equal(await first, await second);
		await other;
		assert.deepEqual(sent.map(String).sort(), ['configure,t1,one', 'configure,t2,three']);
		assert.equal(await submissions.standing('configure', ref('t1')), undefined);
	});

	it('is told where nobody attends, and left to whoever does', async () => {
		const { submissions, answer, told } = open();
		const attending = submissions.attend('configure', ref('t1'));
		answer.open(ANSWER);
		await submissions.run('configure', ref('t1'), {});
		assert.equal(told.length, 0);
		attending.dispose();
		attending.dispose();
		const again = submissions.attend('configure', ref('t1'));
		await submissions.run('configure', ref('t1'), {});
		assert.equal(told.length, 0, 'giving up twice counts once');
		again.dispose();
		await submissions.run('configure', ref('t1'), {});
		assert.equal(told.length, 1);
	});

	it('can be sent again at once where the service refused it', async () => {
		const { submissions, answer } = open();
		answer.fail(failure('invalid'));
		assert.equal(await kindOf(submissions.run('configure', ref('t1'), {})), 'refused');
		assert.deepEqual(files(), []);
		assert.equal(await kindOf(submissions.run('configure', ref('t1'), {})), 'refused');
	});

	it('whose answer was lost is not sent again before somebody decides it, in no window and no session', async () => {
		const { submissions, answer, sent } = open();
		answer.fail(lost());
		const outcome = await submissions.run('configure', ref('t1'), {});
		assert.ok(outcome.kind === 'unknown' && outcome.task?.status === 'RUNNING');
		assert.equal(files().length, 1);
		for (const window of [open(1), open(2)]) {
			window.answer.open(ANSWER);
			assert.deepEqual(await window.submissions.run('configure', ref('t1'), {}), {
				kind: 'unsettled',
				sentAt: clock.now(),
			});
			assert.deepEqual(window.sent, []);
		}
		const later = open(2);
		later.answer.open(ANSWER);
		assert.equal(
			await kindOf(later.submissions.run('configure', ref('t1'), {}, { decided: clock.now() - 1 })),
			'unsettled',
		);
		assert.equal(await kindOf(later.submissions.run('configure', ref('t1'), {}, { decided: clock.now() })), 'answered');
		assert.deepEqual([sent.length, later.sent.length, files().length], [1, 1, 0]);
	});

	it('that ended in a fault of the extension may have been sent: nothing is claimed', async () => {
		const { submissions, answer, faults } = open();
		answer.fail(new TypeError('x is not a function'));
		assert.equal(await kindOf(submissions.run('configure', ref('t1'), {})), 'unknown');
		assert.equal(faults.length, 1);
		assert.equal(files().length, 1);
	});

	it('leaves no doubt where the task, read again, does not allow it any more', async () => {
		const { submissions, source, answer } = open();
		source.onShow = async () => dcsRow('t1', 'FULLMIGRATING');
		answer.fail(lost());
		const outcome = await submissions.run('configure', ref('t1'), {});
		assert.equal(outcome.kind === 'unknown' && outcome.task?.status, 'FULLMIGRATING');
		assert.deepEqual(files(), []);
	});

	it('says why nothing could be read again', async () => {
		const { submissions, source, answer } = open();
		source.onShow = async () => {
			throw failure('network');
		};
		answer.fail(lost());
		const outcome = await submissions.run('configure', ref('t1'), {});
		assert.ok(outcome.kind === 'unknown' && outcome.readError instanceof CloudError);
		assert.equal(files().length, 1);
	});

	it('whose window was killed in the middle is found by the next session, and its time told', async () => {
		const first = open(1);
		const sentAt = clock.now();
		void first.submissions.run('configure', ref('t1'), {});
		await until(() => first.sent.length === 1);
		running.delete(1);
		clock.jump(60_000);
		const next = open(2);
		assert.deepEqual(await next.submissions.standing('configure', ref('t1')), { state: 'unsettled', sentAt });
		assert.equal(await next.submissions.standing('configure', ref('t2')), undefined);
		assert.equal(await next.submissions.standing('stop', ref('t1')), undefined);
	});

	it('is sent by one of two windows that ask at the same moment', async () => {
		const windows = [open(1), open(2)];
		for (const { answer } of windows) {
			answer.open(ANSWER);
		}
		const sending = gate<ActionAnswer>();
		for (const { source, sent } of windows) {
			source.onRun = async () => {
				sent.push('sent');
				return sending.promise;
			};
		}
		const outcomes = windows.map(({ submissions }) => submissions.run('configure', ref('t1'), {}));
		const refused = await Promise.race(outcomes);
		assert.equal(refused.kind, 'elsewhere');
		sending.open(ANSWER);
		assert.deepEqual((await Promise.all(outcomes)).map(({ kind }) => kind).sort(), ['answered', 'elsewhere']);
		assert.equal(windows.flatMap(({ sent }) => sent).length, 1);
	});

	it('is sent again by one of two windows that decide so at the same moment', async () => {
		const first = open(1);
		first.answer.fail(lost());
		await first.submissions.run('configure', ref('t1'), {});
		const windows = [open(1), open(2)];
		const sending = gate<ActionAnswer>();
		for (const { source, sent } of windows) {
			source.onRun = async () => {
				sent.push('sent');
				return sending.promise;
			};
		}
		const decided = clock.now();
		const outcomes = windows.map(({ submissions }) => submissions.run('configure', ref('t1'), {}, { decided }));
		assert.equal((await Promise.race(outcomes)).kind, 'elsewhere');
		sending.open(ANSWER);
		await Promise.all(outcomes);
		assert.equal(windows.flatMap(({ sent }) => sent).length, 1);
	});

	it('is known to be on its way in another window for as long as that one waits for the answer', async () => {
		const first = open(1);
		const sentAt = clock.now();
		const outcome = first.submissions.run('configure', ref('t1'), {});
		await until(() => first.sent.length === 1);
		const second = open(2);
		for (let beats = 0; beats < 12; beats++) {
			await clock.pass(5_000);
			await until(async () => (await second.journal.find('configure', ref('t1')))?.aliveAt === clock.now());
			assert.deepEqual(await second.submissions.standing('configure', ref('t1')), { state: 'elsewhere', sentAt });
		}
		assert.equal(await kindOf(second.submissions.run('configure', ref('t1'), {})), 'elsewhere');
		first.answer.open(ANSWER);
		await outcome;
		assert.equal(await second.submissions.standing('configure', ref('t1')), undefined);
		assert.deepEqual(clock.waits, [], 'no beat goes on');
	});

	it('is in doubt where its window is there and has said nothing for long', async () => {
		const first = open(1);
		void first.submissions.run('configure', ref('t1'), {});
		await until(() => first.sent.length === 1);
		clock.jump(DAY);
		assert.equal((await open(2).submissions.standing('configure', ref('t1')))?.state, 'unsettled');
	});

	it('of a window that woke up late does not touch the trace of the one that followed', async () => {
		const first = open(1);
		const outcome = first.submissions.run('configure', ref('t1'), {});
		const decided = clock.now();
		await until(() => first.sent.length === 1);
		clock.jump(DAY);
		const second = open(2);
		void second.submissions.run('configure', ref('t1'), {}, { decided });
		await until(() => second.sent.length === 1);
		first.answer.open(ANSWER);
		await outcome;
		assert.equal((await open(1).submissions.standing('configure', ref('t1')))?.state, 'elsewhere');
	});

	it('is not sent by itself where no trace can be kept', async () => {
		writeFileSync(path.join(root, 'made'), 'a file where the folder should be');
		const { submissions, sent, answer } = open();
		answer.open(ANSWER);
		assert.equal(await kindOf(submissions.run('configure', ref('t1'), {})), 'untraced');
		assert.deepEqual(sent, []);
		assert.equal(await kindOf(submissions.run('configure', ref('t1'), {}, { untraced: true })), 'answered');
		assert.equal(sent.length, 1);
	});

	it('goes from the journal with its connection', async () => {
		const { submissions, answer, sent } = open();
		answer.fail(lost());
		await submissions.run('configure', ref('t1'), {});
		await submissions.forget('other');
		assert.equal(files().length, 1);
		await submissions.forget('c1');
		assert.deepEqual(files(), []);
		const second = open();
		const outcome = second.submissions.run('configure', ref('t1'), {});
		await until(() => second.sent.length === 1);
		await second.submissions.forget('c1');
		second.answer.fail(lost());
		await outcome;
		assert.deepEqual([files(), sent.length], [[], 1]);
	});

	it('is forgotten after thirty days', async () => {
		const first = open();
		first.answer.fail(lost());
		await first.submissions.run('configure', ref('t1'), {});
		clock.jump(29 * DAY);
		assert.equal((await open().submissions.standing('configure', ref('t1')))?.state, 'unsettled');
		clock.jump(2 * DAY);
		assert.equal(await open().submissions.standing('configure', ref('t1')), undefined);
		assert.deepEqual(files(), []);
	});

	it('is forgotten when the task was read in a state that does not allow it', async () => {
		const { submissions, source, answer } = open();
		const { store } = storeOver(new FakePort().add('c1', [source]), clock.now);
		answer.fail(lost());
		await submissions.run('configure', ref('t1'), {});
		await submissions.review('configure', await store.refreshTask(ref('t1')));
		assert.equal(files().length, 1);
		source.onShow = async () => dcsRow('t1', 'MIGRATING');
		await submissions.review('configure', await store.refreshTask(ref('t1')));
		assert.deepEqual(files(), []);
	});

	it('in doubt is found among all actions of its task in one look, and forgotten where the task does not allow it any more', async () => {
		const { submissions, source, answer, journal } = open();
		const { store } = storeOver(new FakePort().add('c1', [source]), clock.now);
		answer.fail(lost());
		await submissions.run('delete', ref('t1'), undefined);
		await submissions.run('configure', ref('t1'), {});
		let looks = 0;
		const findEach = journal.findEach.bind(journal);
		journal.findEach = (...all) => {
			looks++;
			return findEach(...all);
		};
		const all = ['stop', 'configure', 'delete'];
		const task = await store.refreshTask(ref('t1'));
		assert.deepEqual(await submissions.doubted(all, ref('t1'), task), { action: 'configure', sentAt: clock.now() });
		assert.equal(looks, 1);
		assert.equal(await submissions.doubted(all, ref('t2'), task), undefined);
		source.onShow = async () => dcsRow('t1', 'SUCCESS');
		const later = await store.refreshTask(ref('t1'));
		assert.equal((await submissions.doubted(all, ref('t1'), later))?.action, 'delete');
		assert.equal(files().length, 1, 'what is not allowed any more is forgotten');
	});

	it('goes to several with one request, each with a trace and an outcome of its own', async () => {
		const { submissions, source, told } = open();
		const asked: (readonly string[])[] = [];
		let traces = 0;
		source.onBatch = async (_action, ids) => {
			asked.push(ids);
			traces = files().length;
			return new Map([
				['t1', { ...ANSWER, id: 't1' }],
				['t2', { ...ANSWER, id: 't2', error: 'DCS.4957' }],
			]);
		};
		const [first, second] = await submissions.runTogether('stop', [ref('t1'), ref('t2')]);
		assert.deepEqual([asked, traces, files()], [[['t1', 't2']], 2, []]);
		assert.equal(first?.kind === 'answered' && first.answer.error, '');
		assert.equal(second?.kind === 'answered' && second.answer.error, 'DCS.4957');
		assert.equal(told.length, 2);
	});

	it('to several without an answer waits for no single task that cannot be read', async () => {
		const { submissions, source } = open();
		source.onBatch = async () => {
			throw lost();
		};
		const slow = gate<ReturnType<typeof dcsRow>>();
		source.onShow = async (id) => (id === 't1' ? slow.promise : dcsRow(id, 'TERMINATED'));
		const outcomes = submissions.runTogether('stop', [ref('t1'), ref('t2')]);
		await until(() => source.asked.includes('show t2'));
		slow.open(dcsRow('t1', 'TERMINATED'));
		assert.deepEqual(
			(await outcomes).map(({ kind }) => kind),
			['unknown', 'unknown'],
		);
	});

	it('goes once to a task that is named twice in a request for several', async () => {
		const { submissions, source } = open();
		const asked: (readonly string[])[] = [];
		source.onBatch = async (_action, ids) => {
			asked.push(ids);
			return new Map(ids.map((id) => [id, { ...ANSWER, id }]));
		};
		const outcomes = await submissions.runTogether('stop', [ref('t1'), ref('t2'), ref('t1')]);
		assert.deepEqual([outcomes.map(({ kind }) => kind), asked], [Array(3).fill('answered'), [['t1', 't2']]]);
		assert.deepEqual([files(), submissions.running('stop', ref('t1'))], [[], undefined]);
	});

	it('leaves out of a request for several what is on its way or in doubt', async () => {
		const before = open(1);
		before.answer.fail(lost());
		await before.submissions.run('configure', ref('t1'), undefined);
		const { submissions, source } = open(2);
		running.delete(1);
		const asked: (readonly string[])[] = [];
		source.onBatch = async (_action, ids) => {
			asked.push(ids);
			return new Map([['t2', ANSWER]]);
		};
		const [first, second] = await submissions.runTogether('configure', [ref('t1'), ref('t2')]);
		assert.deepEqual([first?.kind, second?.kind, asked], ['unsettled', 'answered', [['t2']]]);
	});

	it('to several without an answer is in doubt for each, which is read again by itself', async () => {
		const { submissions, source } = open();
		source.onBatch = async () => {
			throw lost();
		};
		source.onShow = async (id) => dcsRow(id, id === 't1' ? 'FULLMIGRATING' : 'TERMINATED');
		const [first, second] = await submissions.runTogether('stop', [ref('t1'), ref('t2')]);
		assert.deepEqual([first?.kind, second?.kind], ['unknown', 'unknown']);
		assert.equal(files().length, 1, 'what does not allow it any more has been stopped');
		assert.equal((await submissions.standing('stop', ref('t1')))?.state, 'unsettled');
		source.onBatch = async () => {
			throw new CloudError({ kind: 'throttled', operation: 'BatchStop' });
		};
		const [refused] = await submissions.runTogether('stop', [ref('t2')]);
		assert.equal(refused?.kind, 'refused');
	});

	for (const [what, spoil] of [
		['half a file', (text: string) => text.slice(0, 20)],
		['an empty file', () => ''],
		['another version’s file', () => '{"version":9,"ref":7}'],
		['no text at all', () => '\u0000\u0001\ufffd'],
	] as const) {
		it(`is in doubt where its trace is ${what}, and can be decided about like any other`, async () => {
			const first = open(1);
			first.answer.fail(lost());
			await first.submissions.run('configure', ref('t1'), {});
			const [name = ''] = files();
			const file = path.join(folder, name);
			writeFileSync(file, spoil(readFileSync(file, 'utf8')));
			clock.jump(Date.now() - clock.now() + DAY);
			const next = open(2);
			next.answer.open(ANSWER);
			const standing = await next.submissions.standing('configure', ref('t1'));
			assert.equal(standing?.state, 'unsettled');
			const outcome = next.submissions.run('configure', ref('t1'), {}, { decided: standing?.sentAt });
			assert.equal(await kindOf(outcome), 'answered');
			assert.deepEqual([files(), next.faults], [[], []]);
		});
	}
});
