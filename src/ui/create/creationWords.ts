/** What became of a creation, in words: for the form, and for the message where no form is left. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import { plainBlock, plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import type { Outcome } from '../../store/submissions';
import { untracedText } from '../configure/outcomeWords';
import { withNextTry } from '../nextTry';
import type { CreationRun, RunState, RunStep } from './creationRun';
import type { Shown } from './creationRuns';
import type { Created, Progress, Step } from './protocol';

/** What the words need beside the outcome. */
export interface CreationContext {
	readonly connectionName: string;
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
	/** What a task's status is called. */
	readonly status: (task: Task) => string;
}

type Failed = Extract<Progress, { state: 'failed' }>;
type Unknown = Extract<Progress, { state: 'unknown' }>;

/** Where the form of a connection stands, by what is shown in it. */
export function progressOf(shown: Shown | undefined, context: CreationContext): Progress {
	switch (shown?.kind) {
		case 'sending':
			return { state: 'busy', text: l10n.t('Sending the request…') };
		case 'unknown':
			return unknownProgress({ ...shown.facts, error: shown.error }, context);
		case 'run':
			return createdProgress(shown.run, context);
		case 'outcome':
			return outcomeProgress(shown.outcome, context);
		default:
			return { state: 'editing' };
	}
}

function outcomeProgress(outcome: Extract<Shown, { kind: 'outcome' }>['outcome'], context: CreationContext): Failed {
	switch (outcome.kind) {
		case 'answered':
			return answeredError(outcome.answer.error, outcome.answer.id);
		case 'refused':
			return refusedProgress(outcome.error, context);
		default:
			return unsentProgress(outcome.kind);
	}
}

/** Why nothing was created. */
function refusedProgress(error: CloudError, { connectionName, format, now }: CreationContext): Failed {
	const text = withNextTry(errorMessage(error, connectionName), error, format, now);
	const { status, code, serverMessage, requestId } = error;
	const details = [
		status === undefined ? undefined : `HTTP ${status}`,
		code,
		serverMessage,
		requestId === undefined ? undefined : l10n.t('request {0}', requestId),
	].filter((part): part is string => part !== undefined && part !== '' && !text.includes(part));
	return {
		state: 'failed',
		text: l10n.t('Nothing was created: the request was refused. {0}', text),
		details: plainBlock(details.join(' · ')),
	};
}

/** What was not sent, and why. */
function unsentProgress(kind: Extract<Outcome['kind'], 'elsewhere' | 'untraced'>): Failed {
	const text =
		kind === 'elsewhere'
			? l10n.t('Another window is creating a migration of this name now. Nothing was sent from here.')
			: untracedText();
	return { state: 'failed', text, details: '' };
}

/** The service took it and named an error in the same breath. */
function answeredError(error: string, taskId: string): Failed {
	return {
		state: 'failed',
		text:
			taskId === ''
				? l10n.t('The service took the request, but reports an error. Look into the list before you send it again.')
				: l10n.t(
						'The service took the request, but reports an error. It made the task {0}: look at it before you send the request again.',
						plainLine(taskId),
					),
		details: plainBlock(error),
	};
}

/** Sent, and no answer. `sentAt` in ms since 1970. */
function unknownProgress(
	about: { readonly name: string; readonly error?: unknown; readonly sentAt: number },
	{ connectionName, format, now }: CreationContext,
): Unknown {
	const today = new Date(about.sentAt).toDateString() === new Date(now).toDateString();
	const at = today ? format.clock(about.sentAt) : format.dateTime(about.sentAt);
	const why = about.error instanceof CloudError ? ` ${errorMessage(about.error, connectionName)}` : '';
	return {
		state: 'unknown',
		text: `${l10n.t('The request to create “{0}” was sent at {1}, but no answer came, so it is not known whether it was created.', plainLine(about.name), at)}${why}`,
		found: l10n.t(
			'There is no new task of this name in the list. It may still appear: look again before you send the request once more.',
		),
	};
}

