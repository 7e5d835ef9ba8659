/** One curve chart: uPlot with the colours of the theme and the numbers of the locale. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart, SeriesColor, TimeRange } from '../../ui/details/protocol';
import type { Formats } from '../shared/format';
import { TIME_STEPS, timeLabels, WHOLE_STEPS } from './axes';
import { type Columns, lonePoints, valueRange } from './chartData';

/** CSS pixels; details.css keeps the same height free while there is no curve. */
export const PLOT_HEIGHT = 140;
const AXIS = { width: 52, height: 24, tall: 38 };
/** CSS pixels that a drag must cover to be one: less is a click. */
const DRAG = 6;
/** All plots with this key share a crosshair. */
const SYNC = 'time';

/** The theme, read once for all plots of a page. */
export interface Theme {
	readonly text: string;
	readonly grid: string;
	readonly font: string;
	readonly series: Readonly<Record<SeriesColor, string>>;
}

const FALLBACK: Readonly<Record<SeriesColor, string>> = {
	blue: '#3794ff',
	green: '#89d185',
	orange: '#d18616',
	purple: '#b180d7',
	red: '#f14c4c',
	yellow: '#cca700',
};

/** Reads the colours in force. Canvas knows no CSS variables. */
export function readTheme(): Theme {
	const root = getComputedStyle(document.documentElement);
	const body = getComputedStyle(document.body);
	const color = (name: string, fallback: string): string => root.getPropertyValue(name).trim() || fallback;
	const series = Object.fromEntries(
		Object.entries(FALLBACK).map(([name, fallback]) => [name, opaque(color(`--vscode-charts-${name}`, fallback))]),
	) as Record<SeriesColor, string>;
	for (const [name, value] of Object.entries(series)) {
		// The legends' swatches take the very colours of the lines.
		document.body.style.setProperty(`--series-${name}`, value);
	}
	return {
		text: color('--vscode-descriptionForeground', body.color),
		grid: color('--vscode-charts-lines', 'rgba(128, 128, 128, 0.35)'),
		font: `11px ${body.fontFamily}`,
		series,
	};
}

/** Some themes define the orange of charts half transparent, which makes a thin line fade away. */
function opaque(color: string): string {
	const hex = /^#([0-9a-f]{6})[0-9a-f]{2}$/i.exec(color);
	const rgba = /^rgba\((.*),[^,]*\)$/i.exec(color);
	return hex ? `#${hex[1]}` : rgba ? `rgb(${rgba[1]})` : color;
}

/** What a plot asks of, and tells to, whatever is around it. All times in ms since 1970. */
export interface PlotLinks {
	/** The stretch of time to be shown. */
	readonly view: () => TimeRange;
	/** Times to be marked with a line. */
	readonly marks: () => readonly number[];
	/** The time under the mouse; undefined where it left. */
	readonly onCursor: (at: number | undefined) => void;
	/** A stretch was dragged over. */
	readonly onZoom: (range: TimeRange) => void;
	/** Double click. */
	readonly onReset: () => void;
}

/** Builds a plot in `host`. */
export function createPlot(
	host: HTMLElement,
	chart: Chart,
	data: Columns,
	theme: Theme,
	formats: Formats,
	links: PlotLinks,
): uPlot {
	const options: uPlot.Options = {
		width: Math.max(host.clientWidth, 80),
		height: PLOT_HEIGHT,
		ms: 1,
		legend: { show: false },
		padding: [8, 30, 0, 0],
		cursor: {
			y: false,
			drag: { x: true, y: false, setScale: false, dist: DRAG },
			bind: {
				dblclick: () => () => {
					links.onReset();
					return null;
				},
			},
			// A stretch is chosen in one chart; the others follow when the range does.
			sync: {
				key: SYNC,
				scales: ['x', null],
				setSeries: false,
				filters: { pub: (type) => /^mouse(move|leave)$/.test(type) },
			},
			points: { size: 7, fill: (plot, series) => String(stroke(plot.series[series]?.stroke, plot, series)) },
		},
		scales: {
			x: {
				time: true,
				range: () => {
					const { from, to } = links.view();
					return to > from ? [from, to] : [from - 1000, to + 1000];
				},
			},
			y: { range: (_, min, max) => valueRange(min, max, chart.max) },
		},
		axes: [
			{
				stroke: theme.text,
				font: theme.font,
				size: (_, labels) => (labels?.some((label) => label.includes('\n')) ? AXIS.tall : AXIS.height),
				gap: 6,
				space: 76,
				incrs: TIME_STEPS,
				grid: { show: false },
				ticks: { stroke: theme.grid, width: 1, size: 4 },
				values: (_, splits, __, ___, step) => timeLabels(splits, step, formats),
			},
			{
				stroke: theme.text,
				font: theme.font,
				size: AXIS.width,
				gap: 6,
				space: 26,
				...(chart.whole ? { incrs: WHOLE_STEPS } : {}),
				grid: { stroke: theme.grid, width: 1 },
				ticks: { show: false },
				values: (_, splits) => splits.map((value) => formats.short(value)),
			},
		],
		series: [
			{},
			...chart.series.map(({ label, color }, index): uPlot.Series => {
				const line = theme.series[color] ?? theme.text;
				return {
					label,
					stroke: line,
					width: 1.5,
					// Colour is never the only carrier: the second line of a chart is dashed, in the legend as well.
					...(index > 0 ? { dash: [5, 3] } : {}),
					points: {
						show: true,
						size: 5,
						fill: line,
						filter: (plot, series) => lonePoints([...(plot.data[series] ?? [])]),
					},
				};
			}),
		],
		hooks: {
			setCursor: [({ cursor, data: [times] }) => links.onCursor(times[cursor.idx ?? -1])],
			setSelect: [
				(plot) => {
					const { left, width } = plot.select;
					if (width > 0) {
						plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
						links.onZoom({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
					}
				},
			],
			drawAxes: [(plot) => drawMarks(plot, links.marks(), theme)],
		},
	};
	return new uPlot(options, aligned(chart, data), host);
}

/** The columns in the form that uPlot takes. */
export function aligned(chart: Chart, data: Columns): uPlot.AlignedData {
	return [[...data.times], ...chart.series.map(({ stat }) => [...(data.values[stat] ?? data.times.map(() => null))])];
}

/** A dashed line from top to bottom at each time in view; what it stands for is told below the charts. */
function drawMarks({ ctx, bbox, scales, valToPos }: uPlot, marks: readonly number[], theme: Theme): void {
	const { min, max } = scales.x ?? {};
	ctx.save();
	ctx.beginPath();
	ctx.strokeStyle = theme.text;
	ctx.lineWidth = devicePixelRatio;
	ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
	for (const at of marks.filter((time) => time >= (min ?? 0) && time <= (max ?? 0))) {
		const x = Math.round(valToPos(at, 'x', true));
		ctx.moveTo(x, bbox.top);
		ctx.lineTo(x, bbox.top + bbox.height);
	}
	ctx.stroke();
	ctx.restore();
}

function stroke(
	value: uPlot.Series.Stroke | undefined,
	plot: uPlot,
	series: number,
): CanvasRenderingContext2D['strokeStyle'] {
	return (typeof value === 'function' ? value(plot, series) : value) ?? '';
}
