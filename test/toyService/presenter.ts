/** How a move is shown in full. */
import { chartOf, NONE } from '../../src/migration/chartModel';
import { asCode, asDate, asList, type DetailRow, detailFields, otherFields } from '../../src/migration/detailFields';
import type { ServicePresenter } from '../../src/migration/ports';
import { statValue } from '../../src/migration/sample';
import { groupTone } from '../../src/migration/viewModel';
import { TOY_MOVE, type ToyFields } from './schema';
import { statuses } from './statuses';

const ABOUT: readonly DetailRow[] = [
	['move_id', () => 'Move', asCode],
	['helpers', () => 'Helpers', asList],
	['created', () => 'Packed', asDate],
	['fault', () => 'Fault'],
	['moved', () => 'Moved'],
	['total', () => 'Of'],
];
const KNOWN: ReadonlySet<string> = new Set(Object.keys(TOY_MOVE));

export const presenter: ServicePresenter<ToyFields> = {
	headline: ({ status, group }) => ({ text: `${statuses.row(status).words()}.`, tone: groupTone(group) }),
	sections({ fields, raw }, format, now) {
		const context = { fields, raw, format, now };
		const card = (role: string, field: 'from_shelf' | 'to_shelf') => ({
			role,
			title: fields[field] ?? 'a shelf',
			titleField: field,
			fields: [],
		});
		return [
			{
				id: 'ends',
				title: 'From → to',
				layout: 'pair',
				from: card('From', 'from_shelf'),
				to: card('To', 'to_shelf'),
			},
			{ id: 'about', title: 'About this move', layout: 'fields', fields: detailFields(ABOUT, context) },
			{ id: 'other', title: 'Other fields', layout: 'fields', fields: otherFields(raw, KNOWN) },
		];
	},
	live(_task, samples, format) {
		const moved = statValue(samples.at(-1), 'moved');
		const value = moved === null ? NONE : format.integer(moved);
		const series = [['moved', 'Moved', 'blue']] as const;
		return {
			tiles: [{ id: 'moved', label: 'Toys moved', main: [{ stat: 'moved', value }] }],
			charts: [chartOf({ id: 'moved', title: 'Toys moved', series }, samples, format)],
		};
	},
};
