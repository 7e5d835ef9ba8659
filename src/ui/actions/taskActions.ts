/** Does something to one task or many: asks what is legal, says what will happen, sends each once, and tells what became of each. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../../connections/connectionManager';
import { plainLine } from '../../core/plainText';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import { allows, type Task, type TaskRef } from '../../migration/task';
import { Instances } from '../../store/instances';
import type { Runs } from '../../store/runs/runs';
import type { Outcome, Submissions } from '../../store/submissions';
import type { TaskStore } from '../../store/taskStore';
import { ask, showError, showInfo, showInStatusBar, showProgress, showQuietly, showWarning } from '../messages';
import { type PickRow, pickOne } from '../quickPicks';
import type { TaskCommands } from '../taskCommands';
import { nameOf } from '../taskNames';
import { refsOf } from '../taskRefs';
import { readCandidates } from './candidates';
import { askInput, confirmAction } from './confirmAction';
import type { FollowUps } from './followUps';
import { type ActionResult, actionResult } from './outcomeText';
import { askPreconditions } from './preconditions';
import { type Refused, readAnew } from './readAnew';

export interface TaskActionsDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly submissions: Submissions;
	readonly followUps: FollowUps;
	readonly tasks: TaskCommands;
	readonly runs: Pick<Runs, 'open'>;
}

/** So many are sent in a moment; more are shown on their way, and can be cancelled. */
const FEW = 3;

const showCancellable: typeof showQuietly = (title, work) => showProgress(title, work, { cancellable: true });

interface ActionRow extends PickRow {
	readonly action: string;
}

export class TaskActions {
	private readonly instances: Instances;

	constructor(private readonly deps: TaskActionsDeps) {
		this.instances = new Instances(deps.connections);
	}

	/** Runs an action on the tasks meant by the arguments, or on the one that the user picks. */
	async run(action: string, argument?: unknown, selection?: unknown): Promise<void> {
		const given = refsOf(argument, selection, this.deps.store.services);
		const refs = given.length > 0 ? given : await this.pick(action);
		if (refs.length > 0) {
			await this.perform(action, refs);
		}
	}

	/** Lets the user choose among all that is legal for a task. */
	async more(argument?: unknown): Promise<void> {
		const { store, tasks } = this.deps;
		// Configuring has a form of its own.
		const can = (task: Task): boolean => task.actions.some((action) => action !== 'configure');
		const none = l10n.t('Nothing can be done to any task now.');
		const ref = await tasks.choose(argument, l10n.t('Do something to which task?'), can, none);
		if (!ref) {
			return;
		}
		const [fresh] = (await readAnew([ref], this.deps)).read;
		const table = (await store.services.get(ref.service).presenter()).actionWords ?? {};
		const rows = (fresh ?? store.get(ref))?.actions.flatMap((action): ActionRow[] => {
			const words = table[action];
			return words ? [{ icon: words.icon, label: words.label(), description: words.purpose(), action }] : [];
		});
		if (!rows || rows.length === 0) {
			void showInfo(l10n.t('Nothing can be done to “{0}” in the state it is in.', nameOf(ref, fresh)));
			return;
		}
		const picked = await pickOne(rows, l10n.t('What is to be done to “{0}”?', nameOf(ref, fresh)));
		if (picked) {
			await this.perform(picked.action, [ref]);
		}
	}

	private async pick(action: string): Promise<readonly TaskRef[]> {
		await readCandidates(action, this.deps.store);
		const none = l10n.t('No task is in a state in which this is possible.');
		const ref = await this.deps.tasks.choose(undefined, l10n.t('Which task?'), (task) => allows(task, action), none);
		return ref ? [ref] : [];
	}

	private async perform(action: string, refs: readonly TaskRef[]): Promise<void> {
		const { read, refused } = await readAnew(refs, this.deps);
		const legal = read.filter((task) => allows(task, action));
		const others = [...refused];
		for (const task of read.filter((one) => !allows(one, action))) {
			const { whyNot } = await this.deps.store.services.get(task.ref.service).presenter();
			const reason =
				whyNot?.(task, action) ?? l10n.t('it is “{0}”, in which this is not possible', this.statusWords(task));
			others.push({ ref: task.ref, reason });
		}
		if (legal.length === 0) {
			void showWarning(l10n.t('Nothing was sent. {0}', this.reasons(others)));
			return;
		}
		const byService = new Map<string, Task[]>();
		for (const task of legal) {
			byService.set(task.ref.service, [...(byService.get(task.ref.service) ?? []), task]);
		}
		for (const [service, tasks] of byService) {
			const words = (await this.deps.store.services.get(service).presenter()).actionWords?.[action];
			// What has preconditions is a matter of one task at a time.
			for (const some of words?.preconditions ? tasks.map((task) => [task]) : [tasks]) {
				await this.askAndSend(action, words, some, others);
			}
		}
	}

	private async askAndSend(
		action: string,
		words: ActionWords | undefined,
		tasks: readonly Task[],
		left: readonly Refused[],
	): Promise<void> {
		const [first] = tasks;
		if (!words || !first) {
			return;
		}
		const { preconditions } = words;
		const needs = { ...this.deps, instances: this.instances };
		const ready = preconditions && (await askPreconditions(words, preconditions, first.ref, needs));
		const input = preconditions && !ready ? undefined : await askInput(words);
		const nameOfTask = (task: Task): string => this.fullName(task);
		const leftOut = left.length === 0 ? undefined : this.reasons(left);
		const asked = { words, tasks, leftOut, notes: ready?.notes(input?.value) };
		if (input === undefined || !(await confirmAction(asked, nameOfTask, this.deps.format))) {
			return;
		}
		if (!ready) {
			await this.send(action, words, tasks, input.value);
		} else if (await ready.stillHolds()) {
			await this.send(action, words, tasks, ready.input(input.value));
		}
	}

