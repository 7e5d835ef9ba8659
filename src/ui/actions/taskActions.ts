/** Does something to one task or many: asks what is legal, says what will happen, sends each once, and tells what became of each. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import { allows, refKey, type Task, type TaskRef } from '../../migration/task';
import type { Instances } from '../../store/instances';
import type { Runs } from '../../store/runs/runs';
import type { Submissions } from '../../store/submissions';
import type { TaskStore } from '../../store/taskStore';
import { showError, showInfo, showInStatusBar, showProgress, showQuietly, showWarning } from '../messages';
import { type PickRow, pickOne } from '../quickPicks';
import type { TaskCommands } from '../taskCommands';
import { nameOf } from '../taskNames';
import { refsOf } from '../taskRefs';
import { ActedTasks, type Refused } from './actedTasks';
import { readCandidates } from './candidates';
import { collectedLogRow, copyLogLink } from './collectedLog';
import { askInput, confirmAction } from './confirmAction';
import type { NextActions } from './followedAction';
import type { FollowUps } from './followUps';
import { askPreconditions } from './preconditions';
import { Sending, type Sent } from './sending';
import { tellWhole } from './tellWhole';

export interface TaskActionsDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly submissions: Submissions;
	readonly followUps: FollowUps;
	readonly tasks: TaskCommands;
	readonly instances: Instances;
	readonly runs: Pick<Runs, 'open'>;
}

/** So many requests are sent in a moment; more are shown on their way, and can be cancelled. */
const FEW = 3;

const showCancellable: typeof showQuietly = (title, work) => showProgress(title, work, { cancellable: true });

/** No action of a service: it reads, and changes nothing. */
const COPY_LINK = 'copyLogLink';

interface ActionRow extends PickRow {
	readonly action: string;
}

export class TaskActions implements NextActions {
	private readonly acted: ActedTasks;
	private readonly sending: Sending;

	constructor(private readonly deps: TaskActionsDeps) {
		this.acted = new ActedTasks(deps);
		this.sending = new Sending(deps, (task) => this.acted.fullName(task));
	}

	/** Runs an action on the tasks meant by the arguments, or on the one that the user picks. */
	async run(action: string, argument?: unknown, selection?: unknown): Promise<void> {
		const given = refsOf(argument, selection, this.deps.store.services);
		const refs = given.length > 0 ? given : await this.pick(action);
		if (refs.length > 0) {
			await this.perform(action, refs);
		}
	}

