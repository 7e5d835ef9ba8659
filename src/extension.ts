/** The table of contents: builds the parts and hands them to each other. Nothing is read, asked or loaded before somebody looks. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { MigrationTasksApi } from './api';
import { ConnectionManager } from './connections/connectionManager';
import { CredentialStore } from './connections/credentialStore';
import { ProfileStore } from './connections/profileStore';
import { once } from './core/once';
import { Format } from './migration/format';
import type { TaskRef } from './migration/task';
import type * as SandboxBundle from './sandbox';
import { SERVICES, type Services } from './services';
import { TaskStore } from './store/taskStore';
import { copyAuthorizationMessage } from './ui/authorizationMessage';
import { registerCommands } from './ui/commands';
import { Log } from './ui/log';
import { Notifier } from './ui/notifier';
import { pageRoot } from './ui/panels/pageRoot';
import { PanelManager } from './ui/panels/panelManager';
import { profileWarning } from './ui/profileWarning';
import { publicApi } from './ui/publicApi';
import { SandboxHost, type StartSandbox } from './ui/sandboxHost';
import { settings } from './ui/settings';
import { TaskCommands } from './ui/taskCommands';
import { nameOf, TITLE_LENGTH } from './ui/taskNames';
import { TaskTree } from './ui/tree/taskTree';
import { TaskView } from './ui/tree/taskView';
import { askFilter, askGroupBy } from './ui/tree/treeCommands';

/** Called by VS Code. Returns the public API. */
export function activate(context: vscode.ExtensionContext): MigrationTasksApi {
	return start(context, SERVICES);
}

/** Builds the extension with these services. */
export function start(context: vscode.ExtensionContext, services: Services): MigrationTasksApi {
	if (vscode.l10n.bundle) {
		l10n.config({ contents: vscode.l10n.bundle });
	}
	const { extensionUri, extension } = context;
	const logger = new Log();
	const format = new Format(vscode.env.language);

	const profiles = new ProfileStore(services, profileWarning(logger));
	const credentials = new CredentialStore(context.secrets, context.globalState);
	const opener = once(async () => {
		const { ConnectionOpener } = await import('./connections/connectionOpener');
		const userAgent = `migration-tasks/${(extension.packageJSON as { version: string }).version}`;
		const onMalformed = (note: string): void => logger.warn(note);
		return new ConnectionOpener({ timeoutMs: settings.requestTimeout, logger, userAgent, services, onMalformed });
	});
	const connections = new ConnectionManager(profiles, credentials, async (profile, credential) =>
		(await opener()).open(profile, credential),
	);
	const store = new TaskStore(connections, services, { logger });

	const tree = new TaskTree(store, format, (id) => connections.isForSession(id));
	const view = new TaskView(store, tree, format);
	const startSandbox: StartSandbox = (options) => {
		const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox.js').fsPath;
		return (require(bundle) as typeof SandboxBundle).startSandbox(options);
	};
	const sandbox = new SandboxHost(startSandbox, profiles, credentials, logger);
	const connect = once(async () => {
		const { ConnectionCommands } = await import('./ui/connect/connectionCommands');
		return new ConnectionCommands({
			profiles,
			credentials,
			connections,
			opener: await opener(),
			services,
			format,
			logger,
		});
	});

	const shared = { extensionUri, store, connections, logger };
	const titleOf = (ref: TaskRef): string => nameOf(ref, store.get(ref), TITLE_LENGTH);
	const panelOptions = { pageRoot: pageRoot(extensionUri), services, logger };
	const settled = async (of: TaskRef): Promise<void> => {
		await Promise.all([details.refresh(of), view.refresh([of.connectionId])]);
	};
	const writes = once(async () => {
		const { doubtAbout, openSubmissions } = await import('./ui/submissions');
		const folder = vscode.Uri.joinPath(context.globalStorageUri, 'submissions').fsPath;
		const deps = { folder, store, connections, format, logger, settled };
		const submissions = openSubmissions(deps);
		return { submissions, doubt: (of: TaskRef) => doubtAbout(of, submissions, deps) };
	});
	const details = new PanelManager({
		...panelOptions,
		viewType: 'migrationTasks.details',
		title: titleOf,
		fill: async (panel, ref) => {
			const [{ DetailsPanel }, presenter] = await Promise.all([
				import('./ui/details/panel'),
				services.get(ref.service).presenter(),
			]);
			return new DetailsPanel(panel, ref, presenter, {
				...shared,
				format,
				consoleUrl: (of) => tasks.consoleUrl(of),
				doubt: async (of) => (await writes()).doubt(of),
			});
		},
	});
	const configure = new PanelManager({
		...panelOptions,
		viewType: 'migrationTasks.configure',
		title: (ref) => l10n.t('Configure {0}', titleOf(ref)),
		fill: async (panel, ref) => {
			const [{ ConfigurePanel }, presenter, { submissions }] = await Promise.all([
				import('./ui/configure/panel'),
				services.get(ref.service).presenter(),
				writes(),
			]);
			return new ConfigurePanel(panel, ref, presenter, { ...shared, submissions, format, configured: settled });
		},
	});
	const tasks = new TaskCommands({ store, connections, services, format, panels: { details, configure } });

	const commands = registerCommands(
		{
			addConnection: async (argument) => (await connect()).add(argument),
			editConnection: async (argument) => (await connect()).edit(argument),
			removeConnection: async (argument) => (await connect()).remove(argument),
			updateCredential: async (argument) => (await connect()).updateCredential(argument),
			refresh: () => view.refresh(),
			retry: (argument) => view.retry(argument),
			filter: (argument) => askFilter(store, argument),
			clearFilter: () => store.setFilter(undefined),
			groupBy: (argument) => askGroupBy(tree, argument),
			openTask: (argument) => tasks.open(argument),
			openSelected: () => view.openSelected(),
			configureTask: (argument) => tasks.configure(argument),
			compareKeyspaces: (argument) => tasks.compareKeyspaces(argument),
			openSandbox: (argument) => sandbox.open(argument),
			closeSandbox: () => sandbox.close(),
			copyTaskId: (argument) => tasks.copyId(argument),
			copyTaskJson: (argument) => tasks.copyJson(argument),
			copyAuthorizationMessage: (argument) => copyAuthorizationMessage(store, argument),
			openInConsole: (argument) => tasks.openInConsole(argument),
			showLog: () => logger.show(),
			showMore: (argument) => tree.showMore(String(argument)),
		},
		logger,
	);

	const forgetting = connections.onDidChange(async ({ id, kind }) => {
		if (kind === 'removed') {
			await (await writes()).submissions.forget(id);
		}
	});
	const notifier = new Notifier(store, connections);
	context.subscriptions.push(
		logger,
		profiles,
		credentials,
		connections,
		store,
		tree,
		view,
		notifier,
		sandbox,
		details,
		configure,
		commands,
		forgetting,
	);
	return publicApi(store);
}
