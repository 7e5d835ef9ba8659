/** One curve chart: uPlot with the colours of the theme and the numbers of the locale. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart, SeriesColor } from '../../ui/details/protocol';
import type { Formats } from '../shared/format';
import { type Columns, lonePoints, valueRange } from './chartData';

/** CSS pixels; details.css keeps the same height free while there is no curve. */
export const PLOT_HEIGHT = 140;
const AXIS = { width: 52, height: 24 };
/** All plots with this key share a crosshair. */
const SYNC = 'time';
const DAY = 86_400_000;
const MINUTE = 60_000;

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

/** Steps between the times on the axis, ms: never less than the second that they are told by. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
	(seconds) => seconds * 1000,
);

/** `onCursor` is told the time under the crosshair, ms since 1970; undefined where it left. */
export function createPlot(
	host: HTMLElement,
	chart: Chart,
	data: Columns,
	theme: Theme,
	formats: Formats,
	onCursor: (at: number | undefined) => void,
): uPlot {
	const options: uPlot.Options = {
		width: Math.max(host.clientWidth, 80),
		height: PLOT_HEIGHT,
		ms: 1,
		legend: { show: false },
		padding: [8, 20, 0, 0],
		cursor: {
			y: false,
			drag: { x: false, y: false, setScale: false },
			sync: { key: SYNC, scales: ['x', null], setSeries: false },
			points: { size: 7, fill: (plot, series) => String(stroke(plot.series[series]?.stroke, plot, series)) },
		},
		scales: {
			x: { time: true, range: (_, min, max) => (max > min ? [min, max] : [min - 1000, max + 1000]) },
			y: { range: (_, min, max) => valueRange(min, max, chart.max) },
		},
		axes: [
			{
				stroke: theme.text,
				font: theme.font,
				size: AXIS.height,
				gap: 6,
				space: 72,
				incrs: TIME_STEPS,
				grid: { show: false },
				ticks: { stroke: theme.grid, width: 1, size: 4 },
				values: (_, splits, __, ___, step) => splits.map((at) => clock(at, step, formats)),
			},
			{
				stroke: theme.text,
				font: theme.font,
				size: AXIS.width,
				gap: 6,
				space: 26,
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
		hooks: { setCursor: [({ cursor, data: [times] }) => onCursor(times[cursor.idx ?? -1])] },
	};
	return new uPlot(options, aligned(chart, data), host);
}

/** The columns in the form that uPlot takes. */
export function aligned(chart: Chart, data: Columns): uPlot.AlignedData {
	return [[...data.times], ...chart.series.map(({ stat }) => [...(data.values[stat] ?? data.times.map(() => null))])];
}

function clock(at: number, step: number, formats: Formats): string {
	if (step >= DAY) {
		return formats.day(at);
	}
	return step >= MINUTE ? formats.minute(at) : formats.second(at);
}

function stroke(
	value: uPlot.Series.Stroke | undefined,
	plot: uPlot,
	series: number,
): CanvasRenderingContext2D['strokeStyle'] {
	return (typeof value === 'function' ? value(plot, series) : value) ?? '';
}
