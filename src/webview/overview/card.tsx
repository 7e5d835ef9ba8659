/** A pinned migration, large enough to be followed from a distance. */
import * as l10n from '@vscode/l10n';
import type { OverviewRow, Stat } from '../../ui/overview/protocol';
import { ToneIcon } from '../shared/icon';
import type { Actions } from './props';
import { Percent, Trendline } from './trendline';

export function Card({ row, actions }: { readonly row: OverviewRow; readonly actions: Actions }) {
	const { key, name, verdict, phase, left, tiles, trend, sampled, connection } = row;
	return (
		<article class="card" aria-label={name} data-card={key}>
			<div class="card-head">
				<button type="button" class="link value" data-open={key} onClick={() => actions.open(key)}>
					{name}
				</button>
				<button
					type="button"
					class="unpin"
					aria-label={l10n.t('Unpin {0}', name)}
					title={l10n.t('Unpin')}
					onClick={() => actions.pin(key)}
				>
					×
				</button>
			</div>
			<p class="dim value">{[connection, phase].filter(Boolean).join(' · ')}</p>
			<p class="verdict">
				<ToneIcon tone={verdict.tone} /> <strong class="value">{verdict.text}</strong>
			</p>
			<Percent row={row} number={actions.number} />
			{left === '' || row.leftMs === null ? null : <p class="value">{left}</p>}
			{trend ? <Trendline trend={trend} /> : null}
			{tiles ? (
				<dl>
					{tiles.map(({ id, label, main }) => (
						<div key={id}>
							<dt>{label}</dt>
							<dd>{main.map(written).join(' → ')}</dd>
						</div>
					))}
				</dl>
			) : null}
			<p class="hint">{sampled === '' ? l10n.t('not sampled yet') : l10n.t('sampled {0}', sampled)}</p>
		</article>
	);
}

function written({ value, unit }: Stat): string {
	return unit ? `${value} ${unit}` : value;
}
