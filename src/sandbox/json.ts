/** Reading JSON that may be anything. */

/** The object that the text is; undefined for all else. */
export function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return undefined;
	}
}

/** undefined for what is no object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}
