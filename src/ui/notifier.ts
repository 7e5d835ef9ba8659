/** Tells of what happened while nobody looked: each transition once, one message at a time, and not at all where the user switched it off. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionChange } from '../connections/connectionManager';
import { plainLine } from '../core/plainText';
import { type SetTimer, setTimer } from '../core/timer';
import type { ServicePresenter } from '../migration/ports';
import type { Task } from '../migration/task';
import type { Changes, ConnectionState, TaskStore } from '../store/taskStore';
import { runCommand } from './commands';
import { FailureMemory } from './failureMemory';
import { showError, showInfo, showWarning } from './messages';
import { settings } from './settings';
import { taskName } from './taskNames';

/** A message that nobody answers makes room for the next after this long, ms; it stays in the notification centre. */
const TURN = 10_000;
/** How much of a name, and of the reason, a message takes, in characters. */
const NAME_LENGTH = 80;
const REASON_LENGTH = 160;
/** How many tasks and connections a message names. */
const NAMED = 3;

export class Notifier implements vscode.Disposable {
	private readonly memory = new FailureMemory();
	/** Connections whose refused credential was spoken of already, and when their newest list was read then. */
	private readonly asked = new Map<string, number>();
	private readonly subscription: vscode.Disposable;
	private queue: Promise<unknown> = Promise.resolve();
	private disposed = false;

	constructor(
		private readonly store: TaskStore,
		connections: { readonly onDidChange: vscode.Event<ConnectionChange> },
		private readonly timer: SetTimer = setTimer,
	) {
		this.subscription = vscode.Disposable.from(
			store.onDidChangeTasks((changes) => this.tasksChanged(changes)),
			store.onDidChange(() => this.listsChanged()),
			connections.onDidChange(({ id, kind }) => this.connectionChanged(id, kind)),
		);
	}

	dispose(): void {
		this.disposed = true;
		this.subscription.dispose();
	}

	private connectionChanged(id: string, kind: ConnectionChange['kind']): void {
		if (kind !== 'renamed') {
			this.memory.forget(id);
		}
		if (kind === 'added' || kind === 'removed') {
			this.asked.delete(id);
		}
	}

	private tasksChanged({ added, changed }: Changes): void {
		this.memory.noteLists(this.store.connectionStates());
		// A task that was gone for a while and is back is remembered as it was.
		this.tell([...added, ...changed].filter((task) => this.memory.seen(task)));
	}

	private listsChanged(): void {
		const states = this.store.connectionStates();
		this.memory.noteLists(states);
		this.tell(
			this.memory
				.confirmed()
				.map((ref) => this.store.get(ref))
				.filter((task) => task !== undefined),
		);
		this.askForCredentials(states);
	}

	private tell(moved: readonly Task[]): void {
		const wanted = settings.notifications();
		const of = (group: Task['group']): readonly Task[] => moved.filter((task) => task.group === group);
		if (wanted !== 'off') {
			this.announce(of('failed'), showError, failedText);
		}
		if (wanted === 'all') {
			this.announce(of('succeeded'), showInfo, succeededText);
		}
	}

	/** One message for all that happened at once; of what is still so when its turn comes. */
	private announce(tasks: readonly Task[], show: typeof showError, text: (tasks: readonly Told[]) => string): void {
		if (tasks.length === 0) {
			return;
		}
		this.enqueue(async () => {
			const still = tasks.filter(({ ref, group }) => this.store.get(ref)?.group === group);
			const [first] = still;
			if (!first) {
				return;
			}
			const open = still.length === 1 ? l10n.t('Open Task') : l10n.t('Show Tasks');
			const told = await Promise.all(still.map((task) => this.told(task)));
			const choice = await show(text(told), open);
			if (choice !== open) {
				return;
			}
			if (still.length === 1) {
				runCommand('openTask', first.ref);
			} else {
				void vscode.commands.executeCommand('migrationTasks.tasks.focus');
			}
		});
	}

	private async told(task: Task): Promise<Told> {
		const { connectionId, service } = task.ref;
		const { summary, presenter } = this.store.services.get(service);
		const error = summary.error(task);
		const connection = this.store.connectionStates().find(({ id }) => id === connectionId)?.name ?? connectionId;
		return {
			name: taskName(task, NAME_LENGTH),
			connection: plainLine(connection, NAME_LENGTH) || connectionId,
			cause: await presenter().then(
				(known) => causeOf(known, task),
				() => '',
			),
			reason: error === undefined ? '' : plainLine(error, REASON_LENGTH),
		};
	}

