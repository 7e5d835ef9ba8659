/** Builds the parts and hands them to each other. Nothing is read, asked or loaded before somebody looks. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CloudHttp } from './cloud/http';
import { ConnectionManager } from './connections/connectionManager';
import { CredentialStore } from './connections/credentialStore';
import { ProfileStore } from './connections/profileStore';
import { Format } from './migration/format';
import type { MigrationTask, TaskRef } from './migration/task';
import { SERVICE_VIEWS } from './services';
import type { TaskChanges } from './store/changes';
import { TaskStore } from './store/taskStore';
import { registerCommands } from './ui/commands';
import { ConfigurePanel } from './ui/configure/panel';
import { ConnectionCommands } from './ui/connect/connectionCommands';
import { DetailsPanel } from './ui/details/panel';
import { Log } from './ui/log';
import { Notifier } from './ui/notifier';
import { Panels } from './ui/panels';
import { SandboxHost } from './ui/sandboxHost';
import { settings } from './ui/settings';
import { TaskCommands } from './ui/taskCommands';
import { connectionIdOf } from './ui/taskRefs';
import { TaskTree } from './ui/tree/taskTree';
import { TaskView } from './ui/tree/taskView';
import { askFilter, askGroupBy } from './ui/tree/treeCommands';

/** What other extensions get of this one. */
export interface MigrationTasksApi {
	readonly apiVersion: 1;
	/** All tasks of all connections; read now, if they were not read before. A connection that fails is left out. */
	getTasks(): Promise<readonly MigrationTask[]>;
	/** Tasks came, changed or went. Fires while somebody looks, or after `getTasks`. */
	readonly onDidChangeTasks: vscode.Event<TaskChanges>;
}

/** Builds the parts and returns the public API. Asks nothing of anybody. */
export function activate(context: vscode.ExtensionContext): MigrationTasksApi {
	if (vscode.l10n.bundle) {
		l10n.config({ contents: vscode.l10n.bundle });
	}
	const log = new Log();
	const fault = (error: unknown): void => log.fault(error);
	const note = (line: string): void => log.write(line);
	const format = new Format(vscode.env.language);

	const http = new CloudHttp({
		timeoutMs: settings.requestTimeout,
		log: (line, level) => log.write(line, level),
		userAgent: userAgent(context),
	});
	const profiles = new ProfileStore(badProfile(log));
	const credentials = new CredentialStore(context.secrets);
	const connections = new ConnectionManager(profiles, credentials, http, (text) => log.write(text, 'warn'));
	const store = new TaskStore(connections, SERVICE_VIEWS, fault);

	const tree = new TaskTree(store, SERVICE_VIEWS, format);
	const view = new TaskView(store, tree, format);
	const tasks = new TaskCommands({ store, connections, views: SERVICE_VIEWS });
	const connect = new ConnectionCommands({ profiles, credentials, connections, http, note, fault });
	const sandbox = new SandboxHost(context.extensionUri, profiles, credentials, (line) =>
		log.write(`sandbox: ${line}`, 'debug'),
	);

	const shared = { extensionUri: context.extensionUri, store, connections, views: SERVICE_VIEWS, format, fault, note };
	const nameOf = (ref: TaskRef): string => store.get(ref)?.name ?? ref.id;
	const details = new Panels(
		'migrationTasks.details',
		context.extensionUri,
		nameOf,
		(panel, ref) => new DetailsPanel(panel, ref, { ...shared, consoleUrl: (of) => tasks.consoleUrl(of) }),
	);
	const configured = async (ref: TaskRef): Promise<void> => {
		await Promise.all([details.get(ref)?.refresh(), view.refresh([ref.connectionId])]);
	};
	const forms = new Panels(
		'migrationTasks.configure',
		context.extensionUri,
		(ref) => l10n.t('Configure {0}', nameOf(ref)),
		(panel, ref) => new ConfigurePanel(panel, ref, { ...shared, configured }),
	);

	const commands = registerCommands(
		{
			addConnection: (argument) => connect.add(argument),
			editConnection: (argument) => connect.edit(argument),
			removeConnection: (argument) => connect.remove(argument),
			updateCredential: (argument) => connect.updateCredential(argument),
			refresh: () => view.refresh(),
			retry: (argument) => {
				const id = connectionIdOf(argument);
				return view.refresh(id === undefined ? undefined : [id]);
			},
			filter: (argument) => askFilter(store, argument),
			clearFilter: () => store.setFilter(undefined),
			groupBy: (argument) => askGroupBy(tree, argument),
			openTask: async (argument) => {
				const ref = await tasks.choose(argument, l10n.t('Open which task?'));
				return ref && void details.show(ref);
			},
			configureTask: async (argument) => {
				const none = l10n.t('No task waits for its configuration.');
				const ref = await tasks.choose(argument, l10n.t('Configure which task?'), (task) => task.configurable, none);
				if (ref && !SERVICE_VIEWS[ref.service].prefill) {
					void vscode.window.showInformationMessage(l10n.t('Only online migrations of DCS are configured here.'));
				} else if (ref) {
					forms.show(ref);
				}
			},
			openSandbox: (argument) => sandbox.open(argument),
			closeSandbox: () => sandbox.close(),
			copyTaskId: (argument) => tasks.copyId(argument),
			copyTaskJson: (argument) => tasks.copyJson(argument),
			openInConsole: (argument) => tasks.openInConsole(argument),
			showLog: () => log.show(),
			showMore: (argument) => tree.showMore(String(argument)),
		},
		fault,
	);

	context.subscriptions.push(
		log,
		profiles,
		connections,
		store,
		tree,
		view,
		new Notifier(store, connections),
		sandbox,
		details,
		forms,
		commands,
	);
	return {
		apiVersion: 1,
		getTasks: async () => {
			await store.load();
			return store.allTasks();
		},
		onDidChangeTasks: (listener, thisArg, disposables) => {
			const subscription = vscode.Disposable.from(store.onDidChangeTasks((changes) => listener.call(thisArg, changes)));
			disposables?.push(subscription);
			return subscription;
		},
	};
}

/** A connection of the settings that cannot be used is told of once, not at each reading. */
function badProfile(log: Log): (problem: string) => void {
	const told = new Set<string>();
	return (problem) => {
		log.write(problem, 'warn');
		if (told.has(problem)) {
			return;
		}
		told.add(problem);
		const open = l10n.t('Open Settings');
		void vscode.window.showWarningMessage(problem, open).then((choice) => {
			if (choice === open) {
				void vscode.commands.executeCommand('workbench.action.openSettings', 'migrationTasks.connections');
			}
		});
	};
}

function userAgent({ extension }: vscode.ExtensionContext): string {
	return `migration-tasks/${(extension.packageJSON as { version: string }).version}`;
}
