import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import type { RunRecord } from '../../../src/migration/runRecord';
import type { LogPage, LogQuery, LogRow } from '../../../src/migration/taskLog';
import { SERVICES } from '../../../src/services';
import { presenter } from '../../../src/services/dcs/presenter';
import type { LogLine, Snapshot, ToDetailsPage } from '../../../src/ui/details/protocol';
import { HOSTILE, unfit } from '../../hostile';
import { dcsRow, FakePort, FakeSource, failure, keepingLogger, ref, settle, smsRow, storeOver } from '../store/fakes';
import { loadAll, loadWith } from './editor';
import { runsInMemory } from './runHost';

const never = (): { dispose(): void } => ({ dispose: () => {} });
const format = new Format('en');

function logRow(n: number, more: Partial<LogRow> = {}): LogRow {
	return { at: Date.now() - n * 1000, level: 'INFO', message: `line ${n}`, code: 'c1', keywords: ['rdb'], ...more };
}

/** A panel over a task whose log a test keeps; its page is ready. */
async function openPanel(rows: readonly LogRow[], kept: readonly RunRecord[] = []) {
	const asked: string[] = [];
	const log = { rows, fail: false };
	const logs = async (_id: string, { level, offset, limit }: LogQuery): Promise<LogPage> => {
		asked.push(`${level ?? 'all'} ${offset}+${limit}`);
		if (log.fail) {
			throw failure('throttled');
		}
		const found = log.rows.filter((row) => level === undefined || row.level === level);
		const part = found.slice(offset, offset + limit);
		return { rows: part, total: found.length, length: part.length };
	};
	const source = Object.assign(new FakeSource([dcsRow('t1', 'SUCCESS')]), { logs });
	const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/details/panel')>('ui/details/panel');
	const sent: ToDetailsPage[] = [];
	let receive: (message: unknown) => void = () => {};
	let viewState: () => void = () => {};
	const webview = {
		options: {},
		html: '',
		cspSource: 'csp',
		asWebviewUri: (uri: unknown) => uri,
		postMessage: async (message: ToDetailsPage) => sent.push(message),
		onDidReceiveMessage: (listener: typeof receive) => {
			receive = listener;
			return never();
		},
	};
	const tab = {
		webview,
		title: 'Task',
		visible: true,
		onDidChangeViewState: (listener: typeof viewState) => {
			viewState = listener;
			return never();
		},
		onDidDispose: never,
	};
	const panel = new loaded.DetailsPanel(
		tab as never,
		ref('t1'),
		presenter as never,
		{
			extensionUri: {},
			store,
			connections: { name: () => 'production', profile: () => ({ name: 'production' }), onDidChange: never },
			logger: keepingLogger([]),
			format,
			consoleUrl: () => undefined,
			host: runsInMemory(store, kept),
			doubt: async () => undefined,
			tab: { name: 'Task', keep: () => {} },
			doing: { of: () => undefined, onDidChange: () => ({ dispose: () => {} }) },
		} as never,
	);
	/** Says something as the page, and waits until all is answered that needs no time. */
	const say = async (message: unknown): Promise<void> => {
		receive(message);
		for (let turn = 0; turn < 5; turn++) {
			await new Promise((resolve) => setTimeout(resolve, 2));
			await settle();
		}
	};
	await say({ type: 'ready' });
	const last = <T extends ToDetailsPage['type']>(type: T) =>
		sent.findLast((message): message is Extract<ToDetailsPage, { type: T }> => message.type === type);
	return {
		panel,
		editor,
		sent,
		log,
		say,
		news: () => asked.splice(0),
		lines: (): readonly LogLine[] => last('log')?.lines ?? [],
		snapshot: (): Snapshot | undefined => last('snapshot')?.snapshot,
		setVisible: (visible: boolean) => {
			tab.visible = visible;
			viewState();
		},
	};
}

