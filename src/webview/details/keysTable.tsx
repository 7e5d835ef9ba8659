/** The comparison as a table, database by database, with what must be looked at below it. */
import * as l10n from '@vscode/l10n';
import type { KeysRow, KeysTable } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';

/** The table and its remarks. */
export function KeysTableView({ table: { caption, rows, total, more, remarks } }: { readonly table: KeysTable }) {
	return (
		<>
			{/* biome-ignore lint/a11y/useSemanticElements: a <section> would take on the looks of the page's sections. */}
			<div class="table-scroll keys-scroll" role="region" tabindex={0} aria-label={l10n.t('Keys per database')}>
				<table class="keys-table">
					<caption>{caption}</caption>
					<thead>
						<tr>
							<th scope="col">{l10n.t('Database')}</th>
							<th scope="col">{l10n.t('Source: keys − expires')}</th>
							<th scope="col">{l10n.t('Target: keys − expires')}</th>
							<th scope="col">{l10n.t('Difference')}</th>
							<th scope="col">{l10n.t('Meaning')}</th>
						</tr>
					</thead>
					<tbody>
						{withKeys(rows, ({ name }) => name).map(([key, row]) => (
							<tr key={key} data-db={row.name} data-meaning={row.meaningId}>
								<Counts row={row} />
								<td class="meaning">
									<ToneIcon tone={row.tone} /> {row.meaning}
								</td>
							</tr>
						))}
					</tbody>
					{total ? (
						<tfoot>
							<tr>
								<Counts row={total} />
								<td class="meaning" />
							</tr>
						</tfoot>
					) : null}
				</table>
			</div>
			{more === undefined ? null : <p class="dim">{more}</p>}
			{remarks.length === 0 ? null : (
				<ul class="remarks">
					{remarks.map(({ id, text }) => (
						<li key={id} data-remark={id}>
							{text}
						</li>
					))}
				</ul>
			)}
		</>
	);
}

function Counts({ row }: { readonly row: Pick<KeysRow, 'name' | 'source' | 'target' | 'difference'> }) {
	return (
		<>
			<th scope="row">{row.name}</th>
			<td>{row.source}</td>
			<td>{row.target}</td>
			<td>{row.difference}</td>
		</>
	);
}
