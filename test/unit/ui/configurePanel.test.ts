import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudError } from '../../../src/cloud/errors';
import { emptyValues } from '../../../src/migration/configuration';
import { Format } from '../../../src/migration/format';
import type { ActionAnswer } from '../../../src/migration/ports';
import { presenter } from '../../../src/services/dcs/presenter';
import { Submissions } from '../../../src/store/submissions';
import type { FromConfigurePage, Progress, ToConfigurePage } from '../../../src/ui/configure/protocol';
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
} from '../store/fakes';
import { loadWith } from './editor';

type Panel = typeof import('../../../src/ui/configure/panel');
type Teller = typeof import('../../../src/ui/submissions');

const VALUES = {
	...emptyValues(),
	source_instance: { by: 'addrs', id: '', addrs: '10.0.0.1:6379', password: '' },
	target_instance: { by: 'id', id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', addrs: '', password: '' },
} as const;
const ANSWER: ActionAnswer = { id: 't1', name: 'task t1', status: 'FULLMIGRATING', error: '' };
const lost = (): CloudError => new CloudError({ kind: 'timeout', operation: 'Test', sent: true });

describe('the form of a task', () => {
	let root: string;
	let folder: string;
	let clock: HandTimers;
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'migration-tasks-form-'));
		folder = path.join(root, 'submissions');
		clock = new HandTimers(Date.now());
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	/** A window: a fake service, and whatever forms are opened in it. `alive`: the processes that run. */
	function openWindow(more: Partial<FakeSource> = {}, { pid = 1, alive = [1, 2] } = {}) {
		const bodies: unknown[] = [];
		const source = Object.assign(new FakeSource([dcsRow('t1', 'RUNNING')]), { onRun: async () => ANSWER, ...more });
		const { onRun } = source;
		source.onRun = (action, id, input) => {
			bodies.push(input);
			return onRun(action, id, input);
		};
		const { store, faults } = storeOver(new FakePort().add('c1', [source]));
		const { editor, loaded } = loadWith<Panel>('ui/configure/panel');
		const told = loadWith<Teller>('ui/submissions');
		const logger = keepingLogger(faults);
		const journal = new FileJournal({
			folder,
			now: clock.now,
			sender: { host: 'here', pid },
			isRunning: (one) => alive.includes(one),
		});
		const submissions = new Submissions({ store, journal, logger, now: clock.now, setTimer: clock.setTimer });
		const listeners: ((change: { readonly id: string; readonly kind: string }) => void)[] = [];
		const connections = {
			name: () => 'production',
			profile: () => ({ name: 'production' }),
			onDidChange: (listener: (typeof listeners)[number]) => {
				listeners.push(listener);
				return { dispose: () => {} };
			},
		};
		const listed: unknown[] = [];
		const settled: string[] = [];
		const configured = async (of: { id: string }): Promise<void> => void settled.push(of.id);
		const format = new Format('en');
		told.loaded.tellUnattended(submissions, {
			store,
			connections: connections as never,
			format,
			logger,
			settled: configured,
		});
		editor.onMessage = (_message, [start]) => start;

		/** A form, and what its page was told. */
		function openForm(rows?: readonly unknown[]) {
			const posted: Exclude<ToConfigurePage, { type: 'instances' }>[] = [];
			let receive: (message: unknown) => void = () => {};
			const webview = {
				options: {},
				html: '',
				cspSource: 'csp',
				asWebviewUri: (uri: unknown) => uri,
				postMessage: async (message: ToConfigurePage) => {
					if (message.type !== 'instances') {
						posted.push(message);
					}
					return true;
				},
				onDidReceiveMessage: (listener: typeof receive) => {
					receive = listener;
					return { dispose: () => {} };
				},
			};
			const panel = new loaded.ConfigurePanel(
				{ webview, title: 'Configure', onDidDispose: () => ({ dispose: () => {} }) } as never,
				ref('t1'),
				presenter as never,
				{
					extensionUri: {},
					store,
					connections,
					configured,
					logger,
					submissions,
					instances: {
						list: async (_id: string, _service: string, how: unknown) => {
							listed.push(how);
							return rows && { rows, complete: true, unreadable: 0 };
						},
					},
					checklists: { of: () => [] },
					format,
					setTimer: clock.setTimer,
				} as never,
			);
			const last = (): Progress | undefined => posted.at(-1)?.progress;
			return {
				posted,
				last,
				send: (message: FromConfigurePage) => receive(message),
				sendAnything: (message: unknown) => receive(message),
				submit: () => receive({ type: 'submit', values: VALUES }),
				close: () => panel.dispose(),
				reaches: async <S extends Progress['state']>(state: S): Promise<Extract<Progress, { state: S }>> => {
					await until(() => last()?.state === state);
					return last() as Extract<Progress, { state: S }>;
				},
			};
		}
		const change = (kind: string): void => {
			for (const listener of listeners) {
				listener({ id: 'c1', kind });
			}
		};
		return { store, source, faults, editor, told: told.editor, bodies, settled, openForm, journal, change, listed };
	}

	/** Waits for what the disk does. */
	async function until(done: () => boolean): Promise<void> {
		while (!done()) {
			await settle();
		}
	}
	const traces = (): string[] => {
		try {
			return readdirSync(folder);
		} catch {
			return [];
		}
	};

	async function outcome(status: string): Promise<string> {
		const { store, openForm } = openWindow({ onRun: async () => ({ ...ANSWER, status }) });
		await store.refresh();
		const form = openForm();
		form.submit();
		return (await form.reaches('done')).text;
	}

	it('keeps the name that its tab had before a reload, with its button off, until the task can be read', async () => {
		const { store, source, openForm } = openWindow({ onShow: () => Promise.reject(failure('signature')) });
		const form = openForm();
		form.send({ type: 'ready' });
		const shown = () =>
			form.posted.flatMap((message) => (message.type === 'form' && message.form.notice ? [message.form] : [])).at(-1);
		await until(() => shown() !== undefined);
		assert.deepEqual([shown()?.title, shown()?.allowed], ['Configure', false]);
		source.onShow = async () => dcsRow('t1', 'RUNNING');
		await store.refresh();
		form.send({ type: 'reload' });
		const now = () => form.posted.flatMap((message) => (message.type === 'form' ? [message.form] : [])).at(-1);
		await until(() => now()?.allowed === true);
		assert.equal(now()?.title, 'Configure task t1');
	});

	it('says that the migration has started only where the service’s status says so', async () => {
		assert.equal(await outcome('FULLMIGRATING'), 'The task was configured and has started.');
		for (const status of ['RUNNING', '', 'BRAND_NEW', 'FAILED']) {
			assert.equal(await outcome(status), 'The service took the configuration.', status);
		}
	});

	it('reads the instances anew once its connection leads elsewhere', async () => {
		const { openForm, change, listed } = openWindow();
		const form = openForm();
		form.send({ type: 'ready' });
		await until(() => form.posted.length > 0);
		await settle();
		assert.equal(listed.length, 1);
		change('renamed');
		assert.equal(listed.length, 1);
		change('replaced');
		assert.deepEqual(listed.slice(1), [{ anew: true }]);
	});

	it('reads a task that is not known any more and gives the button back, where it could only have waited for ever', async () => {
		const { source, faults, openForm } = openWindow();
		const form = openForm();
		form.submit();
		await until(() => form.posted.length > 0);
		assert.deepEqual(source.asked, ['show t1']);
		const last = form.posted.at(-1);
		assert.equal(last?.progress.state, 'editing');
		assert.equal(last?.type === 'form' && last.form.allowed, true);
		assert.deepEqual(faults, []);
	});

	it('that is opened while its task is being configured shows that, then the outcome, and nothing is sent twice', async () => {
		const answer = gate<ActionAnswer>();
		const { store, bodies, told, settled, openForm } = openWindow({ onRun: () => answer.promise });
		await store.refresh();
		const first = openForm();
		first.submit();
		await until(() => bodies.length === 1);
		first.close();
		const second = openForm();
		second.send({ type: 'ready' });
		assert.match((await second.reaches('busy')).text, /Configuring “task t1”/);
		const posted = second.posted.length;
		second.submit();
		await until(() => second.posted.length > posted);
		assert.equal(second.last()?.state, 'busy', 'a page that submits is answered');
		answer.open(ANSWER);
		await second.reaches('done');
		assert.deepEqual([bodies.length, told.messages, settled, traces()], [1, [], ['t1'], []]);
	});

	it('that was closed while it sent leaves its outcome to a message that leads to the task', async () => {
		for (const [answer, words] of [
			[async () => ANSWER, /^“task t1”: The task was configured and has started\.$/],
			[async () => ({ ...ANSWER, error: 'target busy' }), /reports an error.*target busy/],
			[() => Promise.reject(failure('invalid')), /^“task t1”: /],
			[() => Promise.reject(lost()), /not known whether the task was configured.*The task still says/],
		] as const) {
			const go = gate<void>();
			const { store, bodies, told, settled, openForm } = openWindow({ onRun: () => go.promise.then(answer) });
			told.onMessage = (_message, [open]) => open;
			await store.refresh();
			const form = openForm();
			form.submit();
			await until(() => bodies.length === 1);
			form.close();
			go.open();
			await until(() => told.commands.length === 1);
			assert.match(told.messages.join(), words);
			assert.deepEqual(told.commands, [['migrationTasks.openTask', ref('t1')]]);
			assert.deepEqual(settled, ['t1']);
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it('shows after a reload what was sent before it, and sends again only after that was said and decided', async () => {
		const before = openWindow({ onRun: () => new Promise(() => {}) });
		await before.store.refresh();
		before.openForm().submit();
		await until(() => before.bodies.length === 1);
		const { bodies, editor, openForm } = openWindow({}, { pid: 2, alive: [2] });
		const form = openForm();
		form.send({ type: 'ready' });
		await until(() => form.posted.some(({ progress }) => progress.state === 'unknown' && progress.task !== ''));
		const { text, task } = await form.reaches('unknown');
		assert.match(text, /^A configuration was sent at .*\d:\d\d.*, outcome unknown/);
		assert.match(task, /The task still says “Waiting for configuration”/);
		const asked: (readonly string[])[] = [];
		editor.onMessage = (_message, buttons) => {
			asked.push(buttons);
			return undefined;
		};
		form.submit();
		await until(() => asked.length === 1);
		await form.reaches('unknown');
		assert.deepEqual([bodies.length, asked], [0, [['Send Again']]]);
		editor.onMessage = (_message, [again]) => again;
		form.submit();
		await form.reaches('done');
		assert.deepEqual([bodies.length, traces()], [1, []]);
	});

	it('tells after a reload that the task has moved on, and forgets the trace', async () => {
		const before = openWindow({ onRun: () => new Promise(() => {}) });
		await before.store.refresh();
		before.openForm().submit();
		await until(() => before.bodies.length === 1);
		const next = openWindow({ onShow: async () => dcsRow('t1', 'FULLMIGRATING') }, { pid: 2, alive: [2] });
		const form = next.openForm();
		form.send({ type: 'ready' });
		await until(() => form.posted.some(({ progress }) => progress.state === 'unknown' && progress.task !== ''));
		assert.match((await form.reaches('unknown')).task, /The task now says “Full sync”/);
		assert.deepEqual(traces(), []);
	});

	it('waits while another window sends, and is free again when that is done', async () => {
		const answer = gate<ActionAnswer>();
		const other = openWindow({ onRun: () => answer.promise });
		await other.store.refresh();
		other.openForm().submit();
		await until(() => other.bodies.length === 1);
		const { bodies, openForm } = openWindow({}, { pid: 2 });
		const form = openForm();
		form.send({ type: 'ready' });
		assert.match((await form.reaches('busy')).text, /Another window is sending/);
		form.submit();
		await clock.pass(2_000);
		await until(() => form.posted.length > 2);
		assert.equal(form.last()?.state, 'busy');
		answer.open(ANSWER);
		await until(() => traces().length === 0);
		while (form.last()?.state === 'busy') {
			await clock.pass(2_000);
		}
		assert.deepEqual([form.last()?.state, bodies.length], ['editing', 0]);
	});

	it('asks before it sends what it can keep no trace of', async () => {
		writeFileSync(folder, 'a file where the folder should be');
		const { store, bodies, editor, openForm } = openWindow();
		await store.refresh();
		editor.onMessage = (message, [send]) => (/without a note/.test(message) ? undefined : send);
		const form = openForm();
		form.submit();
		assert.match((await form.reaches('failed')).text, /^Nothing was sent: .*disk is full or read-only/);
		assert.deepEqual(bodies, []);
		editor.onMessage = (_message, [send]) => send;
		form.submit();
		await form.reaches('done');
		assert.equal(bodies.length, 1);
	});

	it('stays as it is where the service takes the configuration and names an error, and sends it again only knowingly', async () => {
		const { store, bodies, editor, openForm } = openWindow({
			onRun: async () => ({ ...ANSWER, error: 'target busy' }),
		});
		await store.refresh();
		const form = openForm();
		form.submit();
		const { text, error } = await form.reaches('failed');
		assert.match(text, /took the configuration, but reports an error/);
		assert.equal(error, 'target busy');
		const asked: (readonly string[])[] = [];
		editor.onMessage = (_message, buttons) => {
			asked.push(buttons);
			return undefined;
		};
		form.submit();
		await until(() => asked.length === 1);
		assert.deepEqual([asked, bodies.length], [[['Send Again']], 1]);
	});

	it('says what a fault of the extension means for the configuration', async () => {
		const { store, openForm } = openWindow({
			onRun: async () => {
				throw new TypeError('x is not a function');
			},
		});
		await store.refresh();
		const form = openForm();
		form.submit();
		const { text } = await form.reaches('unknown');
		assert.match(text, /fault in the extension interrupted the configuration.*not known whether it was sent/);
		assert.doesNotMatch(text, /could not be read|not a function/);
	});

	it('answers a submission that it cannot read, and one that fails before it is sent', async () => {
		const { store, editor, bodies, openForm } = openWindow();
		await store.refresh();
		const form = openForm();
		form.sendAnything({ type: 'submit', values: { ...VALUES, resume_mode: 'perhaps' } });
		assert.match((await form.reaches('failed')).text, /Nothing was sent/);
		const long = { ...VALUES, source_instance: { ...VALUES.source_instance, addrs: '1'.repeat(20_000) } };
		form.sendAnything({ type: 'submit', values: long });
		const { problems } = await form.reaches('invalid');
		assert.equal(problems[0]?.field, 'source_instance.addrs');
		editor.onMessage = () => {
			throw new Error('the editor is ending');
		};
		form.submit();
		await until(() => form.last()?.state === 'failed');
		assert.match((await form.reaches('failed')).text, /kept the configuration from being sent/);
		assert.deepEqual(bodies, []);
	});

	it('sends an instance ID of the account whatever it looks like, and no other that is none', async () => {
		const { store, bodies, openForm } = openWindow();
		await store.refresh();
		const plain = { name: '', status: '', version: '', kind: '', addrs: '', vpcId: '', vpcName: '' };
		const target_instance = { ...VALUES.target_instance, id: 'my-target' };
		const form = openForm([{ ...plain, id: 'my-target' }]);
		form.sendAnything({ type: 'submit', values: { ...VALUES, target_instance } });
		assert.equal((await form.reaches('invalid')).problems[0]?.field, 'target_instance.id');
		form.sendAnything({ type: 'ready' });
		await settle();
		form.sendAnything({ type: 'submit', values: { ...VALUES, target_instance } });
		await until(() => bodies.length === 1);
	});
});