describe('the log in the panel of a task', () => {
	it('is read when its part of the page is unfolded, while the panel can be seen, and not before', async () => {
		const { panel, say, news, lines, snapshot, setVisible } = await openPanel([logRow(1), logRow(2)]);
		assert.deepEqual(news(), []);
		assert.equal(snapshot()?.log?.fields.message, 'message');
		setVisible(false);
		await say({ type: 'logOpen', open: true });
		assert.deepEqual(news(), [], 'nobody can see it');
		setVisible(true);
		await say({ type: 'refresh' });
		assert.ok(news().every((one) => one === 'all 0+100'));
		assert.deepEqual(
			lines().map(({ message }) => message),
			['line 1', 'line 2'],
		);
		assert.match(snapshot()?.log?.note ?? '', /^2 of 2 lines, read .*, then every 30 s$/);
		panel.dispose();
	});

	it('shows the lines that were kept earlier as such, until the service gives some', async () => {
		const at = Date.UTC(2025, 2, 4, 12);
		const { panel, log, say, lines, snapshot } = await openPanel(
			[],
			[
				{ kind: 'log', at: at - 1, level: 'INFO', text: 'begun' },
				{ kind: 'log', at, level: 'ERROR', text: 'sync broken', code: 'DCS.9' },
			],
		);
		log.fail = true;
		await say({ type: 'logOpen', open: true });
		assert.deepEqual(
			lines().map(({ message, code, kind }) => [message, code, kind]),
			[
				['sync broken', 'DCS.9', 'error'],
				['begun', '', 'info'],
			],
		);
		assert.match(snapshot()?.log?.note ?? '', /^2 lines, 1 of them errors, kept on this machine as of .*2025/);
		assert.equal(snapshot()?.log?.loading, false);
		log.fail = false;
		log.rows = [logRow(1)];
		await say({ type: 'refresh' });
		assert.deepEqual(
			lines().map(({ message }) => message),
			['line 1'],
		);
		assert.match(snapshot()?.log?.note ?? '', /^1 of 1 lines, read /);
		panel.dispose();
	});

	it('sends its lines by themselves, once, and again to a page that was loaded anew', async () => {
		const { panel, say, sent } = await openPanel([logRow(1)]);
		await say({ type: 'logOpen', open: true });
		await say({ type: 'refresh' });
		const count = (): number => sent.filter(({ type }) => type === 'log').length;
		const before = count();
		await say({ type: 'refresh' });
		assert.equal(count(), before, 'they are the same');
		await say({ type: 'ready' });
		assert.equal(count(), before + 1);
		panel.dispose();
	});

	it('shows one level, older lines, and whole ones on request', async () => {
		const long = 'x'.repeat(5_000);
		const rows = Array.from({ length: 150 }, (_, index) =>
			logRow(index, index === 1 ? { level: 'ERROR', message: long } : {}),
		);
		const { panel, say, sent, news, lines } = await openPanel(rows);
		await say({ type: 'logOpen', open: true });
		assert.equal(lines().length, 100);
		await say({ type: 'logOlder' });
		assert.equal(lines().length, 150);
		news();
		await say({ type: 'logLevel', level: 'ERROR' });
		assert.deepEqual(news(), ['ERROR 0+100']);
		const [error] = lines();
		assert.deepEqual([lines().length, error?.cut, error?.kind], [1, true, 'error']);
		await say({ type: 'whole', field: `log.${error?.id}` });
		assert.deepEqual(sent.at(-1), { type: 'whole', field: `log.${error?.id}`, text: long });
		panel.dispose();
	});

	it('copies the lines that are shown as plain text, with times that everybody understands', async () => {
		const at = Date.UTC(2025, 2, 4, 12, 0, 1);
		const rows = [
			logRow(1, { at, message: 'reset\nby peer', keywords: ['EOF', 'rdb'] }),
			logRow(2, { at: undefined, atWords: 'yesterday', level: '', code: '', keywords: [] }),
			logRow(3, { at: at - 1000 }),
		];
		const { panel, editor, say, sent, lines } = await openPanel(rows);
		await say({ type: 'logOpen', open: true });
		await say({
			type: 'logCopy',
			ids: lines()
				.slice(0, 2)
				.map(({ id }) => id),
		});
		assert.deepEqual(editor.copied, ['2025-03-04T12:00:01.000Z INFO c1 reset\nby peer [EOF, rdb]\nyesterday line 2']);
		assert.deepEqual(sent.at(-1), { type: 'copied', field: 'log' });
		panel.dispose();
	});

	it('tells the newest error of the last minutes, and what a reading failed with, and keeps its lines', async () => {
		const { panel, say, log, lines, snapshot } = await openPanel([
			logRow(5, { level: 'ERROR', message: 'Connection reset.' }),
			logRow(6_000, { level: 'ERROR', message: 'An old one.' }),
		]);
		await say({ type: 'logOpen', open: true });
		assert.match(snapshot()?.log?.alert ?? '', /^An error was logged at .+: Connection reset\.$/);
		assert.match(snapshot()?.log?.note ?? '', /2 of them errors/);
		log.fail = true;
		await say({ type: 'logRefresh' });
		assert.match(snapshot()?.log?.problem ?? '', /too many requests/);
		assert.equal(lines().length, 2);
		panel.dispose();
	});

	it('drops what no page of ours says', async () => {
		const { panel, say, news } = await openPanel([logRow(1)]);
		for (const message of [
			{ type: 'logOpen' },
			{ type: 'logOpen', open: 'yes' },
			{ type: 'logLevel', level: 'LOUD' },
			{ type: 'logCopy', ids: ['1'] },
			{ type: 'logCopy', ids: Array.from({ length: 10_000 }, () => 1) },
		]) {
			await say(message);
		}
		assert.deepEqual(news(), []);
		panel.dispose();
	});

	for (const { what, text } of HOSTILE) {
		it(`is plain and short where a line holds ${what}`, async () => {
			const row = logRow(1, {
				message: text,
				level: text,
				code: text,
				keywords: [text, text],
				at: undefined,
				atWords: text,
			});
			const { panel, say, lines, snapshot } = await openPanel([row, logRow(2, { level: 'ERROR', message: text })]);
			await say({ type: 'logOpen', open: true });
			for (const line of lines()) {
				assert.equal(unfit(line.message.replace(/[\n\t]/g, ''), 2_000), undefined);
				for (const word of [line.level, line.code, line.atWords ?? '', ...line.keywords]) {
					assert.equal(unfit(word, 102), undefined);
				}
			}
			assert.equal(unfit(snapshot()?.log?.alert ?? '', 400), undefined);
			panel.dispose();
		});
	}
});

