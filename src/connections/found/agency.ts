/** The key that a cloud server has of its agency: its metadata service gives it out to whoever runs there. Asked on a person's word alone. */
import { request } from 'node:http';
import { isRecord } from '../../core/values';
import { readKeyJson } from './devkit';
import { type Finding, FoundError, placeOf } from './finding';
import { parseJson } from './json';

/** As the SDKs have it: who is no server must not be kept waiting. */
const PATIENCE_MS = 3_000;
/** Longest answer that is read, in UTF-16 units. */
const LONGEST = 100_000;

interface Answer {
	readonly status: number;
	readonly text: string;
}

/**
 * The key of the agency of this server, and where the server is as far as it is told. `base` is the metadata service's address. Throws
 * {@link FoundError}: `noServer` where none answers in 3 s, `noAgency` where the server has none.
 */
export async function readAgency(base: string, patience = PATIENCE_MS): Promise<readonly Finding[]> {
	const where = base.replace(/^https?:\/\//, '');
	const signal = AbortSignal.timeout(patience);
	const ask = (path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
		answerOf(`${base}${path}`, { method, headers, signal }).catch(() => {
			throw new FoundError(where, 'noServer');
		});
	// Where the service has no tokens, it answers without one.
	const token = await ask('/meta-data/latest/api/token', 'PUT', { 'X-Metadata-Token-Ttl-Seconds': '21600' });
	const header = token.status === 200 ? { 'X-Metadata-Token': token.text.trim() } : {};
	const key = await ask('/openstack/latest/securitykey', 'GET', header);
	if (key.status !== 200) {
		throw new FoundError(where, key.status === 401 ? 'noAgency' : 'noServer');
	}
	const [found] = readKeyJson(key.text, where);
	if (!found) {
		throw new FoundError(where, 'noAgency');
	}
	const about = await ask('/openstack/latest/meta_data.json', 'GET', header).catch(() => undefined);
	return [{ ...found, place: about?.status === 200 ? placeOfServer(about.text, where) : {} }];
}

function placeOfServer(text: string, where: string): Finding['place'] {
	try {
		const about = parseJson(text, where);
		return isRecord(about) ? placeOf({ region: about.region_id, projectId: about.project_id }) : {};
	} catch {
		return {};
	}
}

/** Past any proxy: the address is this machine's own. */
function answerOf(
	url: string,
	options: {
		readonly method: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly signal: AbortSignal;
	},
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const asked = request(url, options, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (part: string) => {
				text += part;
				if (text.length > LONGEST) {
					response.destroy(new Error('too long'));
				}
			});
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
			response.on('error', reject);
		});
		asked.on('error', reject);
		asked.end();
	});
}
