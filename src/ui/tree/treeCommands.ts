/** Filter and grouping of the tree. */
import * as l10n from '@vscode/l10n';
import type { TaskStore } from '../../store/taskStore';
import { askText, type PickRow, pickOne } from '../quickPicks';
import type { GroupBy } from './nodes';
import type { TaskTree } from './taskTree';

/** Asks for a part of the name; a text as argument is taken as it is. */
export async function askFilter(store: TaskStore, argument?: unknown): Promise<void> {
	const name =
		typeof argument === 'string'
			? argument
			: await askText({
					prompt: l10n.t('Show tasks whose name holds this text; empty shows all'),
					value: store.filter ?? '',
					placeHolder: 'orders',
				});
	if (name !== undefined) {
		await store.setFilter(name);
	}
}

/** Asks how to group, or takes the argument if it is one of the ways. */
export async function askGroupBy(tree: TaskTree, argument?: unknown): Promise<void> {
	const ways: readonly (PickRow & { readonly value: GroupBy })[] = [
		{ label: l10n.t('Status'), description: l10n.t('the default'), value: 'status' },
		{ label: l10n.t('Connection'), value: 'connection' },
		{ label: l10n.t('Service'), value: 'service' },
	];
	const given = ways.find(({ value }) => value === argument);
	const picked =
		given ??
		(await pickOne(
			ways.map((way) => ({
				...way,
				description: way.value === tree.groupBy ? l10n.t('in force') : (way.description ?? ''),
			})),
			l10n.t('Group tasks by…'),
		));
	if (picked) {
		tree.setGroupBy(picked.value);
	}
}
