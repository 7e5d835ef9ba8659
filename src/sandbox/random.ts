/** Randomness that is a function of its arguments, so that every answer can be computed again from the seed alone. */

/** A 32-bit hash of the parts (FNV-1a with a final mix). */
export function hash(...parts: readonly (string | number)[]): number {
	let h = 0x811c9dc5;
	for (const part of parts) {
		const text = typeof part === 'number' ? String(part) : part;
		for (let i = 0; i < text.length; i++) {
			h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
		}
		h = Math.imul(h ^ 0x1f, 0x01000193);
	}
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** In [0, 1). */
export function unit(...parts: readonly (string | number)[]): number {
	return hash(...parts) / 0x1_0000_0000;
}

/** A whole number from `low` to `high`, both included. */
export function between(low: number, high: number, ...parts: readonly (string | number)[]): number {
	return low + Math.floor(unit(...parts) * (high - low + 1));
}

/** One of the choices. */
export function pick<T>(choices: readonly [T, ...T[]], ...parts: readonly (string | number)[]): T {
	return choices[hash(...parts) % choices.length] ?? choices[0];
}

/** 8 hex digits. */
export function hex8(value: number): string {
	return (value >>> 0).toString(16).padStart(8, '0');
}

/** 32 hex digits without dashes, as the cloud's project and instance ids. */
export function hexId(...parts: readonly (string | number)[]): string {
	return [0, 1, 2, 3].map((n) => hex8(hash(n, ...parts))).join('');
}

/** The same as a UUID with dashes. */
export function uuid(...parts: readonly (string | number)[]): string {
	return dashed(hexId(...parts));
}

/** 32 hex digits written as a UUID. */
export function dashed(hex: string): string {
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
