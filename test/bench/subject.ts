/** What is measured, behind an interface of its own: no other file of the measurements knows the extension's sources. */
import type * as vscode from 'vscode';
import { DcsClient } from '../../src/cloud/dcs';
import { CloudHttp } from '../../src/cloud/http';
import { keyAuthorizer } from '../../src/cloud/keys';
import { openConnection } from '../../src/connections/connector';
import { SERVICE_VIEWS } from '../../src/connections/services';
import type { TaskListing, TaskSource } from '../../src/connections/taskSource';
import { Format } from '../../src/migration/format';
import type { Service } from '../../src/migration/task';
import { type ConnectionPort, TaskStore } from '../../src/store/taskStore';
import type { Node } from '../../src/ui/tree/nodes';
import { TaskTree } from '../../src/ui/tree/taskTree';
import type { Row } from './rows';

/** Nobody's keys: the server takes any signature. */
export const KEYS = { accessKey: 'EXAMPLEACCESSKEY0001', secretKey: 'ExampleSecretKeyForDocsOnly0123456789abcd' };
export const PROJECT = '0123456789abcdef0123456789abcdef';

/** A store of tasks with one connection. */
export interface Subject {
	/** Reads all lists; resolves when everything is in, the closer look at running tasks included. */
	refresh(): Promise<void>;
	/** How many tasks are known. */
	count(): number;
	/** Tasks came, changed or went. */
	onDidChangeTasks(listener: () => void): void;
	/** The tree over the store, as the view has it. */
	openTree(): SubjectTree;
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
	setRows(rows: readonly Row[]): void;
}

/** Reads the whole list of DCS with the client alone; gives the number of tasks. */
export function listDcs(endpoint: string): () => Promise<number> {
	const client = new DcsClient(
		newHttp(),
		keyAuthorizer(() => KEYS),
		{ endpoint, projectId: () => PROJECT },
	);
	return async () => (await client.listTasks()).tasks.length;
}

/** A store over the services at an address. */
export function openStore(endpoint: string, services: readonly Service[]): Subject {
	const place = {
		name: 'Measured',
		cloud: 'custom',
		projectId: PROJECT,
		services: [...services],
		endpoints: { dcs: endpoint, sms: endpoint },
	};
	return subjectOver(openConnection(place, { kind: 'aksk', ...KEYS }, newHttp(), () => {}));
}

/** A store over rows in memory. */
export function openOffline(): OfflineSubject {
	let listing: TaskListing = { tasks: [], unreadable: 0 };
	const none = async (): Promise<never> => {
		throw new Error('Nothing but the list is answered.');
	};
	const source: TaskSource = {
		service: 'dcs',
		sparseList: false,
		list: async () => listing,
		show: none,
		sample: none,
		probe: none,
	};
	return {
		...subjectOver({ sources: [source], signal: new AbortController().signal }),
		setRows: (rows) => {
			listing = { tasks: rows.map((raw) => ({ id: String(raw.task_id), raw })), unreadable: 0 };
		},
	};
}

function newHttp(): CloudHttp {
	return new CloudHttp({ timeoutMs: () => 30_000, log: () => {} });
}

function subjectOver(open: Awaited<ReturnType<ConnectionPort['open']>>): Subject {
	const port: ConnectionPort = {
		ids: () => ['measured'],
		name: () => 'Measured',
		open: async () => open,
		onDidChange: () => ({ dispose: () => {} }),
	};
	const store = new TaskStore(port, SERVICE_VIEWS, (error) => {
		throw error;
	});
	const trees: TaskTree[] = [];
	return {
		refresh: () => store.refresh(),
		count: () => store.allTasks().length,
		onDidChangeTasks: (listener) => void store.onDidChangeTasks(() => listener()),
		openTree: () => {
			const tree = new TaskTree(store, SERVICE_VIEWS, new Format('en'));
			trees.push(tree);
			return {
				onDidChangeTreeData: (listener) => void tree.onDidChangeTreeData(listener),
				render: (nodes) => render(tree, (nodes as readonly Node[] | undefined) ?? tree.getChildren()),
			};
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
