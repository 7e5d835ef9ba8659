/** The error codes of DCS that say more than the HTTP status ("Error Codes" of the DCS API; older answers write numbers instead). */
import * as l10n from '@vscode/l10n';
import type { CloudErrorKind } from '../../cloud/errors';
import type { ErrorCodes, ErrorWords } from '../../cloud/request';

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

export const DCS_ERROR_CODES: ErrorCodes = inAllSpellings([
	...Object.entries(KINDS),
	...WRONG_STATE.map((number) => [String(number), 'wrongState'] as const),
]);

/** The migration machine gets an address in the network of the target: what is wrong there stops a configuration. */
const WORDS: Readonly<Record<string, () => string>> = {
	4013: () =>
		l10n.t('The VPC of the migration is not valid. Choose an instance whose VPC still exists, then send it again.'),
	4014: () =>
		l10n.t('The security group of the migration is not valid. Choose one that belongs to its VPC, then send it again.'),
	4016: () => l10n.t('The subnet of the migration is not valid. Check that it still exists, then send it again.'),
	4018: () =>
		l10n.t('The subnet of the migration does not belong to its VPC. Choose a subnet of that VPC, then send it again.'),
	4020: () =>
		l10n.t(
			'DHCP is off in the subnet of the migration, so the migration machine gets no address. Turn it on, or use another subnet, then send it again.',
		),
	4046: () =>
		l10n.t(
			'The security group of the migration does not exist any more. Create it anew or choose another, then send it again.',
		),
	4068: () => l10n.t('The VPC of the migration does not exist any more. Choose another, then send it again.'),
	4080: () =>
		l10n.t(
			'The password of the source or of the target is wrong: Redis refused it, so nothing was configured. Enter it anew; leave it empty only where Redis has none.',
		),
	4911: () =>
		l10n.t(
			'The subnet of the migration has no free address left, so the migration machine cannot be placed there. Free an address, or use a larger subnet, then send it again.',
		),
};

export const DCS_ERROR_WORDS: ErrorWords = inAllSpellings(Object.entries(WORDS));

function inAllSpellings<T>(rows: readonly (readonly [number: string, value: T])[]): Readonly<Record<string, T>> {
	return Object.fromEntries(rows.flatMap(([number, value]) => spellings(number).map((code) => [code, value])));
}

/** `DCS.4133` and, as older answers have it, `111400133`; `DCS.1001` and `111401001`. No such rule is known of the others. */
function spellings(number: string): string[] {
	const old = number.startsWith('4') ? '111400' : number.startsWith('1') ? '111401' : undefined;
	return [`DCS.${number}`, ...(old === undefined ? [] : [`${old}${number.slice(1)}`])];
}