describe('Show Task Log', () => {
	const load = () =>
		loadAll<[typeof import('../../../src/ui/taskCommands'), typeof import('../../../src/ui/panels/panelManager')]>([
			'ui/taskCommands',
			'ui/panels/panelManager',
		]);

	async function commands() {
		const { editor, loaded } = load();
		const [{ TaskCommands }] = loaded;
		const port = new FakePort().add('c1', [
			new FakeSource([dcsRow('a')]),
			new FakeSource([smsRow('s', 'READY')], 'sms'),
		]);
		const { store } = storeOver(port);
		await store.refresh();
		const led: unknown[] = [];
		const details = { show: () => {}, showSection: async (...where: unknown[]) => void led.push(where) };
		const connections = { all: () => [{}], name: () => 'production' };
		const deps = { store, connections, services: SERVICES, format, panels: { details } };
		return { editor, led, tasks: new TaskCommands(deps as never) };
	}

	it('leads to the log of the task that it is given, and asks which where it is given none: those with a log', async () => {
		const { editor, led, tasks } = await commands();
		await tasks.showTaskLog(ref('a'));
		assert.deepEqual(led, [[ref('a'), 'log']]);
		await tasks.showTaskLog();
		assert.deepEqual(
			editor.picks[0]?.flatMap(({ detail }) => detail ?? []),
			['a'],
		);
	});

	it('says where the log of a server migration is instead', async () => {
		const { editor, led, tasks } = await commands();
		await tasks.showTaskLog(ref('s', 'c1', 'sms'));
		assert.deepEqual(led, []);
		assert.match(editor.messages.join(), /SMS shows no log here\. The agent on the source server has it/);
	});

	it('opens the panel, and leads to the section when what stands in it is there', async () => {
		const { editor, loaded } = load();
		const led: string[] = [];
		const content = {
			refresh: async () => {},
			dispose: () => {},
			focusSection: (section: string) => void led.push(section),
		};
		const manager = new loaded[1].PanelManager({
			viewType: 'x',
			pageRoot: {} as never,
			services: SERVICES,
			logger: keepingLogger([]),
			title: () => 'Task',
			fill: async () => content,
		});
		await manager.showSection(ref('a'), 'log');
		await manager.showSection(ref('a'), 'log');
		assert.deepEqual([editor.panels.length, led], [1, ['log', 'log']]);
		manager.dispose();
	});

	it('waits with leading there until the page has something to be led to', async () => {
		const { panel, say, sent } = await openPanel([logRow(1)]);
		sent.length = 0;
		panel.focusSection('log');
		await say({ type: 'ready' });
		assert.deepEqual(
			sent.filter(({ type }) => type === 'focusSection'),
			[{ type: 'focusSection', section: 'log' }],
		);
		assert.equal(sent[0]?.type, 'snapshot');
		panel.dispose();
	});
});
