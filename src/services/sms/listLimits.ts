/** How far the list of SMS reaches ("Listing Migration Tasks"), and what to say of one that is not whole. */
import * as l10n from '@vscode/l10n';
import type { WholeList } from '../../core/list';

/** Most tasks that a page can have. */
export const PAGE_LIMIT = 200;
/** The highest position that a page can begin at: tasks beyond the page there cannot be asked for. */
export const MAX_OFFSET = 65_535;

/** Why a list is not whole, for the user. */
export function incompleteText({ rows, unreadable }: WholeList<unknown>): string {
	return rows.length + unreadable >= MAX_OFFSET
		? l10n.t(
				'The service gives out no more than about {0} tasks, and there are more. Filter by name to find the others.',
				MAX_OFFSET,
			)
		: l10n.t('Some tasks may be missing: the list changed while it was read. The next refresh reads it again.');
}
