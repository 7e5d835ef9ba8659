/** A DCS task in a few words, for tree, tooltips and quick picks. */
import * as l10n from '@vscode/l10n';
import { filled, lookUp } from '../../core/values';
import type { TaskSummary } from '../../migration/ports';
import { groupTitle } from '../../migration/status';
import type { Task } from '../../migration/task';
import { METHOD_WORDS } from './labels';
import { isBackupImport } from './readTask';
import type { DcsFields } from './schema';
import { statOf } from './stats';
import { statuses } from './statuses';

export const summary: TaskSummary<DcsFields> = {
	row,
	kind,
	from: ({ fields }) =>
		isBackupImport(fields)
			? (filled(fields.backup_files?.bucket_name) ?? filled(fields.data_source))
			: (filled(fields.source_instance?.name) ??
				filled(fields.source_instance_name) ??
				filled(fields.data_source) ??
				filled(fields.source_instance?.addrs)),
	to: ({ fields }) =>
		filled(fields.target_instance?.name) ??
		filled(fields.target_instance_name) ??
		filled(fields.target_instance_addrs) ??
		filled(fields.target_instance?.addrs),
	method: ({ fields }) => {
		const method = methodOf(fields);
		return lookUp(METHOD_WORDS, method)?.() ?? method;
	},
	error: ({ fields }) => filled(fields.error_message),
};

/** The wire word of the migration's method, which some answers have in `migration_type`. */
export function methodOf(fields: DcsFields): string | undefined {
	const type = filled(fields.migration_type);
	return filled(fields.migration_method) ?? (lookUp(METHOD_WORDS, type) ? type : undefined);
}

/** Numbers stand here only while a sample of this stage is at hand. */
function row(task: Task<DcsFields>): string {
	const { stage, fields, sample } = task;
	const words = statuses.row(task.status).words();
	if (stage === 'over') {
		// Tasks stand under the name of their group: what says no more than that is left out.
		return filled(fields.error_message) ?? (words === groupTitle(task.group) ? kind(task) : words);
	}
	const progress = statOf(sample, 'full_migration_progress');
	const offset = statOf(sample, 'offset');
	if (stage === 'incremental') {
		return offset === null ? l10n.t('following changes') : l10n.t('following · {0} behind', compact(offset));
	}
	if ((stage === 'full' || stage === 'running') && progress !== null && progress < 100) {
		return l10n.t('full sync {0} %', Math.floor(progress));
	}
	switch (stage) {
		case 'unconfigured':
			return kind(task);
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

/** In words: a "2.3B" would be read as bytes, and the offset's unit is not documented. */
function compact(value: number): string {
	return new Intl.NumberFormat(undefined, {
		notation: 'compact',
		compactDisplay: 'long',
		maximumFractionDigits: 1,
	}).format(value);
}
