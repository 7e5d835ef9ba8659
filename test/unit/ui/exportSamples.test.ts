import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { Format } from '../../../src/migration/format';
import type { RunRecord } from '../../../src/migration/runRecord';
import type { TaskRef } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { dcsRow, FakePort, FakeSource, ref, smsRow, storeOver } from '../store/fakes';
import { TestFolder } from '../store/history/files';
import { loadAll } from './editor';

type Loaded = readonly [typeof import('../../../src/ui/exportSamples'), typeof import('../../../src/ui/taskCommands')];

const NOON = Date.UTC(2025, 2, 4, 12);
const RECORDS: readonly RunRecord[] = [
	{ kind: 'status', at: NOON, status: 'FULLMIGRATING' },
	{ kind: 'sample', sample: { at: NOON, values: { offset: 3 }, migrating: true } },
	{ kind: 'sample', sample: { at: NOON + 5_000, values: { offset: 0 }, migrating: undefined } },
];

/** An address in an editor that has files. */
class FakeUri {
	constructor(
		readonly path: string,
		readonly scheme = 'file',
	) {}
	static file = (path: string): FakeUri => new FakeUri(path);
	static joinPath = ({ path, scheme }: FakeUri, name: string): FakeUri => new FakeUri(`${path}/${name}`, scheme);
}

interface Asked {
	readonly defaultUri: FakeUri;
	readonly filters: Readonly<Record<string, readonly string[]>>;
}

