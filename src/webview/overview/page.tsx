/** The whole overview: what needs somebody, what is pinned, and the table. */
import * as l10n from '@vscode/l10n';
import type { OverviewRow, OverviewView } from '../../ui/overview/protocol';
import type { Formats } from '../shared/format';
import { ToneIcon } from '../shared/icon';
import { type Choice, type Column, chosen, type GroupName } from './order';
import { Spark } from './spark';
import { sortable, Table } from './table';

export interface OverviewActions {
	readonly formats: Formats;
	readonly refresh: () => void;
	readonly open: (row: OverviewRow) => void;
	readonly pin: (row: OverviewRow) => void;
	readonly sort: (column: Column) => void;
	readonly filter: (text: string) => void;
	readonly toggle: (group: GroupName) => void;
}

interface PageProps {
	readonly view: OverviewView;
	readonly choice: Choice;
	readonly actions: OverviewActions;
}

export function Page({ view, choice, actions }: PageProps) {
	const { rows, counts, budget, trouble, loading, mostPinned } = view;
	const shown = chosen(rows, choice);
	const needing = rows.filter(({ needs }) => needs !== '');
	const pinned = rows.filter((row) => row.pinned);
	return (
		<>
			<header class="head">
				<h1>{l10n.t('Migrations')}</h1>
				<button type="button" data-action="refresh" onClick={actions.refresh}>
					{l10n.t('Refresh')}
				</button>
			</header>
			{trouble === '' ? null : (
				<p class="notice notice-bad" role="alert">
					<ToneIcon tone="bad" />
					<span>{trouble}</span>
				</p>
			)}
			<Needing rows={needing} open={actions.open} />
			{pinned.length === 0 ? null : (
				<section class="pinned" aria-label={l10n.t('Pinned')}>
					{pinned.map((row) => (
						<Card key={row.key} row={row} actions={actions} />
					))}
				</section>
			)}
			<div class="bar">
				{/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is. */}
				<div class="counts" role="group" aria-label={l10n.t('By status')}>
					{counts.map(({ group, title, count }) => (
						<button
							key={group}
							type="button"
							data-group={group}
							aria-pressed={choice.groups.has(group)}
							onClick={() => actions.toggle(group)}
						>
							{l10n.t('{0}: {1}', title, actions.formats.number(count))}
						</button>
					))}
				</div>
				<label class="sort-by">
					{l10n.t('Sort by')}{' '}
					<select
						name="sort"
						value={choice.order.column}
						onChange={({ currentTarget }) => actions.sort(currentTarget.value as Column)}
					>
						{sortable().map(([column, label]) => (
							<option key={column} value={column}>
								{label}
							</option>
						))}
					</select>
				</label>
				<input
					type="search"
					name="filter"
					aria-label={l10n.t('Filter by name, status, verdict or connection')}
					placeholder={l10n.t('Filter…')}
					value={choice.filter}
					onInput={({ currentTarget }) => actions.filter(currentTarget.value)}
				/>
			</div>
			{shown.length === 0 ? (
				<p class="dim none" role="status">
					{loading
						? l10n.t('Reading the tasks…')
						: rows.length === 0
							? l10n.t('Nothing runs, nothing waits, and nothing has ended in the last 24 hours.')
							: l10n.t('Nothing matches.')}
				</p>
			) : (
				<Table
					rows={shown}
					order={choice.order}
					formats={actions.formats}
					sort={actions.sort}
					open={actions.open}
					pin={actions.pin}
					canPin={pinned.length < mostPinned}
				/>
			)}
			<p class="dim budget">{budget}</p>
		</>
	);
}

function Needing({ rows, open }: { readonly rows: readonly OverviewRow[]; readonly open: (row: OverviewRow) => void }) {
	return rows.length === 0 ? null : (
		<section class="needing" aria-label={l10n.t('Needs you')}>
			<h2>{l10n.t('Needs you')}</h2>
			<ul>
				{rows.slice(0, 8).map((row) => (
					<li key={row.key}>
						<ToneIcon tone={row.tone} />
						<button type="button" class="link" onClick={() => open(row)}>
							{row.name}
						</button>
						<span>{row.group === 'failed' ? row.phase : row.needs}</span>
					</li>
				))}
			</ul>
			{rows.length > 8 ? <p class="dim">{l10n.t('and {0} more', rows.length - 8)}</p> : null}
		</section>
	);
}

function Card({ row, actions }: { readonly row: OverviewRow; readonly actions: OverviewActions }) {
	return (
		<article class={`card tone-line-${row.tone}`} data-card={row.name}>
			<h2>
				<button type="button" class="link" onClick={() => actions.open(row)}>
					{row.name}
				</button>
			</h2>
			<p class="card-verdict">
				<ToneIcon tone={row.tone} /> {row.verdict}
			</p>
			<dl>
				{row.facts.map(([label, value]) => (
					<div key={label}>
						<dt>{label}</dt>
						<dd>{value}</dd>
					</div>
				))}
				{row.left === '' ? null : (
					<div>
						<dt>{l10n.t('Time left')}</dt>
						<dd>{row.left}</dd>
					</div>
				)}
			</dl>
			<Spark values={row.trend} of={row.trendOf} />
			<button type="button" aria-label={l10n.t('Unpin {0}', row.name)} onClick={() => actions.pin(row)}>
				{l10n.t('Unpin')}
			</button>
		</article>
	);
}
