/** One migration as the overview shows it. Pure: from what was read before. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { VerdictWords } from '../../migration/cutover';
import { decimate } from '../../migration/decimate';
import type { Format } from '../../migration/format';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { RunState } from '../../migration/runState';
import type { Sample } from '../../migration/sample';
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
	readonly standing: Standing;
	/** What menus ask of the task. */
	readonly context: string;
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
}

/** How a task stands: the same words wherever they are shown. */
export interface Standing {
	readonly words: VerdictWords | undefined;
	readonly why: string | undefined;
}

/** The trend shows the last half hour, in so many points at the most. */
const TREND = { ms: 30 * 60_000, points: 48 } as const;
/** Tiles that tell how far behind a task is, or how long it still takes, where no time left can be judged. */
const LAG_TILES: ReadonlySet<string> = new Set(['offset', 'estimate']);
const NAME_LENGTH = 120;
const VERDICT_LENGTH = 240;

export function rowOf(input: RowInput): OverviewRow {
	const { task, service, presenter, run, connection, pinned, format, now } = input;
	// Of many tasks only the newest samples are kept; the newest one stands with the task.
	const samples = input.samples.length > 0 || !task.sample ? input.samples : [task.sample];
	const cutover = run && presenter.cutover?.(task, run, format, now);
	const { words, why } = input.standing;
	const from = samples.findLastIndex(({ at }) => at < now - TREND.ms) + 1;
	const recent = samples.slice(Math.max(0, from));
	const live =
		task.live && samples.length > 0
			? presenter.live(task, recent.length > 0 ? recent : samples.slice(-1), format)
			: undefined;
	const percent = task.over ? null : percentOf(live?.tiles ?? [], run);
	const trend = live && trendOf(live.charts, recent, percent, now);
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
			? { text: plainLine(words.text, VERDICT_LENGTH), tone: words.tone }
			: { text: plainLine(service.summary.row(task, format), VERDICT_LENGTH), tone: groupTone(task.group) },
		...(why === undefined ? {} : { why }),
		connection: plainLine(connection, NAME_LENGTH),
		sampledAt: last?.at ?? null,
		...(pinned && live ? { tiles: live.tiles.filter((tile) => tells(tile, percent)) } : {}),
		context: JSON.stringify({ ...task.ref, migrationTask: input.context, preventDefaultContextMenuItems: true }),
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
		// "about under a minute" says nothing that "under a minute" does not.
		return { left: /^\d/.test(left.text) ? l10n.t('about {0}', left.text) : left.text, leftMs: left.highMs };
	}
	const tile = tiles.find(({ id }) => LAG_TILES.has(id));
	const [stat] = tile && tells(tile, percent) ? tile.main : [];
	const said = stat && /\d/.test(stat.value) ? l10n.t('{0}: {1}', tile?.label ?? '', written(stat)) : '';
	// Whose estimate it is goes with it.
	const whose = said !== '' && tile?.id === 'estimate' ? tile.below?.text : undefined;
	return { left: whose ? l10n.t('{0} · {1}', said, whose) : said, leftMs: null };
}

/** In a full sync the offset says nothing yet. */
function tells({ id }: Tile, percent: number | null): boolean {
	return id !== 'offset' || percent === null || percent >= 100;
}

function written({ value, unit }: Stat): string {
	return unit ? `${value} ${unit}` : value;
}

/** The curve that tells most: of the percentage until all is copied, then of what the service's first chart shows. It ends where samples do, not at `now`. */
function trendOf(
	charts: readonly Chart[],
	samples: readonly Sample[],
	percent: number | null,
	now: number,
): Trend | undefined {
	const chart = (percent !== null && percent < 100 && charts.find(({ id }) => id === 'progress')) || charts[0];
	const stat = chart?.series[0]?.stat;
	const start = samples[0]?.at ?? now;
	if (!chart || stat === undefined) {
		return undefined;
	}
	const end = Math.max(now, samples.at(-1)?.at ?? now);
	const { times, values, breaks } = decimate(samples, [stat], { from: start, to: end }, TREND.points);
	const column = values[stat] ?? [];
	const given = column.filter((value) => value !== null);
	if (given.length < 2 || end <= start) {
		return undefined;
	}
	const [low, high] = [Math.min(...given), Math.max(...given)];
	const points: [number, number][] = [];
	const starts: number[] = [];
	let missing = false;
	for (const [place, value] of column.entries()) {
		missing ||= (breaks[stat] ?? []).includes(place) || value === null;
		if (value !== null) {
			if (missing && points.length > 0) {
				starts.push(points.length);
			}
			missing = false;
			const time = ((times[place] ?? start) - start) / (end - start);
			points.push([rounded(time), high > low ? rounded((value - low) / (high - low)) : 0.5]);
		}
	}
	return { label: chart.summary, points, breaks: starts };
}

function rounded(value: number): number {
	return Math.round(value * 1_000) / 1_000;
}
