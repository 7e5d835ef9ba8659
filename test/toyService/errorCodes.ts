/** The error codes that say more than the HTTP status. */
import type { ErrorCodes } from '../../src/cloud/request';

export const TOY_ERROR_CODES: ErrorCodes = { 'TOY.0007': 'wrongState', 'TOY.0404': 'noSuchTask' };
