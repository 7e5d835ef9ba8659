import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Emitter } from '../../../../src/core/emitter';
import { Format } from '../../../../src/migration/format';
import { refKey } from '../../../../src/migration/task';
import type { OverviewView, ToOverviewPage } from '../../../../src/ui/overview/protocol';
import {
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	keepingLogger,
	ref,
	sample,
	settle,
	storeOver,
} from '../../store/fakes';
import { loadAll } from '../editor';
import { runsInMemory } from '../runHost';

type Loaded = [
	typeof import('../../../../src/ui/overview/panel'),
	typeof import('../../../../src/ui/overview/status'),
	typeof import('../../../../src/ui/runs/runNotes'),
];
const MINUTE = 60_000;
const never = (): { dispose(): void } => ({ dispose: () => {} });
const key = (id: string): string => refKey(ref(id));

/** A panel whose page says what a test wants, over a source that gives a sample whenever it is asked. */
async function openPanel(...rows: readonly ReturnType<typeof dcsRow>[]) {
	const source = new FakeSource([...rows]);
	source.onSample = async () => ({ sample: sample(Date.now(), { full_migration_progress: 40 }) });
	const port = new FakePort().add('c1', [source], 'shop');
	const { store } = storeOver(port, Date.now);
	const items: { text: string }[] = [];
	const { editor, loaded } = loadAll<Loaded>(['ui/overview/panel', 'ui/overview/status', 'ui/runs/runNotes'], () => ({
		StatusBarAlignment: { Left: 1 },
		window: {
			createStatusBarItem: () => {
				const item = { text: '', show: () => {}, dispose: () => {} };
				items.push(item);
				return item;
			},
		},
	}));
	Object.assign(editor.settings, { statsInterval: 5, refreshInterval: 60 });
	const [{ OverviewPanel }, { OverviewStatus }, { RunNotes }] = loaded;
	const notes = new RunNotes();
	const format = new Format('en');
	const acted = new Emitter<undefined>();
	const standing = new OverviewStatus({ store, notes, format, doing: new Map(), acted: acted.event });
	// Reading their sources takes time that no clock of the test's moves.
	await standing.loadPresenters();
	let receive: (message: unknown) => void = () => {};
	const views: OverviewView[] = [];
	const looked = new Emitter<void>();
	const own = {
		visible: true,
		title: 'Migrations',
		onDidDispose: never,
		onDidChangeViewState: looked.event,
		webview: {
			options: {},
			html: '',
			cspSource: 'csp',
			asWebviewUri: (uri: unknown) => uri,
			postMessage: async ({ view }: ToOverviewPage) => views.push(view) > 0,
			onDidReceiveMessage: (listener: typeof receive) => {
				receive = listener;
				return never();
			},
		},
	};
	const panel = new OverviewPanel(
		own as never,
		{
			extensionUri: {},
			store,
			connections: { profile: (id: string) => port.ids().includes(id), onDidChange: never },
			format,
			logger: keepingLogger([]),
			host: runsInMemory(store),
			notes,
			standing,
			acted: acted.event,
		} as never,
	);
	const pass = async (ms: number): Promise<void> => {
		for (let passed = 0; passed < ms; passed += 500) {
			mock.timers.tick(500);
			await settle();
			await settle();
		}
	};
	const shows = async (keys: readonly string[], pinned: readonly string[] = [], onScreen = keys): Promise<void> => {
		receive({ type: 'shown', keys, onScreen, pinned });
		await pass(1_000);
	};
	receive({ type: 'ready' });
	await pass(1_000);
	return {
		...{ store, source, port, editor, items, notes, views, pass, shows },
		receive: (message: unknown) => receive(message),
		look: (visible: boolean) => {
			own.visible = visible;
			looked.fire();
		},
		last: () => views.at(-1) as OverviewView,
		dispose: () => {
			panel.dispose();
			standing.dispose();
		},
	};
}

