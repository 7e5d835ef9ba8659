/** A move in a few words. */
import { filled } from '../../src/core/values';
import type { TaskSummary } from '../../src/migration/ports';
import type { ToyFields } from './schema';
import { statuses } from './statuses';

export const summary: TaskSummary<ToyFields> = {
	row: ({ status, fields }) => filled(fields.fault) ?? `${statuses.row(status).words().toLowerCase()} along`,
	kind: () => 'by wagon',
	from: ({ fields }) => filled(fields.from_shelf),
	to: ({ fields }) => filled(fields.to_shelf),
	method: () => undefined,
	error: ({ fields }) => filled(fields.fault),
};
