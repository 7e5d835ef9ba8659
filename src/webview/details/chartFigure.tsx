/** One chart: caption, legend with the values at the crosshair, and the curve. */
import * as l10n from '@vscode/l10n';
import type { Chart, Live } from '../../ui/details/protocol';
import { isSameDay } from '../shared/format';
import { withKeys } from '../shared/keys';
import { sampleCount, sampleUpTo, valueAt } from './chartData';
import { usePage } from './context';
import { type PlotGroup, PlotView } from './plotView';

interface ChartFigureProps {
	readonly chart: Chart;
	readonly live: Live;
	readonly group: PlotGroup;
	/** Id of the text that says what the keys do. */
	readonly keysId: string;
	readonly onKey: (event: KeyboardEvent) => void;
	readonly onBlur: () => void;
}

/** The place of the curve is kept free until there are two samples to be joined. */
export function ChartFigure({ chart, live, group, keysId, onKey, onBlur }: ChartFigureProps) {
	const { data, crosshair } = group;
	const { formats } = usePage();
	const id = `chart-${chart.id}`;
	const title = chart.unit ? `${chart.title} (${chart.unit})` : chart.title;
	const drawn = sampleCount(chart, live) >= 2;
	const { at } = crosshair;
	const row = at === undefined ? (data.samples.at(-1) ?? -1) : data.times.indexOf(at);
	const long = !isSameDay(live.extent.from, live.extent.to);
	const time = (long ? formats.full : formats.second)(data.times[row] ?? 0);
	const values = chart.series.map((series) => {
		const value = valueAt(data, series.stat, row);
		return { ...series, value: value === undefined ? undefined : formats.number(value) };
	});
	const spoken = values.map(({ label, value }) =>
		value === undefined ? l10n.t('{0}: no value', label) : `${label} ${value}`,
	);
	return (
		<figure data-chart={chart.id} aria-labelledby={`${id}-title`}>
			<figcaption>
				<span class="chart-title" id={`${id}-title`}>
					{title}
				</span>
				<span class="chart-time" data-chart-time="" aria-hidden="true">
					{drawn && at !== undefined ? time : null}
				</span>
				<span class="visually-hidden" id={`${id}-summary`} data-summary="">
					{chart.summary}
				</span>
			</figcaption>
			<div class="legend" aria-hidden="true">
				{withKeys(values, ({ stat }) => stat).map(([key, { stat, label, color, value }], index) => (
					<span key={key} class="legend-item">
						<span class={`swatch color-${color}${index > 0 ? ' dashed' : ''}`} />
						{`${label} `}
						<span class="legend-value" data-legend={stat}>
							{drawn ? (value ?? '–') : null}
						</span>
					</span>
				))}
			</div>
			{drawn ? (
				<PlotView
					chart={chart}
					group={group}
					// A slider over time: the only role that hands the arrow keys to the page and speaks the value they lead to.
					role="slider"
					tabindex={0}
					aria-label={l10n.t('{0}: time under the crosshair', title)}
					aria-describedby={`${id}-summary ${keysId}`}
					aria-valuemin={1}
					aria-valuemax={data.samples.length}
					aria-valuenow={sampleUpTo(data, at) + 1}
					aria-valuetext={`${time}: ${spoken.join(', ')}`}
					onKeyDown={onKey}
					onBlur={onBlur}
				/>
			) : (
				<div class="plot collecting">{waitingText(chart, live)}</div>
			)}
		</figure>
	);
}

/** So many samples without a single value, and nobody need wait for one. */
const PATIENCE = 5;

function waitingText(chart: Chart, live: Live): string {
	if (live.count >= PATIENCE && sampleCount(chart, live) === 0) {
		return l10n.t('The service has given no value for this so far.');
	}
	return live.interval > 0 && !live.paused ? l10n.t('Collecting samples…') : l10n.t('Too few samples for a curve.');
}
