import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { openConnection } from '../../../../src/connections/openConnection';
import { noLogger } from '../../../../src/core/logger';
import { Format } from '../../../../src/migration/format';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/index';
import { SERVICES } from '../../../../src/services';
import { TaskStore } from '../../../../src/store/taskStore';
import type { Node } from '../../../../src/ui/tree/nodes';
import { settled } from '../../connections/fakes';
import { FakePort, sandboxDeps, sandboxPlace, storeOver } from '../../store/fakes';
import { loadAll } from '../editor';
import { MENU, openDesk } from './desk';
import { ESCAPE } from './quickInputs';

const ENCODED = 'SANDBOX-ENCODED-AUTHORIZATION-MESSAGE';

type Loaded = readonly [
	typeof import('../../../../src/ui/tree/taskTree'),
	typeof import('../../../../src/ui/authorizationMessage'),
];

describe('a user who may see one enterprise project', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ seed: 5, scenario: 'one-enterprise-project' });
	});
	afterEach(() => sandbox.close());

	/** The connection in the settings, its tasks, and how the tree shows them. */
	function openWindow() {
		const { accessKey, secretKey } = sandbox;
		const deps = sandboxDeps();
		const desk = openDesk({
			entries: [{ ...sandboxPlace(sandbox), id: 'c1', services: ['dcs', 'sms'], credential: 'aksk' }],
			secrets: { c1: { kind: 'aksk', accessKey, secretKey } },
			open: (place, credential) => openConnection(place, credential, deps),
		});
		desk.cloud.projects = async () => [{ id: sandbox.projectId, name: sandbox.region }];
		const logged: unknown[] = [];
		const logger = { ...noLogger, error: (what: unknown) => void logged.push(what) };
		const store = new TaskStore(desk.connections, SERVICES, { logger });
		const { editor, loaded } = loadAll<Loaded>(['ui/tree/taskTree', 'ui/authorizationMessage']);
		const [{ TaskTree }, { copyAuthorizationMessage }] = loaded;
		const tree = new TaskTree(store, new Format('en'));
		const problems = (): Extract<Node, { kind: 'problem' }>[] =>
			tree.getChildren().filter((node) => node.kind === 'problem');
		const services = (): string[] => [...new Set(store.allTasks().map(({ ref }) => ref.service))].sort();
		return { desk, store, tree, editor, logged, problems, services, copyAuthorizationMessage };
	}

	it('sees a row that says what to do, edits the connection, enters the project, and sees the tasks', async () => {
		const { desk, store, tree, problems, services } = openWindow();
		await store.load();
		assert.deepEqual(services(), ['dcs']);
		const [node] = problems();
		assert.ok(node);
		const row = tree.getTreeItem(node);
		assert.equal(row.description, 'no permission · SMS');
		assert.match(
			node.problem.text,
			/permissions sms:server:listTask, sms:server:getTask \(in role-based policies sms:server:queryServer\).*limited to one enterprise project, edit the connection and enter its ID/s,
		);
		assert.match(String(row.contextValue), /^problem\./, 'the menu of the row has “Edit Connection…”');
		desk.replies[MENU] = ['Enterprise project', 'Save'];
		desk.replies['Enterprise project ID'] = ['elsewhere', '0'];
		desk.editor.onMessage = (_message, [change]) => change;
		await desk.commands.edit(node);
		assert.match(
			desk.details[0] ?? '',
			/asks for one enterprise project.*enter the ID of that one/,
			'another one does not do',
		);
		assert.equal(desk.entries()[0]?.enterpriseProjectId, '0');
		await settled();
		await store.load();
		assert.deepEqual(services(), ['dcs', 'sms']);
		assert.deepEqual(problems(), []);
		tree.dispose();
	});

	it('can copy for the administrator what the service encoded, which is seen nowhere', async () => {
		const { desk, store, tree, editor, logged, problems, copyAuthorizationMessage } = openWindow();
		await store.load();
		const [node] = problems();
		assert.ok(node);
		const row = tree.getTreeItem(node);
		assert.equal(row.contextValue, 'problem.retry.authorization');
		await copyAuthorizationMessage(store, node);
		assert.deepEqual(editor.copied, [ENCODED]);
		desk.replies[MENU] = ['Enterprise project', 'Save', ESCAPE];
		desk.replies['Enterprise project ID'] = 'elsewhere';
		const buttons = ['Copy Authorization Message', undefined];
		desk.editor.onMessage = () => buttons.shift();
		await desk.commands.edit(node);
		assert.deepEqual(desk.editor.copied, [ENCODED], 'also where the connection is tried');
		const shown = [logged, store.allTasks(), row, node.problem, desk.details, desk.editor.messages, editor.messages];
		assert.ok(!inspect(shown, { depth: 12, showHidden: true }).includes(ENCODED));
		assert.ok(!JSON.stringify([node, node.problem.error]).includes(ENCODED));
		sandbox.play('calm');
		await store.refresh();
		await copyAuthorizationMessage(store, node);
		assert.equal(editor.copied.length, 1);
		assert.match(editor.messages[0] ?? '', /no authorization message of “.+”/);
		tree.dispose();
	});
});

