/** Filter and grouping of the tree. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { matcherOf } from '../../migration/taskMatcher';
import type { TaskStore } from '../../store/taskStore';
import { askText, type PickRow, pickOne } from '../quickPicks';
import { showTypingBox } from '../typingBox';
import { type FilterFacts, type FilterRow, filterFault, filterRows } from './filterRows';
import type { GroupBy } from './nodes';
import { MAX_NAME, SavedFilters } from './savedFilters';
import type { TaskTree } from './taskTree';

export interface FilterDeps {
	readonly store: TaskStore;
	readonly format: Format;
	/** Keeps the filters that were saved. */
	readonly memento: vscode.Memento;
}

/** Asks for a filter, and shows what it finds while one types; a text as argument is taken as it is. */
export async function askFilter(deps: FilterDeps, argument?: unknown): Promise<void> {
	const { store } = deps;
	if (typeof argument === 'string') {
		await store.setFilter(argument);
		return;
	}
	const before = store.filter;
	const saved = new SavedFilters(deps.memento);
	// What VS Code is slow to write is shown at once.
	let known = saved.all();
	const answer = await showTypingBox<FilterRow>({
		title: l10n.t('Filter tasks'),
		placeHolder: l10n.t(
			'Words that stand anywhere: name, ID, address, instance, connection, error. For example {0}',
			'10.0.0.7 status:failed age:<7d',
		),
		value: before ?? '',
		rows: (typed) => filterRows(typed, factsOf(deps, known)),
		typed: (value) => {
			// Half a filter would hide everything, or nothing.
			if (filterFault(value) === undefined) {
				void store.setFilter(value, false);
			}
		},
		press: ({ does, filter }, typed) => (does === 'go on' ? filter : does === 'nothing' ? typed : undefined),
		remove: {
			label: l10n.t('Remove this saved filter'),
			of: ({ does }) => does === 'saved',
			run: ({ name }) => {
				known = known.filter((one) => one.name !== name);
				void saved.remove(name ?? '');
			},
		},
	});
	if (!answer) {
		await store.setFilter(before);
		return;
	}
	await store.setFilter(answer.row.filter);
	if (answer.row.does === 'save') {
		await saveFilter(saved, answer.row.filter);
	}
}

async function saveFilter(saved: SavedFilters, filter: string): Promise<void> {
	const name = await askText({
		prompt: l10n.t('The name under which “{0}” is found again. Another filter of that name is replaced.', filter),
		value: '',
		fault: (typed) => {
			const length = typed.trim().length;
			return length === 0
				? l10n.t('This cannot be empty.')
				: length > MAX_NAME
					? l10n.t('A name has at most {0} characters, this one has {1}.', MAX_NAME, length)
					: undefined;
		},
	});
	if (name !== undefined) {
		await saved.save({ name: name.trim(), filter });
	}
}

function factsOf({ store, format }: FilterDeps, saved: FilterFacts['saved']): FilterFacts {
	const names = new Map(store.connectionStates().map(({ id, name }) => [id, name]));
	return {
		saved,
		services: store.services.all,
		connections: [...names.values()].map((name) => plainLine(name)),
		finds: (filter) => {
			const matcher = matcherOf(filter, store.services, (id) => names.get(id) ?? id, Date.now);
			const all = store.allTasks();
			const found = matcher && all.filter((task) => matcher.fits(task)).length;
			return found === undefined ? undefined : l10n.t('{0} of {1}', format.integer(found), format.integer(all.length));
		},
	};
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
