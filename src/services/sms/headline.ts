/** How a server migration stands, in one sentence: no more than its state, its current step and its error support. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled } from '../../core/values';
import { hintOf } from '../../migration/causes';
import type { Format } from '../../migration/format';
import type { HeadlineFacts } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import { rangeText } from '../../migration/timeRange';
import type { Headline } from '../../migration/viewModel';
import { adviceFor, unavailable } from './advice';
import { causesOf } from './causes';
import { currentStep } from './currentStep';
import { remainingOf, stepLeft } from './estimate';
import { faultsOf, faultText } from './parseErrorJson';
import type { SmsFields } from './schema';
import { statuses } from './statuses';

type SmsTask = Task<SmsFields>;

/** Longest error text of a headline, in characters; the whole of it stands in the section below. */
const MAX_REASON = 300;

/** The sentence on top of a server migration. Samples oldest first. */
export function headline(
	task: SmsTask,
	samples: readonly Sample[],
	format: Format,
	_now?: number,
	{ causes }: HeadlineFacts = {},
): Headline {
	if (!statuses.row(task.status).known) {
		return {
			text: l10n.t('The service reports the status “{0}”, which this version does not know.', task.status || '–'),
			tone: 'neutral',
		};
	}
	switch (task.status.toUpperCase()) {
		case 'READY':
			return ready(task);
		case 'RUNNING':
			return working(task, samples, format, l10n.t('Migrating. The service does not name the current step.'));
		case 'SYNCING':
			return working(
				task,
				samples,
				format,
				l10n.t('Synchronizing changes. The service does not name the current step.'),
			);
		case 'SKIPPING':
			return { text: l10n.t('A step is being skipped.'), tone: 'busy' };
		case 'RESETING':
			return { text: l10n.t('The task is being rolled back.'), tone: 'busy' };
		case 'ABORTING':
			return { text: l10n.t('The migration is being stopped.'), tone: 'busy' };
		case 'DELETING':
			return { text: l10n.t('The task is being deleted.'), tone: 'busy' };
		case 'SYNC_F_ROLLBACKING':
			return rollingBack(task);
		case 'ABORT':
			return {
				text: l10n.t('The migration is stopped.'),
				hint: l10n.t('Nothing is being copied. It can be started again in the cloud console.'),
				tone: 'neutral',
			};
		case 'MIGRATE_SUCCESS':
			return { text: l10n.t('The service reports that the migration succeeded.'), ...launch(task), tone: 'good' };
		case 'SYNC_SUCCESS':
			return { text: l10n.t('The service reports that the synchronization succeeded.'), ...launch(task), tone: 'good' };
		default:
			return failed(task, format, causes);
	}
}

function ready({ fields }: SmsTask): Headline {
	return filled(fields.source_server?.state)?.toUpperCase() === 'UNAVAILABLE'
		? {
				text: l10n.t('The migration waits to be started, but the source server is not available.'),
				hint: unavailable(),
				tone: 'warning',
			}
		: {
				text: l10n.t('Ready: the migration waits to be started.'),
				hint: l10n.t('Nothing is being copied yet. Start it in the cloud console.'),
				tone: 'waiting',
			};
}

function rollingBack(task: SmsTask): Headline {
	const why = reason(task);
	return {
		text:
			why === undefined
				? l10n.t('The synchronization failed and is being rolled back.')
				: l10n.t('The synchronization failed and is being rolled back: {0}', why),
		...advice(task),
		tone: 'warning',
	};
}

