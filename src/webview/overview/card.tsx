/** A pinned migration, large enough to be followed from a distance. */
import * as l10n from '@vscode/l10n';
import type { OverviewRow, Stat } from '../../ui/overview/protocol';
import { ToneIcon } from '../shared/icon';
import { isTold, type PageProps, type PinnedCard } from './props';
import { Percent, Trendline } from './trendline';

type CardProps = Pick<PageProps, 'actions' | 'ages' | 'now'> & { readonly card: PinnedCard };

/** One that is not there any more says why, until it is unpinned. */
export function Card({ card: { key, name, row, missing }, ...props }: CardProps) {
	const { actions } = props;
	return (
		<article class="card" aria-label={name} data-card={key} data-vscode-context={row?.context}>
			<div class="card-head">
				{row ? (
					<button type="button" class="link value" data-open={key} onClick={() => actions.open(key)}>
						{name}
					</button>
				) : (
					<strong class="value">{name}</strong>
				)}
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
			{row ? <Body row={row} {...props} /> : <p class="dim">{missing}</p>}
		</article>
	);
}

function Body({ row, actions, ages, now }: Omit<CardProps, 'card'> & { readonly row: OverviewRow }) {
	const { verdict, phase, left, percent, trend, connection, sampledAt } = row;
	// The per cent stand above them already.
	const tiles = row.tiles?.filter(({ progress }) => percent === null || progress == null);
	return (
		<>
			<p class="dim value">{[connection, isTold(row) ? '' : phase].filter(Boolean).join(' · ')}</p>
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
			<p class="hint" title={ages.exact(sampledAt)}>
				{sampledAt === null ? l10n.t('not sampled yet') : l10n.t('sampled {0}', ages.age(sampledAt, now))}
			</p>
		</>
	);
}

function written({ value, unit }: Stat): string {
	return unit ? `${value} ${unit}` : value;
}
