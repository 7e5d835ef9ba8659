/** The whole overview, from top to bottom. */
import * as l10n from '@vscode/l10n';
import { MOST_PINNED, type OverviewRow } from '../../ui/overview/protocol';
import { ToneIcon } from '../shared/icon';
import { Card } from './card';
import { countsOf } from './order';
import type { Actions, PageProps } from './props';
import { Table } from './table';

export function Page(props: PageProps) {
	const { view, shown, total, pinned, actions } = props;
	const waiting = view.rows.filter(({ why }) => why !== undefined);
	return (
		<>
			<header>
				<h1>{l10n.t('Migrations')}</h1>
				<button type="button" data-action="refresh" onClick={actions.refresh}>
					{l10n.t('Refresh')}
				</button>
			</header>
			{view.problems.map((problem) => (
				<div key={problem} class="notice notice-warning" role="status">
					<ToneIcon tone="warning" />
					<span>{problem}</span>
				</div>
			))}
			{waiting.length === 0 ? null : <Waiting rows={waiting} actions={actions} />}
			{pinned.length === 0 ? null : (
				<section aria-labelledby="pinned-title">
					<h2 id="pinned-title">
						{l10n.t('Pinned')}{' '}
						<span class="dim">{`${actions.number(pinned.length)} / ${actions.number(MOST_PINNED)}`}</span>
					</h2>
					<div class="cards">
						{pinned.map((row) => (
							<Card key={row.key} row={row} actions={actions} />
						))}
					</div>
				</section>
			)}
			<section aria-labelledby="all-title">
				<h2 id="all-title">{l10n.t('Running and ended within a day')}</h2>
				<Chooser {...props} />
				{shown.length > 0 ? (
					<Table {...props} />
				) : (
					<p class="dim empty" role="status">
						{view.loading
							? l10n.t('Loading…')
							: view.rows.length > 0
								? l10n.t('No migration matches the filter.')
								: l10n.t('No migration is running, waits or has ended within a day.')}
					</p>
				)}
				{total > shown.length ? (
					<button type="button" data-action="more" onClick={actions.more}>
						{l10n.t('Show more ({0} of {1} shown)', actions.number(shown.length), actions.number(total))}
					</button>
				) : null}
			</section>
			<footer class="hint" data-budget>
				<p>{view.budget}</p>
				<p>{l10n.t('Keys in the table: arrows move, Enter opens, P pins.')}</p>
			</footer>
		</>
	);
}

function Waiting({ rows, actions }: { readonly rows: readonly OverviewRow[]; readonly actions: Actions }) {
	return (
		<section aria-labelledby="waiting-title" class="waiting" data-section="waiting">
			<h2 id="waiting-title">
				{rows.length === 1 ? l10n.t('1 needs you') : l10n.t('{0} need you', actions.number(rows.length))}
			</h2>
			<ul>
				{rows.slice(0, MOST_WAITING).map((row) => (
					<li key={row.key}>
						<ToneIcon tone={row.state === 'active' ? row.verdict.tone : row.tone} />
						<button type="button" class="link value" data-open={row.key} onClick={() => actions.open(row.key)}>
							{row.name}
						</button>
						<span class="value">{row.why}</span>
						<span class="dim value">{row.connection}</span>
					</li>
				))}
			</ul>
			{rows.length > MOST_WAITING ? (
				<p class="dim">{l10n.t('{0} more in the table below', actions.number(rows.length - MOST_WAITING))}</p>
			) : null}
		</section>
	);
}

/** More of them would push all else out of sight. */
const MOST_WAITING = 8;

function Chooser({ view, choice, actions }: PageProps) {
	return (
		<div class="chooser">
			<input
				type="search"
				id="filter"
				aria-label={l10n.t('Filter')}
				placeholder={l10n.t('Filter')}
				value={choice.filter}
				onInput={({ currentTarget }) => actions.filter(currentTarget.value)}
			/>
			<fieldset aria-label={l10n.t('States')}>
				{countsOf(view.rows).map(([state, count]) => (
					<button
						key={state}
						type="button"
						class="state"
						data-state={state}
						aria-pressed={choice.states.includes(state)}
						onClick={() => actions.toggle(state)}
					>
						{view.states[state]} <strong>{actions.number(count)}</strong>
					</button>
				))}
			</fieldset>
		</div>
	);
}
