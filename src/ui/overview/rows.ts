/** One migration as the overview shows it. Pure: from what was read before. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { RunState } from '../../migration/runState';
import { type Sample, statValue } from '../../migration/sample';
import { refKey, type Task } from '../../migration/task';
import { type Chart, groupTone, type Stat, type Tile } from '../../migration/viewModel';
import { taskName } from '../taskNames';
import type { OverviewRow, Trend } from './protocol';

/** What one row is made of. */
export interface RowInput {
	readonly task: Task;
	readonly service: ServiceInfo;
	readonly presenter: ServicePresenter;
	/** Oldest first. */
	readonly samples: readonly Sample[];
	readonly run: RunState | undefined;
	/** Its connection's name. */
	readonly connection: string;
	readonly pinned: boolean;
	/** Why the task needs somebody, as standing.ts says it. */
	readonly needOf: (words: VerdictWords | undefined) => string | undefined;
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
}

/** The trend shows the last half hour, in so many points at the most. */
const TREND = { ms: 30 * 60_000, points: 48 } as const;
/** Tiles that tell how far behind a task is, or how long it still takes, where no time left can be judged. */
const LAG_TILES: ReadonlySet<string> = new Set(['offset', 'estimate']);
const NAME_LENGTH = 120;

export function rowOf(input: RowInput): OverviewRow {
	const { task, service, presenter, samples, run, connection, pinned, format, now } = input;
	const cutover = run && presenter.cutover?.(task, run, format, now);
	const words = cutover?.words;
	const why = input.needOf(words);
	const from = samples.findLastIndex(({ at }) => at < now - TREND.ms) + 1;
	const recent = samples.slice(Math.max(0, from));
	const live =
		task.live && samples.length > 0
			? presenter.live(task, recent.length > 0 ? recent : samples.slice(-1), format)
			: undefined;
	const percent = task.over ? null : percentOf(live?.tiles ?? [], run);
	const trend = live && trendOf(live.charts, recent, percent);
	const last = samples.at(-1);
	return {
		key: refKey(task.ref),
		name: taskName(task, NAME_LENGTH),
		service: service.label,
		state: task.group,
		tone: groupTone(task.group),
		phase: plainLine(service.statuses.row(task.status).words(), NAME_LENGTH),
		percent,
		...(trend ? { trend } : {}),
		...leftOf(task, cutover?.left, live?.tiles ?? [], percent),
		verdict: words
			? { text: words.text, tone: words.tone }
			: { text: service.summary.row(task, format), tone: groupTone(task.group) },
		...(why === undefined ? {} : { why }),
		connection: plainLine(connection, NAME_LENGTH),
		sampledAt: last?.at ?? null,
		sampled: last ? format.time(last.at) : '',
		...(pinned && live ? { tiles: live.tiles } : {}),
	};
}

function percentOf(tiles: readonly Tile[], run: RunState | undefined): number | null {
	const said = tiles.find(({ progress }) => progress != null)?.progress ?? run?.judgement?.progress ?? null;
	return said === null || !Number.isFinite(said) ? null : Math.min(100, Math.max(0, said));
}

function leftOf(
	task: Task,
	left: { readonly text: string; readonly highMs: number } | undefined,
	tiles: readonly Tile[],
	percent: number | null,
): Pick<OverviewRow, 'left' | 'leftMs'> {
	if (task.over) {
		return { left: '', leftMs: null };
	}
	if (left) {
		return { left: left.text, leftMs: left.highMs };
	}
	const tile = tiles.find(({ id }) => LAG_TILES.has(id));
	// In a full sync the offset says nothing yet.
	const tells = tile && (tile.id !== 'offset' || percent === null || percent >= 100);
	const [stat] = tells ? tile.main : [];
	return {
		left: stat && /\d/.test(stat.value) ? l10n.t('{0}: {1}', tile?.label ?? '', written(stat)) : '',
		leftMs: null,
	};
}

function written({ value, unit }: Stat): string {
	return unit ? `${value} ${unit}` : value;
}

/** The curve that tells most: of the percentage until all is copied, then of what the service's first chart shows. */
function trendOf(charts: readonly Chart[], samples: readonly Sample[], percent: number | null): Trend | undefined {
	const chart = (percent !== null && percent < 100 && charts.find(({ id }) => id === 'progress')) || charts[0];
	const stat = chart?.series[0]?.stat;
	if (!chart || stat === undefined) {
		return undefined;
	}
	const all = samples.flatMap((sample) => {
		const value = statValue(sample, stat);
		return value === null ? [] : [[sample.at, value] as const];
	});
	const points = thinned(all);
	const [[start] = [0, 0], [end] = [0, 0]] = [points[0], points.at(-1)];
	if (points.length < 2 || end <= start) {
		return undefined;
	}
	const values = points.map(([, value]) => value);
	const [low, high] = [Math.min(...values), Math.max(...values)];
	return {
		label: chart.summary,
		points: points.map(([at, value]) => [
			rounded((at - start) / (end - start)),
			high > low ? rounded((value - low) / (high - low)) : 0.5,
		]),
	};
}

function thinned<T>(all: readonly T[]): readonly T[] {
	const step = Math.ceil(all.length / TREND.points);
	// Counted from the end, so that the newest is always there.
	return step <= 1 ? all : all.filter((_, index) => (all.length - 1 - index) % step === 0);
}

function rounded(value: number): number {
	return Math.round(value * 1_000) / 1_000;
}