	private async send(action: string, words: ActionWords, tasks: readonly Task[], input: unknown): Promise<void> {
		const { format } = this.deps;
		const show = tasks.length > FEW ? showCancellable : showQuietly;
		const results = await show(
			tasks.length === 1
				? l10n.t('{0}: “{1}”…', words.label(), this.fullName(tasks[0] as Task))
				: l10n.t('{0}: {1} tasks…', words.label(), format.integer(tasks.length)),
			async (token) => {
				const all: { readonly task: Task; readonly result: ActionResult }[] = [];
				for (const task of tasks) {
					if (token.isCancellationRequested) {
						all.push({ task, result: { state: 'failed', text: l10n.t('cancelled before it was sent') } });
						continue;
					}
					all.push({ task, result: await this.sendOne(action, words, task, input) });
				}
				return all;
			},
		);
		const accepted = results.filter(({ result }) => result.state === 'accepted');
		for (const { task } of accepted) {
			void this.deps.followUps.follow(task.ref, action);
		}
		if (accepted.length > 0) {
			showInStatusBar(
				l10n.t(
					'{0}: accepted for {1} of {2}',
					words.label(),
					format.integer(accepted.length),
					format.integer(tasks.length),
				),
			);
		}
		await this.tellFailures(action, words, results, input);
	}

	/** Sends an action to a task, after what has to be done before it. */
	private async sendOne(action: string, { first }: ActionWords, task: Task, input: unknown): Promise<ActionResult> {
		if (first !== undefined && allows(task, first)) {
			const before = await this.submit(first, task, undefined);
			if (before.state !== 'accepted') {
				return before;
			}
			if (!(await this.deps.followUps.follow(task.ref, first, { quietly: true }))) {
				return { state: 'failed', text: l10n.t('It did not stop in time, so nothing else was sent.') };
			}
		}
		return this.submit(action, task, input);
	}

	/** Sends one request, once. Where an earlier one is in doubt, a person decides. */
	private async submit(action: string, task: Task, input: unknown): Promise<ActionResult> {
		const { submissions } = this.deps;
		const attended = submissions.attend(action, task.ref);
		try {
			const result = this.resultOf(await submissions.run(action, task.ref, input), task);
			if (result.state !== 'unsettled') {
				return result;
			}
			const again = l10n.t('Send Again');
			const { text, sentAt } = result;
			if ((await ask(l10n.t('Send it again to “{0}”?', this.fullName(task)), { detail: text }, again)) !== again) {
				return { state: 'failed', text };
			}
			return this.resultOf(await submissions.run(action, task.ref, input, { decided: sentAt }), task);
		} finally {
			attended.dispose();
		}
	}

	private resultOf(outcome: Outcome, { ref }: Task): ActionResult {
		const { connections, format } = this.deps;
		return actionResult(outcome, { connectionName: connections.name(ref.connectionId), format, now: Date.now() });
	}

	/** What failed is told one by one, and can be tried again alone. What is in doubt is not: a person looks first. */
	private async tellFailures(
		action: string,
		words: ActionWords,
		results: readonly { readonly task: Task; readonly result: ActionResult }[],
		input: unknown,
	): Promise<void> {
		const bad = results.filter(({ result }) => result.state !== 'accepted');
		if (bad.length === 0) {
			return;
		}
		const failed = bad.filter(({ result }) => result.state === 'failed').map(({ task }) => task);
		const text = bad
			.map(({ task, result }) => l10n.t('“{0}”: {1}', this.fullName(task), 'text' in result ? result.text : ''))
			.join('\n');
		const again = l10n.t('Try Again');
		const title =
			bad.length === 1
				? l10n.t('{0} was not done. {1}', words.label(), text)
				: l10n.t('{0} was not done for {1} of {2} tasks. {3}', words.label(), bad.length, results.length, text);
		if ((await showError(title, ...(failed.length > 0 ? [again] : []))) !== again) {
			return;
		}
		if (words.preconditions) {
			await this.perform(
				action,
				failed.map(({ ref }) => ref),
			);
		} else {
			const { read } = await readAnew(
				failed.map(({ ref }) => ref),
				this.deps,
			);
			await this.send(
				action,
				words,
				read.filter((task) => allows(task, action)),
				input,
			);
		}
	}

	private reasons(refused: readonly Refused[]): string {
		return refused
			.map(({ ref, reason }) => l10n.t('“{0}”: {1}', nameOf(ref, this.deps.store.get(ref)), plainLine(reason)))
			.join('\n');
	}

	private statusWords({ ref, status }: Task): string {
		return plainLine(this.deps.store.services.get(ref.service).statuses.row(status).words());
	}

	/** With its connection, where there are several. */
	private fullName(task: Task): string {
		const { connections } = this.deps;
		const name = nameOf(task.ref, task);
		return connections.all().length > 1
			? l10n.t('{0} ({1})', name, plainLine(connections.name(task.ref.connectionId)))
			: name;
	}
}
