import * as l10n from '@vscode/l10n';

/** Until the host sent what a page shows. */
export function Loading() {
	return (
		<p class="dim" role="status">
			{l10n.t('Loading…')}
		</p>
	);
}
