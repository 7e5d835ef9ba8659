/** Reading single values out of redacted wire fields, whatever form they came in. */
import type { WireFields } from '../migration/task';

/** The value at a dotted path; undefined where it did not come. */
export function at(raw: WireFields, path: string): unknown {
	if (Object.hasOwn(raw, path)) {
		// A field may have a dot in its own name.
		return raw[path];
	}
	let value: unknown = raw;
	for (const key of path.split('.')) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
			return undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	return value;
}

/** A value as text; '' for null and for what did not come; objects as JSON. */
export function text(value: unknown): string {
	if (value === undefined || value === null) {
		return '';
	}
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The text at a path, or undefined where there is none or only blanks. */
export function textAt(raw: WireFields, path: string): string | undefined {
	const found = text(at(raw, path)).trim();
	return found === '' ? undefined : found;
}

/** The number at a path, from a number or a numeric string; null where there is none. */
export function numberAt(raw: WireFields, path: string): number | null {
	const value = at(raw, path);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The boolean at a path, from any of the forms that services use; undefined where there is none. */
export function booleanAt(raw: WireFields, path: string): boolean | undefined {
	const value = at(raw, path);
	if (typeof value === 'boolean') {
		return value;
	}
	const word = text(value).trim().toLowerCase();
	return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : undefined;
}
