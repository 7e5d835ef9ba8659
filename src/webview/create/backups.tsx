/** The backups of the chosen instance, to pick one. */
import * as l10n from '@vscode/l10n';
import { isUsable } from '../../ui/create/protocol';
import { ToneIcon } from '../shared/icon';
import type { FieldsProps } from './fieldsProps';

/** Shown at once; older ones are entered by their ids. */
const MOST = 50;

export function Backups({ state, readBackups, pickBackup }: FieldsProps) {
	const { backups, values } = state;
	const of = values['source_instance.id'].trim();
	if (of === '' || backups?.of !== of) {
		return <div class="backups" />;
	}
	const { rows, loading, problem } = backups.list;
	if (loading || problem !== '' || rows.length === 0) {
		return (
			<div class="backups" role="status">
				{problem === '' ? null : <ToneIcon tone="warning" />}{' '}
				{loading
					? l10n.t('Reading the backups…')
					: problem === ''
						? l10n.t('This instance has no backups.')
						: l10n.t('The backups could not be listed: enter an ID by hand. {0}', problem)}{' '}
				{loading ? null : (
					<button type="button" data-action="readBackups" onClick={readBackups}>
						{l10n.t('Try again')}
					</button>
				)}
			</div>
		);
	}
	const picked = values['backup_files.backup_id'].trim();
	return (
		<fieldset class="backups">
			<legend>{l10n.t('Backups, newest first')}</legend>
			<div class="rows">
				{rows.slice(0, MOST).map((row) => (
					<label class={`row${row.id === picked ? ' on' : ''}`} key={row.id}>
						<input
							type="radio"
							name="pick"
							value={row.id}
							checked={row.id === picked}
							onChange={() => pickBackup(row.id)}
						/>
						<span class="grow">
							<strong>{row.name || row.id}</strong>
							<span class="dim">{row.about}</span>
						</span>
						{isUsable(row) ? null : (
							<span class="dim status">
								<ToneIcon tone="warning" /> {row.status}
							</span>
						)}
					</label>
				))}
			</div>
			{rows.length > MOST ? <p class="hint">{l10n.t('{0} older ones are not shown.', rows.length - MOST)}</p> : null}
		</fieldset>
	);
}
