/** The live part of the details page: tiles, and charts of the stretch of the run that a person looks at. Pure. */
import * as l10n from '@vscode/l10n';
import { decimate, rowsOf, type TimeRange, within } from '../../migration/decimate';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { type Sample, statValue } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { Chart, ChartMark } from '../../migration/viewModel';
import type { ConnectionProblem } from '../../store/connectionProblem';
import { problemText } from '../nextTry';
import type { Live, RangeChoice } from './protocol';
import { extentOf, rangeOf } from './range';

/** Rows of the charts, about: more than a chart has pixels. */
const MOST_ROWS = 1600;
/** Rows of the strip that shows the whole run. */
const MOST_OVERVIEW = 300;
/** Rows that the table shows. */
const MOST_NEWEST = 200;
/** Below this there is nothing to choose a range from, ms. */
const SHORT_RUN = 5 * 60_000;
/** Gaps that are told in words: the longest ones, and none shorter than a minute. */
const GAPS = { most: 5, least: 60_000 } as const;

/** What the live part is made of. */
export interface LiveInput {
	readonly presenter: ServicePresenter;
	/** Oldest first. */
	readonly samples: readonly Sample[];
	/** The stretch of the run that the charts show; left out: the last half hour. */
	readonly range?: RangeChoice | undefined;
	/** What happened in the run, to be marked in the charts, oldest first. */
	readonly marks?: readonly ChartMark[];
	readonly connection: { readonly name: string; readonly region: string | undefined } | undefined;
	/** How the reading of the task goes. */
	readonly polling: {
		readonly problem: ConnectionProblem | undefined;
		readonly stale: ConnectionProblem | undefined;
		readonly gone: boolean;
		readonly loading: boolean;
		readonly paused: boolean;
		readonly ended: boolean;
	};
	/** ms. */
	readonly interval: number;
	readonly format: Format;
	readonly now: number;
}

/** The live part; none for a task that never had statistics, nor for one that ended before any was taken. What was sampled stays. */
export function liveOf(input: LiveInput, task: Task): Live | undefined {
	const { presenter, samples, polling, interval, format, now } = input;
	if (samples.length === 0 && (!task.live || task.over)) {
		return undefined;
	}
	const ended = task.over || isStopped(input);
	const extent = extentOf(samples, now);
	const range = rangeOf(input.range, extent);
	const [first, end] = within(samples, range);
	const shown = end - first === samples.length ? samples : samples.slice(first, end);
	const live = presenter.live(task, samples, format, shown);
	// A curve of a single point will not grow any more.
	const charts = ended && samples.length < 2 ? [] : live.charts;
	const stats = [...new Set(charts.flatMap(({ series }) => series.map(({ stat }) => stat)))];
	const { gaps, ...curves } = decimate(samples, stats, range, MOST_ROWS);
	return {
		...live,
		charts,
		note: task.over
			? l10n.t('the task has ended; these are the last numbers')
			: ended
				? l10n.t('nothing is sampled now')
				: polling.paused
					? l10n.t('sampling is paused')
					: l10n.t('every {0}', format.duration(interval)),
		sampledAt: samples.at(-1)?.at ?? null,
		sentAt: now,
		interval: ended ? 0 : interval,
		paused: polling.paused,
		pausable: !ended,
		...(polling.stale ? { stale: problemText(polling.stale, format, now) } : {}),
		...curves,
		range,
		extent,
		count: shown.length,
		...(curves.times.length < shown.length ? { newest: rowsOf(shown.slice(-MOST_NEWEST), stats) } : {}),
		...(extent.to - extent.from > SHORT_RUN ? overviewOf(samples, charts, extent) : {}),
		marks: marksOf(input.marks ?? [], gaps, format),
	};
}

/** The whole run in one curve: the first that has values, and rather none of per cents, which only ever rise. */
function overviewOf(samples: readonly Sample[], charts: readonly Chart[], extent: TimeRange): Pick<Live, 'overview'> {
	const [counts, shares] = [
		charts.filter(({ max }) => max === undefined),
		charts.filter(({ max }) => max !== undefined),
	];
	const stats = [...counts, ...shares].flatMap(({ series }) => series[0]?.stat ?? []);
	const stat = stats.find((one) => samples.some((sample) => statValue(sample, one) !== null)) ?? stats[0];
	if (stat === undefined) {
		return {};
	}
	const { times, values, breaks } = decimate(samples, [stat], extent, MOST_OVERVIEW);
	return { overview: { stat, times, values, breaks } };
}

/** What happened, and the times in which nobody looked. */
function marksOf(given: readonly ChartMark[], gaps: readonly TimeRange[], format: Format): readonly ChartMark[] {
	const long = gaps.filter(({ from, to }) => to - from >= GAPS.least);
	const told = [...long].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, GAPS.most);
	const words = told.map(
		({ from, to }): ChartMark => ({
			at: from,
			kind: 'gap',
			label: l10n.t('no samples for {0}', format.duration(to - from)),
			tone: 'neutral',
		}),
	);
	return [...given, ...words].sort((a, b) => a.at - b.at);
}

/** Whether nothing asks any more: the connection or the task is not there, or the credential was refused. */
function isStopped({ connection, polling }: LiveInput): boolean {
	return connection === undefined || polling.ended || Boolean(polling.problem?.refused || polling.stale?.refused);
}
