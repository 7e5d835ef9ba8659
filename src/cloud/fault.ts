/** From what the network layer throws to a CloudError. */
import { isRecord } from '../core/values';
import { CloudError } from './errors';
import type { CloudRequest } from './request';

/** Faults before anything was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'ENETDOWN',
	'EADDRNOTAVAIL',
]);
const CERTIFICATE =
	/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH$|EPROTO$|INVALID_CA$)/;

/** Reads what the network layer threw. */
export function errorFromFault(request: CloudRequest, fault: unknown): CloudError {
	if (fault instanceof CloudError) return fault;
	const code = isRecord(fault) && typeof fault.code === 'string' ? fault.code : undefined;
	const known = { operation: request.operation, code, host: request.url.host };
	if (code === 'HPE_HEADER_OVERFLOW')
		return new CloudError({ ...known, kind: 'unreadable', reason: 'headers', sent: true });
	if (code !== undefined && /^Z_|^ERR_BROTLI|^HPE_/.test(code))
		return new CloudError({ ...known, kind: 'unreadable', reason: 'notJson', sent: true });
	if (code !== undefined && CERTIFICATE.test(code)) return new CloudError({ ...known, kind: 'certificate' });
	// A value that no header can carry: the request was never made.
	if (code === 'ERR_INVALID_CHAR')
		return new CloudError({ ...known, code: undefined, kind: 'invalid', reason: 'characters' });
	if (code !== undefined && NOT_SENT.has(code)) return new CloudError({ ...known, kind: 'network' });
	return new CloudError({ ...known, kind: 'network', reason: code === 'ETIMEDOUT' ? undefined : 'broken', sent: true });
}
