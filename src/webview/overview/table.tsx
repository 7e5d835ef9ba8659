/** The table of all rows. One row is reached with Tab; from there the arrow keys lead on. */
import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { OverviewRow } from '../../ui/overview/protocol';
import { ToneIcon } from '../shared/icon';
import type { Column } from './order';
import { isTold, type PageProps } from './props';
import { Percent, Trendline } from './trendline';

/** The columns in their order; without a name where nothing can be sorted by it. */
const HEADS: readonly (readonly [id: string, column: Column | undefined, title: () => string])[] = [
	['pin', undefined, () => l10n.t('Pin')],
	['name', 'name', () => l10n.t('Task')],
	['phase', 'phase', () => l10n.t('Phase')],
	['percent', 'percent', () => l10n.t('Per cent')],
	['trend', undefined, () => l10n.t('Trend')],
	['left', 'left', () => l10n.t('Time left or lag')],
	['verdict', 'verdict', () => l10n.t('Verdict')],
	['connection', 'connection', () => l10n.t('Connection')],
	['sampled', 'sampled', () => l10n.t('Last sample')],
];

export function Table({ shown, total, choice: { sort }, isPinned, active, actions, ages, now }: PageProps) {
	const rows = useDrawnRows(
		shown.map((row) => ({
			row,
			pinned: isPinned(row.key),
			active: row.key === active,
			actions,
			sampled: ages.age(row.sampledAt, now),
			ages,
		})),
	);
	return (
		<table aria-labelledby="all-title" aria-rowcount={total + 1}>
			<thead>
				<tr>
					{HEADS.map(([id, column, title]) =>
						column === undefined ? (
							<th key={id} scope="col" class={`col-${id} plain`}>
								{title()}
							</th>
						) : (
							<th
								key={id}
								scope="col"
								class={`col-${id}`}
								aria-sort={sort?.column === column ? (sort.descending ? 'descending' : 'ascending') : 'none'}
							>
								<button type="button" data-sort={column} onClick={() => actions.sort(column)}>
									{title()}
									<span class="arrow" aria-hidden="true">
										{sort?.column === column ? (sort.descending ? '↓' : '↑') : ''}
									</span>
								</button>
							</th>
						),
					)}
				</tr>
			</thead>
			<tbody>{rows}</tbody>
		</table>
	);
}

/** The rows; of thousands, only those are drawn anew that are to look different. */
function useDrawnRows(all: readonly RowProps[]): VNode[] {
	const known = useRef(new Map<string, { readonly props: RowProps; readonly vnode: VNode }>());
	const before = known.current;
	known.current = new Map(
		all.map((props) => {
			const { key } = props.row;
			const old = before.get(key);
			return [key, old && sameProps(old.props, props) ? old : { props, vnode: <Row key={key} {...props} /> }];
		}),
	);
	return Array.from(known.current.values(), ({ vnode }) => vnode);
}

function sameProps(a: RowProps, b: RowProps): boolean {
	return (Object.keys(b) as (keyof RowProps)[]).every((name) => a[name] === b[name]);
}

interface RowProps extends Pick<PageProps, 'actions' | 'ages'> {
	readonly row: OverviewRow;
	readonly pinned: boolean;
	readonly active: boolean;
	/** How old its newest reading is. */
	readonly sampled: string;
}

function Row({ row, pinned, active, actions, ages, sampled }: RowProps) {
	const { key, name, service, phase, left, verdict, why, connection, trend, tone, context, sampledAt } = row;
	return (
		<tr
			data-row={key}
			data-vscode-context={context}
			class={why === undefined ? '' : 'needs'}
			tabindex={active ? 0 : -1}
			onFocusIn={() => actions.activate(key)}
			onClick={({ target }) => {
				if (!(target instanceof Element && target.closest('button'))) {
					actions.open(key);
				}
			}}
		>
			<td class="col-pin">
				<button
					type="button"
					class="pin"
					tabindex={active ? 0 : -1}
					aria-pressed={pinned}
					aria-label={l10n.t('Pin {0}', name)}
					title={pinned ? l10n.t('Unpin') : l10n.t('Pin')}
					onClick={() => actions.pin(key)}
				>
					<span aria-hidden="true">{pinned ? '★' : '☆'}</span>
				</button>
			</td>
			<th scope="row" class="col-name">
				<div class="name-line">
					<ToneIcon tone={tone} />
					<button type="button" class="name value" tabindex={-1} onClick={() => actions.open(key)}>
						{name}
					</button>
					<span class="dim">{service}</span>
				</div>
			</th>
			<td class={`col-phase value${isTold(row) ? ' told' : ''}`}>{phase}</td>
			<td class="col-percent">
				<Percent row={row} number={actions.number} />
			</td>
			<td class="col-trend">{trend ? <Trendline trend={trend} /> : null}</td>
			<td class="col-left value">{left}</td>
			<td class="col-verdict">
				<ToneIcon tone={verdict.tone} /> <span class="value">{verdict.text}</span>
			</td>
			<td class="col-connection value">{connection}</td>
			<td class="col-sampled" title={ages.exact(sampledAt)}>
				{sampled}
			</td>
		</tr>
	);
}
