/** How a task migrates: once, or with its source's changes followed afterwards. */
import { filled, lookUp } from '../../core/values';
import { METHOD_WORDS } from './labels';
import type { DcsFields } from './schema';

/** The wire word of the migration's method, which some answers have in `migration_type`. */
export function methodOf(fields: DcsFields): string | undefined {
	const type = filled(fields.migration_type);
	return filled(fields.migration_method) ?? (lookUp(METHOD_WORDS, type) ? type : undefined);
}

/** Whether changes are followed once all is copied; undefined where the service does not say, or says it in a word that nobody knows. */
export function followsChanges(fields: DcsFields): boolean | undefined {
	switch (methodOf(fields)) {
		case 'full_amount_migration':
			return false;
		case 'incremental_migration':
			return true;
		default:
			return undefined;
	}
}
