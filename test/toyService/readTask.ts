/** From what was read of a move to the task. */
import { readDate } from '../../src/core/dates';
import { filled } from '../../src/core/values';
import type { Readings } from '../../src/migration/ports';
import type { Task, TaskRef } from '../../src/migration/task';
import type { ToyFields } from './schema';
import { statuses } from './statuses';

/** The newer reading counts; what only the older one has survives. */
export function readTask(ref: TaskRef, { list, detail, sample }: Readings<ToyFields>): Task<ToyFields> {
	const readings = [list, detail].filter((one) => one !== undefined).sort((a, b) => a.at - b.at);
	const fields: ToyFields = Object.assign({}, ...readings.map((one) => one.fields));
	const status = filled(fields.phase) ?? '';
	const { group, stage, actions = [] } = statuses.row(status);
	return {
		ref,
		name: filled(fields.title) ?? ref.id,
		status,
		group,
		stage,
		actions,
		fields,
		raw: Object.assign({}, ...readings.map((one) => one.raw)),
		createdAt: readDate(fields.created).at,
		sample,
		live: stage === 'running',
		over: stage === 'over',
	};
}