describe('a user who may do nothing', () => {
	it('is told of each service which permissions are needed there', async () => {
		const sandbox = await startSandbox({ seed: 5, scenario: 'no-permission' });
		try {
			const { accessKey, secretKey } = sandbox;
			const place = sandboxPlace(sandbox);
			const port = new FakePort().add('c1', [
				...(await openConnection(place, { kind: 'aksk', accessKey, secretKey }, sandboxDeps())).sources,
			]);
			const { store } = storeOver(port);
			await store.refresh();
			const [{ TaskTree }] = loadAll<Loaded>(['ui/tree/taskTree', 'ui/authorizationMessage']).loaded;
			const tree = new TaskTree(store, new Format('en'));
			const rows = tree.getChildren().filter((node) => node.kind === 'problem');
			assert.deepEqual(
				rows.map(({ service, problem }) => [service, /permissions (\w+):/.exec(problem.text)?.[1]]),
				[
					['dcs', 'dcs'],
					['sms', 'sms'],
				],
			);
			tree.dispose();
		} finally {
			await sandbox.close();
		}
	});
});

describe('the enterprise project of a connection', () => {
	it('goes with every list of SMS and every try of it, and with nothing else', async () => {
		const sandbox = await startSandbox({ seed: 5, scenario: 'one-enterprise-project', smsTasks: 450 });
		const { accessKey, secretKey } = sandbox;
		try {
			const place = { ...sandboxPlace(sandbox), projectId: '', enterpriseProjectId: '0' };
			const { sources, signal } = await openConnection(place, { kind: 'aksk', accessKey, secretKey }, sandboxDeps());
			for (const source of sources) {
				await source.probe(signal);
				const { rows } = await source.list({ signal });
				await source.list({ signal, filter: { name: 'task', state: 'RUNNING' } });
				const id = rows[0]?.id ?? assert.fail();
				await source.show(id, signal);
			}
			const asked = sandbox.requests.map(({ method, path, query, status }) => ({
				what: `${method} ${path}`,
				project: new URLSearchParams(query).get('enterprise_project_id'),
				status,
			}));
			const lists = asked.filter(({ what }) => what === 'GET /v3/tasks');
			assert.ok(lists.length >= 5, 'a try, the pages, and what a filter asks for');
			assert.deepEqual([...new Set(lists.map(({ project }) => project))], ['0']);
			const others = asked.filter(({ what }) => what !== 'GET /v3/tasks');
			assert.ok(
				others.some(({ what }) => what.includes('/v2/')) &&
					others.some(({ what }) => what.startsWith('GET /v3/tasks/')),
			);
			assert.deepEqual([...new Set(others.map(({ project }) => project))], [null]);
			assert.deepEqual([...new Set(asked.map(({ status }) => status))], [200]);
		} finally {
			await sandbox.close();
		}
	});
});
