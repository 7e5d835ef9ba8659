/** The rows of the overview, from what is known of the tasks. Pure. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { Cutover } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { RunState } from '../../migration/runState';
import type { Sample } from '../../migration/sample';
import { statValue } from '../../migration/sample';
import { refKey, type Task } from '../../migration/task';
import type { Tone } from '../../migration/viewModel';
import { taskName } from '../taskNames';
import type { OverviewRow } from './protocol';

/** What ended within so long, ms, is recent. */
const RECENT = 24 * 60 * 60_000;
/** Values of a trend line. */
const TREND = 40;

export interface RowInput {
	readonly task: Task;
	readonly service: ServiceInfo;
	readonly presenter: ServicePresenter;
	readonly run: RunState | undefined;
	/** Oldest first. */
	readonly samples: readonly Sample[];
	readonly connection: string;
	readonly pinned: boolean;
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
}

/** Whether a task belongs into the overview: it runs, waits for somebody, or has ended lately (or nobody can say when). */
export function isShown({ task, service, now }: Pick<RowInput, 'task' | 'service' | 'now'>): boolean {
	if (!task.over) {
		return task.group === 'active' || task.group === 'pending' || task.group === 'failed';
	}
	const ended = service.summary.endedAt?.(task) ?? task.createdAt;
	return ended !== undefined && now - ended < RECENT && ended <= now;
}

export function rowOf(input: RowInput): OverviewRow {
	const { task, service, presenter, run, samples, connection, pinned, format, now } = input;
	const cutover = run && presenter.cutover?.(task, run, format, now);
	const trend = service.summary.trend?.(task);
	const percent = task.over ? null : (service.summary.percent?.(task) ?? null);
	return {
		key: refKey(task.ref),
		ref: task.ref,
		name: taskName(task),
		where: [service.label, plainLine(connection)].join(' · '),
		service: service.label,
		connection: plainLine(connection),
		group: task.group,
		phase: plainLine(service.summary.row(task, format)),
		percent,
		left: cutover?.left?.text ?? '',
		leftMs: cutover?.left?.highMs ?? null,
		verdict: plainLine(cutover?.words?.text ?? service.statuses.row(task.status).words()),
		tone: cutover?.words?.tone ?? TONES[task.group],
		needs: needsOf(task, cutover),
		trendOf: trend?.label() ?? '',
		trend: trend
			? samples
					.slice(-TREND)
					.map((sample) => statValue(sample, trend.stat))
					.filter((value): value is number => value !== null && Number.isFinite(value))
			: [],
		sampledAt: task.over ? null : (samples.at(-1)?.at ?? null),
		pinned,
		facts: pinned ? factsOf(input) : [],
	};
}

const TONES: Readonly<Record<Task['group'], Tone>> = {
	failed: 'bad',
	pending: 'waiting',
	active: 'busy',
	stopped: 'neutral',
	succeeded: 'good',
	other: 'neutral',
};

/** The tiles of its live statistics, which are what one looks at during a cutover. */
function factsOf({ task, presenter, samples, format }: RowInput): OverviewRow['facts'] {
	return presenter
		.live(task, samples, format)
		.tiles.slice(0, 4)
		.map(
			({ label, main }) =>
				[label, main.map(({ value, unit }) => [value, unit].filter(Boolean).join(' ')).join(' → ')] as const,
		);
}

function needsOf(task: Task, cutover: Cutover | undefined): string {
	if (task.group === 'failed') {
		return l10n.t('failed');
	}
	if (task.stage === 'unconfigured') {
		return l10n.t('waits for its configuration');
	}
	if (task.group === 'pending') {
		return l10n.t('waits to be started');
	}
	return cutover?.words?.needsYou ? plainLine(cutover.words.text) : '';
}