describe('exporting samples', () => {
	/** A window with two tasks, in which the nth row of each pick is taken, and files are saved where they are meant to be. */
	async function openWindow(options: { records?: readonly RunRecord[]; row?: number; folders?: FakeUri[] } = {}) {
		const files = new Map<string, string>();
		const asked: Asked[] = [];
		const disk = { place: (of: Asked): FakeUri | undefined => of.defaultUri, fails: false };
		const { editor, loaded } = loadAll<Loaded>(['ui/exportSamples', 'ui/taskCommands'], (own) => ({
			Uri: FakeUri as never,
			window: {
				showQuickPick: async (items: (typeof own.picks)[number]) => {
					own.picks.push(items);
					return items.filter((item) => !('kind' in item))[options.row ?? 0];
				},
				showSaveDialog: async (of: Asked) => {
					asked.push(of);
					return disk.place(of);
				},
			},
			workspace: {
				workspaceFolders: options.folders?.map((uri) => ({ uri })),
				fs: {
					writeFile: async ({ path }: FakeUri, bytes: Uint8Array) => {
						if (disk.fails) {
							throw new Error('EROFS: read-only file system');
						}
						files.set(path, Buffer.from(bytes).toString());
					},
				},
			},
		}));
		const port = new FakePort().add('c1', [
			new FakeSource([
				dcsRow('a', 'FULLMIGRATING', { task_name: '../orders: “live”', migration_method: 'incremental_migration' }),
			]),
			new FakeSource([smsRow('b')], 'sms'),
		]);
		const { store } = storeOver(port);
		await store.refresh();
		const format = new Format('en');
		const connections = { all: () => [{}], name: () => 'production' };
		const tasks = new loaded[1].TaskCommands({ store, connections, services: SERVICES, format } as never);
		const deps = {
			store,
			services: SERVICES,
			format,
			choose: (argument: unknown, prompt: string) => tasks.choose(argument, prompt),
			recordsOf: async (_of: TaskRef): Promise<readonly RunRecord[]> => options.records ?? RECORDS,
		};
		return {
			editor,
			files,
			asked,
			disk,
			deps,
			run: (argument?: unknown) => loaded[0].exportSamples(deps, argument),
		};
	}

	it('writes JSON lines, tells how many, and opens them', async () => {
		const w = await openWindow();
		w.editor.onMessage = (_message, buttons) => buttons[0];
		await w.run(ref('a'));
		const [[file = '', text = ''] = []] = w.files;
		assert.equal(file, `${homedir()}/orders-live-samples.jsonl`);
		assert.deepEqual(
			text
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line)),
			[
				{
					run: 'a',
					at: NOON,
					status: 'FULLMIGRATING',
					method: 'incremental_migration',
					stats: { offset: 3, is_migrating: true },
				},
				{ run: 'a', at: NOON + 5_000, status: 'FULLMIGRATING', method: 'incremental_migration', stats: { offset: 0 } },
			],
		);
		assert.match(w.editor.messages.at(-1) ?? '', /Samples of “.*orders.*” exported: 2\./);
		assert.deepEqual(
			w.editor.commands.map(([name]) => name),
			['vscode.open'],
		);
		assert.deepEqual(w.asked[0]?.filters, { 'JSON Lines': ['jsonl'] });
	});

	it('writes CSV where that is picked, beside the files that are open', async () => {
		const folders = [new FakeUri('/virtual', 'vscode-vfs'), new FakeUri('/project')];
		const w = await openWindow({ row: 1, folders });
		await w.run({ ref: ref('b', 'c1', 'sms') });
		const [[file = '', text = ''] = []] = w.files;
		assert.equal(file, '/project/server-b-samples.csv');
		assert.match(text, /^time,status,offset,writesStopped\r\n2025-03-04T12:00:00.000Z,FULLMIGRATING,3,\r\n/);
		assert.deepEqual(w.editor.commands, [], 'nobody pressed Open');
	});

	it('asks which task where it is not told', async () => {
		const w = await openWindow();
		await w.run();
		assert.equal(w.editor.picks.length, 2);
		assert.equal(w.files.size, 1);
	});

	it('says so where there is nothing to export', async () => {
		const w = await openWindow({ records: RECORDS.slice(0, 1) });
		await w.run(ref('a'));
		assert.match(w.editor.messages.at(-1) ?? '', /There are no samples of “.*” to export/);
		assert.deepEqual([w.files.size, w.editor.picks.length], [0, 0]);
	});

	it('writes nothing where the user gives up', async () => {
		const unpicked = await openWindow({ row: 99 });
		await unpicked.run(ref('a'));
		const unplaced = await openWindow();
		unplaced.disk.place = () => undefined;
		await unplaced.run(ref('a'));
		for (const { files, editor } of [unpicked, unplaced]) {
			assert.equal(files.size, 0);
			assert.equal(editor.messages.filter((message) => /exported/.test(message)).length, 0);
		}
	});

	it('says why nothing could be written', async () => {
		const w = await openWindow();
		w.disk.fails = true;
		await w.run(ref('a'));
		assert.match(w.editor.messages.at(-1) ?? '', /The samples were not written\. EROFS/);
	});

	it('exports a task that the list does not have any more, as far as it is known', async () => {
		const w = await openWindow();
		await w.run(ref('gone'));
		const [[file = '', text = ''] = []] = w.files;
		assert.equal(file, `${homedir()}/gone-samples.jsonl`);
		assert.equal(JSON.parse(text.split('\n')[0] ?? '').method, null);
	});

	it('gives every file name letters alone, whatever the task is called', async () => {
		for (const id of ['..', '/', '\\', 'con', 'a\u0000b', '💥', 'x'.repeat(5_000), '\u202egnp.exe']) {
			const w = await openWindow();
			await w.run(ref(id));
			const name = [...w.files.keys()][0]?.slice(homedir().length + 1) ?? '';
			assert.match(name, /^[\p{L}\p{N}_-]{1,70}-samples\.jsonl$/u, id);
		}
	});

	it('takes what is on disk', async () => {
		const folder = new TestFolder();
		try {
			const history = folder.window();
			history.append(ref('a'), RECORDS);
			const w = await openWindow();
			w.deps.recordsOf = (of) => history.read(of);
			await w.run(ref('a'));
			const other = await openWindow();
			await other.run(ref('a'));
			assert.deepEqual([...w.files], [...other.files]);
		} finally {
			folder.remove();
		}
	});
});
