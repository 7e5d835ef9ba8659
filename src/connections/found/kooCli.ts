/** KooCLI's `config.json`: its keys are encrypted unless somebody switched that off, and an encrypted one is never tried to be opened. */
import { isRecord } from '../../core/values';
import { attempt, type Finding, filledIn, keyOf, placeOf, type Told } from './finding';
import { endOf, parseJson } from './json';

/** The profiles of a configuration, the current one first; none where the text is that of another tool, which may have the same folder. Throws `FoundError`. */
export function readKooCli(text: string, where: string, told: Told, now = Date.now()): readonly Finding[] {
	const config = parseJson(text, where);
	if (!isRecord(config) || !Array.isArray(config.profiles)) {
		return [];
	}
	// A text in the file; without it the keys are encrypted.
	const plain = config.authEncrypt === false || filledIn(config.authEncrypt) === 'false';
	const current = filledIn(config.current);
	const profiles = config.profiles.filter(isRecord);
	const isCurrent = ({ name }: Readonly<Record<string, unknown>>): boolean => name === current;
	return [...profiles.filter(isCurrent), ...profiles.filter((one) => !isCurrent(one))].flatMap((profile) => {
		const label = filledIn(profile.name) || 'default';
		return attempt(told, label, () => readProfile(profile, { where, label, plain, now }));
	});
}

function readProfile(
	profile: Readonly<Record<string, unknown>>,
	{ where, label, plain, now }: { where: string; label: string; plain: boolean; now: number },
): readonly Finding[] {
	const place = placeOf({ region: profile.region, projectId: profile.projectId });
	const sso = isRecord(profile.ssoAuth) && isRecord(profile.ssoAuth.stsToken) ? profile.ssoAuth.stsToken : undefined;
	const end = endOf(profile.expiresAt);
	const over = end !== undefined && end <= now;
	const keys = filledIn(profile.accessKeyId) === '' ? (sso ?? profile) : profile;
	const credential =
		plain && !over ? keyOf(where, keys.accessKeyId, keys.secretAccessKey, keys.securityToken) : undefined;
	if (credential) {
		return [{ where, label, place, credential, ...(end === undefined ? {} : { endsAt: end }) }];
	}
	return Object.keys(place).length === 0 ? [] : [{ where, label, place, credential: undefined, needs: 'keys' }];
}
