/** Sends an action to tasks, each at most once: several with one request where the service has one for that, after what has to be done before. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import { allows, type Task } from '../../migration/task';
import type { Outcome, Submissions } from '../../store/submissions';
import type { TaskStore } from '../../store/taskStore';
import { ask } from '../messages';
import type { Ending } from './ending';
import type { FollowUps } from './followUps';
import { type ActionResult, actionResult } from './outcomeText';

export interface SendingDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly submissions: Submissions;
	readonly followUps: FollowUps;
}

/** What became of an action on one task. */
export interface Sent {
	readonly task: Task;
	readonly result: ActionResult;
}

const inTime = (): string => l10n.t('It did not stop in time, so nothing else was sent.');
/** Why an action was not sent after what had to come before it. */
const UNSENT: Readonly<Record<Ending, () => string>> = {
	done: inTime,
	late: inTime,
	unsaid: inTime,
	failed: () => l10n.t('It failed instead of stopping, so nothing else was sent.'),
	gone: () => l10n.t('It is not there any more, so nothing else was sent.'),
	lost: () => l10n.t('Another window goes on with it.'),
	cancelled: () => l10n.t('Cancelled while it was being stopped: nothing else was sent.'),
};

export class Sending {
	constructor(
		private readonly deps: SendingDeps,
		private readonly fullName: (task: Task) => string,
	) {}

	/** The tasks as they are sent together: those of one connection that need the same, no more than one request may have. */
	chunksOf(action: string, words: ActionWords, tasks: readonly Task[]): readonly (readonly Task[])[] {
		const groups = new Map<string, Task[]>();
		for (const task of tasks) {
			const { connectionId, service } = task.ref;
			const key = JSON.stringify([connectionId, service, firstOf(words, task)]);
			groups.set(key, [...(groups.get(key) ?? []), task]);
		}
		return [...groups.values()].flatMap((group) => {
			const [one] = group;
			const most = one ? this.mostOf(firstOf(words, one) ?? action, one) : 1;
			return Array.from({ length: Math.ceil(group.length / most) }, (_, n) => group.slice(n * most, (n + 1) * most));
		});
	}

	/** Whether these wait for something that has to be done before. */
	waits(words: ActionWords, tasks: readonly Task[]): boolean {
		return tasks.some((task) => firstOf(words, task) !== undefined);
	}

	/** Sends one chunk. While it waits for what has to be done before, `token` cancels the rest. */
	async send(
		action: string,
		words: ActionWords,
		tasks: readonly Task[],
		input: unknown,
		token?: vscode.CancellationToken,
	): Promise<readonly Sent[]> {
		const [one] = tasks;
		const first = one && firstOf(words, one);
		if (one === undefined || first === undefined) {
			return this.submitAll(action, tasks, input);
		}
		const { actionWords } = await this.deps.store.services.get(one.ref.service).presenter();
		const label = actionWords?.[first]?.label() ?? first;
		const before = await this.submitAll(first, tasks, undefined);
		return Promise.all(
			before.map(async ({ task, result }): Promise<Sent> => {
				return 'text' in result
					? { task, result: { ...result, text: l10n.t('{0}: {1}', label, result.text) } }
					: { task, result: await this.after(first, action, task, input, token) };
			}),
		);
	}

	/** What became of a write, in words. */
	resultOf(outcome: Outcome, { ref }: Task): ActionResult {
		const { connections, format } = this.deps;
		return actionResult(outcome, { connectionName: connections.name(ref.connectionId), format, now: Date.now() });
	}

	/** Waits until what had to come first is done, and sends the action. */
	private async after(
		first: string,
		action: string,
		task: Task,
		input: unknown,
		token: vscode.CancellationToken | undefined,
	): Promise<ActionResult> {
		let result: ActionResult | undefined;
		const send = async (): Promise<void> => {
			result = await this.submit(action, task, input);
		};
		const ending = await this.deps.followUps.followTo(task, first, { action, send }, token);
		return result ?? { state: 'failed', text: UNSENT[ending]() };
	}

	private async submitAll(action: string, tasks: readonly Task[], input: unknown): Promise<readonly Sent[]> {
		const [one, ...others] = tasks;
		if (!one || others.length === 0) {
			return one ? [{ task: one, result: await this.submit(action, one, input) }] : [];
		}
		const { submissions } = this.deps;
		const attended = tasks.map(({ ref }) => submissions.attend(action, ref));
		try {
			const outcomes = await submissions.runTogether(
				action,
				tasks.map(({ ref }) => ref),
			);
			const all: Sent[] = [];
			for (const [index, task] of tasks.entries()) {
				const outcome = outcomes[index];
				// An earlier one in doubt is decided on by a person, each by itself.
				const result =
					!outcome || outcome.kind === 'unsettled'
						? await this.submit(action, task, input)
						: this.resultOf(outcome, task);
				all.push({ task, result });
			}
			return all;
		} finally {
			for (const one of attended) {
				one.dispose();
			}
		}
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

	/** Most tasks of one request. */
	private mostOf(action: string, { ref }: Task): number {
		return this.deps.store.services.action(ref.service, action).batch?.most ?? 1;
	}
}

/** What has to be done to a task before, if anything has. */
function firstOf({ first }: ActionWords, task: Task): string | undefined {
	return first !== undefined && allows(task, first) ? first : undefined;
}