describe('the panel of all migrations', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.UTC(2025, 2, 4) }));
	afterEach(() => mock.timers.reset());

	it('samples the running ones that its page shows, and pinned ones with their details, and no others', async () => {
		const running = ['t1', 't2', 't3'].map((id) => dcsRow(id, 'FULLMIGRATING'));
		const { source, shows, pass, last, dispose } = await openPanel(...running, dcsRow('t4', 'SUCCESS'));
		await shows([key('t1'), key('t4')], [key('t2')]);
		source.news();
		await pass(MINUTE);
		const asked = source.news().filter((one) => one !== 'list');
		assert.deepEqual([...new Set(asked)].sort(), ['sample t1', 'sample t2', 'show t2']);
		const often = (what: string): number => asked.filter((one) => one === what).length;
		assert.ok(often('sample t2') > often('sample t1') && often('sample t1') >= 5, asked.join());
		assert.ok(often('show t2') <= 3);
		assert.match(last().budget, /^2 of 3 running/);
		dispose();
	});

	it('asks nothing while it is hidden, nor while another window is in front, and goes on then', async () => {
		const { source, editor, shows, pass, look, last, dispose } = await openPanel(dcsRow('t1', 'FULLMIGRATING'));
		await shows([key('t1')]);
		await pass(MINUTE);
		assert.ok(source.news().includes('sample t1'));
		look(false);
		await pass(1_000);
		source.news();
		await pass(5 * MINUTE);
		assert.deepEqual(source.news(), [], 'neither samples nor lists');
		look(true);
		await pass(1_000);
		assert.deepEqual(new Set(source.news()), new Set(['list', 'sample t1']), 'an old list is read at once');
		editor.focus(false);
		await pass(1_000);
		assert.equal(last().paused, true);
		source.news();
		await pass(5 * MINUTE);
		assert.deepEqual(source.news(), []);
		editor.focus(true);
		await pass(1_000);
		assert.ok(source.news().includes('sample t1'));
		assert.equal(last().paused, false);
		dispose();
	});

	it('counts as the status bar does', async () => {
		const failed = dcsRow('t3', 'FULLMIGRATING');
		const { source, store, items, notes, views, pass, dispose } = await openPanel(
			dcsRow('t1', 'FULLMIGRATING'),
			dcsRow('t2', 'INCRMIGRATING'),
			failed,
			dcsRow('t4', 'RUNNING'),
			dcsRow('t5', 'MIGRATION_FAILED', { created_at: '2020-01-01T00:00:00Z' }),
		);
		source.rows = source.rows.map((one) => (one === failed ? { ...failed, status: 'MIGRATION_FAILED' } : one));
		await store.refresh();
		const words = { text: 'drained: switch now', icon: 'pass', tone: 'good', needsYou: true } as const;
		notes.set(ref('t2'), words, Number.POSITIVE_INFINITY);
		await pass(20_000);
		const rows = new Map(views.flatMap((view) => view.rows.map((row) => [row.key, row] as const)));
		const waiting = [...rows.values()].filter(({ why }) => why !== undefined);
		assert.deepEqual(waiting.map((row) => row.key).sort(), [key('t2'), key('t3'), key('t4')]);
		const running = [...rows.values()].filter(({ state }) => state === 'active');
		assert.equal(items.at(-1)?.text, `$(sync) ${running.length} running · ${waiting.length} need you`);
		dispose();
	});

	it('sends what has changed alone, and all of it to a page that was loaded anew', async () => {
		const { store, views, pass, receive, last, dispose } = await openPanel(dcsRow('t1'), dcsRow('t2'));
		assert.deepEqual([views[0]?.whole, last().rows.length], [true, 2]);
		const before = views.length;
		await store.sampleTask(ref('t2'));
		await pass(1_000);
		const later = views.slice(before);
		assert.deepEqual(new Set(later.flatMap(({ rows }) => rows.map((row) => row.key))), new Set([key('t2')]));
		assert.ok(later.every(({ whole }) => !whole));
		const still = views.length;
		await pass(MINUTE);
		assert.deepEqual(
			views.slice(still).flatMap(({ rows }) => rows),
			[],
			'what says the same as before is not sent',
		);
		const sent = views.length;
		receive({ type: 'ready' });
		await pass(1_000);
		assert.deepEqual([views[sent]?.whole, views[sent]?.rows.length], [true, 2]);
		dispose();
	});

	it('says why a pinned task is not there: deleted, not listed, its connection gone, or not readable', async () => {
		const { source, store, port, shows, pass, last, dispose } = await openPanel(dcsRow('t1'), dcsRow('t2'));
		await shows([], [key('t1'), key('t2'), key('t9')]);
		const said = (id: string) => last().missing.find((one) => one.key === key(id))?.text;
		assert.equal(said('t1'), undefined);
		assert.equal(said('t9'), 'Its service does not list it any more.');
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		await store.refreshTask(ref('t1')).catch(() => {});
		source.rows = [];
		await store.refresh();
		await pass(1_000);
		assert.deepEqual(last().gone.length === 0 ? [] : [...last().gone].sort(), [key('t1'), key('t2')]);
		assert.equal(said('t1'), 'It has been deleted.');
		assert.equal(said('t2'), 'Its service does not list it any more.');
		port.remove('c1');
		await pass(1_000);
		assert.equal(said('t1'), 'Its connection has been removed.');
		assert.equal(last().connected, false);
		dispose();
	});

	it('names a connection that cannot be read, and does what helps when its button is pressed', async () => {
		const { source, store, editor, pass, receive, last, dispose } = await openPanel(dcsRow('t1'));
		source.onList = async () => {
			throw failure('network');
		};
		await store.refresh();
		await pass(1_000);
		const [problem] = last().problems;
		assert.match(problem?.text ?? '', /The connection to dcs\.example failed/);
		assert.deepEqual([problem?.connection, problem?.remedy], ['shop', 'Try again']);
		receive({ type: 'remedy', key: problem?.key });
		receive({ type: 'remedy', key: 'no such problem' });
		receive({ type: 'open', key: key('t1') });
		receive({ type: 'open', key: 'no such task' });
		assert.deepEqual(
			editor.commands.map(([name]) => name),
			['migrationTasks.retry', 'migrationTasks.openTask'],
		);
		dispose();
	});
});
