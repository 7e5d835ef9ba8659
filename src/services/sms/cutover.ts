/** A server migration before the target takes over: each condition with its value, and what to do in which order. */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';
import type { Condition, Cutover, RunbookStep, VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { Verdict } from '../../migration/insight/judge';
import { type RunState, staleFor } from '../../migration/runState';
import type { Task } from '../../migration/task';
import { newestCheck } from './consistency';
import { readSubTasks, stepName } from './currentStep';
import { HELPS } from './helps';
import type { SmsFields } from './schema';

type SmsTask = Task<SmsFields>;

/** Percent of lost packets from which on a network is no good one. */
const LOSS = 5;

/** Undefined for what is not copied any more, or not yet. `now` in ms since 1970. */
export function cutover(task: SmsTask, run: RunState, format: Format, now: number): Cutover | undefined {
	const state = task.status.toUpperCase();
	if (task.over || !(state === 'RUNNING' || state === 'SYNCING')) {
		return undefined;
	}
	const conditions = conditionsOf(task, run, format, now);
	const blocking = conditions.find(({ ok }) => ok === false);
	const ready = blocking === undefined;
	const verdict: Verdict = staleFor(run, now) !== undefined ? 'unknown' : ready ? 'readyToStopWrites' : 'notYet';
	const holding = conditions.filter(({ ok }) => ok === true).length;
	return {
		verdict,
		words: verdict === 'readyToStopWrites' ? READY() : undefined,
		left: undefined,
		gates: [
			{
				id: 'stopWriters',
				title: l10n.t('Ready to stop writing at the source'),
				note: l10n.t('{0} of {1}', format.integer(holding), format.integer(conditions.length)),
				help: HELPS.stopWriting(),
				conditions,
			},
		],
		steps: steps(task, verdict === 'readyToStopWrites'),
	};
}

const READY = (): VerdictWords => ({
	text: l10n.t('in sync, ready for the last one'),
	icon: 'pass',
	color: 'testing.iconPassed',
	tone: 'good',
	needsYou: true,
});

function conditionsOf(task: SmsTask, run: RunState, format: Format, now: number): readonly Condition[] {
	const { fields } = task;
	const last = readSubTasks(fields.sub_tasks ?? [], task.status).at(-1);
	const syncing = task.status.toUpperCase() === 'SYNCING' || fields.syncing === true;
	const name = last?.wireName ? stepName(last.wireName).name : undefined;
	const error = filled(fields.error_json) !== undefined;
	const old = staleFor(run, now);
	return [
		{
			id: 'syncing',
			ok: syncing,
			text: syncing
				? l10n.t('Everything is copied, and changes are synchronized')
				: l10n.t('The first copy is not done yet'),
			source: 'state',
		},
		{
			id: 'lastStep',
			ok: last === undefined ? undefined : last.state === 'done',
			text:
				last === undefined || name === undefined
					? l10n.t('The service names no step')
					: last.progress === null
						? l10n.t('The last step is “{0}”', name)
						: l10n.t('The last step, “{0}”, stands at {1} %', name, format.number(last.progress)),
			source: 'sub_tasks',
		},
		network(task, format),
		{
			id: 'noTrouble',
			ok: !error,
			text: error ? l10n.t('The task carries an error') : l10n.t('No error is known'),
			source: 'error_json',
		},
		consistency(task, format),
		{
			id: 'fresh',
			ok: old === undefined,
			text:
				old === undefined
					? l10n.t('The numbers are of now')
					: l10n.t('The last numbers are {0} old', format.duration(old)),
			source: l10n.t('this run'),
		},
	];
}

/** The newest check of the files. Those that are at the target alone do no harm to what was copied. */
function consistency({ fields }: SmsTask, format: Format): Condition {
	const base = { id: 'consistency', source: 'consistency_result' };
	const check = newestCheck(fields.consistency_result);
	if (!check) {
		return { ...base, ok: undefined, text: l10n.t('The consistency of the files was not checked, as far as is known') };
	}
	const { at, total, different, missing, more } = check;
	const counts = [different, missing, more, total].map((count) => format.integer(count));
	const when = at === undefined ? l10n.t('at an unknown time') : format.dateTime(at);
	return {
		...base,
		ok: different === 0 && missing === 0,
		text:
			different === 0 && missing === 0 && more === 0
				? l10n.t('All {0} files that were checked agree ({1})', format.integer(total), when)
				: l10n.t(
						'{0} files differ, {1} are missing at the target and {2} are there alone, of {3} ({4})',
						...counts,
						when,
					),
	};
}

/** The service's own check of the network; where there was none, nothing is known of it. */
function network({ fields }: SmsTask, format: Format): Condition {
	const check = fields.network_check_info;
	const base = { id: 'network', source: 'network_check_info' };
	if (
		!check ||
		(check.domain_connectivity == null && check.evaluation_result == null && check.loss_percentage == null)
	) {
		return { ...base, ok: undefined, text: l10n.t('The network was not checked') };
	}
	const cut = check.domain_connectivity === false || check.destination_connectivity === false;
	const loss = check.loss_percentage ?? null;
	const bad = cut || (loss !== null && loss >= LOSS);
	return {
		...base,
		ok: !bad,
		text: cut
			? l10n.t('The network check found no way to the target or the service')
			: loss === null
				? l10n.t('The network check found the way to the target')
				: l10n.t('The network check found {0} % of the packets lost', format.number(loss)),
	};
}

function steps(task: SmsTask, ready: boolean): readonly RunbookStep[] {
	const syncing = task.status.toUpperCase() === 'SYNCING';
	const console = { id: 'console', label: l10n.t('Open in Cloud Console') } as const;
	return [
		{ id: 'copy', text: l10n.t('Copy the server'), state: syncing ? 'done' : 'now' },
		{ id: 'sync', text: l10n.t('Synchronize what changed'), state: !syncing ? 'next' : ready ? 'done' : 'now' },
		{ id: 'stopWriters', text: l10n.t('Stop writing at the source'), state: ready ? 'now' : 'next' },
		{
			id: 'lastSync',
			text: l10n.t('Synchronize once more, and check the consistency'),
			state: 'next',
			action: console,
		},
		{ id: 'launch', text: l10n.t('Start the target server, and switch to it'), state: 'next', action: console },
	];
}
