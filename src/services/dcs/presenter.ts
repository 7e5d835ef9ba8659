/** How a DCS migration task is read and told. */
import * as l10n from '@vscode/l10n';
import { readDate } from '../../core/dates';
import { textAt } from '../../core/values';
import { type ConfigureValues, type Endpoint, emptyValues } from '../../migration/configuration';
import type { Readings, ServicePresenter } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import { type Stage, statusRow } from '../../migration/status';
import type { Task, TaskRef, WireFields } from '../../migration/task';
import { groupTone } from '../../migration/viewModel';
import { dcsHeadline } from './headline';
import { dcsCharts, dcsTiles, statOf } from './live';
import { dcsSections, METHOD_WORDS } from './sections';

export const dcsView: ServicePresenter = {
	label: 'DCS',
	longName: 'Distributed Cache Service',
	nameField: 'task_name',
	task: dcsTask,
	status: (task) => ({ field: 'status', words: statusRow('dcs', task.status).words(), tone: groupTone(task.group) }),
	headline: dcsHeadline,
	sections: dcsSections,
	live: (_task, samples, format) => {
		const migrating = samples.at(-1)?.migrating;
		return {
			tiles: dcsTiles(samples, format),
			charts: dcsCharts(samples, format),
			migrating: {
				stat: 'is_migrating',
				label: l10n.t('Migrating'),
				value: migrating === undefined ? '–' : migrating ? l10n.t('Yes') : l10n.t('No'),
			},
		};
	},
	prefill,
};

function dcsTask(ref: TaskRef, readings: Readings): Task {
	const raw: WireFields = { ...readings.list?.raw, ...readings.detail?.raw };
	const status = currentStatus(readings);
	const row = statusRow('dcs', status);
	const method = textAt(raw, 'migration_method') ?? methodInType(raw);
	const backup = textAt(raw, 'migration_type') === 'backupfile_import';
	const online = !backup;
	return {
		ref,
		name: textAt(raw, 'task_name') ?? ref.id,
		status,
		group: row.group,
		raw: status === '' ? raw : { ...raw, status },
		kind: backup ? l10n.t('backup import') : l10n.t('online'),
		from: sourceWords(raw, backup),
		to:
			textAt(raw, 'target_instance.name') ??
			textAt(raw, 'target_instance_name') ??
			textAt(raw, 'target_instance_addrs') ??
			textAt(raw, 'target_instance.addrs'),
		method: method !== undefined && Object.hasOwn(METHOD_WORDS, method) ? METHOD_WORDS[method]?.() : method,
		createdAt: readDate(raw.created_at).at,
		error: textAt(raw, 'error_message'),
		summary: summary(raw, row.stage, row.words(), readings.sample, online),
		configurable: online && row.stage === 'unconfigured',
		live: online && row.stage !== 'unconfigured' && row.stage !== 'creating' && row.stage !== 'unknown',
		over: row.stage === 'over',
	};
}

/** How long the details' finer word for "migrating" is believed after the list was read again, ms. */
const FINER_FOR = 5 * 60_000;

/** The newer reading counts; but the list says MIGRATING for what the details tell apart, so their finer word survives for a while. */
function currentStatus({ list, detail }: Readings): string {
	const fromList = textAt(list?.raw ?? {}, 'status') ?? '';
	const fromDetail = textAt(detail?.raw ?? {}, 'status') ?? '';
	if (!detail || fromDetail === '') {
		return fromList;
	}
	if (!list || fromList === '' || detail.at >= list.at) {
		return fromDetail;
	}
	const finer = statusRow('dcs', fromDetail);
	const believed =
		statusRow('dcs', fromList).stage === 'running' && finer.group === 'active' && list.at - detail.at < FINER_FOR;
	return believed ? fromDetail : fromList;
}

function methodInType(raw: WireFields): string | undefined {
	const type = textAt(raw, 'migration_type');
	return type !== undefined && Object.hasOwn(METHOD_WORDS, type) ? type : undefined;
}

function sourceWords(raw: WireFields, backup: boolean): string | undefined {
	if (backup) {
		return textAt(raw, 'backup_files.bucket_name') ?? textAt(raw, 'data_source');
	}
	return (
		textAt(raw, 'source_instance.name') ??
		textAt(raw, 'source_instance_name') ??
		textAt(raw, 'data_source') ??
		textAt(raw, 'source_instance.addrs')
	);
}

/** A few words for the tree. Numbers stand here only while a sample of this stage is at hand. */
function summary(raw: WireFields, stage: Stage, words: string, sample: Sample | undefined, online: boolean): string {
	if (stage === 'over') {
		return (
			textAt(raw, 'error_message') ??
			(words === l10n.t('Succeeded') || words === l10n.t('Stopped') || words === l10n.t('Failed')
				? kindWords(online)
				: words)
		);
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
			return kindWords(online);
		case 'full':
			return l10n.t('full sync');
		case 'running':
			return online ? l10n.t('migrating') : l10n.t('importing a backup');
		case 'creating':
			return l10n.t('being created');
		case 'stopping':
			return l10n.t('stopping');
		default:
			return words;
	}
}

function kindWords(online: boolean): string {
	return online ? l10n.t('online') : l10n.t('backup import');
}

/** In words: a "2.3B" would be read as bytes, and the offset's unit is not documented. */
function compact(value: number): string {
	return new Intl.NumberFormat(undefined, {
		notation: 'compact',
		compactDisplay: 'long',
		maximumFractionDigits: 1,
	}).format(value);
}

/** What the task says of its configuration; where it says nothing, the careful choice (manual reconnection). */
function prefill({ raw }: Task): ConfigureValues {
	const empty = emptyValues();
	const method = textAt(raw, 'migration_method') ?? methodInType(raw);
	const resume = textAt(raw, 'resume_mode');
	return {
		migration_method: method === 'full_amount_migration' ? method : empty.migration_method,
		resume_mode: resume === 'auto' ? 'auto' : empty.resume_mode,
		bandwidth_limit_mb: textAt(raw, 'bandwidth_limit_mb') ?? '',
		source_instance: endpoint(raw, 'source', 'addrs'),
		target_instance: endpoint(raw, 'target', 'id'),
	};
}

function endpoint(raw: WireFields, side: 'source' | 'target', otherwise: Endpoint['by']): Endpoint {
	const id = textAt(raw, `${side}_instance.id`) ?? textAt(raw, `${side}_instance_id`) ?? '';
	const listed = side === 'source' ? textAt(raw, 'data_source') : textAt(raw, 'target_instance_addrs');
	const ip = textAt(raw, `${side}_instance.ip`);
	const port = textAt(raw, `${side}_instance.port`);
	const addrs = textAt(raw, `${side}_instance.addrs`) ?? listed ?? (ip && port ? `${ip}:${port}` : '');
	return { by: id !== '' ? 'id' : addrs !== '' ? 'addrs' : otherwise, id, addrs, password: '' };
}
