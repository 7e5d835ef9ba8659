/** How DCS spells its error codes, and the ones that say “busy, or not in this state”. */

/** `DCS.4133` and, as older answers have it, `111400133`; `DCS.1001` and `111401001`. No such rule is known of the others. */
export function spellings(number: string): string[] {
	const old = number.startsWith('4') ? '111400' : number.startsWith('1') ? '111401' : undefined;
	return [`DCS.${number}`, ...(old === undefined ? [] : [`${old}${number.slice(1)}`])];
}

/** Busy, or not in this state. */
export const WRONG_STATE: readonly string[] = [
	'4017',
	'4026',
	'4049',
	'4096',
	'4097',
	'4111',
	'4113',
	'4114',
	'4115',
	'4116',
	'4117',
	'4118',
	'4120',
	'4121',
	'4231',
	'4957',
	'4975',
];
