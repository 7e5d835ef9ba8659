/** The error codes of DCS that say more than the HTTP status ("Error Codes" of the DCS API; older answers write numbers instead). */
import * as l10n from '@vscode/l10n';
import type { CloudErrorKind } from '../../cloud/errors';
import type { ErrorCodes, ErrorWords } from '../../cloud/request';
import { causeAndSteps } from '../../migration/causes';
import { CONFIGURATION_CAUSES } from './apiCauses';
import { spellings, WRONG_STATE } from './codes';

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

export const DCS_ERROR_CODES: ErrorCodes = inAllSpellings([
	...Object.entries(KINDS),
	...WRONG_STATE.map((number) => [number, 'wrongState'] as const),
]);

/** What stops a configuration, in words: what happened, then what to do. */
export const DCS_ERROR_WORDS: ErrorWords = {
	...inAllSpellings([
		[
			'4080',
			() =>
				l10n.t(
					'The password of the source or of the target is wrong: Redis refused it, so nothing was configured. Enter it anew; leave it empty only where Redis has none.',
				),
		],
	]),
	...Object.fromEntries(
		CONFIGURATION_CAUSES.flatMap((row) => (row.codes ?? []).map((code) => [code, () => causeAndSteps(row)])),
	),
};

function inAllSpellings<T>(rows: readonly (readonly [number: string, value: T])[]): Readonly<Record<string, T>> {
	return Object.fromEntries(rows.flatMap(([number, value]) => spellings(number).map((code) => [code, value])));
}
