/** The table of contents: builds the parts and hands them to each other. Nothing is read, asked or loaded before somebody looks. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { MigrationTasksApi } from './api';
import { ConnectionManager } from './connections/connectionManager';
import { CredentialStore } from './connections/credentialStore';
import { ProfileStore } from './connections/profileStore';
import { once } from './core/once';
import type { VerdictWords } from './migration/cutover';
import { Format } from './migration/format';
import type { RunRecord } from './migration/runRecord';
import { refKey, type TaskRef } from './migration/task';
import type * as SandboxBundle from './sandbox';
import { SERVICES, type Services } from './services';
import { TaskStore } from './store/taskStore';
import { FOLLOWED } from './ui/actions/followed';
import type { TaskActions } from './ui/actions/taskActions';
import { copyAuthorizationMessage } from './ui/authorizationMessage';
import { registerCommands } from './ui/commands';
import { createHost } from './ui/create/createHost';
import { finding } from './ui/finding';
import { Log } from './ui/log';
import { Notifier } from './ui/notifier';
import { OrderedState, withState } from './ui/orderedState';
import { overviewHost } from './ui/overview/overviewHost';
import { taskPanels } from './ui/panels/taskPanels';
import { profileWarning } from './ui/profileWarning';
import { publicApi } from './ui/publicApi';
import { feedRuns } from './ui/runs/feed';
import { RunNotes } from './ui/runs/runNotes';
import { SandboxHost, type StartSandbox } from './ui/sandboxHost';
import { onDidChangeSetting, settings } from './ui/settings';
import type { TaskCommands } from './ui/taskCommands';
import { FailureNotes } from './ui/tree/failureNotes';
import { TaskTree } from './ui/tree/taskTree';
import { TaskView } from './ui/tree/taskView';

/** Whether any task was watched when somebody last changed that: nothing is looked for otherwise. */
const WATCHING = 'migrationTasks.watching';

/** What is still to be written when the window closes. */
const endings: (() => Promise<void>)[] = [];

/** Called by VS Code, which waits for it. */
export async function deactivate(): Promise<void> {
	await Promise.all(endings.splice(0).map((end) => end()));
}

/** Called by VS Code. Returns the public API. */
export function activate(context: vscode.ExtensionContext): MigrationTasksApi {
	return start(context, SERVICES);
}

