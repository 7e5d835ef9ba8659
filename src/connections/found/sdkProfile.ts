/** The profile file of the Huawei Cloud SDKs: a section for each kind of credential, and addresses of regions in a file beside it. */
import { isRecord } from '../../core/values';
import { type Finding, type FoundPlace, filledIn, keyOf, placeOf, wordOf } from './finding';
import { readIni } from './ini';

/** The sections of a profile file that hold a key; none where the text is no such file. */
export function readSdkProfile(text: string, where: string): readonly Finding[] {
	const sections = readIni(text);
	return ['basic', 'global'].flatMap((label) => {
		const section = sections.get(label);
		const credential = keyOf(where, section?.get('ak'), section?.get('sk'), section?.get('security_token'));
		const place = placeOf({ iam: section?.get('iam_endpoint'), projectId: section?.get('project_id') });
		return credential ? [{ where, label, place, credential }] : [];
	});
}

/** A place with the addresses that a parsed `regions.yaml` has for it. Where it names one region alone, that is the place's. */
export function withRegions(place: FoundPlace, file: unknown): FoundPlace {
	const entries = ['dcs', 'sms', 'iam'].flatMap((service) =>
		rowsOf(file, service).map(({ region, address }) => ({ service, region, address })),
	);
	const regions = [...new Set(entries.map(({ region }) => region))];
	const region = place.region ?? (regions.length === 1 ? regions[0] : undefined);
	const own = entries.filter((entry) => entry.region === region);
	if (region === undefined || own.length === 0) {
		return place;
	}
	const addresses = Object.fromEntries(own.map(({ service, address }) => [service, address]));
	return { ...place, region, cloud: place.cloud ?? 'custom', endpoints: { ...addresses, ...place.endpoints } };
}

function rowsOf(file: unknown, service: string): readonly { readonly region: string; readonly address: string }[] {
	const [, rows] = Object.entries(isRecord(file) ? file : {}).find(([name]) => name.toLowerCase() === service) ?? [];
	return (Array.isArray(rows) ? rows : []).filter(isRecord).flatMap((row) => {
		const address = filledIn(row.endpoint) || filledIn(Array.isArray(row.endpoints) ? row.endpoints[0] : undefined);
		const region = wordOf(row.id);
		return region === '' || address === '' ? [] : [{ region, address }];
	});
}
