/** The live part: big numbers, curves, and the same as a table. */
import * as l10n from '@vscode/l10n';
import type { Live } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { Age } from './age';
import { Charts } from './charts';
import { useRoving } from './roving';
import { SamplesTable } from './samplesTable';
import { StatValue, TileView } from './tile';

/** Whether the curves are shown as a table as well; kept beyond the life of the page. */
export interface TableToggle {
	readonly open: boolean;
	readonly toggle: () => void;
}

interface LiveSectionProps {
	readonly live: Live;
	readonly table: TableToggle;
}

/** All that is measured while the task runs. */
export function LiveSection({ live, table }: LiveSectionProps) {
	const tiles = useRoving<HTMLDListElement>();
	return (
		<section class="live" aria-labelledby="live-title">
			<div class="section-head">
				<h2 id="live-title">{live.interval === 0 ? l10n.t('Last numbers') : l10n.t('Live')}</h2>
				<span class="note">
					<Age live={live} />
					{live.note === '' ? null : <span class="live-note">{live.note}</span>}
					{live.migrating ? (
						<span>
							{`${live.migrating.label}: `}
							<StatValue stat={live.migrating} />
						</span>
					) : null}
				</span>
			</div>
			{live.stale ? (
				<p class="notice notice-warning" role="alert">
					<ToneIcon tone="warning" />
					<span>{live.stale}</span>
				</p>
			) : null}
			<dl ref={tiles} class="tiles">
				{withKeys(live.tiles, ({ id }) => id).map(([key, tile]) => (
					<TileView key={key} tile={tile} />
				))}
			</dl>
			{live.charts.length === 0 ? null : (
				<>
					<Charts live={live} />
					<div class="table-toggle">
						<button
							type="button"
							class="link"
							aria-expanded={table.open}
							aria-controls="samples"
							onClick={table.toggle}
						>
							{table.open ? l10n.t('Hide table') : l10n.t('Show as table')}
						</button>
					</div>
					<div id="samples">{table.open ? <SamplesTable live={live} /> : null}</div>
				</>
			)}
		</section>
	);
}