/** Builds the extension with these services. */
export function start(given: vscode.ExtensionContext, services: Services): MigrationTasksApi {
	const state = new OrderedState(given.globalState);
	const context = withState(given, state);
	endings.push(() => state.written());
	if (vscode.l10n.bundle) {
		l10n.config({ contents: vscode.l10n.bundle });
	}
	const { extensionUri, extension } = context;
	const logger = new Log();
	const format = new Format(vscode.env.language);
	const { version } = extension.packageJSON as { version: string };
	const product = `Migration Tasks ${version}`;

	const profiles = new ProfileStore(services, profileWarning(logger));
	const credentials = new CredentialStore(context.secrets, context.globalState);
	const opener = once(async () => {
		const { ConnectionOpener } = await import('./connections/connectionOpener');
		const userAgent = `migration-tasks/${version}`;
		const onMalformed = (note: string): void => logger.warn(note);
		return new ConnectionOpener({ timeoutMs: settings.requestTimeout, logger, userAgent, services, onMalformed });
	});
	const connections = new ConnectionManager(profiles, credentials, async (profile, credential) =>
		(await opener()).open(profile, credential),
	);
	const store = new TaskStore(connections, services, { logger });
	const notes = new RunNotes();
	/** What is being done to tasks, for their rows. */
	const doing = new Map<string, VerdictWords>();
	const tree = new TaskTree(store, format, {
		isForSession: (id) => connections.isForSession(id),
		note: (task) => doing.get(refKey(task.ref)) ?? notes.of(task.ref, Date.now()) ?? failures.of(task),
		isWatched: (ref) => notes.isWatched(ref),
		expired: () => notes.takeExpired(Date.now()),
	});
	const redraw = (ref: TaskRef): void => tree.touch(ref);
	const beingDone = new vscode.EventEmitter<TaskRef>();
	const acted = (ref: TaskRef): void => {
		redraw(ref);
		beingDone.fire(ref);
	};
	const following = once(async () => {
		const { FollowUps } = await import('./ui/actions/followUps');
		const followUps = new FollowUps({ ...shared, context, format, redraw: acted, notes: doing, actions });
		context.subscriptions.push(followUps);
		void followUps.resume();
		return followUps;
	});
	const failures = new FailureNotes(services, redraw, logger);
	const history = once(async () => {
		const { openHistory } = await import('./store/history');
		const folder = vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath;
		// An entry that cannot be read is still there.
		const known = [...connections.ids(), ...(profiles.withSecret() ?? [])];
		const { files } = openHistory({ folder, days: settings.historyDays, logger }, known);
		endings.push(() => files.dispose());
		context.subscriptions.push(onDidChangeSetting('historyDays', () => files.prune()));
		return files;
	});
	const runHost = once(async () => {
		const [{ RunHost }, files] = await Promise.all([import('./ui/runs/runHost'), history()]);
		const folder = vscode.Uri.joinPath(context.globalStorageUri, 'watched').fsPath;
		const host = new RunHost({ store, connections, format, logger, notes, folder, history: files, redraw });
		context.subscriptions.push(host);
		return host;
	});
	const sampling = feedRuns(store, runHost, logger);
	const view = new TaskView(store, tree, format, context.globalState);
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
	const settled = async (of: TaskRef): Promise<void> => {
		await Promise.all([panels.details.refresh(of), view.refresh([of.connectionId])]);
	};
	const writes = once(async () => {
		const { doubtAbout, openSubmissions } = await import('./ui/submissions');
		const folder = vscode.Uri.joinPath(context.globalStorageUri, 'submissions').fsPath;
		const configured = async (of: TaskRef): Promise<void> => (await runHost()).runs.mark(of, 'configured');
		const deps = { folder, store, connections, format, logger, settled, configured };
		const submissions = openSubmissions(deps);
		return { submissions, doubt: (of: TaskRef) => doubtAbout(of, submissions, deps) };
	});
	const instances = once(async () => {
		const { Instances } = await import('./store/instances');
		return new Instances(connections);
	});
	const panels = taskPanels({
		...shared,
		services,
		format,
		product,
		context,
		runHost,
		tasks: () => taskCommands(),
		instances,
		writes,
		doing: { of: (ref) => doing.get(refKey(ref))?.text, onDidChange: beingDone.event },
		settled,
	});
	const exportSamples = async (argument: unknown): Promise<void> => {
		const [of, { exportSamples: run }, tasks] = await Promise.all([
			import('./store/history'),
			import('./ui/exportSamples'),
			taskCommands(),
		]);
		const recordsOf = async (ref: TaskRef): Promise<readonly RunRecord[]> =>
			of.mergeRecords(await (await history()).read(ref), of.recordsOf(store.samples.of(ref)));
		await run({ store, services, format, recordsOf, choose: (given, prompt) => tasks.choose(given, prompt) }, argument);
	};
	const taskCommands: () => Promise<TaskCommands> = once(async () => {
		const { TaskCommands } = await import('./ui/taskCommands');
		return new TaskCommands({ store, connections, services, format, panels, act });
	});
	const actions: () => Promise<TaskActions> = once(async () => {
		const [{ TaskActions }, { submissions }, tasks, followUps, known, { runs }] = await Promise.all([
			import('./ui/actions/taskActions'),
			writes(),
			taskCommands(),
			following(),
			instances(),
			runHost(),
		]);
		return new TaskActions({ store, connections, format, submissions, followUps, tasks, runs, instances: known });
	});
	const act =
		(action: string) =>
		async (argument: unknown, selection: unknown): Promise<void> =>
			(await actions()).run(action, argument, selection);
	const treeCommands = () => import('./ui/tree/treeCommands');
	const watching = () => import('./ui/runs/watchCommands');
	const remember = (any: boolean): void => void context.globalState.update(WATCHING, any);
	const watchDeps = async () => {
		const [host, tasks] = await Promise.all([runHost(), taskCommands()]);
		return { host, tasks, store, format, remember };
	};

	const commands = registerCommands(
		{
			addConnection: async (argument) => (await connect()).add(argument),
			editConnection: async (argument) => (await connect()).edit(argument),
			removeConnection: async (argument) => (await connect()).remove(argument),
			updateCredential: async (argument) => (await connect()).updateCredential(argument),
			refresh: () => view.refresh(),
			retry: (argument) => view.retry(argument),
			filter: async (argument) =>
				(await treeCommands()).askFilter({ store, format, memento: context.globalState }, argument),
			clearFilter: () => store.setFilter(undefined),
			groupBy: async (argument) => (await treeCommands()).askGroupBy(tree, argument),
			createTask: createHost(context, { ...shared, services, format, instances }),
			openOverview: overviewHost(context, { ...shared, format, runHost, notes, doing, acted: beingDone.event }),
			openTask: async (argument) => (await taskCommands()).open(argument),
			openTaskToSide: async (argument) => (await taskCommands()).open(argument, true),
			keepOpen: () => panels.details.keep(),
			openSelected: () => view.openSelected(),
			configureTask: async (argument) => (await taskCommands()).configure(argument),
			explainLog: async () => (await import('./ui/explainLog')).explainLog(services, format),
			startTask: act('start'),
			stopTask: act('stop'),
			restartTask: act('restart'),
			deleteTask: act('delete'),
			setReconnection: act('reconnection'),
			setSpeedLimit: act('speedLimit'),
			switchIp: act('switchIp'),
			rollbackIp: act('rollbackIp'),
			moreActions: async (argument) => (await actions()).more(argument),
			compareKeyspaces: async (argument) => (await taskCommands()).compareKeyspaces(argument),
			openSandbox: (argument) => sandbox.open(argument),
			closeSandbox: () => sandbox.close(),
			copyTaskId: async (argument) => (await taskCommands()).copyId(argument),
			copyLink: async (argument) => (await taskCommands()).copyLink(argument),
			copyTaskJson: async (argument) => (await taskCommands()).copyJson(argument),
			exportSamples: (argument) => exportSamples(argument),
			copyAuthorizationMessage: (argument) => copyAuthorizationMessage(store, argument),
			openInConsole: async (argument) => (await taskCommands()).openInConsole(argument),
			watchTask: async (argument) => (await watching()).watchTask(argument, await watchDeps()),
			unwatchTask: async (argument) => (await watching()).unwatchTask(argument, await watchDeps()),
			openWatched: async () => (await watching()).openWatched(await watchDeps()),
			writersStopped: async (argument) => (await watching()).writersStopped(argument, await watchDeps()),
			showLog: () => logger.show(),
			showTaskLog: async (argument) => (await taskCommands()).showTaskLog(argument),
			showMore: (argument) => tree.showMore(String(argument)),
		},
		logger,
		() => panels.details.active,
	);

	const forgetting = connections.onDidChange(async ({ id, kind }) => {
		if (kind === 'removed' || kind === 'replaced') {
			await (await following()).forget(id);
		}
		if (kind === 'removed') {
			await (await history()).forget(id);
			await (await writes()).submissions.forget(id);
			const { ChecklistMemory } = await import('./ui/configure/checklistMemory');
			await new ChecklistMemory(context.globalState).forget(id);
		} else if (kind === 'replaced') {
			// Another account or place: its tasks are others.
			const files = await history();
			await files.forget(id);
			files.remember(id);
		} else if (kind === 'added') {
			(await history()).remember(id);
		}
	});
	context.subscriptions.push(
		logger,
		profiles,
		credentials,
		connections,
		store,
		tree,
		view,
		new Notifier(store, connections),
		beingDone,
		finding({ view, panels, connections, services, logger }),
		sandbox,
		panels.details,
		panels.configure,
		commands,
		forgetting,
		sampling,
	);
	if (context.globalState.get(WATCHING)) {
		const looking = runHost().then(({ watcher }) => watcher.look());
		looking.catch((error: unknown) => logger.error(error));
	}
	if (context.globalState.get(FOLLOWED)) {
		following().catch((error: unknown) => logger.error(error));
	}
	return publicApi(store);
}
