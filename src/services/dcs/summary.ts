/** A DCS task in a few words, for tree, tooltips and quick picks. Each is one line of plain text, whatever the service sent. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled, lookUp } from '../../core/values';
import type { Format } from '../../migration/format';
import type { TaskSummary } from '../../migration/ports';
import type { Task } from '../../migration/task';
import { isSwitchingIp, METHOD_WORDS } from './labels';
import { methodOf } from './method';
import { isBackupImport } from './readTask';
import type { DcsFields } from './schema';
import { statOf } from './stats';
import { statuses } from './statuses';

export const summary: TaskSummary<DcsFields> = {
	row: (task, format) => plainLine(row(task, format)),
	kind,
	from: ({ fields }) =>
		isBackupImport(fields)
			? line(fields.backup_files?.bucket_name, fields.data_source)
			: line(
					fields.source_instance?.name,
					fields.source_instance_name,
					fields.data_source,
					fields.source_instance?.addrs,
				),
	to: ({ fields }) =>
		line(
			fields.target_instance?.name,
			fields.target_instance_name,
			fields.target_instance_addrs,
			fields.target_instance?.addrs,
		),
	method: ({ fields }) => {
		const method = methodOf(fields);
		return lookUp(METHOD_WORDS, method)?.() ?? line(method);
	},
	error: ({ fields }) => line(fields.error_message),
};

/** The first that says something, as one line. */
function line(...texts: readonly (string | null | undefined)[]): string | undefined {
	const found = texts.map(filled).find((text) => text !== undefined);
	return found === undefined ? undefined : plainLine(found);
}

/** Statuses that say no more than the name of their group, under which they stand. */
const AS_THEIR_GROUP: ReadonlySet<string> = new Set(['FAILED', 'TERMINATED', 'SUCCESS']);

/** Numbers stand here only while a sample of this stage is at hand. */
function row(task: Task<DcsFields>, format: Format): string {
	const { stage, fields, sample } = task;
	if (isSwitchingIp(fields.task_status) && task.group !== 'failed') {
		return l10n.t('switching IP addresses');
	}
	const words = statuses.row(task.status).words();
	if (stage === 'over') {
		return filled(fields.error_message) ?? (AS_THEIR_GROUP.has(task.status.trim().toUpperCase()) ? kind(task) : words);
	}
	const progress = statOf(sample, 'full_migration_progress');
	const offset = statOf(sample, 'offset');
	if (stage === 'incremental') {
		return offset === null ? l10n.t('following changes') : l10n.t('offset {0} · following', format.amount(offset));
	}
	if ((stage === 'full' || stage === 'running') && progress !== null && progress >= 0 && progress < 100) {
		return l10n.t('{0} % · full sync', format.integer(Math.floor(progress)));
	}
	switch (stage) {
		case 'unconfigured':
			return l10n.t('waiting for configuration');
		case 'full':
			return l10n.t('full sync');
		case 'running':
			return isBackupImport(fields) ? l10n.t('importing a backup') : l10n.t('migrating');
		case 'creating':
			return l10n.t('being created');
		case 'stopping':
			return l10n.t('stopping');
		default:
			return words;
	}
}

function kind({ fields }: Task<DcsFields>): string {
	return isBackupImport(fields) ? l10n.t('backup import') : l10n.t('online');
}
