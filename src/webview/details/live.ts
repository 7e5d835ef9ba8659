/** The live part: big numbers, curves, and the same as a table. */
import * as l10n from '@vscode/l10n';
import type { Chart, Live, Stat, Tile } from '../../ui/details/protocol';
import { type Child, h, type VNode } from '../shared/dom';
import { toneIcon } from '../shared/icons';
import { isNumber, sampleCount } from './chartData';
import type { Context } from './context';

const MAX_ROWS = 100;

export function liveSection(live: Live, context: Context): VNode {
	const { state, set } = context;
	return h(
		'section',
		{ key: 'live', class: 'live', 'aria-labelledby': 'live-title' },
		h(
			'div',
			{ class: 'section-head' },
			h('h2', { id: 'live-title' }, live.interval === 0 ? l10n.t('Last numbers') : l10n.t('Live')),
			h(
				'span',
				{ class: 'note' },
				// Filled by the ticking clock, see age.ts.
				h('span', { 'data-age': '', opaque: true, class: 'age' }),
				live.note === '' ? null : h('span', { class: 'live-note' }, live.note),
				live.migrating ? h('span', {}, `${live.migrating.label}: `, statValue(live.migrating)) : null,
			),
		),
		live.stale
			? h(
					'p',
					{ key: 'stale', class: 'notice notice-warning', role: 'alert' },
					toneIcon('warning'),
					h('span', {}, live.stale),
				)
			: null,
		h('dl', { class: 'tiles' }, ...live.tiles.map(tileOf)),
		live.charts.length === 0
			? null
			: [
					h('div', { class: 'charts', key: 'charts' }, ...live.charts.map((chart) => figure(chart, live, context))),
					h(
						'div',
						{ class: 'table-toggle', key: 'toggle' },
						h(
							'button',
							{
								type: 'button',
								class: 'link',
								'aria-expanded': String(state.tableOpen),
								'aria-controls': 'samples',
								onclick: () => set({ tableOpen: !state.tableOpen }),
							},
							state.tableOpen ? l10n.t('Hide table') : l10n.t('Show as table'),
						),
					),
					h('div', { id: 'samples', key: 'samples' }, state.tableOpen ? table(live, context) : null),
				],
	);
}

function tileOf(tile: Tile): VNode {
	const progress = tile.progress;
	return h(
		'div',
		{ class: 'tile', key: tile.id, 'data-tile': tile.id },
		h('dt', {}, tile.label),
		h('dd', { class: 'big' }, ...tile.main.flatMap((stat, index) => [index > 0 ? arrow() : null, number(stat)])),
		tile.below
			? h(
					'dd',
					{ class: 'below', key: 'below' },
					tile.below.stat ? [number(tile.below.stat), ' '] : null,
					tile.below.text,
				)
			: null,
		isNumber(progress)
			? h(
					'dd',
					{ class: 'bar', key: 'bar', 'aria-hidden': 'true' },
					h('span', { class: 'bar-fill', style: { width: `${Math.min(100, Math.max(0, progress))}%` } }),
				)
			: null,
	);
}

function arrow(): VNode {
	return h('span', { class: 'to', key: 'to' }, ' → ');
}

function number(stat: Stat): VNode {
	return h(
		'span',
		{ class: 'stat', key: stat.stat },
		statValue(stat),
		stat.unit ? h('span', { class: 'unit' }, `\u202f${stat.unit}`) : null,
	);
}

function statValue(stat: Stat): VNode {
	return h('span', { 'data-stat': stat.stat, title: stat.stat }, stat.value);
}

function figure(chart: Chart, live: Live, { charts }: Context): VNode {
	const id = `chart-${chart.id}`;
	const title = chart.unit ? `${chart.title} (${chart.unit})` : chart.title;
	const drawn = sampleCount(chart, live) >= 2;
	return h(
		'figure',
		{ key: chart.id, 'data-chart': chart.id, 'aria-labelledby': `${id}-title` },
		h(
			'figcaption',
			{},
			h('span', { class: 'chart-title', id: `${id}-title` }, title),
			h('span', { class: 'chart-time', 'data-chart-time': '', opaque: true, 'aria-hidden': 'true' }),
			h('span', { class: 'visually-hidden', id: `${id}-summary`, 'data-summary': '' }, chart.summary),
		),
		h(
			'div',
			{ class: 'legend', 'aria-hidden': 'true' },
			...chart.series.map((series, index) =>
				h(
					'span',
					{ class: 'legend-item', key: series.stat },
					h('span', { class: `swatch color-${series.color}${index > 0 ? ' dashed' : ''}` }),
					`${series.label} `,
					h('span', { class: 'legend-value', 'data-legend': series.stat, opaque: true }),
				),
			),
		),
		drawn
			? h('div', {
					key: 'plot',
					class: 'plot',
					'data-plot': chart.id,
					opaque: true,
					// A slider over time: the only role that hands the arrow keys to the page and speaks the value they lead to.
					role: 'slider',
					tabindex: 0,
					'aria-label': l10n.t('{0}: time under the crosshair', title),
					'aria-describedby': `${id}-summary`,
					onkeydown: (event) => charts.key(event),
					onblur: () => charts.leave(),
				})
			: h('div', { key: 'collecting', class: 'plot collecting' }, waitingText(live)),
	);
}

function waitingText(live: Live): string {
	return live.interval > 0 && !live.paused ? l10n.t('Collecting samples…') : l10n.t('Too few samples for a curve.');
}

function table(live: Live, { formats }: Context): Child {
	const stats = new Map(
		live.charts.flatMap((chart) => chart.series.map((series) => [series.stat, heading(chart, series.label)] as const)),
	);
	const first = Math.max(0, live.times.length - MAX_ROWS);
	const rows = live.times.map((at, row) => ({ at, row })).slice(first);
	return h(
		'div',
		{ class: 'table-scroll', role: 'region', tabindex: 0, 'aria-label': l10n.t('Samples, newest first') },
		h(
			'table',
			{},
			h(
				'thead',
				{},
				h(
					'tr',
					{},
					h('th', { scope: 'col' }, l10n.t('Time')),
					...[...stats].map(([stat, label]) => h('th', { scope: 'col', key: stat }, label)),
				),
			),
			h(
				'tbody',
				{},
				...rows.reverse().map(({ at, row }) =>
					h(
						'tr',
						{ key: String(at) },
						h('th', { scope: 'row' }, formats.full(at)),
						...[...stats.keys()].map((stat) => {
							const value = live.values[stat]?.[row];
							return h('td', { key: stat }, isNumber(value) ? formats.number(value) : '–');
						}),
					),
				),
			),
		),
		live.times.length > MAX_ROWS
			? h('p', { class: 'dim' }, l10n.t('The newest {0} of {1} samples.', MAX_ROWS, live.times.length))
			: null,
	);
}

function heading(chart: Chart, label: string): string {
	return chart.unit && chart.unit !== label ? `${label} (${chart.unit})` : label;
}
