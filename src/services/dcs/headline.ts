/**
 * How a DCS task stands, in one sentence: no more than its status and the samples at hand support. What the samples mean is judged in
 * migration/insight; here and in following.ts it is put into words.
 */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled, lookUp } from '../../core/values';
import type { Format } from '../../migration/format';
import { syncEvidence } from '../../migration/insight/evidence';
import { readOffset } from '../../migration/insight/offset';
import { phaseOf } from '../../migration/insight/phase';
import type { SyncPoint } from '../../migration/insight/points';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { Headline } from '../../migration/viewModel';
import { dcsAdvice } from './advice';
import { following } from './following';
import { IP_SWITCH_WORDS, isSwitchingIp } from './labels';
import { followsChanges } from './method';
import { isBackupImport } from './readTask';
import type { DcsFields } from './schema';
import { pointOf } from './stats';
import { statuses } from './statuses';

type DcsTask = Task<DcsFields>;

/** Longest error text of a headline, in characters; the whole of it stands in the section below. */
const MAX_REASON = 300;

/** The sentence on top of a task's panel. Samples oldest first; `now` in ms since 1970. */
export function headline(task: DcsTask, samples: readonly Sample[], format: Format, now: number): Headline {
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
			return over(task);
		default:
			return task.live
				? running(task, samples.map(pointOf), format, now)
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
		tone: 'waiting',
	};
}

function over(task: DcsTask): Headline {
	switch (task.group) {
		case 'failed': {
			const error = filled(task.fields.error_message);
			const line = error && plainLine(error, MAX_REASON);
			return {
				text: line
					? l10n.t('The migration failed: {0}', line)
					: l10n.t('The migration failed. The service gives no reason here.'),
				hint:
					dcsAdvice(error ?? '') ??
					l10n.t('Look at the migration logs in the cloud console, and at the log of the source Redis.'),
				tone: 'bad',
			};
		}
		case 'succeeded':
			return {
				text: l10n.t('The service reports that the migration succeeded.'),
				...fullOnlyHint(task),
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

function running(task: DcsTask, points: readonly SyncPoint[], format: Format, now: number): Headline {
	const last = points.at(-1);
	if (!last) {
		return { text: l10n.t('Migrating. The first live numbers are not in yet.'), tone: 'busy' };
	}
	if (last.migrating === false) {
		return {
			text: l10n.t('The service says that nothing is being migrated at the moment.'),
			hint: l10n.t(
				'If the connection broke, a task with manual reconnection waits for somebody to reconnect it. Look at the migration logs.',
			),
			tone: 'warning',
		};
	}
	const phase = phaseOf(task.stage, followsChanges(task.fields), points);
	const reasons = syncEvidence({
		points,
		phase,
		now,
		error: filled(task.fields.error_message) !== undefined,
		instanceTrouble: [task.fields.source_instance_status, task.fields.target_instance_status].some(
			(state) => filled(state) !== undefined && filled(state)?.toUpperCase() !== 'RUNNING',
		),
	});
	const restart = reasons.find(({ id, ok }) => id === 'noRestart' && !ok);
	const copying = (text: string): Headline => ({
		news: restart ? `${phase} again` : phase,
		text: restart
			? l10n.t('{0} It has begun again: at {1} it fell from {2} %.', text, ...fallen(restart.values))
			: text,
		...fullOnlyHint(task),
		tone: restart ? 'warning' : 'busy',
	});
	switch (phase) {
		case 'following':
			return following(readOffset(points), reasons, format);
		case 'unknown':
			return copying(l10n.t('Migrating. The service gives no progress.'));
		case 'snapshot':
			return copying(
				l10n.t('Full sync: 0 % copied. While the source takes its snapshot, that is normal for some minutes.'),
			);
		case 'copying':
			return copying(l10n.t('Full sync: {0} % copied.', format.number(last.progress ?? 0)));
		case 'copied':
			return copying(l10n.t('Full sync: 100 % copied. The service has not yet reported success.'));
		case 'loading':
			return copying(l10n.t('Full sync: 100 % copied. The service does not follow changes yet.'));
		case 'unclear':
			return copying(l10n.t('Full sync: 100 % copied. The service does not say whether it follows changes yet.'));
	}

	function fallen({ at, from }: Readonly<Record<string, number | null>>): [string, string] {
		return [format.time(at ?? Number.NaN), format.number(from ?? 0)];
	}
}

function fullOnlyHint({ fields }: DcsTask): { readonly hint?: string } {
	// A backup is whole in itself: what its source does afterwards is another matter.
	return followsChanges(fields) === false && !isBackupImport(fields)
		? {
				hint: l10n.t(
					'A full migration leaves out what was written after it began: it is complete only if the writers were stopped before.',
				),
			}
		: {};
}
