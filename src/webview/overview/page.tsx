/** The whole overview, from top to bottom. */
import * as l10n from '@vscode/l10n';
import { MOST_PINNED } from '../../ui/overview/protocol';
import { ToneIcon } from '../shared/icon';
import { Card } from './card';
import { countsOf } from './order';
import type { PageProps } from './props';
import { Table } from './table';

/** More of them would push all else out of sight. */
export const MOST_WAITING = 8;

export function Page(props: PageProps) {
	const { view, shown, total, waiting, pinned, refused, actions } = props;
	return (
		<>
			<header>
				<h1>{l10n.t('Migrations')}</h1>
				<button type="button" data-action="refresh" onClick={actions.refresh}>
					{l10n.t('Refresh')}
				</button>
			</header>
			{view.paused ? (
				<p class="dim paused" data-paused>
					{l10n.t('Another window is in front: nothing is sampled, and the numbers grow old.')}
				</p>
			) : null}
			{view.problems.map(({ key, connection, text, remedy }) => (
				<div key={key} class="notice notice-warning" data-problem={key}>
					<ToneIcon tone="warning" />
					<span>
						{text.includes(connection) ? null : <strong>{connection} </strong>}
						{text}
					</span>
					<button type="button" data-remedy={key} onClick={() => actions.remedy(key)}>
						{remedy}
					</button>
				</div>
			))}
			{waiting === 0 ? null : <Waiting {...props} />}
			{pinned.length === 0 ? null : (
				<section aria-labelledby="pinned-title">
					<h2 id="pinned-title">
						{l10n.t('Pinned')}{' '}
						<span class="dim">{`${actions.number(pinned.length)} / ${actions.number(MOST_PINNED)}`}</span>
					</h2>
					<div class="cards">
						{pinned.map((card) => (
							<Card key={card.key} card={card} actions={actions} ages={props.ages} now={props.now} />
						))}
					</div>
				</section>
			)}
			<section aria-labelledby="all-title">
				<h2 id="all-title">{l10n.t('Running and ended within a day')}</h2>
				<Chooser {...props} />
				{shown.length > 0 ? <Table {...props} /> : <Empty {...props} />}
				{total > shown.length ? (
					<button type="button" data-action="more" onClick={actions.more}>
						{l10n.t('Show more ({0} of {1} shown)', actions.number(shown.length), actions.number(total))}
					</button>
				) : null}
			</section>
			<footer class="hint" data-budget>
				<p>{view.budget}</p>
				<p>
					{l10n.t('Keys: / leads to the filter, arrows to and through the rows, Enter opens, P pins, Escape clears.')}
				</p>
			</footer>
			{refused === '' ? null : (
				<div class="notice notice-warning refused" data-refused>
					<ToneIcon tone="warning" />
					<span>{refused}</span>
				</div>
			)}
		</>
	);
}

function Empty({ view, rows, actions }: PageProps) {
	return (
		<div class="empty">
			<p class="dim" role="status">
				{view.loading
					? l10n.t('Loading…')
					: rows.length > 0
						? l10n.t('No migration matches the filter.')
						: view.connected
							? l10n.t('No migration is running, waits or has ended within a day.')
							: l10n.t('There is no connection whose migrations could be shown.')}
			</p>
			{view.connected ? null : (
				<button type="button" class="primary" data-action="connect" onClick={actions.connect}>
					{l10n.t('Add Connection…')}
				</button>
			)}
		</div>
	);
}

function Waiting({ waiting, named, actions }: PageProps) {
	return (
		<section aria-labelledby="waiting-title" class="waiting" data-section="waiting">
			<h2 id="waiting-title">
				{waiting === 1 ? l10n.t('1 needs you') : l10n.t('{0} need you', actions.number(waiting))}
			</h2>
			<ul>
				{named.map((row) => (
					<li key={row.key} data-vscode-context={row.context}>
						<ToneIcon tone={row.state === 'active' ? row.verdict.tone : row.tone} />
						<button type="button" class="link value" data-open={row.key} onClick={() => actions.open(row.key)}>
							{row.name}
						</button>
						<span class="value">{row.why ?? row.verdict.text}</span>
						<span class="dim value">{row.connection}</span>
					</li>
				))}
			</ul>
			{waiting > MOST_WAITING ? (
				<p class="dim">{l10n.t('{0} more in the table below', actions.number(waiting - MOST_WAITING))}</p>
			) : null}
		</section>
	);
}

function Chooser({ view, rows, choice, actions }: PageProps) {
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
				{countsOf(rows).map(([state, count]) => (
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
