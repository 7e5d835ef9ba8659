/** How a DCS task stands, in one sentence: no more than its status and its run support. What a run means is put into words in running.ts. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled, lookUp } from '../../core/values';
import { hintOf } from '../../migration/causes';
import type { Format } from '../../migration/format';
import type { HeadlineFacts } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { Headline } from '../../migration/viewModel';
import { causesOf } from './causes';
import { IP_SWITCH_WORDS, isSwitchingIp } from './labels';
import { isBackupImport } from './readTask';
import { fullOnlyHint, running, runOf } from './running';
import type { DcsFields } from './schema';
import { statuses } from './statuses';

type DcsTask = Task<DcsFields>;

/** Longest error text of a headline, in characters; the whole of it stands in the section below. */
const MAX_REASON = 300;

/** The sentence on top of a task's panel. Samples oldest first; `now` in ms since 1970. */
export function headline(
	task: DcsTask,
	samples: readonly Sample[],
	format: Format,
	now: number,
	{ run = runOf(task, samples), causes }: HeadlineFacts = {},
): Headline {
	if (isSwitchingIp(task.fields.task_status) && task.group !== 'failed') {
		return {
			text: l10n.t('The IP addresses of source and target are being switched.'),
			hint: l10n.t('Wait until that has ended before you change anything at either end.'),
			tone: 'busy',
		};
	}
	switch (task.stage) {
		case 'unknown':
			return {
				text: l10n.t('The service reports the status “{0}”, which this version does not know.', task.status || '–'),
				tone: 'neutral',
			};
		case 'creating':
			return { text: l10n.t('The migration machine is being created.'), tone: 'busy' };
		case 'unconfigured':
			return unconfigured(task);
		case 'stopping':
			return { text: l10n.t('The task is being stopped.'), tone: 'busy' };
		case 'over':
			return over(task, causes);
		default:
			return task.live
				? running(task, run, format, now)
				: { text: l10n.t('The import is running. The service gives no live numbers for it.'), tone: 'busy' };
	}
}

function unconfigured({ fields }: DcsTask): Headline {
	const machine = filled(fields.ecs_tenant_private_ip);
	return {
		text: l10n.t('Waiting for its configuration: nothing is copied yet.'),
		hint: machine
			? l10n.t(
					'Allow {0} at each end that is in the same VPC as the migration machine, then configure the task to start it.',
					machine,
				)
			: l10n.t('Configure the task to start it.'),
		...(machine ? { literal: { field: 'ecs_tenant_private_ip', text: machine } } : {}),
		tone: 'waiting',
	};
}

function over(task: DcsTask, causes: HeadlineFacts['causes']): Headline {
	switch (task.group) {
		case 'failed': {
			const error = filled(task.fields.error_message);
			const line = error && plainLine(error, MAX_REASON);
			const [found] = causes ?? causesOf(task);
			if (found) {
				return {
					text: l10n.t('The migration failed: {0}', found.cause.cause()),
					hint: hintOf(found.cause),
					tone: 'bad',
				};
			}
			return {
				text: line
					? l10n.t('The migration failed: {0}', line)
					: l10n.t('The migration failed. The service gives no reason here.'),
				hint: l10n.t('Look at the migration logs in the cloud console, and at the log of the source Redis.'),
				tone: 'bad',
			};
		}
		case 'succeeded':
			return {
				text: l10n.t('The service reports that the migration succeeded.'),
				...fullOnly(task),
				tone: 'good',
			};
		default:
			return {
				text: l10n.t('The task has ended: {0}.', endWords(task)),
				hint: l10n.t('Nothing is copied any more. Whether all was copied before, the status does not say.'),
				tone: 'neutral',
			};
	}
}

/** The status in words, and whether the IP addresses were switched, which ends a task too. */
function endWords({ status, fields }: DcsTask): string {
	const words = statuses.row(status).words();
	const switched = lookUp(IP_SWITCH_WORDS, filled(fields.task_status));
	return switched ? l10n.t('{0}, {1}', words, switched()) : words;
}

/** A backup is whole in itself: what its source does afterwards is another matter. */
function fullOnly(task: DcsTask): { readonly hint?: string } {
	const hint = isBackupImport(task.fields) ? undefined : fullOnlyHint(task);
	return hint === undefined ? {} : { hint };
}
