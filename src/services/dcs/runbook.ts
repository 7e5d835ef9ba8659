/** What to do from the configuration of a DCS migration to its end: what is done and when, what is to be done now, and what comes next. */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';
import type { RunbookStep, StepAction } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { Verdict } from '../../migration/insight/judge';
import { lastOf, type RunState } from '../../migration/runState';
import { allows, type Task } from '../../migration/task';
import { rangeText } from '../../migration/timeRange';
import { followsChanges } from './method';
import type { DcsFields } from './schema';
import { endsInCloud } from './switchIp';

interface Context {
	readonly task: Task<DcsFields>;
	readonly run: RunState;
	readonly verdict: Verdict;
	readonly format: Format;
}

/** One step as data: a new one is a new row. */
interface Row {
	readonly id: string;
	readonly text: (context: Context) => string;
	/** Whether, as far as anybody can know, it is done. */
	readonly done: (context: Context) => boolean;
	readonly when?: (context: Context) => string | undefined;
	readonly action?: {
		readonly id: StepAction;
		readonly label: () => string;
		/** When it is offered; left out: while the step is to be done. */
		readonly offered?: (context: Context) => boolean;
	};
	/** Whether the step belongs to this task; without it, to all. */
	readonly of?: (context: Context) => boolean;
}

const incremental = ({ task }: Context): boolean => followsChanges(task.fields) !== false;
const configured = ({ task }: Context): boolean => task.stage !== 'creating' && task.stage !== 'unconfigured';
const fullSyncDone = ({ run, task }: Context): boolean =>
	task.stage === 'incremental' || run.judgement?.catchUp !== undefined;
const stopped = ({ run }: Context): boolean => run.writersStoppedAt !== undefined;
const ready = ({ verdict }: Context): boolean => verdict === 'readyToStopWrites' || verdict === 'switchNow';

const STEPS: readonly Row[] = [
	{
		id: 'allow',
		text: ({ task }) =>
			l10n
				.t('Allow the migration machine {0} at source and target', filled(task.fields.ecs_tenant_private_ip) ?? '')
				.trimEnd(),
		done: configured,
		of: ({ task }) => filled(task.fields.ecs_tenant_private_ip) !== undefined,
	},
	{
		id: 'stopFirst',
		text: () => l10n.t('Stop the writers: a full migration leaves out what is written after it began'),
		done: configured,
		of: (context) => !incremental(context),
	},
	{
		id: 'configure',
		text: () => l10n.t('Configure the migration, which starts it'),
		done: configured,
		when: (context) => clockOf(context, 'configured') ?? clockOf(context, 'fullSyncBegan'),
		action: { id: 'configure', label: () => l10n.t('Configure…') },
	},
	{ id: 'fullSync', text: () => l10n.t('Full sync'), done: fullSyncDone, when: fullSyncWhen },
	{
		id: 'catchUp',
		text: () => l10n.t('Catch up with the changes'),
		done: ready,
		when: (context) => (context.run.judgement?.phase === 'catchingUp' ? leftOf(context) : undefined),
		of: incremental,
	},
	{
		id: 'stopWriters',
		text: () => l10n.t('Stop the writers'),
		done: stopped,
		when: ({ run, format }) =>
			run.writersStoppedAt === undefined ? undefined : l10n.t('{0}, you', format.clock(run.writersStoppedAt)),
		action: { id: 'writersStopped', label: () => l10n.t('I have stopped the writers…') },
		of: incremental,
	},
	{
		id: 'drain',
		text: () => l10n.t('Wait for “switch now”'),
		done: ({ verdict }) => verdict === 'switchNow',
		action: { id: 'writersResumed', label: () => l10n.t('They Write Again'), offered: stopped },
		of: incremental,
	},
	{
		id: 'compare',
		text: () => l10n.t('Compare the key spaces'),
		done: () => false,
		action: { id: 'compareKeyspaces', label: () => l10n.t('Compare…'), offered: () => true },
	},
	{
		id: 'switch',
		text: () => l10n.t('Switch the clients to the target, or switch the IP addresses'),
		done: () => false,
		action: {
			id: 'switchIp',
			label: () => l10n.t('Switch IP Addresses…'),
			offered: ({ task, verdict }) => verdict === 'switchNow' && endsInCloud(task) && allows(task, 'switchIp'),
		},
	},
	{
		id: 'stopTask',
		text: () => l10n.t('Stop the task'),
		done: () => false,
		action: { id: 'stopTask', label: () => l10n.t('Stop…') },
		of: incremental,
	},
];

/** The steps of this task. The first that is not done is to be done now. */
export function runbook(
	task: Task<DcsFields>,
	run: RunState,
	verdict: Verdict,
	format: Format,
): readonly RunbookStep[] {
	const context: Context = { task, run, verdict, format };
	let open = false;
	return STEPS.filter(({ of }) => of === undefined || of(context)).map(({ id, text, done, when, action }) => {
		// What was done stays done, also while an earlier step is open again: the writers that were stopped, when a burst comes late.
		const state = done(context) ? 'done' : open ? 'next' : 'now';
		open ||= state === 'now';
		const words = when?.(context);
		const offered = action && (action.offered?.(context) ?? state === 'now');
		return {
			id,
			text: text(context),
			state,
			...(words === undefined ? {} : { when: words }),
			...(action && offered ? { action: { id: action.id, label: action.label() } } : {}),
		};
	});
}

function clockOf({ run, format }: Context, kind: 'configured' | 'fullSyncBegan' | 'following'): string | undefined {
	const at = lastOf(run, kind)?.at;
	return at === undefined ? undefined : format.clock(at);
}

function leftOf({ run, format }: Context): string | undefined {
	const left = run.judgement?.left;
	return left && l10n.t('about {0}', rangeText(left.lowMs, left.highMs, format));
}

function fullSyncWhen(context: Context): string | undefined {
	const [began, again, ended] = (['fullSyncBegan', 'fullSyncRestarted', 'following'] as const).map(
		(kind) => lastOf(context.run, kind)?.at,
	);
	const from = again ?? began;
	if (!fullSyncDone(context)) {
		return leftOf(context);
	}
	return from === undefined || ended === undefined || ended < from
		? undefined
		: l10n.t(
				'{0} – {1}, {2}',
				context.format.clock(from),
				context.format.clock(ended),
				context.format.duration(ended - from),
			);
}
