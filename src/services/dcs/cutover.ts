/** A DCS migration before its clients are switched: its verdict, both gates with every condition, and what to do in which order. */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';
import type { Condition, Cutover, Gate } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { GateReason, GateReasonId } from '../../migration/insight/gates';
import type { Verdict } from '../../migration/insight/judge';
import { type RunState, staleFor } from '../../migration/runState';
import type { Task } from '../../migration/task';
import { gateWords } from './gateWords';
import { HELPS } from './helps';
import { followsChanges } from './method';
import { isBackupImport } from './readTask';
import { runbook } from './runbook';
import type { DcsFields } from './schema';
import { timeLeftWords, verdictWords } from './verdictWords';

/** The conditions of each gate in the order in which they are read, what each is called before it can be judged, and what it rests on. */
const FIRST: readonly (readonly [id: GateReasonId, label: () => string, source: () => string])[] = [
	['following', () => l10n.t('Changes are followed'), () => 'status'],
	['fullSync', () => l10n.t('Full sync at 100 %'), () => 'full_migration_progress'],
	['offset', () => l10n.t('Nothing waits to be copied'), () => 'offset'],
	['keys', () => l10n.t('The target has the keys of the source'), () => 'source_dbsize, target_dbsize'],
	['keysSteady', () => l10n.t('The number of missing keys does not grow'), () => 'source_dbsize, target_dbsize'],
	['migrating', () => l10n.t('The service says that it is migrating'), () => 'is_migrating'],
	['noRestart', () => l10n.t('The full sync has not begun again in the last 10 minutes'), () => l10n.t('this run')],
	['noTrouble', () => l10n.t('No error is known'), () => l10n.t('error_message, task log')],
	['instances', () => l10n.t('Both instances run'), () => 'source_instance_status, target_instance_status'],
	['fresh', () => l10n.t('The numbers are of now'), () => l10n.t('this run')],
];
const SECOND: typeof FIRST = [
	['writersStopped', () => l10n.t('You have said that the writers are stopped'), () => l10n.t('you')],
	['sourceSteady', () => l10n.t('No key comes to the source'), () => 'source_dbsize'],
	['idle', () => l10n.t('The target rests'), () => 'target_ops'],
	['drained', () => l10n.t('The offset stays at its floor'), () => 'offset'],
];
/** Conditions that are left out where nothing is known of them. */
const OPTIONAL: ReadonlySet<GateReasonId> = new Set(['instances']);

/** Undefined for what has no cutover: imports of backups, and tasks that ended or were never started. `now` in ms since 1970. */
export function cutover(task: Task<DcsFields>, run: RunState, format: Format, now: number): Cutover | undefined {
	if (isBackupImport(task.fields) || task.stage === 'over' || task.stage === 'stopping' || task.stage === 'unknown') {
		return undefined;
	}
	const { judgement } = run;
	const left = timeLeftWords(run, format);
	const old = staleFor(run, now);
	const verdict: Verdict = !judgement || old !== undefined ? 'unknown' : judgement.verdict;
	// What was true of old numbers may not be true any more.
	const reasons: readonly GateReason[] =
		old === undefined ? (judgement?.reasons ?? []) : [{ id: 'fresh', ok: false, values: { age: old } }];
	const fullOnly = followsChanges(task.fields) === false;
	return {
		verdict: fullOnly && judgement ? 'notApplicable' : verdict,
		words: verdictWords(run, format, now),
		left: old === undefined && left ? { ...left, help: HELPS.left() } : undefined,
		gates: fullOnly || task.stage === 'unconfigured' || task.stage === 'creating' ? [] : gatesOf(run, reasons, format),
		steps: runbook(task, run, verdict, format),
	};
}

function gatesOf(run: RunState, reasons: readonly GateReason[], format: Format): readonly Gate[] {
	const conditions = (rows: typeof FIRST): readonly Condition[] =>
		rows.flatMap(([id, label, source]) => {
			const reason = reasons.find((one) => one.id === id);
			if (reason === undefined && OPTIONAL.has(id)) {
				return [];
			}
			return [
				{
					id,
					ok: reason?.ok,
					text: reason ? gateWords(reason, format) : label(),
					source: source(),
				},
			];
		});
	const first = conditions(FIRST);
	const stopped = run.writersStoppedAt !== undefined;
	const second = conditions(SECOND).map((condition) =>
		condition.id === 'writersStopped' && stopped && condition.ok === undefined ? { ...condition, ok: true } : condition,
	);
	return [
		{
			id: 'stopWriters',
			title: l10n.t('Ready to stop the writers'),
			note: countWords(first, format),
			help: HELPS.stopWriters(),
			conditions: first,
		},
		{
			id: 'switch',
			title: l10n.t('Drained: switch now'),
			note: stopped ? countWords(second, format) : l10n.t('waits for you'),
			conditions: second,
		},
	];
}

function countWords(conditions: readonly Condition[], format: Format): string {
	const holding = conditions.filter(({ ok }) => ok === true).length;
	return l10n.t('{0} of {1}', format.integer(holding), format.integer(conditions.length));
}

/** The address to be allowed at both ends, where the service names it. */
export function machineOf({ fields }: Task<DcsFields>): string | undefined {
	return filled(fields.ecs_tenant_private_ip);
}
