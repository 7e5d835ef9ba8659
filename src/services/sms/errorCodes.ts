/** The error codes of SMS that say more than the HTTP status ("Error Codes" of the SMS API). */
import type { ErrorCodes } from '../../cloud/request';

export const SMS_ERROR_CODES: ErrorCodes = {
	// Faults of the request that are answered with 401: signing in again would not help.
	'SMS.2003': 'invalid',
	'SMS.2004': 'invalid',
	'SMS.2005': 'invalid',
	'SMS.2006': 'invalid',
	// Not in this state: to be paused, resumed, restarted, deleted.
	'SMS.1038': 'wrongState',
	'SMS.1039': 'wrongState',
	'SMS.1040': 'wrongState',
	'SMS.2015': 'wrongState',
	'SMS.2216': 'noSuchTask',
	'SMS.2252': 'noSuchTask',
};
