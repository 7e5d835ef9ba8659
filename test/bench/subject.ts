/** What is measured, behind an interface of its own: no other file of the measurements knows the extension's sources. */
import type * as vscode from 'vscode';
import { akskAuthorizer } from '../../src/cloud/akskAuthorizer';
import { CloudHttp } from '../../src/cloud/http';
import { KeyGuard } from '../../src/cloud/keyGuard';
import { TaskListReader } from '../../src/cloud/taskListReader';
import { openConnection } from '../../src/connections/openConnection';
import type { WholeList } from '../../src/core/list';
import { noLogger } from '../../src/core/logger';
import { Format } from '../../src/migration/format';
import type { ListedTask, TaskSource } from '../../src/migration/ports';
import type { ServiceId } from '../../src/migration/task';
import { SERVICES } from '../../src/services';
import { DcsClient } from '../../src/services/dcs/client';
import { DCS_MIGRATION_TASK } from '../../src/services/dcs/schema';
import { type ConnectionPort, TaskStore } from '../../src/store/taskStore';
import { buildSnapshot } from '../../src/ui/details/snapshot';
import type { Node } from '../../src/ui/tree/nodes';
import { TaskTree } from '../../src/ui/tree/taskTree';
import type { Row } from './rows';

/** Nobody's keys: the server takes any signature. */
export const KEYS = { accessKey: 'EXAMPLEACCESSKEY0001', secretKey: 'ExampleSecretKeyForDocsOnly0123456789abcd' };
export const PROJECT = '0123456789abcdef0123456789abcdef';

/** A store of tasks with one connection. */
export interface Subject {
	/** Reads all lists; resolves when everything is in, the details of running tasks included. */
	refresh(): Promise<void>;
	/** How many tasks are known. */
	count(): number;
	/** Tasks came, changed or went. */
	onDidChangeTasks(listener: () => void): void;
	/** The tree over the store, as the view has it. */
	openTree(): SubjectTree;
	/** Makes what the page of a task is sent when it opens, by the task's place among all. */
	openPage(index: number): Promise<void>;
	dispose(): void;
}

export interface SubjectTree {
	/** `undefined` names the whole tree. */
	onDidChangeTreeData(listener: (nodes: readonly unknown[] | undefined) => void): void;
	/** Asks for rows as VS Code does after an event: those named, or all that are on show with the groups that are open. Returns how many. */
	render(nodes?: readonly unknown[]): number;
}

/** A store whose service answers at once with the rows that it was given. */
export interface OfflineSubject extends Subject {
	/** Reads parsed rows as the client does; the next refresh hands them over. */
	setRows(rows: readonly Row[]): Promise<void>;
}

/** Reads the whole list of DCS with the client alone; gives the number of tasks. */
export function listDcs(endpoint: string): () => Promise<number> {
	const client = new DcsClient({
		http: newHttp(),
		authorizer: akskAuthorizer(() => KEYS),
		endpoint,
		projectId: async () => PROJECT,
		domainId: async () => undefined,
		onMalformed: () => {},
	});
	return async () => (await client.listTasks()).rows.length;
}

/** A store over the services at an address. */
export async function openStore(endpoint: string, services: readonly ServiceId[]): Promise<Subject> {
	const place = {
		name: 'Measured',
		cloud: 'custom',
		projectId: PROJECT,
		services: [...services],
		endpoints: { dcs: endpoint, sms: endpoint },
	};
	const deps = { http: newHttp(), keyGuard: new KeyGuard(), services: SERVICES, onMalformed: () => {} };
	return subjectOver(await openConnection(place, { kind: 'aksk', ...KEYS }, deps));
}

/** A store over rows in memory. */
export function openOffline(): OfflineSubject {
	let list: WholeList<ListedTask> = { rows: [], count: 0, unreadable: 0, complete: true };
	const none = async (): Promise<never> => {
		throw new Error('Nothing but the list is answered.');
	};
	const source: TaskSource = {
		service: 'dcs',
		list: async () => list,
		show: none,
		sample: none,
		probe: none,
		run: none,
		describe: none,
	};
	const reader = new TaskListReader({
		kind: {
			table: DCS_MIGRATION_TASK,
			list: 'migration_tasks',
			id: 'task_id',
			name: 'task_name',
			created: 'created_at',
		},
		limit: Number.MAX_SAFE_INTEGER,
		note: () => {},
		notAList: () => new Error('no list'),
	});
	return {
		...subjectOver({ sources: [source], signal: new AbortController().signal }),
		setRows: async (rows) => {
			const json = { count: rows.length, migration_tasks: rows };
			list = await reader.read('', async () => ({ status: 200, json, header: () => null, requestId: undefined }));
		},
	};
}

/** A panel that polls and has no trouble. */
const QUIET = { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false };

function newHttp(): CloudHttp {
	return new CloudHttp({ timeoutMs: () => 30_000, logger: noLogger });
}

function subjectOver(open: Awaited<ReturnType<ConnectionPort['open']>>): Subject {
	const port: ConnectionPort = {
		ids: () => ['measured'],
		name: () => 'Measured',
		open: async () => open,
		onDidChange: () => ({ dispose: () => {} }),
	};
	const fail = (error: unknown): void => {
		throw error;
	};
	const store = new TaskStore(port, SERVICES, { logger: { ...noLogger, error: fail } });
	const trees: TaskTree[] = [];
	return {
		refresh: () => store.refresh(),
		count: () => store.allTasks().length,
		onDidChangeTasks: (listener) => void store.onDidChangeTasks(() => listener()),
		openTree: () => {
			const tree = new TaskTree(store, new Format('en'));
			trees.push(tree);
			return {
				onDidChangeTreeData: (listener) => void tree.onDidChangeTreeData(listener),
				render: (nodes) => render(tree, (nodes as readonly Node[] | undefined) ?? tree.getChildren()),
			};
		},
		openPage: async (index) => {
			const task = store.allTasks()[index];
			if (!task) {
				throw new Error(`There is no task ${index}.`);
			}
			const service = SERVICES.get(task.ref.service);
			const presenter = await service.presenter();
			buildSnapshot({
				task,
				title: '',
				service,
				presenter,
				samples: store.samples.of(task.ref),
				connection: { name: 'Measured', region: undefined },
				sandbox: false,
				hasConsole: false,
				polling: QUIET,
				interval: 5_000,
				format: new Format('en'),
				now: Date.now(),
			});
		},
		dispose: () => {
			for (const tree of trees) {
				tree.dispose();
			}
			store.dispose();
		},
	};
}

/** How VS Code's `TreeItemCollapsibleState` writes an open one. */
const EXPANDED: vscode.TreeItemCollapsibleState.Expanded = 2;

function render(tree: TaskTree, nodes: readonly Node[]): number {
	let rows = nodes.length;
	for (const node of nodes) {
		if (tree.getTreeItem(node).collapsibleState === EXPANDED) {
			rows += render(tree, tree.getChildren(node));
		}
	}
	return rows;
}
