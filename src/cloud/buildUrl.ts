/** Building addresses so that what is signed is what is sent. */
import { CloudError } from './errors';
import { encode } from './sign';

/**
 * An address below an endpoint. Segments and query are encoded as the signature wants it (a space is %20); query values that are undefined
 * are left out. Throws `noSuchTask` for a segment that would change the path, which no real id does.
 */
export function buildUrl(
	operation: string,
	endpoint: string,
	segments: readonly string[],
	query: Readonly<Record<string, string | number | undefined>> = {},
): URL {
	for (const segment of segments) {
		if (segment === '' || segment === '.' || segment === '..') {
			throw new CloudError({ kind: 'noSuchTask', operation });
		}
	}
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		value === undefined ? [] : `${encode(name)}=${encode(String(value))}`,
	);
	const path = segments.map(encode).join('/');
	return new URL(`${endpoint.replace(/\/+$/, '')}/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`);
}
