import assert from 'node:assert/strict';
import { CloudHttp } from '../../../src/cloud/http';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import { openConnection } from '../../../src/connections/openConnection';
import { noLogger } from '../../../src/core/logger';
import { Format } from '../../../src/migration/format';
import { ServiceRegistry } from '../../../src/migration/ports';
import type { Task } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { TaskStore } from '../../../src/store/taskStore';
import type { Node } from '../../../src/ui/tree/nodes';
import { type Promised, promises } from '../../promises';
import { json, serve } from '../cloud/server';
import { loadWith } from './editor';

const KB = 1024;
const MB = 1024 * KB;
/** A row beside the others, which is to be readable whatever they are. */
const NEIGHBOUR = {
	task_id: 'neighbour',
	task_name: 'neighbour',
	status: 'FAILED',
	created_at: '2024-01-01T00:00:00Z',
};
const SECRET = 'Hunter2-is-not-much-of-a-secret';

/** What became of an answer, and the most that was done between two moments at which others had their turn. */
interface Taken {
	readonly tasks: readonly Task[];
	readonly labels: readonly string[];
	/** Characters that were parsed in one turn. */
	readonly parsed: number;
	/** Tasks that were built in one turn. */
	readonly built: number;
}

function row(index: number, more: object = {}): object {
	return { ...NEIGHBOUR, task_id: `t${index}`, task_name: `task ${index}`, ...more };
}

/** Reads a list of DCS (the rows as JSON text; pages as they are asked for, unless all comes in one) as the extension does, with the tree over it. */
async function take(rows: readonly string[], inOne = false): Promise<Taken> {
	const server = await serve((request, response, nth) => {
		const url = new URL(request.url, 'http://127.0.0.1');
		if (!url.pathname.endsWith('migration-tasks')) {
			json(400, { error_code: 'DCS.4001', error_msg: 'no' })(request, response, nth);
			return;
		}
		const [offset, limit] = ['offset', 'limit'].map((name) => Number(url.searchParams.get(name))) as [number, number];
		const page = inOne ? (offset === 0 ? rows : []) : rows.slice(offset, offset + limit);
		json(200, `{"count":${rows.length},"migration_tasks":[${page.join(',')}]}`)(request, response, nth);
	});
	const most = new Most();
	try {
		return await most.whileRunning(async () => {
			const dcs = SERVICES.get('dcs');
			const counted = {
				...dcs,
				readTask: (...all: Parameters<typeof dcs.readTask>) => most.built(dcs.readTask(...all)),
			};
			const services = new ServiceRegistry([counted]);
			const place = {
				name: 'c',
				cloud: 'custom',
				projectId: 'a'.repeat(32),
				services: ['dcs'],
				endpoints: { dcs: server.url },
			};
			const open = await openConnection(
				place,
				{ kind: 'aksk', accessKey: 'EXAMPLEACCESSKEY0001', secretKey: 'ExampleSecretKey0001' },
				{ http: new CloudHttp({ timeoutMs: () => 30_000 }), keyGuard: new KeyGuard(), services, onMalformed: () => {} },
			);
			const store = new TaskStore(
				{ ids: () => ['c'], name: () => 'c', open: async () => open, onDidChange: () => ({ dispose: () => {} }) },
				services,
				{ logger: noLogger },
			);
			const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
			const tree = new TaskTree(store, new Format('en'));
			await store.refresh();
			const all = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...all(tree.getChildren(node))]);
			const labels = all(tree.getChildren()).map((node) => String(tree.getTreeItem(node).label));
			tree.dispose();
			store.dispose();
			return { tasks: store.allTasks(), labels };
		});
	} finally {
		await server.close();
	}
}

/** Counts what is done between two turns of the event loop. */
class Most {
	private now = { parsed: 0, built: 0 };
	private most = { parsed: 0, built: 0 };

	built<T>(task: T): T {
		this.now.built++;
		this.look();
		return task;
	}

	async whileRunning<T extends object>(work: () => Promise<T>): Promise<T & { parsed: number; built: number }> {
		const { parse } = JSON;
		let running = true;
		const turn = (): void => {
			this.now = { parsed: 0, built: 0 };
			if (running) {
				setImmediate(turn);
			}
		};
		JSON.parse = (text, ...rest) => {
			this.now.parsed += text.length;
			this.look();
			return parse(text, ...rest);
		};
		turn();
		try {
			return { ...(await work()), ...this.most };
		} finally {
			JSON.parse = parse;
			running = false;
		}
	}

	private look(): void {
		this.most = {
			parsed: Math.max(this.most.parsed, this.now.parsed),
			built: Math.max(this.most.built, this.now.built),
		};
	}
}

const list = (size: number, of: (index: number) => object): string[] =>
	Array.from({ length: size }, (_, index) => JSON.stringify(of(index)));
const neighbour = JSON.stringify(NEIGHBOUR);
const INCOMPLETE = 'List is not complete';