/** A creation that the service took, as it stands. */
export function createdProgress(run: CreationRun, context: CreationContext): Created {
	const { facts, state, ref } = run;
	const name = plainLine(facts.name);
	const failed = state.state === 'failed' ? state : undefined;
	return {
		state: 'created',
		title: titleOf(name, state),
		steps: stepsOf(run),
		text: textOf(run),
		over: run.over,
		...(ref && !(failed && !failed.left)
			? { task: { id: plainLine(ref.id), configurable: state.state === 'done' && state.configurable } }
			: {}),
		...(failed
			? {
					failure: {
						text: failedAt(failed.step),
						error: plainBlock(failed.error),
						left: leftWords(run, failed, context),
					},
				}
			: {}),
	};
}

/** A failure in one message. */
export function failureText(run: CreationRun, context: CreationContext): string {
	const { failure, title } = createdProgress(run, context);
	return [title, failure?.text, failure?.error, failure?.left].filter(Boolean).join(' ');
}

function titleOf(name: string, state: RunState): string {
	switch (state.state) {
		case 'failed':
			return l10n.t('“{0}” could not be created.', name);
		case 'done':
			return state.configurable
				? l10n.t('“{0}” waits for its configuration.', name)
				: l10n.t('“{0}” was created.', name);
		default:
			return l10n.t('“{0}” is being created.', name);
	}
}

function textOf({ facts, state }: CreationRun): string {
	switch (state.state) {
		case 'going':
			return facts.kind === 'online_migration'
				? l10n.t('This takes some minutes. You can close this tab: a message will tell when it is done.')
				: l10n.t('The service has taken the import. Looking for its task in the list…');
		case 'given up':
			return l10n.t('It was not there after an hour, so nobody looks any more. Look into the list of tasks.');
		case 'done':
			return state.configurable
				? l10n.t('Now say what is copied, from where and to where: the form for that has been opened.')
				: '';
		case 'failed':
			return '';
	}
}

const ONLINE: readonly Step['id'][] = ['accepted', 'machine', 'waiting'];
const IMPORT: readonly Step['id'][] = ['accepted', 'import'];
const STEP_WORDS: Readonly<Record<Step['id'], () => string>> = {
	accepted: () => l10n.t('The service took the request'),
	machine: () => l10n.t('The migration machine is created'),
	waiting: () => l10n.t('The task waits for its configuration'),
	import: () => l10n.t('The import has begun'),
};

function stepsOf({ facts, state }: CreationRun): Step[] {
	const ids = facts.kind === 'online_migration' ? ONLINE : IMPORT;
	const at = state.state === 'done' ? ids.length : ids.indexOf(state.step);
	const here = state.state === 'failed' ? 'failed' : state.state === 'going' ? 'busy' : 'todo';
	return ids.map((id, index) => ({
		id,
		text: STEP_WORDS[id](),
		state: index < at ? 'done' : index === at ? here : 'todo',
	}));
}

function failedAt(step: RunStep): string {
	switch (step) {
		case 'machine':
			return l10n.t('It failed while the migration machine was created (step 2 of 3).');
		case 'waiting':
			return l10n.t('It failed after the migration machine was created, before it could be configured (step 3 of 3).');
		case 'import':
			return l10n.t('The import failed (step 2 of 2).');
	}
}

function leftWords(
	run: CreationRun,
	{ left }: Extract<RunState, { state: 'failed' }>,
	{ status }: CreationContext,
): string {
	if (!left) {
		return l10n.t('Its task is not in the list: as far as can be seen, nothing was left behind.');
	}
	const words = plainLine(status(left));
	return run.facts.kind === 'online_migration'
		? l10n.t(
				'Left behind: the task is still in the list and says “{0}”, and its migration machine may still be running. Deleting the task releases it.',
				words,
			)
		: l10n.t(
				'Left behind: the task is still in the list and says “{0}”. What was imported before stays in the target.',
				words,
			);
}
