/** What became of a configuration, in words: for the form, and for the message where no form is left. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import { plainBlock, plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import type { ActionAnswer } from '../../migration/ports';
import { allows, type Task, type TaskRef } from '../../migration/task';
import type { Outcome } from '../../store/submissions';
import type { TaskStore } from '../../store/taskStore';
import { withNextTry } from '../nextTry';
import type { Progress } from './protocol';

/** The action of a service that the form is for. */
export const ACTION = 'configure';

/** What the words need beside the outcome. */
export interface OutcomeContext {
	readonly connectionName: string;
	/** What a status means, and whether it says that the task is going on. */
	readonly status: (wire: string) => { readonly words: string; readonly active: boolean };
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
}

/** Where the form stands once the outcome is there. */
export function progressOf(outcome: Outcome, context: OutcomeContext): Progress {
	switch (outcome.kind) {
		case 'answered':
			return answered(outcome.answer, context);
		case 'refused': {
			const text = wordsOf(outcome.error, context);
			return { state: 'failed', text, details: errorDetails(outcome.error, text) };
		}
		case 'unknown':
			return { state: 'unknown', text: unknownText(outcome.error, context), task: readAgain(outcome, context) };
		case 'unsettled':
			return { state: 'unknown', text: doubtText(outcome.sentAt, context), task: '' };
		case 'elsewhere':
			return failed(l10n.t('Another window is sending a configuration of this task now. Nothing was sent from here.'));
		case 'untraced':
			return failed(untracedText());
	}
}

/** An earlier sending whose outcome nobody knows; `sentAt` in ms since 1970. */
export function doubtText(sentAt: number, { format, now }: OutcomeContext): string {
	const today = new Date(sentAt).toDateString() === new Date(now).toDateString();
	return l10n.t(
		'A configuration was sent at {0}, outcome unknown: no answer came before the window was closed or the waiting ended.',
		today ? format.clock(sentAt) : format.dateTime(sentAt),
	);
}

/** What the task says, read after a sending of unknown outcome. */
export function taskNow(task: Task, { status }: OutcomeContext): string {
	const words = plainLine(status(task.status).words);
	return allows(task, ACTION)
		? l10n.t(
				'The task still says “{0}”. That may yet change, if the request arrived: look again before you send it once more.',
				words,
			)
		: l10n.t('The task now says “{0}”.', words);
}

/** Why nothing was sent where no trace of it can be kept. */
export function untracedText(): string {
	return l10n.t(
		'Nothing was sent: the extension could not note in its folder that it sends, perhaps because the disk is full or read-only. Without the note nobody could tell that a request went out, if the window were closed before the answer.',
	);
}

/** When the sending went out whose outcome is still in doubt, if it is. */
export function doubtOf(outcome: Outcome): number | undefined {
	const open = outcome.kind === 'unknown' && (!outcome.task || allows(outcome.task, ACTION));
	return open || outcome.kind === 'unsettled' ? outcome.sentAt : undefined;
}

/** Whether the task was configured by it: the service took it, or no answer came and the task says so. */
export function isDone(outcome: Outcome): boolean {
	return outcome.kind === 'answered'
		? outcome.answer.error === ''
		: outcome.kind === 'unknown' && outcome.task !== undefined && !allows(outcome.task, ACTION);
}

/** Nothing was sent, for no reason of the service's. */
export function faultText(): string {
	return l10n.t(
		'A fault in the extension kept the configuration from being sent: the task is as it was. Try again; details are in the log.',
	);
}

/** The page sent what the host does not take. */
export function unreadableText(): string {
	return l10n.t(
		'Nothing was sent to the service: what the form holds could not be read. Shorten very long values, or close the form and open it again.',
	);
}

/** What the words of a service's statuses are taken from. */
export function statusOf(store: TaskStore, ref: TaskRef): OutcomeContext['status'] {
	const { statuses } = store.services.get(ref.service);
	return (wire) => {
		const row = statuses.row(wire);
		return { words: row.words(), active: row.group === 'active' };
	};
}

function answered(answer: ActionAnswer, { status }: OutcomeContext): Progress {
	const { words, active } = status(answer.status);
	const statusWords = answer.status === '' ? '' : plainLine(words);
	if (answer.error !== '') {
		return {
			state: 'failed',
			text: l10n.t('The service took the configuration, but reports an error. Read the task before you send it again.'),
			error: plainBlock(answer.error),
			details: statusWords === '' ? '' : l10n.t('Status: {0}', statusWords),
		};
	}
	return {
		state: 'done',
		text: active ? l10n.t('The task was configured and has started.') : l10n.t('The service took the configuration.'),
		answer: { id: plainLine(answer.id), name: plainLine(answer.name), status: plainLine(answer.status), statusWords },
	};
}

function unknownText(error: unknown, { connectionName }: OutcomeContext): string {
	return error instanceof CloudError
		? l10n.t(
				'The request was sent, but no answer came back, so it is not known whether the task was configured. {0}',
				errorMessage(error, connectionName),
			)
		: l10n.t(
				'A fault in the extension interrupted the configuration, so it is not known whether it was sent and whether the task was configured. Details are in the log.',
			);
}

function readAgain({ task, readError }: Extract<Outcome, { kind: 'unknown' }>, context: OutcomeContext): string {
	if (task) {
		return taskNow(task, context);
	}
	return readError instanceof CloudError
		? l10n.t('The task could not be read again either: {0}', wordsOf(readError, context))
		: l10n.t('The task could not be read again either. Details are in the log.');
}

function wordsOf(error: CloudError, { connectionName, format, now }: OutcomeContext): string {
	return withNextTry(errorMessage(error, connectionName), error, format, now);
}

function failed(text: string): Progress {
	return { state: 'failed', text, details: '' };
}

/** What a ticket to the service's support needs, as far as the words do not hold it. */
function errorDetails({ status, code, serverMessage, requestId }: CloudError, words: string): string {
	const http = status === undefined ? undefined : `HTTP ${status}`;
	const request = requestId === undefined ? undefined : l10n.t('request {0}', requestId);
	return [http, code, serverMessage, request]
		.filter((part): part is string => part !== undefined && part !== '' && !words.includes(part))
		.join(' · ');
}