function working(task: SmsTask, samples: readonly Sample[], format: Format, unnamed: string): Headline {
	const step = currentStep(task.fields);
	const syncing = task.status.toUpperCase() === 'SYNCING';
	const tone = 'busy';
	const why = reason(task);
	if (why !== undefined) {
		return {
			text: step
				? l10n.t('The task is at the step “{0}” and carries an error: {1}', step.name, why)
				: l10n.t('The task is going on but carries an error: {0}', why),
			...advice(task),
			tone: 'warning',
		};
	}
	if (!step) {
		return { text: unnamed, ...estimate(task, samples, format), tone };
	}
	if (step.progress === null) {
		return {
			text: syncing
				? l10n.t('Synchronizing changes, at the step “{0}”.', step.name)
				: l10n.t('Migrating, at the step “{0}”.', step.name),
			...estimate(task, samples, format),
			tone,
		};
	}
	const percent = format.number(step.progress);
	return {
		news: `${task.status} ${step.name}`,
		text: syncing
			? l10n.t('Synchronizing changes: “{0}”, {1} % of this step.', step.name, percent)
			: l10n.t('Migrating: “{0}”, {1} % of this step.', step.name, percent),
		...(syncing
			? {
					hint: l10n.t(
						'What changes at the source meanwhile needs another synchronization: stop writing there before the last one.',
					),
				}
			: estimate(task, samples, format)),
		tone,
	};
}

/** Percentages are those of single steps, and not every step copies: the service's estimate stands beside them, as its own. */
function estimate(task: SmsTask, samples: readonly Sample[], format: Format): { hint: string } {
	const last = samples.at(-1);
	const remaining = last && remainingOf(task.fields, last.at);
	const own = stepLeft(samples);
	return {
		hint: [
			own && l10n.t('At its own pace this step takes {0} more.', rangeText(own.lowMs, own.highMs, format)),
			remaining === undefined
				? l10n.t(
						'Each step counts to 100 % by itself, and not every step copies: no percentage tells how much time is left.',
					)
				: l10n.t(
						'The service itself expects {0} more. Each step counts to 100 % by itself, and not every step copies.',
						format.duration(remaining),
					),
		]
			.filter((part) => part !== undefined)
			.join(' '),
	};
}

function launch(task: SmsTask): { hint?: string } {
	const start = task.fields.start_target_server ?? undefined;
	if (start === undefined) {
		return {};
	}
	return {
		hint: start
			? l10n.t(
					'The task was set to start the target server afterwards. Changes made at the source since then are not copied.',
				)
			: l10n.t(
					'The task was set not to start the target server afterwards. Changes made at the source since then are not copied.',
				),
	};
}

function failed(task: SmsTask, format: Format, causes: HeadlineFacts['causes']): Headline {
	const step = currentStep(task.fields);
	const tone = 'bad';
	const [found] = causes ?? causesOf(task);
	// What is known of it says more than its code.
	const why = found?.cause.cause() ?? reason(task);
	if (why === undefined) {
		return {
			text: step
				? l10n.t('{0} at the step “{1}”. The service gives no reason here.', what(task), stepWords(step, format))
				: l10n.t('{0}. The service gives no reason here.', what(task)),
			hint: l10n.t('Look at the error in the cloud console, and at the log of the agent on the source server.'),
			tone,
		};
	}
	return {
		text: step ? l10n.t('{0} at the step “{1}”: {2}', what(task), step.name, why) : l10n.t('{0}: {1}', what(task), why),
		...(found ? { hint: hintOf(found.cause) } : advice(task)),
		tone,
	};
}

function stepWords(step: { name: string; progress: number | null }, format: Format): string {
	return step.progress === null ? step.name : l10n.t('{0}, {1} %', step.name, format.number(step.progress));
}

/** The state in words: "Migration failed", "Synchronization failed, rolled back". */
function what(task: SmsTask): string {
	return statuses.row(task.status).words();
}

/** The first error in full, on one line: its end often says more than its beginning. */
function reason(task: SmsTask): string | undefined {
	const [fault] = faultsOf(task);
	return fault && plainLine(faultText(fault), MAX_REASON);
}

function advice(task: SmsTask): { hint?: string } {
	for (const { code, message } of faultsOf(task)) {
		const hint = adviceFor(code, message);
		if (hint !== undefined) {
			return { hint };
		}
	}
	return {};
}
