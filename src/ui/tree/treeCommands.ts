/** Filter and grouping of the tree. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { matcherOf } from '../../migration/taskMatcher';
import type { TaskStore } from '../../store/taskStore';
import { askText, type PickRow, pickOne } from '../quickPicks';
import { showTypingBox } from '../typingBox';
import { type FilterFacts, type FilterRow, type FilterValues, filterFault, filterRows } from './filterRows';
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
	if (typeof argument === 'string') {
		await deps.store.setFilter(argument);
	} else {
		await askTyped(deps, deps.store.filter ?? '');
	}
}

/** `value`: what stands in the box at first. */
async function askTyped(deps: FilterDeps, value: string): Promise<void> {
	const { store } = deps;
	const before = store.filter;
	const saved = new SavedFilters(deps.memento);
	// What VS Code is slow to write is shown at once.
	let known = saved.all();
	const answer = await showTypingBox<FilterRow>({
		title: l10n.t('Filter tasks by name, ID, address, instance, connection or error'),
		placeHolder: l10n.t('Words that stand anywhere, for example {0}', '10.0.0.7 status:failed age:<7d'),
		value,
		rows: (typed) => filterRows(typed, factsOf(deps, known)),
		typed: (typed) => {
			// Half a filter would hide everything, or nothing.
			if (filterFault(typed, valuesOf(store)) === undefined) {
				void store.setFilter(typed, false);
			}
		},
		press: ({ does, filter }, typed) => (does === 'go on' ? filter : does === 'nothing' ? typed : undefined),
		buttons: [
			{
				icon: 'edit',
				label: l10n.t('Rename this saved filter…'),
				of: ({ does }) => does === 'saved',
				run: (row) => ({ ...row, does: 'rename' }),
			},
			{
				icon: 'trash',
				label: l10n.t('Remove this saved filter'),
				of: ({ does }) => does === 'saved',
				run: ({ name }) => {
					known = known.filter((one) => one.name !== name);
					void saved.remove(name ?? '');
					return undefined;
				},
			},
		],
	});
	if (!answer) {
		await store.setFilter(before);
		return;
	}
	const { does, filter, name } = answer.row;
	if (does === 'rename') {
		// Nothing was decided about the filter: back to where it is.
		await store.setFilter(before);
		await saveFilter(saved, filter, name);
		await askTyped(deps, answer.typed);
		return;
	}
	await store.setFilter(filter);
	if (does === 'save') {
		await saveFilter(saved, filter);
	}
}

/** `before`: what it is called so far. */
async function saveFilter(saved: SavedFilters, filter: string, before?: string): Promise<void> {
	const name = await askText({
		prompt: l10n.t('The name under which “{0}” is found again. Another filter of that name is replaced.', filter),
		value: before ?? '',
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
		await saved.save({ name: name.trim(), filter }, before);
	}
}

function factsOf({ store, format }: FilterDeps, saved: FilterFacts['saved']): FilterFacts {
	const names = new Map(store.connectionStates().map(({ id, name }) => [id, name]));
	return {
		...valuesOf(store),
		saved,
		finds: (filter) => {
			const matcher = matcherOf(filter, store.services, (id) => names.get(id) ?? id, Date.now);
			const all = store.allTasks();
			const count = matcher && all.filter((task) => matcher.fits(task)).length;
			return count === undefined
				? undefined
				: { count, text: l10n.t('{0} of {1}', format.integer(count), format.integer(all.length)) };
		},
	};
}

/** What the values of a filter can be, as far as services and tasks at hand tell. */
function valuesOf(store: TaskStore): FilterValues {
	const said = store.services.all.flatMap(({ statuses }) =>
		statuses.all().map((value) => [value, statuses.row(value).words()] as const),
	);
	const met = store.allTasks().map(({ ref, status }) => {
		const words = store.services.get(ref.service).statuses.row(status).words();
		return [plainLine(status), plainLine(words)] as const;
	});
	return {
		services: store.services.all,
		connections: store.connectionStates().map(({ id, name }) => ({ id, name: plainLine(name) })),
		statuses: [...new Map([...said, ...met])].map(([value, words]) => ({ value, words })),
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
