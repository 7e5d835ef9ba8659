import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { emptyValues } from '../../src/migration/configuration';
import { Format } from '../../src/migration/format';
import { presenter } from '../../src/services/dcs/presenter';
import type { Journal } from '../../src/store/submissionJournal';
import { Submissions } from '../../src/store/submissions';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, settle, storeOver } from '../unit/store/fakes';
import { loadWith } from '../unit/ui/editor';
import { runsInMemory } from '../unit/ui/runHost';
import { given } from './holds';

/** What the pages may say, one message of each kind. */
const DETAILS = [
	{ type: 'ready' },
	{ type: 'refresh' },
	{ type: 'pause', paused: true },
	{ type: 'configure' },
	{ type: 'copy', field: 'task_id' },
	{ type: 'whole', field: 'task_id' },
	{ type: 'copyJson' },
	{ type: 'console' },
	{ type: 'keyspaces', source: '# Keyspace\r\ndb0:keys=3,expires=1,avg_ttl=0', target: '' },
	{ type: 'copyKeyspaces' },
	...['refresh', 'updateCredential', 'editConnection', 'openSandbox'].map((action) => ({ type: 'remedy', action })),
];
const VALUES = {
	...emptyValues(),
	source_instance: { by: 'addrs', id: '', addrs: '10.0.0.1:6379', password: 'pw' },
	target_instance: { by: 'id', id: 'target-1', addrs: '', password: '' },
};
const CONFIGURE = [
	...['ready', 'openTask', 'reload', 'instances'].map((type) => ({ type })),
	{ type: 'instance', id: 'target-1' },
	{ type: 'copy', text: 'repl-timeout 300' },
	{ type: 'tick', id: 'replTimeout', ticked: true },
	{ type: 'submit', values: VALUES },
];

/** No page takes so long a text. */
const TOO_LONG = 'x'.repeat(1_000_001);

/** What no field of a message may be: another word, another type, or too long. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(undefined, null, 0, 1.5, [], {}, '__proto__', 'toString', TOO_LONG, Symbol.iterator, 7n),
	fc.string({ maxLength: 8 }).map((text) => `?${text}`),
	fc.jsonValue({ maxDepth: 2 }).filter((value) => typeof value === 'object' && value !== null),
);

/** Paths of all fields inside of a message, those that may be any text left out. */
function pathsIn(value: object, above: readonly string[] = []): string[][] {
	return Object.entries(value).flatMap(([key, inner]) => {
		const path = [...above, key];
		return [path, ...(typeof inner === 'object' ? pathsIn(inner, path) : [])];
	});
}

const FREE = ['field', 'source', 'target', 'id', 'addrs', 'password', 'bandwidth_limit_mb', 'text'];

function replaced(value: object, [key = '', ...rest]: readonly string[], by: unknown): object {
	const inner = (value as Record<string, unknown>)[key];
	return { ...value, [key]: rest.length === 0 ? by : replaced(inner as object, rest, by) };
}

/** A message with one field spoilt. A field of free text is spoilt by what is no text, or too much of it. */
function spoilt(messages: readonly object[]): fc.Arbitrary<unknown> {
	const places = messages.flatMap((message) => pathsIn(message).map((path) => ({ message, path })));
	return fc
		.tuple(fc.constantFrom(...places), wrong)
		.filter(([{ path }, by]) => !FREE.includes(path.at(-1) ?? '') || typeof by !== 'string' || by === TOO_LONG)
		.map(([{ message, path }, by]) => replaced(message, path, by));
}

const anything = fc.oneof(
	fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
	fc.jsonValue(),
	fc.record({ type: wrong, paused: fc.boolean(), field: fc.string(), values: fc.constant(VALUES) }),
);

function isSubmission(message: unknown): boolean {
	return isDeepStrictEqual(message, { type: 'submit', values: VALUES });
}

type Panels = {
	readonly DetailsPanel: typeof import('../../src/ui/details/panel').DetailsPanel;
	readonly ConfigurePanel: typeof import('../../src/ui/configure/panel').ConfigurePanel;
};

/** A journal of this window alone. */
function journalInMemory(): Journal {
	const nothing = async (): Promise<void> => {};
	return {
		find: async () => undefined,
		findEach: async () => new Map(),
		create: async () => ({ id: '1', beat: async () => true, markUnanswered: nothing, remove: nothing }),
		sweep: nothing,
	};
}

