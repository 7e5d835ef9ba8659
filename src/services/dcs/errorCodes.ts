/** The error codes of DCS that say more than the HTTP status ("Error Codes" of the DCS API; older answers write numbers instead). */
import type { CloudErrorKind } from '../../cloud/errors';
import type { ErrorCodes } from '../../cloud/request';

const KINDS: Readonly<Record<string, CloudErrorKind>> = {
	1001: 'token',
	1002: 'token',
	1003: 'token',
	1004: 'project',
	3022: 'invalid',
	4001: 'notFound',
	4002: 'project',
	4133: 'noSuchTask',
};

/** Busy, or not in this state. */
const WRONG_STATE = [
	4017, 4026, 4049, 4096, 4097, 4111, 4113, 4114, 4115, 4116, 4117, 4118, 4120, 4121, 4231, 4957, 4975,
];

export const DCS_ERROR_CODES: ErrorCodes = Object.fromEntries(
	[...Object.entries(KINDS), ...WRONG_STATE.map((number) => [String(number), 'wrongState'] as const)].flatMap(
		([number, kind]) => spellings(number).map((code) => [code, kind]),
	),
);

/** `DCS.4133` and, as older answers have it, `111400133`; `DCS.1001` and `111401001`. No such rule is known of the others. */
function spellings(number: string): string[] {
	const old = number.startsWith('4') ? '111400' : number.startsWith('1') ? '111401' : undefined;
	return [`DCS.${number}`, ...(old === undefined ? [] : [`${old}${number.slice(1)}`])];
}
