/** The text that is copied for a field: the value as it came, not as it is shown. */
import { text, valueAt } from '../../core/values';
import type { WireFields } from '../../migration/task';

/** The value at a dotted wire path as text; undefined where the field did not come. */
export function fieldText(raw: WireFields, field: string): string | undefined {
	// A page may show a field twice, in words and as it came; the second one goes by a path of its own.
	const value = valueAt(raw, field) ?? valueAt(raw, field.replace(/\.raw$/, ''));
	if (value === undefined) {
		return undefined;
	}
	return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : text(value);
}
