/** The table of migrations. Its headers sort; its rows take the keys. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { OverviewRow } from '../../ui/overview/protocol';
import type { Formats } from '../shared/format';
import { Icon, ToneIcon } from '../shared/icon';
import type { Column, Order } from './order';
import { Spark } from './spark';

export interface TableProps {
	readonly rows: readonly OverviewRow[];
	readonly order: Order;
	readonly formats: Formats;
	readonly sort: (column: Column) => void;
	readonly open: (row: OverviewRow) => void;
	readonly pin: (row: OverviewRow) => void;
	/** Whether another one can be pinned. */
	readonly canPin: boolean;
}

/** What can be sorted by, with its name. */
export function sortable(): readonly (readonly [column: Column, label: string])[] {
	return HEADS.flatMap(([column, label]) =>
		column === 'trend' || column === 'pin' ? [] : [[column, label()] as const],
	);
}

const HEADS: readonly (readonly [column: Column | 'trend' | 'pin', label: () => string])[] = [
	['name', () => l10n.t('Migration')],
	['phase', () => l10n.t('What it does')],
	['percent', () => l10n.t('Done')],
	['trend', () => l10n.t('Trend')],
	['left', () => l10n.t('Time left')],
	['verdict', () => l10n.t('Verdict')],
	['where', () => l10n.t('Connection')],
	['sampledAt', () => l10n.t('Last sample')],
	['pin', () => l10n.t('Pin')],
];

export function Table({ rows, order, sort, ...more }: TableProps) {
	return (
		<table>
			<thead>
				<tr>
					{HEADS.map(([column, label]) =>
						column === 'trend' || column === 'pin' ? (
							<th key={column} scope="col" class={`col-${column}`}>
								{label()}
							</th>
						) : (
							<th
								key={column}
								scope="col"
								class={`col-${column}`}
								aria-sort={order.column === column ? (order.descending ? 'descending' : 'ascending') : 'none'}
							>
								<button type="button" class="sort" data-sort={column} onClick={() => sort(column)}>
									{label()}
									{order.column === column ? (
										<span class={`direction${order.descending ? '' : ' up'}`}>
											<Icon name="chevron" />
										</span>
									) : null}
								</button>
							</th>
						),
					)}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<Row key={row.key} row={row} {...more} />
				))}
			</tbody>
		</table>
	);
}

function Row({
	row,
	open,
	pin,
	canPin,
	formats,
}: Omit<TableProps, 'rows' | 'order' | 'sort'> & { readonly row: OverviewRow }) {
	const cell = (column: string, label: string, content: ComponentChildren) => (
		<td class={`col-${column}`} data-label={label}>
			{content}
		</td>
	);
	const locked = !row.pinned && !canPin;
	return (
		<tr data-row={row.name} data-group={row.group} onKeyDown={(event) => moveFocus(event)}>
			<th scope="row" class="col-name">
				<ToneIcon tone={row.tone} />
				<button type="button" class="link" data-open onClick={() => open(row)}>
					{row.name}
				</button>
				{row.needs === '' ? null : <span class="needs">{row.needs}</span>}
			</th>
			{cell('phase', l10n.t('What it does'), row.phase)}
			{cell(
				'percent',
				l10n.t('Done'),
				row.percent === null ? '–' : l10n.t('{0} %', formats.number(Math.floor(row.percent))),
			)}
			{cell('trend', l10n.t('Trend'), <Spark values={row.trend} of={row.trendOf} />)}
			{cell('left', l10n.t('Time left'), row.left === '' ? '–' : row.left)}
			{cell('verdict', l10n.t('Verdict'), row.verdict)}
			{cell('where', l10n.t('Connection'), row.where)}
			{cell('sampledAt', l10n.t('Last sample'), row.sampledAt === null ? '–' : formats.second(row.sampledAt))}
			{cell(
				'pin',
				l10n.t('Pin'),
				<button
					type="button"
					data-pin
					aria-pressed={row.pinned}
					disabled={locked}
					aria-label={row.pinned ? l10n.t('Unpin {0}', row.name) : l10n.t('Pin {0}', row.name)}
					title={locked ? l10n.t('Six are pinned: unpin one first.') : undefined}
					onClick={() => pin(row)}
				>
					{row.pinned ? l10n.t('Unpin') : l10n.t('Pin')}
				</button>,
			)}
		</tr>
	);
}

/** Up and down go from row to row, on the same button. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: EventTarget }): void {
	const down = event.key === 'ArrowDown';
	if (!(down || event.key === 'ArrowUp') || !(event.currentTarget instanceof HTMLElement)) {
		return;
	}
	const next = down ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
	const onPin = event.target instanceof Element && event.target.matches('[data-pin]');
	next?.querySelector<HTMLElement>(onPin ? '[data-pin]' : '[data-open]')?.focus();
	event.preventDefault();
}