const ANSWERS: readonly (Omit<Promised, 'chapter'> & {
	readonly rows: () => readonly string[];
	readonly inOne?: boolean;
	readonly check: (taken: Taken) => string;
})[] = [
	{
		fault: 'A million rows without a field in one answer',
		promise: 'the first 10,000 are taken, a piece at a time, and the list is called incomplete',
		inOne: true,
		rows: () => [neighbour, ...Array<string>(MB).fill('{}')],
		check: ({ tasks, labels }) => {
			assert.equal(tasks.length, 10_000);
			assert.ok(labels.includes(INCOMPLETE));
			return '10,000 tasks';
		},
	},
	{
		fault: '50,000 rows where 1,000 were asked for',
		promise: 'the first 10,000 are taken, a piece at a time, and the list is called incomplete',
		inOne: true,
		rows: () => list(50_000, row),
		check: ({ tasks, labels }) => {
			assert.deepEqual([tasks.length, tasks[0]?.name, tasks.at(-1)?.name], [10_000, 'task 0', 'task 9999']);
			assert.ok(labels.includes(INCOMPLETE));
			return '10,000 tasks';
		},
	},
	{
		fault: '1,000 rows with texts of 10 KB',
		promise: 'every text is kept whole, and read a piece at a time',
		rows: () => list(1_000, (index) => row(index, { description: 'word '.repeat(2 * KB) })),
		check: ({ tasks }) => {
			assert.equal(tasks.length, 1_000);
			assert.ok(tasks.every(({ raw }) => String(raw.description).length === 10 * KB));
			return '1,000 tasks';
		},
	},
	{
		fault: 'A row with texts of 1 MB',
		promise:
			'each is kept whole for whoever asks for it, a row of the tree shows one line; the other rows stay readable',
		rows: () => [
			JSON.stringify(
				row(
					1,
					Object.fromEntries(
						['task_name', 'description', 'error_message'].map((name) => [name, 'x = 1 '.repeat(1_000_000 / 6)]),
					),
				),
			),
			neighbour,
		],
		check: ({ tasks, labels }) => {
			assert.equal(tasks.length, 2);
			assert.equal(String(tasks[0]?.raw.description).length, 999_996);
			assert.ok(labels.includes('neighbour') && labels.every(({ length }) => length <= 210));
			return '1 MB each';
		},
	},
	{
		fault: 'A row with a text of 2 MB',
		promise: 'the text is cut after 1 MiB; the other rows stay readable',
		rows: () => [JSON.stringify(row(1, { description: 'word '.repeat((2 * MB) / 5) })), neighbour],
		check: ({ tasks, labels }) => {
			assert.equal(tasks.length, 2);
			assert.equal(String(tasks[0]?.raw.description).length, MB + 3);
			assert.ok(labels.includes('neighbour'));
			return 'cut after 1 MiB';
		},
	},
	{
		fault: 'A secret that stands where a long text is cut',
		promise: 'nothing of it is kept',
		rows: () =>
			Array.from({ length: 10 }, (_, index) =>
				JSON.stringify(
					row(index, {
						error_message: `${'x'.repeat(MB - 6 * index)} password=${SECRET} ${'y'.repeat(KB * index)}`,
					}),
				),
			),
		check: ({ tasks }) => {
			assert.equal(tasks.length, 10);
			assert.ok(tasks.every(({ raw }) => !JSON.stringify(raw).includes('Hunter2')));
			return 'nothing of it';
		},
	},
	{
		fault: 'Texts of 100 KB made to hold up a search',
		promise: 'nothing is held up, and each row is there',
		rows: () =>
			['\\"', 'password =', '://u:', '{"error_msg":"', '[[', 'ak=', 'a.a.'].map((piece, index) =>
				JSON.stringify(
					row(index, {
						error_message: piece.repeat((100 * KB) / piece.length),
						description: piece.repeat((100 * KB) / piece.length),
					}),
				),
			),
		check: ({ tasks }) => {
			assert.equal(tasks.length, 7);
			assert.ok(tasks.every(({ raw }) => String(raw.error_message).length <= 200 * KB));
			return '7 tasks';
		},
	},
	{
		fault: 'A row 100,000 objects deep',
		promise: 'it is cut where it is too deep; the other rows stay readable',
		rows: () => [
			JSON.stringify(row(1)).replace(/}$/, `,"source_instance":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
			neighbour,
		],
		check: ({ tasks, labels }) => {
			assert.equal(tasks.length, 2);
			assert.ok(JSON.stringify(tasks[0]?.raw).length < KB);
			assert.ok(labels.includes('neighbour'));
			return '2 tasks';
		},
	},
	{
		fault: 'A row of 4 MB of small fields',
		promise: 'it counts as unreadable, which is said; the other rows stay readable',
		rows: () => [JSON.stringify(row(1, { sub_tasks: Array(500_000).fill({ a: 1 }) })), neighbour],
		check: ({ tasks, labels }) => {
			assert.deepEqual(
				tasks.map(({ name }) => name),
				['neighbour'],
			);
			assert.ok(labels.includes('Not all could be read'));
			return '1 unreadable';
		},
	},
	{
		fault: '10,000 rows of one id',
		promise: 'each is a task of its own, taken some at a time',
		rows: () => list(10_000, (index) => row(index, { task_id: 'same' })),
		check: ({ tasks }) => {
			assert.equal(new Set(tasks.map(({ ref }) => ref.id)).size, 10_000);
			return '10,000 tasks';
		},
	},
];

describe('an answer that nobody should send', function () {
	this.timeout(120_000);

	for (const { rows, inOne, check, ...promised } of ANSWERS) {
		promises({ chapter: 'Broken and hostile answers', ...promised }, async () => {
			const taken = await take(rows(), inOne);
			assert.ok(taken.parsed <= 3.3 * MB, `${taken.parsed} characters parsed in one turn`);
			assert.ok(taken.built <= 2_050, `${taken.built} tasks built in one turn`);
			return check(taken);
		});
	}
});