	/** Sends what was asked for before this window was loaded, now that what had to come first is done. Nobody is asked anything unseen. */
	async carryOn(action: string, ref: TaskRef): Promise<void> {
		const { store, submissions } = this.deps;
		const words = (await store.services.get(ref.service).presenter()).actionWords?.[action];
		const { legal, others } = await this.acted.legal(action, [ref]);
		const [task] = legal;
		if (!task || !words) {
			this.tellRefused(others);
			return;
		}
		const attended = submissions.attend(action, ref);
		const outcome = await submissions.run(action, ref, undefined).finally(() => attended.dispose());
		void this.settle(action, words, [{ task, result: this.sending.resultOf(outcome, task) }], undefined);
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
		const [fresh] = (await this.acted.readAnew([ref])).read;
		const task = fresh ?? store.get(ref);
		const { actionWords = {}, hasCollectedLog } = await store.services.get(ref.service).presenter();
		const rows = (task?.actions ?? []).flatMap((action): ActionRow[] => {
			const words = actionWords[action];
			return words ? [{ icon: words.icon, label: words.label(), description: words.purpose(), action }] : [];
		});
		if (task && hasCollectedLog?.(task)) {
			rows.push({ ...collectedLogRow(), action: COPY_LINK });
		}
		if (rows.length === 0) {
			void showInfo(l10n.t('Nothing can be done to “{0}” in the state it is in.', nameOf(ref, fresh)));
			return;
		}
		const picked = await pickOne(rows, l10n.t('What is to be done to “{0}”?', nameOf(ref, fresh)));
		if (picked?.action === COPY_LINK) {
			await copyLogLink(ref, this.deps);
		} else if (picked) {
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
		const { legal, others } = await this.acted.legal(action, refs);
		if (legal.length === 0) {
			this.tellRefused(others);
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

	private tellRefused(refused: readonly Refused[]): void {
		void tellWhole(showWarning, l10n.t('Nothing was sent. {0}', this.acted.reasons(refused)));
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
		const ready = preconditions && (await askPreconditions(words, preconditions, first.ref, this.deps));
		const input = preconditions && !ready ? undefined : await askInput(words);
		if (!input) {
			return;
		}
		const leftOut = left.length === 0 ? undefined : this.acted.reasons(left);
		const asked = { words, tasks, value: input.value, leftOut, notes: ready?.notes(input.value) };
		if (!(await confirmAction(asked, (task) => this.acted.fullName(task), this.deps.format))) {
			return;
		}
		if (!ready || (await ready.stillHolds())) {
			await this.send(action, words, tasks, ready ? ready.input(input.value) : input.value);
		}
	}

	private async send(action: string, words: ActionWords, tasks: readonly Task[], input: unknown): Promise<void> {
		const { format } = this.deps;
		const chunks = this.sending.chunksOf(action, words, tasks);
		const show = chunks.length > FEW || this.sending.waits(words, tasks) ? showCancellable : showQuietly;
		const results = await show(
			tasks.length === 1
				? l10n.t('{0}: “{1}”…', words.label(), this.acted.fullName(tasks[0] as Task))
				: l10n.t('{0}: {1} tasks…', words.label(), format.integer(tasks.length)),
			async (token) => {
				const all: Sent[] = [];
				for (const chunk of chunks) {
					if (token.isCancellationRequested) {
						const text = l10n.t('cancelled before it was sent');
						all.push(...chunk.map((task): Sent => ({ task, result: { state: 'failed', text } })));
						continue;
					}
					all.push(...(await this.sending.send(action, words, chunk, input, token)));
				}
				return all;
			},
		);
		await this.settle(action, words, results, input);
	}

	/** What was accepted is followed until it is done, and what was not is told. */
	private async settle(action: string, words: ActionWords, results: readonly Sent[], input: unknown): Promise<void> {
		const { format, followUps } = this.deps;
		const accepted = results.filter(({ result }) => result.state === 'accepted');
		for (const { task } of accepted) {
			void followUps.follow(task, action);
		}
		if (accepted.length > 0) {
			const [count, all] = [format.integer(accepted.length), format.integer(results.length)];
			showInStatusBar(l10n.t('{0}: accepted for {1} of {2}', words.label(), count, all));
		}
		await this.tellFailures(action, words, results, input);
	}

	/** What failed is told one by one, and can be tried again alone. What is in doubt is not: a person looks first. */
	private async tellFailures(
		action: string,
		words: ActionWords,
		results: readonly Sent[],
		input: unknown,
	): Promise<void> {
		const bad = results.filter(({ result }) => result.state !== 'accepted');
		if (bad.length === 0) {
			return;
		}
		const failed = bad.filter(({ result }) => result.state === 'failed').map(({ task }) => task);
		const text = bad
			.map(({ task, result }) => l10n.t('“{0}”: {1}', this.acted.fullName(task), 'text' in result ? result.text : ''))
			.join('\n');
		const again = l10n.t('Try Again');
		const counts = [bad.length, results.length, text] as const;
		// Of what is in doubt nobody may say that it was not done.
		const title = bad.some(({ result }) => result.state === 'doubt' || result.state === 'unsettled')
			? bad.length === 1
				? l10n.t('{0}: {1}', words.label(), text)
				: l10n.t('{0} was not done, or is not known to be, for {1} of {2} tasks. {3}', words.label(), ...counts)
			: bad.length === 1
				? l10n.t('{0} was not done. {1}', words.label(), text)
				: l10n.t('{0} was not done for {1} of {2} tasks. {3}', words.label(), ...counts);
		if ((await tellWhole(showError, title, ...(failed.length > 0 ? [again] : []))) === again) {
			await this.again(action, words, failed, input);
		}
	}

	/** Sends to those that failed, where they allow it by now. What was asked about is not asked again, unless more is lost than before. */
	private async again(action: string, words: ActionWords, failed: readonly Task[], input: unknown): Promise<void> {
		const refs = failed.map(({ ref }) => ref);
		const confirmed = new Set(failed.filter((task) => words.loses?.(task)).map(({ ref }) => refKey(ref)));
		const { legal, others } = await this.acted.legal(action, refs);
		if (words.preconditions || legal.some((task) => words.loses?.(task) && !confirmed.has(refKey(task.ref)))) {
			return this.perform(action, refs);
		}
		if (legal.length === 0) {
			return this.tellRefused(others);
		}
		if (others.length > 0) {
			void tellWhole(showWarning, l10n.t('Left out: {0}', this.acted.reasons(others)));
		}
		await this.send(action, words, legal, input);
	}
}
