/** How a server migration task is read and told. */
import * as l10n from '@vscode/l10n';
import { isRecord } from '../../cloud/tableReader';
import { readDate } from '../../core/dates';
import { booleanAt, text, textAt } from '../../core/values';
import type { Reading, Readings, ServicePresenter } from '../../migration/ports';
import { type StatusRow, statusRow } from '../../migration/status';
import type { Task, TaskRef, WireFields } from '../../migration/task';
import { groupTone } from '../../migration/viewModel';
import { smsHeadline } from './headline';
import { osWords } from './labels';
import { smsCharts, smsTiles } from './live';
import { faultsOf, faultText, firstSentence } from './parseErrorJson';
import { smsSections } from './sections';
import { currentStep } from './steps';

export const smsView: ServicePresenter = {
	label: 'SMS',
	longName: 'Server Migration Service',
	nameField: 'name',
	task: smsTask,
	status: (task) => ({ field: 'state', words: statusRow('sms', task.status).words(), tone: groupTone(task.group) }),
	headline: smsHeadline,
	sections: smsSections,
	live: (task, samples, format) => ({ tiles: smsTiles(task, samples, format), charts: smsCharts(samples, format) }),
};

function smsTask(ref: TaskRef, readings: Readings): Task {
	const raw = merge(readings);
	const status = textAt(raw, 'state') ?? '';
	const row = statusRow('sms', status);
	const [fault] = faultsOf(raw);
	return {
		ref,
		name: textAt(raw, 'name') ?? ref.id,
		status,
		group: row.group,
		raw,
		kind: kindWords(raw),
		from: textAt(raw, 'source_server.name') ?? textAt(raw, 'source_server.ip'),
		to: textAt(raw, 'target_server.name') ?? textAt(raw, 'target_server.ip') ?? textAt(raw, 'migration_ip'),
		method: methodWords(raw),
		createdAt: readDate(raw.create_date).at,
		error: fault && firstSentence(faultText(fault)),
		summary: summary(raw, row),
		configurable: false,
		live: row.stage !== 'over' && row.stage !== 'ready' && row.stage !== 'unknown',
		over: row.stage === 'over',
	};
}

/** Objects of which the details say more than the list does. */
const NESTED = ['source_server', 'target_server', 'clone_server'];
/** A count-down that was read this long (ms) before the rest says nothing any more. */
const COUNTDOWN_GOOD_FOR = 2 * 60_000;

/** List and details say the same fields, so the newer reading counts; what only the older one has survives. */
function merge({ list, detail }: Readings): WireFields {
	// Several rows of a list may share one id: details that were created at another time belong to another of them.
	if (!list || !detail || !sameTask(list, detail)) {
		return (list ?? detail)?.raw ?? {};
	}
	const [older, newer] = list.at > detail.at ? [detail, list] : [list, detail];
	const raw: Record<string, unknown> = { ...older.raw, ...newer.raw };
	for (const key of NESTED) {
		const [before, after] = [older.raw[key], newer.raw[key]];
		if (isRecord(before) && isRecord(after)) {
			raw[key] = { ...before, ...after };
		}
	}
	if (newer === list && list.at - detail.at > COUNTDOWN_GOOD_FOR && !Object.hasOwn(list.raw, 'remain_seconds')) {
		delete raw.remain_seconds;
	}
	return raw;
}

function sameTask(list: Reading, detail: Reading): boolean {
	const [a, b] = [text(list.raw.create_date), text(detail.raw.create_date)];
	return a === '' || b === '' || a === b;
}

function kindWords(raw: WireFields): string {
	const type = textAt(raw, 'type');
	const level =
		type === 'MIGRATE_FILE' ? l10n.t('file-level') : type === 'MIGRATE_BLOCK' ? l10n.t('block-level') : type;
	const os = osWords(textAt(raw, 'os_type'));
	return level && os ? l10n.t('{0}, {1}', level, os) : (level ?? os ?? l10n.t('server'));
}

function methodWords(raw: WireFields): string | undefined {
	const type = textAt(raw, 'type');
	const follows = booleanAt(raw, 'syncing') === true;
	switch (type) {
		case 'MIGRATE_FILE':
			return follows ? l10n.t('files, then synchronization') : l10n.t('files');
		case 'MIGRATE_BLOCK':
			return follows ? l10n.t('disk blocks, then synchronization') : l10n.t('disk blocks');
		default:
			return type;
	}
}

/** States in which the current step is what happens. */
const PROGRESSING: ReadonlySet<string> = new Set(['RUNNING', 'SYNCING']);

/** A few words for the tree. */
function summary(raw: WireFields, row: StatusRow): string {
	if (row.group === 'failed') {
		const [fault] = faultsOf(raw);
		if (!fault) {
			return row.words();
		}
		const sentence = firstSentence(fault.message, 100);
		return fault.code === undefined
			? sentence
			: sentence === ''
				? fault.code
				: l10n.t('{0} · {1}', fault.code, sentence);
	}
	if (row.stage === 'over' || row.stage === 'ready') {
		return kindWords(raw);
	}
	// While a step is skipped or rolled back, its percentage would say the contrary of what happens.
	if (PROGRESSING.has((textAt(raw, 'state') ?? '').toUpperCase())) {
		const step = currentStep(raw);
		if (step) {
			return step.progress === null ? step.brief : l10n.t('{0} {1} %', step.brief, Math.floor(step.progress));
		}
	}
	return row.words();
}
