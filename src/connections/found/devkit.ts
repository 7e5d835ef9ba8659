/** Files that Huawei Cloud's devkit for agents writes: its own, and the one of obsutil. */
import { placeOfAddress } from '../../cloud/recognise';
import { isRecord } from '../../core/values';
import { type Finding, FoundError, type FoundPlace, filledIn, firstSet, keyOf, placeOf } from './finding';
import { readIni } from './ini';
import { endOf, parseJson } from './json';

/** The key of devkit's `credentials.json`, or that of an answer of IAM or of a server's agency; none where the text is no such file. Throws {@link FoundError}. */
export function readKeyJson(text: string, where: string, now = Date.now()): readonly Finding[] {
	const file = parseJson(text, where);
	const { credential: inner = file } = isRecord(file) ? file : {};
	if (!isRecord(inner)) {
		return [];
	}
	const either = (...names: string[]): string => names.map((name) => filledIn(inner[name])).find(Boolean) ?? '';
	const credential = keyOf(
		where,
		either('ak', 'access', 'accessKeyId'),
		either('sk', 'secret', 'secretAccessKey'),
		firstSet(inner.securityToken, inner.securitytoken, inner.security_token),
	);
	if (!credential) {
		return [];
	}
	const end = endOf(inner.expires_at ?? inner.expiresAt);
	if (end !== undefined && end <= now) {
		throw new FoundError(where, 'ended');
	}
	const place = placeOf({ region: inner.region, projectId: inner.project_id ?? inner.projectId });
	return [{ where, label: 'default', place, credential, ...(end === undefined ? {} : { endsAt: end }) }];
}

/** The key of `.obsutilconfig`, for which its endpoint names the region; newer versions may have encrypted it. None where the text is no such file. */
export function readObsutil(text: string, where: string): readonly Finding[] {
	const values = readIni(text).get('');
	const place = placeOfObs(values?.get('endpoint') ?? '');
	const [ak, sk] = [filledIn(values?.get('ak')), filledIn(values?.get('sk'))];
	if (ak === '' || sk === '') {
		return [];
	}
	// Ciphertext is longer than any access key, or has other signs in it.
	const credential = /^[A-Za-z0-9]{1,40}$/.test(ak) ? keyOf(where, ak, sk, values?.get('token')) : undefined;
	if (credential) {
		return [{ where, label: 'default', place, credential }];
	}
	return Object.keys(place).length === 0
		? []
		: [{ where, label: 'default', place, credential: undefined, needs: 'keys' }];
}

/** The address of OBS itself is none that a connection needs. */
function placeOfObs(endpoint: string): FoundPlace {
	const place = endpoint === '' ? undefined : placeOfAddress(endpoint);
	return place?.region === undefined || place.cloud === 'custom' ? {} : { cloud: place.cloud, region: place.region };
}