	/**
	 * However many requests failed, and in however many ways: one question a connection, until its credential works again. Whoever puts another one
	 * in its place is told there whether it works.
	 */
	private askForCredentials(states: readonly ConnectionState[]): void {
		for (const state of states) {
			const { id, loading } = state;
			const before = this.asked.get(id);
			if (!refusalOf(state)) {
				if (before !== undefined && !loading && newestList(state) > before) {
					this.asked.delete(id);
				}
			} else if (before === undefined && settings.notifications() !== 'off') {
				this.asked.set(id, newestList(state));
				this.enqueue(() => this.askForCredential(id));
			}
		}
	}

	private async askForCredential(id: string): Promise<void> {
		const state = this.store.connectionStates().find((one) => one.id === id);
		const refusal = state && refusalOf(state);
		if (refusal) {
			const update = l10n.t('Update Credential…');
			// No error: that would stand there until somebody puts it away, also when the credential works again.
			if ((await showWarning(refusal, update)) === update) {
				runCommand('updateCredential', { connectionId: id });
			}
		}
	}

	private enqueue(show: () => Promise<void>): void {
		const turn = async (): Promise<void> => {
			if (this.disposed) {
				return;
			}
			let over = (): void => {};
			const waited = new Promise<void>((resolve) => {
				over = resolve;
			});
			const timer = this.timer(over, TURN);
			await Promise.race([show(), waited]);
			timer.dispose();
		};
		this.queue = this.queue.then(turn, turn);
	}
}

/** What the task's error is known to mean, in a few words; '' where it could be this and that, as in the tree. */
function causeOf({ causes }: ServicePresenter, task: Task): string {
	const [first] = (task.group === 'failed' && causes?.(task)) || [];
	return first?.certainty === 'very likely' ? plainLine(first.cause.short()) : '';
}

/** A task as a message speaks of it, in plain lines. `cause` and `reason` are '' where nobody knows it, or the service gives none. */
interface Told {
	readonly name: string;
	readonly connection: string;
	readonly cause: string;
	readonly reason: string;
}

function failedText(tasks: readonly Told[]): string {
	const [only] = tasks;
	if (!only || tasks.length > 1) {
		return l10n.t('{0} migrations failed in {1}: {2}', tasks.length, connectionsOf(tasks), namesOf(tasks));
	}
	const { name, connection, cause, reason } = only;
	if (cause !== '' && reason !== '') {
		return l10n.t('The migration “{0}” in “{1}” failed: {2} ({3})', name, connection, cause, reason);
	}
	return reason === ''
		? l10n.t('The migration “{0}” in “{1}” failed. Open it to see what the service says.', name, connection)
		: l10n.t('The migration “{0}” in “{1}” failed: {2}', name, connection, reason);
}

function succeededText(tasks: readonly Told[]): string {
	const [only] = tasks;
	return only && tasks.length === 1
		? l10n.t('The migration “{0}” in “{1}” succeeded.', only.name, only.connection)
		: l10n.t('{0} migrations succeeded in {1}: {2}', tasks.length, connectionsOf(tasks), namesOf(tasks));
}

function namesOf(tasks: readonly Told[]): string {
	return someOf(tasks);
}

function connectionsOf(tasks: readonly Told[]): string {
	return someOf([...new Set(tasks.map(({ connection }) => connection))].map((name) => ({ name, cause: '' })));
}

/** Some names, each with why it failed where that is known. */
function someOf(names: readonly Pick<Told, 'name' | 'cause'>[]): string {
	const quoted = names
		.slice(0, NAMED)
		.map(({ name, cause }) => (cause === '' ? l10n.t('“{0}”', name) : l10n.t('“{0}” ({1})', name, cause)));
	return names.length > NAMED ? `${quoted.join(', ')}, …` : quoted.join(', ');
}

/** What to say of a credential that was refused; undefined where none was. */
function refusalOf({ problem, services }: ConnectionState): string | undefined {
	return [problem, ...services.map((service) => service.problem)].find((one) => one?.remedy === 'updateCredential')
		?.text;
}

/** When the newest list of a connection was asked for, ms since 1970. */
function newestList({ services }: ConnectionState): number {
	return Math.max(Number.NEGATIVE_INFINITY, ...services.map(({ loadedAt }) => loadedAt ?? Number.NEGATIVE_INFINITY));
}
