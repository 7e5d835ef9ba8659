/** One big number, or two with an arrow between them. */
import { Fragment } from 'preact';
import type { Stat, Tile } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { BarFill } from './barFill';
import { isNumber } from './chartData';
import { Help } from './help';

/** A number that matters, with its label, what stands below it, and how far it is. */
export function TileView({ tile }: { readonly tile: Tile }) {
	const { below, progress } = tile;
	return (
		<div class="tile" data-tile={tile.id}>
			<dt>
				{tile.label} <Help about={tile.label} text={tile.help} />
			</dt>
			<dd class="big">
				{withKeys(tile.main, ({ stat }) => stat).map(([key, stat], index) => (
					<Fragment key={key}>
						{index > 0 ? <span class="to">{' → '}</span> : null}
						<StatWithUnit stat={stat} />
					</Fragment>
				))}
			</dd>
			{below ? (
				<dd class="below">
					{below.stat ? (
						<>
							<StatWithUnit stat={below.stat} />{' '}
						</>
					) : null}
					{below.text}
				</dd>
			) : null}
			{isNumber(progress) ? (
				<dd class="bar" aria-hidden="true">
					<BarFill percent={progress} />
				</dd>
			) : null}
		</div>
	);
}

function StatWithUnit({ stat }: { readonly stat: Stat }) {
	return (
		<span class="stat">
			<StatValue stat={stat} />
			{stat.unit ? <span class="unit">{`\u202f${stat.unit}`}</span> : null}
		</span>
	);
}

/** A statistic under its wire name. */
export function StatValue({ stat: { stat, value } }: { readonly stat: Stat }) {
	return (
		<span data-stat={stat} title={stat}>
			{value}
		</span>
	);
}
