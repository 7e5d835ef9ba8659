/** The writes of this window: kept in the extension's folder while they are on their way, and told of in a message where nobody else does. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../connections/connectionManager';
import type { Logger } from '../core/logger';
import type { Format } from '../migration/format';
import type { TaskRef } from '../migration/task';
import { type Outcome, type Settled, Submissions } from '../store/submissions';
import type { TaskStore } from '../store/taskStore';
import { actionResult, unsettledText } from './actions/outcomeText';
import { runCommand } from './commands';
import { ACTION, doubtText, isDone, type OutcomeContext, progressOf, statusOf } from './configure/outcomeWords';
import { showError, showInfo, showWarning } from './messages';
import { FileJournal } from './submissionJournal';
import { nameOf } from './taskNames';

export interface TellerDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	/** A write is over: whoever shows the task reads it anew. */
	readonly settled: (ref: TaskRef) => Promise<void>;
}

export interface SubmissionHostDeps extends TellerDeps {
	/** Where traces are kept; made when the first is written. */
	readonly folder: string;
	/** A task was configured. */
	readonly configured: (ref: TaskRef) => Promise<void>;
}

/** How an outcome is told in a message. */
interface Words {
	readonly tone: 'good' | 'warning' | 'bad';
	readonly text: string;
}

/** What an action that can be left alone says of its outcome, and of an earlier sending whose outcome nobody knows (`sentAt` in ms since 1970). */
interface ActionWords {
	readonly outcome: (outcome: Outcome, context: OutcomeContext) => Words;
	readonly doubt: (sentAt: number, context: OutcomeContext) => string;
}

/** A row an action that has words of its own. */
const WORDS: Readonly<Record<string, ActionWords>> = {
	configure: { outcome: configured, doubt: doubtText },
};
/** All others: they are attended as long as their window is there, so that only what came to nobody's knowledge is told. */
const OTHERS: ActionWords = {
	outcome: (outcome, context) => {
		const result = actionResult(outcome, context);
		return result.state === 'accepted'
			? { tone: 'good', text: l10n.t('The service accepted it.') }
			: { tone: result.state === 'failed' ? 'bad' : 'warning', text: result.text };
	},
	doubt: unsettledText,
};

function configured(outcome: Outcome, context: OutcomeContext): Words {
	const progress = progressOf(outcome, context);
	switch (progress.state) {
		case 'done':
			return { tone: 'good', text: progress.text };
		case 'unknown':
			return { tone: 'warning', text: [progress.text, progress.task].filter(Boolean).join(' ') };
		case 'failed':
			return { tone: 'bad', text: [progress.text, progress.error].filter(Boolean).join(' ') };
		default:
			return { tone: 'warning', text: '' };
	}
}

/** The writes, over the folder of traces. */
export function openSubmissions(deps: SubmissionHostDeps): Submissions {
	const { store, folder, logger } = deps;
	const heard = ({ action, ref, outcome }: Settled): void => {
		if (action === ACTION && isDone(outcome)) {
			deps.configured(ref).catch((error: unknown) => logger.error(error));
		}
	};
	const submissions = new Submissions({ store, journal: new FileJournal({ folder }), logger, heard });
	tellUnattended(submissions, deps);
	return submissions;
}

/** Tells in a message what became of writes that nobody attends, with a way to the task. */
export function tellUnattended(submissions: Submissions, deps: TellerDeps): void {
	submissions.onUnattended((settled) => {
		tell(settled, deps).catch((error: unknown) => deps.logger.error(error));
		deps.settled(settled.ref).catch((error: unknown) => deps.logger.error(error));
	});
}

async function tell({ action, ref, outcome }: Settled, deps: TellerDeps): Promise<void> {
	const { store } = deps;
	const words = (WORDS[action] ?? OTHERS).outcome(outcome, contextOf(ref, deps));
	const show = { good: showInfo, warning: showWarning, bad: showError }[words.tone];
	const open = l10n.t('Open Task');
	const name = nameOf(ref, store.get(ref));
	if ((await show(l10n.t('“{0}”: {1}', name, words.text), open)) === open) {
		runCommand('openTask', ref);
	}
}

/** What is in doubt about a task, in words; undefined where nothing is. What the task itself has settled is forgotten. */
export async function doubtAbout(
	ref: TaskRef,
	submissions: Submissions,
	deps: TellerDeps,
): Promise<string | undefined> {
	const { store } = deps;
	const actions = store.services.get(ref.service).actions.map(({ id }) => id);
	const doubt = await submissions.doubted(actions, ref, store.get(ref));
	return doubt && (WORDS[doubt.action] ?? OTHERS).doubt(doubt.sentAt, contextOf(ref, deps));
}

function contextOf(ref: TaskRef, { store, connections, format }: TellerDeps): OutcomeContext {
	const connectionName = connections.name(ref.connectionId);
	return { connectionName, status: statusOf(store, ref), format, now: Date.now() };
}
