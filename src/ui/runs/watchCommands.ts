/** Commands about runs: watch a task, open one that is watched, say that the writers are stopped. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import type { Task, TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { ask, showInfo, showInStatusBar } from '../messages';
import type { TaskCommands } from '../taskCommands';
import { nameOf } from '../taskNames';
import type { RunHost } from './runHost';

export interface WatchCommandDeps {
	readonly host: RunHost;
	readonly tasks: TaskCommands;
	readonly store: TaskStore;
	readonly format: Format;
	/** Remembers whether any task is watched, so that the next session looks for them. */
	readonly remember: (any: boolean) => void;
}

/** Begins to watch a task. */
export async function watchTask(argument: unknown, { host, tasks, remember }: WatchCommandDeps): Promise<void> {
	const { watcher } = host;
	const can = (task: Task): boolean => !task.over && !watcher.isWatched(task.ref);
	const ref = await tasks.choose(argument, l10n.t('Watch which task?'), can, l10n.t('No task is there to be watched.'));
	if (!ref) {
		return;
	}
	await watcher.watch(ref);
	remember(true);
	showInStatusBar(l10n.t('Watched from now on, also while no panel shows it'));
}

/** Watches a task no more. */
export async function unwatchTask(argument: unknown, { host, tasks, remember }: WatchCommandDeps): Promise<void> {
	const { watcher } = host;
	const none = l10n.t('No task is watched.');
	const ref = await tasks.choose(
		argument,
		l10n.t('Stop watching which task?'),
		({ ref: of }) => watcher.isWatched(of),
		none,
	);
	if (!ref) {
		return;
	}
	await watcher.unwatch(ref);
	remember(watcher.refs.length > 0);
}

/** Opens one of the watched tasks. */
export async function openWatched({ host, tasks }: WatchCommandDeps): Promise<void> {
	const { watcher } = host;
	const none = l10n.t('No task is watched.');
	const ref = await tasks.choose(
		undefined,
		l10n.t('Open which watched task?'),
		(task) => watcher.isWatched(task.ref),
		none,
	);
	if (ref) {
		await tasks.open(ref);
	}
}

/** Takes the user's word that nobody writes to the source any more, or takes it back. */
export async function writersStopped(argument: unknown, deps: WatchCommandDeps): Promise<void> {
	const { host, tasks, store, format } = deps;
	const can = (task: Task): boolean => task.live && !task.over && store.services.get(task.ref.service).judgesRuns;
	const none = l10n.t('No online migration is running.');
	const ref = await tasks.choose(argument, l10n.t('For which task are the writers stopped?'), can, none);
	if (!ref) {
		return;
	}
	const task = store.get(ref);
	const name = nameOf(ref, task);
	if (!store.services.get(ref.service).judgesRuns || task?.over) {
		void showInfo(l10n.t('“{0}” has no cutover to be judged.', name));
		return;
	}
	const state = await host.runs.open(ref);
	if (state?.writersStoppedAt === undefined) {
		await say(ref, name, deps);
	} else {
		await takeBack(ref, name, format.clock(state.writersStoppedAt), deps);
	}
}

async function say(ref: TaskRef, name: string, { host }: WatchCommandDeps): Promise<void> {
	const yes = l10n.t('They Are Stopped');
	const detail = l10n.t(
		'Only then can “switch now” be judged: keys, operations and the offset are watched until nothing is left to be copied. Applications, scheduled jobs and scripts count as well. Nothing is sent to the service. You can take it back at any time.',
	);
	if (
		(await ask(l10n.t('Has everything stopped that writes to the source of “{0}”?', name), { detail }, yes)) === yes
	) {
		host.runs.mark(ref, 'writersStopped');
	}
}

async function takeBack(ref: TaskRef, name: string, since: string, { host }: WatchCommandDeps): Promise<void> {
	const yes = l10n.t('They Write Again');
	const detail = l10n.t('Then “switch now” is not judged any more, until you say again that they are stopped.');
	const question = l10n.t('You said at {0} that the writers of “{1}” are stopped. Do they write again?', since, name);
	if ((await ask(question, { detail }, yes)) === yes) {
		host.runs.mark(ref, 'writersResumed');
	}
}
