/** A service that the extension never heard of, as one folder and one line in the registry. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudHttp } from '../../../src/cloud/http';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import { openConnection } from '../../../src/connections/openConnection';
import { readNewConnection, readProfiles, servicesOf } from '../../../src/connections/profileSchema';
import { Format } from '../../../src/migration/format';
import { ServiceRegistry } from '../../../src/migration/ports';
import { allows, type TaskRef } from '../../../src/migration/task';
import type { DetailField, Section } from '../../../src/migration/viewModel';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { SERVICES, type Services } from '../../../src/services';
import type { ServiceDefinition } from '../../../src/services/definition';
import { consoleUrl, resolveEndpoints } from '../../../src/services/resolveEndpoints';
import type { TaskStore } from '../../../src/store/taskStore';
import { draftOf } from '../../../src/ui/connect/draft';
import type { FlowStep } from '../../../src/ui/connect/multiStep';
import type { FromDetailsPage, Snapshot, ToDetailsPage } from '../../../src/ui/details/protocol';
import { refOf } from '../../../src/ui/taskRefs';
import type { Node } from '../../../src/ui/tree/nodes';
import { DETAILS, MOVES, serveToys } from '../../toyCloud';
import { toy } from '../../toyService';
import type { TestServer } from '../cloud/server';
import { FakePort, keepingLogger, storeOver } from '../store/fakes';
import { loadWith } from '../ui/editor';
import { runsInMemory } from '../ui/runHost';
import { fieldsIn } from './helpers';

const services: Services = new ServiceRegistry<ServiceDefinition>([...SERVICES.all, toy]);
const format = new Format('en');
const ref = (id: string): TaskRef => ({ connectionId: 'c1', service: 'toy', id });

describe('a further service', () => {
	let toys: TestServer;
	let sandbox: Sandbox;
	before(async () => {
		[toys, sandbox] = await Promise.all([serveToys(), startSandbox()]);
	});
	after(() => Promise.all([toys.close(), sandbox.close()]));
	beforeEach(() => {
		toys.seen.length = 0;
	});

	/** A connection as the settings hold it. */
	function entry(ids: readonly string[]): Record<string, unknown> {
		const { url, region, projectId } = sandbox;
		const endpoints = { dcs: url, sms: url, iam: url, toy: toys.url };
		return { id: 'c1', name: 'playroom', cloud: 'custom', region, projectId, services: ids, endpoints };
	}

	/** A store over a connection with these services, opened as the extension opens it, and read once. */
	async function read(ids: readonly string[]): Promise<{ store: TaskStore; faults: unknown[] }> {
		const { profiles, problems } = readProfiles([entry(ids)], services);
		assert.deepEqual(problems, []);
		const [profile] = profiles;
		assert.ok(profile);
		const notes: string[] = [];
		const http = new CloudHttp({ timeoutMs: () => 30_000 });
		const deps = { http, keyGuard: new KeyGuard(), services, onMalformed: (note: string) => notes.push(note) };
		const { accessKey, secretKey } = sandbox;
		const port = new FakePort().add('c1', async () => [
			...(await openConnection(profile, { kind: 'aksk', accessKey, secretKey }, deps)).sources,
		]);
		const { store, faults } = storeOver(port, Date.now, services);
		await store.refresh();
		assert.deepEqual(store.connectionStates()[0]?.problem, undefined);
		assert.deepEqual(
			notes.filter((note) => note.includes('Move')),
			[],
		);
		return { store, faults };
	}

	describe('in the settings', () => {
		it('is taken with its address, and refused where it is not registered', () => {
			const [profile] = readProfiles([entry(['toy'])], services).profiles;
			assert.deepEqual(profile?.services, ['toy']);
			assert.equal(profile?.endpoints?.toy, toys.url);
			assert.equal(readProfiles([entry(['toy'])], SERVICES).profiles.length, 0);
			const { id: _, ...place } = entry(['toy']);
			const added = readNewConnection({ ...place, credential: { kind: 'environment' } }, services);
			assert.equal(added.endpoints?.toy, toys.url);
			const bad = { ...entry(['toy']), endpoints: { toy: 'http://toys.example.com' } };
			assert.match(readProfiles([bad], services).problems[0] ?? '', /endpoints\.toy/);
		});

		it('has the address and the console that it says itself', () => {
			const place = { cloud: 'huawei', region: 'ap-southeast-3' };
			assert.equal(resolveEndpoints(place, services).toy, 'https://toy.ap-southeast-3.example.com');
			assert.deepEqual(servicesOf(place, services), ['dcs', 'sms', 'toy']);
			assert.equal(consoleUrl(place, 'toy', services), 'https://console.example.com/toy/ap-southeast-3');
		});

		it('is offered when a connection is added, by address and by what its tasks are', async () => {
			const draft = draftOf(services);
			const asked: string[] = [];
			const offered: string[] = [];
			const refused: (string | undefined)[] = [];
			const answers: Record<string, string> = { 'Address of DCS': sandbox.url, 'Address of TOY': toys.url };
			const flow = {
				pick: async ({ prompt, choices }: { prompt: string; choices: { label: string; value: unknown }[] }) => {
					asked.push(prompt);
					return choices.find(({ label }) => label === 'Own endpoints')?.value;
				},
				text: async ({ prompt, check }: { prompt: string; check?: (text: string) => string | undefined }) => {
					const [question = ''] = prompt.split(';');
					asked.push(question);
					const answer = answers[question] ?? '';
					refused.push(check?.(answer));
					return answer;
				},
				pickMany: async ({ choices }: { choices: { label: string; value: string }[] }) => {
					offered.push(...choices.map(({ label }) => label));
					return choices.map(({ value }) => value);
				},
			};
			const { whereStep } =
				loadWith<typeof import('../../../src/ui/connect/placeSteps')>('ui/connect/placeSteps').loaded;
			const go = async (): Promise<void> => {
				let step: FlowStep | undefined = whereStep(draft, services, async () => undefined);
				while (step) {
					step = await step(flow as never);
				}
			};
			await go();
			assert.deepEqual(asked.slice(1, 4), ['Address of DCS', 'Address of SMS', 'Address of TOY']);
			assert.deepEqual(
				refused.filter((one) => one !== undefined),
				[],
			);
			assert.deepEqual(offered, ['Redis migrations (DCS)', 'Moves of toys (TOY)']);
			assert.deepEqual(draft.services, ['dcs', 'toy']);
			assert.equal(draft.endpoints.toy, toys.url);

			refused.length = 0;
			for (const question of Object.keys(answers)) {
				delete answers[question];
			}
			await go();
			assert.deepEqual(
				refused.filter((one) => one !== undefined),
				['Enter an address of DCS or of SMS or of TOY.'],
			);
		});
	});

	describe('in the tree', () => {
		/** The rows that hold something of the service, in words, with all groups open. */
		async function rows(store: TaskStore, by: 'status' | 'service'): Promise<string[]> {
			const { loaded } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree');
			const tree = new loaded.TaskTree(store, format);
			tree.setGroupBy(by);
			const lines = (nodes: readonly Node[], indent: string): string[] =>
				nodes.flatMap((node) => {
					const { label, description, iconPath, contextValue } = tree.getTreeItem(node);
					const icon = iconPath as { id: string; color: { id: string } } | undefined;
					const look = icon ? `${icon.id} ${icon.color.id} · ` : '';
					const line = `${indent}${look}${String(label)} · ${String(description)} · ${contextValue}`;
					const below = lines(tree.getChildren(node), `${indent}  `);
					return node.kind === 'task' && node.ref.service !== 'toy' ? [] : [line, ...below];
				});
			const found = lines(tree.getChildren(), '');
			tree.dispose();
			store.dispose();
			return found;
		}

		it('has its tasks in their groups, each with its icon and words', async () => {
			const { store } = await read(['toy']);
			assert.deepEqual(await rows(store, 'status'), [
				'Failed · 1 · group.failed',
				'  bug list.errorForeground · kites · no wind · task.toy',
				'In progress · 2 · group.active',
				'  rocket charts.blue · marbles · rolling along · task.toy.can-hurry.watchable',
				'  rocket charts.blue · teddy bears · rolling along · task.toy.can-hurry.watchable',
				'Other · 1 · group.other',
				'  question foreground · trains · derailed along · task.toy.watchable',
			]);
		});

		it('stands beside the others, by its name', async () => {
			const { store } = await read(['dcs', 'sms', 'toy']);
			const inAll = await rows(store, 'status');
			assert.ok(
				inAll.includes('  rocket charts.blue · marbles · rolling along · TOY · task.toy.can-hurry.watchable'),
				inAll.join('\n'),
			);
			const { store: again } = await read(['dcs', 'sms', 'toy']);
			const byService = await rows(again, 'service');
			assert.deepEqual(
				byService.flatMap((line) => /^(\S.*) · \d+ · group\.service$/.exec(line)?.[1] ?? []),
				['Distributed Cache Service', 'Server Migration Service', 'Toy Relocation Service'],
			);
			assert.deepEqual(byService.slice(-7), [
				'  Failed · 1 · group.failed',
				'    bug list.errorForeground · kites · no wind · task.toy',
				'  In progress · 2 · group.active',
				'    rocket charts.blue · marbles · rolling along · task.toy.can-hurry.watchable',
				'    rocket charts.blue · teddy bears · rolling along · task.toy.can-hurry.watchable',
				'  Other · 1 · group.other',
				'    question foreground · trains · derailed along · task.toy.watchable',
			]);
		});

		it('says the facts of a task in its tooltip', async () => {
			const { store } = await read(['toy']);
			const { loaded } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree');
			const tree = new loaded.TaskTree(store, format);
			const node: Node = { kind: 'task', key: 'task:c1/toy/m3', ref: ref('m3') };
			const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(node), node);
			const text = typeof tooltip === 'object' ? tooltip.value.replace(/\\(?=[!-/:-@[-`{-~])/g, '') : '';
			for (const fact of [
				'Dropped (DROPPED on the wire)',
				'Toy Relocation Service · by wagon',
				'roof → lawn',
				'no wind',
			]) {
				assert.ok(text.includes(fact), `${fact} in ${text}`);
			}
			tree.dispose();
			store.dispose();
		});
	});

	it('has its tasks in the quick pick, and its references are taken by commands', async () => {
		const { store } = await read(['dcs', 'toy']);
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/taskCommands')>('ui/taskCommands');
		const shown: TaskRef[] = [];
		const details = { show: (of: TaskRef) => shown.push(of) };
		const connections = { all: () => [{}], name: () => 'playroom', profile: () => ({ cloud: 'huawei', region: 'r1' }) };
		const tasks = new loaded.TaskCommands({
			store,
			connections,
			services,
			format: new Format('en'),
			panels: { details, configure: { show: () => assert.fail('has no form') } },
		} as never);
		await tasks.open();
		const own = editor.picks[0]?.filter(({ description }) => description?.startsWith('TOY'));
		assert.deepEqual(own, [
			{ label: '$(bug) kites', description: 'TOY · no wind', detail: 'm3 · roof → lawn · no wind' },
			{ label: '$(rocket) marbles', description: 'TOY · rolling along', detail: 'm2 · cellar → attic' },
			{ label: '$(rocket) teddy bears', description: 'TOY · rolling along', detail: 'm1 · attic → bedroom' },
			{ label: '$(question) trains', description: 'TOY · derailed along', detail: 'm4 · floor → box' },
		]);
		assert.deepEqual(refOf(ref('m1'), services), ref('m1'));
		assert.equal(refOf(ref('m1'), SERVICES), undefined);
		await tasks.open(ref('m1'));
		assert.deepEqual(shown, [ref('m1')]);
		assert.equal(tasks.consoleUrl(ref('m1')), 'https://console.example.com/toy/r1');
		await tasks.configure(ref('m1'));
		assert.deepEqual(editor.messages, ['Only online migrations of DCS are configured here.']);
		store.dispose();
	});

	describe('in the panel', () => {
		/** Opens a task's panel and waits for a snapshot that is as wanted. */
		async function snapshotOf(id: string, wanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
			const { store, faults } = await read(['toy']);
			const { editor, loaded } = loadWith<typeof import('../../../src/ui/details/panel')>('ui/details/panel');
			editor.settings.statsInterval = 1;
			const told: Snapshot[] = [];
			let receive: (message: FromDetailsPage) => void = () => {};
			const nothing = () => ({ dispose: () => {} });
			const webview = {
				options: {},
				html: '',
				cspSource: 'csp',
				asWebviewUri: (uri: unknown) => uri,
				postMessage: async (message: ToDetailsPage) => message.type === 'snapshot' && told.push(message.snapshot) > 0,
				onDidReceiveMessage: (listener: typeof receive) => {
					receive = listener;
					return nothing();
				},
			};
			const profile = () => ({ name: 'playroom', region: 'attic-1' });
			const panel = new loaded.DetailsPanel(
				{ webview, title: 'Task', visible: true, onDidChangeViewState: nothing, onDidDispose: nothing } as never,
				ref(id),
				await services.get('toy').presenter(),
				{
					extensionUri: {},
					store,
					format,
					connections: { name: () => 'playroom', profile, onDidChange: nothing },
					consoleUrl: () => undefined,
					host: runsInMemory(store),
					doubt: async () => undefined,
					tab: { name: 'Task', keep: () => {} },
					doing: { of: () => undefined, onDidChange: () => ({ dispose: () => {} }) },
					logger: keepingLogger(faults),
				} as never,
			);
			receive({ type: 'ready' });
			try {
				for (const limit = Date.now() + 5_000; Date.now() < limit; await sleep(10)) {
					const found = told.find(wanted);
					if (found) {
						assert.deepEqual(faults, []);
						return found;
					}
				}
				throw new Error(`Waited in vain; last came ${JSON.stringify(told.at(-1))}`);
			} finally {
				panel.dispose();
				store.dispose();
			}
		}

		const field = (sections: readonly Section[], name: string): DetailField | undefined =>
			fieldsIn(sections).find((one) => one.field === name);

		it('has head, headline, sections and live numbers of a running task', async () => {
			const snapshot = await snapshotOf('m1', ({ live }) => live?.sampledAt != null);
			assert.deepEqual([snapshot.title, snapshot.titleField], ['teddy bears', 'title']);
			assert.deepEqual(snapshot.status, { field: 'phase', words: 'Rolling', wire: 'ROLLING', tone: 'busy' });
			assert.equal(snapshot.subtitle, 'TOY · by wagon · attic-1 · playroom');
			assert.equal(snapshot.headline.text, 'Rolling.');
			assert.deepEqual(snapshot.actions, { configure: false, console: false, watched: false });
			assert.deepEqual(
				snapshot.sections.map(({ id, layout }) => [id, layout]),
				[
					['ends', 'pair'],
					['about', 'fields'],
					['other', 'fields'],
				],
			);
			assert.equal(field(snapshot.sections, 'from_shelf')?.value, 'attic');
			assert.equal(field(snapshot.sections, 'helpers')?.value, 'Ann, Bob');
			assert.equal(field(snapshot.sections, 'ribbon')?.value, DETAILS.ribbon, 'what no table knows');
			assert.deepEqual(snapshot.live?.tiles, [
				{ id: 'moved', label: 'Toys moved', main: [{ stat: 'moved', value: '7' }] },
			]);
			assert.deepEqual(snapshot.live?.charts[0]?.series, [{ stat: 'moved', label: 'Moved', color: 'blue' }]);
			assert.deepEqual(snapshot.live?.values.moved?.[0], 7);
			assert.ok(toys.seen.every(({ method }) => method === 'GET'));
			assert.ok(toys.seen.every(({ headers }) => /^SDK-HMAC-SHA256 /.test(headers.authorization ?? '')));
		});

		it('has no live part for a task that has ended', async () => {
			const snapshot = await snapshotOf('m3', ({ sections }) => field(sections, 'helpers') !== undefined);
			assert.equal(snapshot.live, undefined);
			assert.equal(snapshot.status.tone, 'bad');
			assert.equal(field(snapshot.sections, 'fault')?.value, 'no wind');
		});
	});

	describe('with an action', () => {
		const posts = (): string[][] =>
			toys.seen.filter(({ method }) => method === 'POST').map(({ url, body }) => [url, body]);

		it('names it where it is legal, and nowhere else', async () => {
			const { store } = await read(['toy']);
			assert.deepEqual(services.get('toy').statuses.allowing('hurry'), ['ROLLING']);
			assert.deepEqual(
				MOVES.map(({ move_id }) => allows(store.get(ref(move_id)) ?? { actions: [] }, 'hurry')),
				[true, true, false, false],
			);
			assert.deepEqual(await store.describeAction('hurry', ref('m1')), {
				method: 'POST',
				path: '/v1/moves/m1/hurry',
			});
			assert.deepEqual(posts(), []);
			store.dispose();
		});

		it('runs it on one task with one request', async () => {
			const { store } = await read(['toy']);
			const answer = await store.runAction('hurry', ref('m1'), { speed: 3 });
			assert.deepEqual(answer, { id: 'm1', name: '', status: 'ROLLING', error: '' });
			assert.deepEqual(posts(), [['/v1/moves/m1/hurry', '{"speed":3}']]);
			store.dispose();
		});

		it('refuses one that the service does not have, and sends nothing', async () => {
			const { store } = await read(['toy']);
			for (const action of ['configure', 'toString']) {
				await assert.rejects(store.runAction(action, ref('m1')), /toy has no action/);
				await assert.rejects(store.describeAction(action, ref('m1')), /toy has no action/);
			}
			assert.deepEqual(posts(), []);
			store.dispose();
		});
	});

	it('says by its own code that a task is gone, and the task goes', async () => {
		const { store } = await read(['toy']);
		await assert.rejects(store.refreshTask(ref('m9')), { kind: 'noSuchTask' });
		assert.equal(store.get(ref('m9')), undefined);
		assert.equal(store.allTasks().length, MOVES.length);
		store.dispose();
	});
});
