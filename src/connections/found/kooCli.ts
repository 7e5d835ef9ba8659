/** KooCLI's `config.json`: its keys are encrypted unless somebody switched that off, and an encrypted one is never tried to be opened. */
import { isRecord } from '../../core/values';
import { type Finding, FoundError, filledIn, keyOf, placeOf } from './finding';

/** The profiles of a configuration; none where the text is that of another tool, which may have the same folder. */
export function readKooCli(text: string, where: string, now = Date.now()): readonly Finding[] {
	let config: unknown;
	try {
		config = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw new FoundError(where, 'odd');
	}
	if (!isRecord(config) || !Array.isArray(config.profiles)) {
		return [];
	}
	// A text in the file; without it the keys are encrypted.
	const plain = String(config.authEncrypt) === 'false';
	return config.profiles.filter(isRecord).flatMap((profile): Finding[] => {
		const label = filledIn(profile.name) || 'default';
		const place = placeOf({ region: profile.region, projectId: profile.projectId });
		const over = Date.parse(String(profile.expiresAt ?? '')) <= now;
		const credential =
			plain && !over ? keyOf(where, profile.accessKeyId, profile.secretAccessKey, profile.securityToken) : undefined;
		if (!credential && Object.keys(place).length === 0) {
			return [];
		}
		return [{ where, label, place, ...(credential ? { credential } : { credential, needs: 'keys' as const }) }];
	});
}
