/** The curves as a table, for whoever reads numbers better than lines. */
import * as l10n from '@vscode/l10n';
import type { Chart, Live } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { isNumber } from './chartData';
import { usePage } from './context';

const MAX_ROWS = 200;

/** The newest samples of the range, newest first, one by one also where the curves are thinned. */
export function SamplesTable({ live }: { readonly live: Live }) {
	const { formats } = usePage();
	const stats = new Map(
		live.charts.flatMap((chart) => chart.series.map(({ stat, label }) => [stat, heading(chart, label)] as const)),
	);
	const { from, to } = live.range;
	const { times, values } = live.newest ?? live;
	const rows = times
		.map((at, row) => ({ at, row }))
		.filter(({ at }) => at >= from && at <= to)
		.slice(-MAX_ROWS);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a <section> would take on the looks of the page's sections.
		<div class="table-scroll" role="region" tabindex={0} aria-label={l10n.t('Samples, newest first')}>
			<table>
				<thead>
					<tr>
						<th scope="col">{l10n.t('Time')}</th>
						{[...stats].map(([stat, label]) => (
							<th key={stat} scope="col">
								{label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{withKeys(rows.reverse(), ({ at }) => at).map(([key, { at, row }]) => (
						<tr key={key}>
							<th scope="row">{formats.full(at)}</th>
							{[...stats.keys()].map((stat) => {
								const value = values[stat]?.[row];
								return <td key={stat}>{isNumber(value) ? formats.number(value) : '–'}</td>;
							})}
						</tr>
					))}
				</tbody>
			</table>
			{live.count > rows.length ? (
				<p class="dim">
					{l10n.t(
						'The newest {0} of {1} samples of this time range.',
						formats.number(rows.length),
						formats.number(live.count),
					)}
				</p>
			) : null}
		</div>
	);
}

function heading({ unit }: Chart, label: string): string {
	return unit && unit !== label ? `${label} (${unit})` : label;
}