/** A panel over a fake service, everything that it can do to somebody else, and what it tells its page. */
function open(page: 'details' | 'configure', { editor, loaded }: ReturnType<typeof loadWith<Panels>>) {
	editor.onMessage = () => undefined;
	const source = new FakeSource([dcsRow('t1', 'RUNNING')]);
	const sent: unknown[] = [];
	source.onRun = async (action, id, input) => {
		sent.push([action, id, input]);
		return { id, name: `task ${id}`, status: 'FULLMIGRATING', error: '' };
	};
	const { store, faults } = storeOver(new FakePort().add('c1', [source]));
	const logger = keepingLogger(faults);
	const told: unknown[] = [];
	let receive: (message: unknown) => void = () => {};
	const nothing = () => ({ dispose: () => {} });
	const webview = {
		options: {},
		html: '',
		cspSource: 'csp',
		asWebviewUri: (uri: unknown) => uri,
		postMessage: async (message: unknown) => told.push(message) > 0,
		onDidReceiveMessage: (listener: typeof receive) => {
			receive = listener;
			return nothing();
		},
	};
	const panel = { webview, title: 'Task', visible: true, onDidChangeViewState: nothing, onDidDispose: nothing };
	const deps = {
		extensionUri: {},
		store,
		connections: { name: () => 'production', profile: () => ({ name: 'production' }), onDidChange: nothing },
		configured: async () => {},
		consoleUrl: () => undefined,
		host: runsInMemory(store),
		doubt: async () => undefined,
		tab: { name: 'Task', keep: () => {} },
		doing: { of: () => undefined, onDidChange: () => ({ dispose: () => {} }) },
		submissions: new Submissions({ store, journal: journalInMemory(), logger }),
		instances: { list: async () => undefined, show: async () => undefined },
		checklists: { of: () => [], tick: async () => {} },
		format: new Format('en'),
		logger,
	} as never;
	const made =
		page === 'details'
			? new loaded.DetailsPanel(panel as never, ref('t1'), presenter as never, deps)
			: new loaded.ConfigurePanel(panel as never, ref('t1'), presenter as never, deps);
	const acts = (): unknown[] => [
		...[...source.asked, ...sent],
		...[...editor.commands, ...editor.messages, ...editor.picks, ...editor.copied],
	];
	return { store, faults, acts, sent, told, send: (message: unknown) => receive(message), close: () => made.dispose() };
}

for (const [page, messages] of [
	['details', DETAILS],
	['configure', CONFIGURE],
] as const) {
	given(`anything in the place of a message from the ${page} page`, (claim) => {
		const host = loadWith<Panels>(`ui/${page}/panel`);

		claim('nothing is done, and the page is told at most that nothing was', async (holds) => {
			const { store, acts, faults, told, send, close } = open(page, host);
			await store.refresh();
			const before = acts().length;
			await holds(
				fc.asyncProperty(fc.oneof(spoilt(messages), anything), async (message) => {
					told.length = 0;
					send(message);
					await settle();
					assert.equal(acts().length, before);
					assert.deepEqual(faults, []);
					// A page that waits for an answer gets one, which never is that something goes on.
					assert.ok(told.length <= (page === 'configure' ? 1 : 0));
					for (const answer of told) {
						assert.match(JSON.stringify(answer), /^{"type":"progress","progress":{"state":"(?:editing|failed)"/);
					}
				}),
			);
			close();
		});

		claim('the panel lives through every series of them, and sends nothing that nobody confirmed', async (holds) => {
			const some = fc.array(fc.oneof(fc.constantFrom<unknown>(...messages), spoilt(messages), anything), {
				maxLength: 8,
			});
			await holds(
				fc.asyncProperty(some, fc.boolean(), async (series, confirmed) => {
					const { store, faults, sent, send, close } = open(page, host);
					host.editor.onMessage = (_text, [start]) => (confirmed ? start : undefined);
					await store.refresh();
					for (const message of series) {
						send(message);
					}
					await settle();
					await settle();
					close();
					assert.deepEqual(faults, []);
					// Whatever else was said: what nobody confirmed is not sent, and what is sent is what the page said.
					assert.ok(sent.length <= (confirmed ? series.filter(isSubmission).length : 0));
					assert.ok(sent.every((one) => isDeepStrictEqual(one, ['configure', 't1', VALUES])));
				}),
			);
		});
	});
}
