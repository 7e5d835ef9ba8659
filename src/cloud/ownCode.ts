/** Which error codes are a service's own. */
import type { CloudRequest } from './request';

/** Whether a code is the service's own, not that of the gateway or of a proxy: it begins as those that are known of the service (`DCS.`, `1114`). */
export function isOwnCode({ errorCodes = {} }: CloudRequest, code: string | undefined): boolean {
	const family = code === undefined ? undefined : familyOf(code);
	return family !== undefined && Object.keys(errorCodes).some((known) => familyOf(known) === family);
}

function familyOf(code: string): string | undefined {
	return /^[A-Za-z]+(?=\.\d)/.exec(code)?.[0].toUpperCase() ?? /^\d{3}(?=\d{6}$)/.exec(code)?.[0];
}
