/**
 * How a DCS task stands, in one sentence: no more than its status and the samples at hand support. Key counts never decide anything (expired keys,
 * live writes and target-only keys move them). What the samples mean is judged in migration/insight; here it is put into words.
 */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';
import type { Format } from '../../migration/format';
import { fullSyncPhase } from '../../migration/insight/fullSync';
import { type OffsetTrend, offsetTrend } from '../../migration/insight/offsetTrend';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { Headline } from '../../migration/viewModel';
import { dcsAdvice } from './advice';
import { isBackupImport } from './readTask';
import type { DcsFields } from './schema';
import { statOf } from './stats';
import { statuses } from './statuses';

type DcsTask = Task<DcsFields>;

/** The sentence on top of a task's panel. Samples oldest first. */
export function headline(task: DcsTask, samples: readonly Sample[], format: Format): Headline {
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
				? running(task, samples, format)
				: { text: l10n.t('The import is running. The service gives no live numbers for it.'), tone: 'busy' };
	}
}

function unconfigured({ fields }: DcsTask): Headline {
	const machine = filled(fields.ecs_tenant_private_ip);
	return {
		text: l10n.t('Waiting for its configuration: nothing is copied yet.'),
		hint: machine
			? l10n.t('Allow {0} at source and target, then configure the task to start it.', machine)
			: l10n.t('Configure the task to start it.'),
		tone: 'waiting',
	};
}

function over(task: DcsTask): Headline {
	switch (task.group) {
		case 'failed': {
			const error = filled(task.fields.error_message);
			return {
				text: error
					? l10n.t('The migration failed: {0}', error)
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
				text: l10n.t('The task has ended: {0}.', statuses.row(task.status).words()),
				hint: l10n.t('Nothing is copied any more. Whether all was copied before, the status does not say.'),
				tone: 'neutral',
			};
	}
}

function running(task: DcsTask, samples: readonly Sample[], format: Format): Headline {
	const last = samples.at(-1);
	if (!last) {
		return { text: l10n.t('Migrating. The first live numbers are not in yet.'), tone: 'busy' };
	}
	if (last.migrating === false) {
		return {
			text: l10n.t('The service says that nothing is being migrated at the moment.'),
			hint: l10n.t(
				'If the connection broke, a task with manual reconnection waits to be restarted. Look at the migration logs.',
			),
			tone: 'warning',
		};
	}
	if (task.stage === 'incremental') {
		return following(
			offsetTrend(samples.map((sample) => ({ at: sample.at, offset: statOf(sample, 'offset') }))),
			format,
		);
	}
	return {
		text: fullSyncText(task, statOf(last, 'full_migration_progress'), format),
		...fullOnlyHint(task),
		tone: 'busy',
	};
}

function fullSyncText(task: DcsTask, progress: number | null, format: Format): string {
	switch (fullSyncPhase(progress, !isFullOnly(task))) {
		case 'unknown':
			return l10n.t('Migrating. The service gives no progress.');
		case 'snapshot':
			return l10n.t('The source is taking its snapshot: 0 % is normal for some minutes.');
		case 'copying':
			return l10n.t('Full sync: {0} % copied.', format.number(progress ?? 0));
		case 'copied':
			return l10n.t('Full sync: 100 % copied. The service has not yet reported success.');
		case 'loading':
			return l10n.t('Full sync: 100 % copied. The rest is being loaded before changes are followed.');
	}
}

function following(trend: OffsetTrend, format: Format): Headline {
	switch (trend.verdict) {
		case 'unknown':
			return { text: l10n.t('Following changes. The service gives no offset.'), tone: 'busy' };
		case 'early':
			return {
				text: l10n.t(
					'Following changes, offset {0}. A few more samples will tell where it goes.',
					format.integer(trend.offset),
				),
				tone: 'busy',
			};
		case 'level':
			return upToDate(
				l10n.t('In step with the source: nothing left to copy for the last {0}.', format.duration(trend.span)),
			);
		case 'inStep':
			return upToDate(
				l10n.t(
					'In step with the source: the offset was at most {0} for the last {1}.',
					format.integer(trend.highest),
					format.duration(trend.span),
				),
			);
		case 'close':
			return upToDate(
				l10n.t(
					'Close behind the source: the offset was at most {0} for the last {1}.',
					format.integer(trend.highest),
					format.duration(trend.span),
				),
			);
		case 'behind':
			return {
				text: l10n.t('Falling behind: the offset has grown to {0}.', format.integer(trend.offset)),
				hint: l10n.t(
					'The source is written to faster than the copy runs. Fewer writes, a higher bandwidth limit or a quieter hour help.',
				),
				tone: 'warning',
			};
		case 'catchingUp':
			return {
				text: l10n.t('Catching up: the offset has come down to {0}.', format.integer(trend.offset)),
				tone: 'busy',
			};
		case 'steady':
			return {
				text: l10n.t('Following changes: the offset stays around {0}.', format.integer(trend.around)),
				tone: 'busy',
			};
	}
}

function upToDate(text: string): Headline {
	return {
		text,
		hint: l10n.t(
			'Before you switch clients: stop the writers, then wait until the offset stays at 0 and the keys stop changing.',
		),
		tone: 'good',
	};
}

function isFullOnly({ fields }: DcsTask): boolean {
	// A backup is whole in itself: what its source does afterwards is another matter.
	return filled(fields.migration_method) === 'full_amount_migration' && !isBackupImport(fields);
}

function fullOnlyHint(task: DcsTask): { readonly hint?: string } {
	return isFullOnly(task)
		? {
				hint: l10n.t(
					'A full migration leaves out what was written after it began: it is complete only if the writers were stopped before.',
				),
			}
		: {};
}
