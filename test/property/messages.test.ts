import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyValues } from '../../src/migration/configuration';
import { Format } from '../../src/migration/format';
import { presenter } from '../../src/services/dcs/presenter';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, settle, storeOver } from '../unit/store/fakes';
import { loadWith } from '../unit/ui/editor';
import { holds } from './holds';

/** What the pages may say, one message of each kind. */
const DETAILS = [
	{ type: 'ready' },
	{ type: 'refresh' },
	{ type: 'pause', paused: true },
	{ type: 'configure' },
	{ type: 'copy', field: 'task_id' },
	{ type: 'copyJson' },
	{ type: 'console' },
	...['refresh', 'updateCredential', 'editConnection', 'openSandbox'].map((action) => ({ type: 'remedy', action })),
];
const VALUES = {
	...emptyValues(),
	source_instance: { by: 'addrs', id: '', addrs: '10.0.0.1:6379', password: 'pw' },
	target_instance: { by: 'id', id: 'target-1', addrs: '', password: '' },
};
const CONFIGURE = [{ type: 'ready' }, { type: 'openTask' }, { type: 'reload' }, { type: 'submit', values: VALUES }];

/** What no field of a message may be: another word, another type, or too long. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(undefined, null, 0, 1.5, [], {}, '__proto__', 'toString', 'x'.repeat(20_000), Symbol.iterator, 7n),
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

const FREE = ['field', 'id', 'addrs', 'password', 'bandwidth_limit_mb'];

function replaced(value: object, [key = '', ...rest]: readonly string[], by: unknown): object {
	const inner = (value as Record<string, unknown>)[key];
	return { ...value, [key]: rest.length === 0 ? by : replaced(inner as object, rest, by) };
}

/** A message with one field spoilt. A field of free text is spoilt by what is no text, or too much of it. */
function spoilt(messages: readonly object[]): fc.Arbitrary<unknown> {
	const places = messages.flatMap((message) => pathsIn(message).map((path) => ({ message, path })));
	return fc
		.tuple(fc.constantFrom(...places), wrong)
		.filter(([{ path }, by]) => !FREE.includes(path.at(-1) ?? '') || typeof by !== 'string' || by.length > 10_000)
		.map(([{ message, path }, by]) => replaced(message, path, by));
}

const anything = fc.oneof(
	fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
	fc.jsonValue(),
	fc.record({ type: wrong, paused: fc.boolean(), field: fc.string(), values: fc.constant(VALUES) }),
);

type Panels = {
	readonly DetailsPanel: typeof import('../../src/ui/details/panel').DetailsPanel;
	readonly ConfigurePanel: typeof import('../../src/ui/configure/panel').ConfigurePanel;
};

/** A panel over a fake service, and everything that it can do to somebody else. */
function open(page: 'details' | 'configure', { editor, loaded }: ReturnType<typeof loadWith<Panels>>) {
	editor.onMessage = () => undefined;
	const source = new FakeSource([dcsRow('t1', 'RUNNING')]);
	const { store, faults } = storeOver(new FakePort().add('c1', [source]));
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
		format: new Format('en'),
		logger: keepingLogger(faults),
	} as never;
	const made =
		page === 'details'
			? new loaded.DetailsPanel(panel as never, ref('t1'), presenter as never, deps)
			: new loaded.ConfigurePanel(panel as never, ref('t1'), presenter as never, deps);
	const acts = (): unknown[] => [...source.asked, ...told, ...editor.commands, ...editor.messages, ...editor.picks];
	return { store, faults, acts, send: (message: unknown) => receive(message), close: () => made.dispose() };
}

for (const [page, messages] of [
	['details', DETAILS],
	['configure', CONFIGURE],
] as const) {
	describe(`the panel behind the ${page} page`, () => {
		const host = loadWith<Panels>(`ui/${page}/panel`);

		it('does nothing at all for a message that is not in the protocol', async () => {
			const { store, acts, faults, send, close } = open(page, host);
			await store.refresh();
			const before = acts().length;
			await holds(
				fc.asyncProperty(fc.oneof(spoilt(messages), anything), async (message) => {
					send(message);
					await settle();
					assert.equal(acts().length, before);
					assert.deepEqual(faults, []);
				}),
			);
			close();
		});

		it('lives through every series of messages, in the protocol or not', async () => {
			const some = fc.array(fc.oneof(fc.constantFrom<unknown>(...messages), spoilt(messages), anything), {
				maxLength: 8,
			});
			await holds(
				fc.asyncProperty(some, fc.boolean(), async (series, confirmed) => {
					const { store, faults, send, close } = open(page, host);
					host.editor.onMessage = (_text, [start]) => (confirmed ? start : undefined);
					await store.refresh();
					for (const message of series) {
						send(message);
					}
					await settle();
					await settle();
					close();
					assert.deepEqual(
						faults.filter((fault) => !/no configure/.test(String(fault))),
						[],
					);
				}),
			);
		});
	});
}
