/** Filter and grouping of the tree. */
import * as l10n from '@vscode/l10n';
import { parseFilter, unfinishedCriterion } from '../../migration/taskFilter';
import type { TaskStore } from '../../store/taskStore';
import { askText, type PickRow, pickOne } from '../quickPicks';
import type { GroupBy } from './nodes';
import type { TaskTree } from './taskTree';

/** Most characters of a name: the list of SMS takes no more. */
const MAX_NAME = 255;

/** What is wrong with a filter as typed, for the user; undefined where nothing is. */
export function filterFault(typed: string): string | undefined {
	const unfinished = unfinishedCriterion(typed);
	if (unfinished !== undefined) {
		return l10n.t('Nothing follows “{0}:”. Write what to look for right behind it, without a blank.', unfinished);
	}
	const name = parseFilter(typed)?.name ?? '';
	return name.length > MAX_NAME
		? l10n.t('A name has at most {0} characters, this one has {1}.', MAX_NAME, name.length)
		: undefined;
}

/** Asks for a part of the name and other criteria; a text as argument is taken as it is. */
export async function askFilter(store: TaskStore, argument?: unknown): Promise<void> {
	const name =
		typeof argument === 'string'
			? argument
			: await askText({
					prompt: l10n.t(
						'Show tasks whose name holds this text. Also state:, id:, source: (id, address or name) and project: (enterprise project), alone or together. Empty shows all.',
					),
					value: store.filter ?? '',
					placeHolder: l10n.t('{0}   or   {1}', 'orders', 'state:MIGRATE_FAIL source:10.0.0.7'),
					fault: filterFault,
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
