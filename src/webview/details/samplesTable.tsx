/** The curves as a table, for whoever reads numbers better than lines. */
import * as l10n from '@vscode/l10n';
import type { Chart, Live } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { isNumber } from './chartData';
import { usePage } from './context';

const MAX_ROWS = 100;

/** The newest samples of all curves, newest first. */
export function SamplesTable({ live }: { readonly live: Live }) {
	const { formats } = usePage();
	const stats = new Map(
		live.charts.flatMap((chart) => chart.series.map(({ stat, label }) => [stat, heading(chart, label)] as const)),
	);
	const rows = live.times.map((at, row) => ({ at, row })).slice(-MAX_ROWS);
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
								const value = live.values[stat]?.[row];
								return <td key={stat}>{isNumber(value) ? formats.number(value) : '–'}</td>;
							})}
						</tr>
					))}
				</tbody>
			</table>
			{live.times.length > MAX_ROWS ? (
				<p class="dim">{l10n.t('The newest {0} of {1} samples.', MAX_ROWS, live.times.length)}</p>
			) : null}
		</div>
	);
}

function heading({ unit }: Chart, label: string): string {
	return unit && unit !== label ? `${label} (${unit})` : label;
}
