/** The profile file of the Huawei Cloud SDKs: a section for each kind of credential, and addresses of regions in a file beside it. */
import { isRecord } from '../../core/values';
import { attempt, type Finding, type FoundPlace, filledIn, keyOf, placeOf, type Told, wordOf } from './finding';
import { readIni } from './ini';

/** The sections of a profile file that hold a key; none where the text is no such file. */
export function readSdkProfile(text: string, where: string, told: Told): readonly Finding[] {
	const sections = readIni(text);
	return ['basic', 'global'].flatMap((label) => {
		const section = sections.get(label);
		return attempt(told, label, () => {
			const credential = keyOf(where, section?.get('ak'), section?.get('sk'), section?.get('security_token'));
			const place = placeOf({ iam: section?.get('iam_endpoint'), projectId: section?.get('project_id') });
			return credential ? [{ where, label, place, credential }] : [];
		});
	});
}

/** A service at a region, and its address. */
interface RegionAddress {
	readonly service: string;
	readonly region: string;
	readonly address: string;
}

const SERVICES: readonly string[] = ['dcs', 'sms', 'iam'];

/** A place with the addresses that are known for it. Where they are of one region alone, that is the place's. */
export function withRegions(place: FoundPlace, known: readonly RegionAddress[]): FoundPlace {
	const regions = [...new Set(known.map(({ region }) => region))];
	const region = place.region ?? (regions.length === 1 ? regions[0] : undefined);
	const own = known.filter((entry) => entry.region === region);
	if (region === undefined || own.length === 0) {
		return place;
	}
	const addresses = Object.fromEntries(own.map(({ service, address }) => [service, address]));
	return { ...place, region, cloud: place.cloud ?? 'custom', endpoints: { ...addresses, ...place.endpoints } };
}

/** The addresses of a parsed `regions.yaml`. */
export function regionsOfFile(file: unknown): readonly RegionAddress[] {
	return Object.entries(isRecord(file) ? file : {}).flatMap(([name, rows]) => {
		const service = name.toLowerCase();
		return SERVICES.includes(service) && Array.isArray(rows)
			? rows.filter(isRecord).flatMap((row) => {
					const first = Array.isArray(row.endpoints) ? row.endpoints[0] : undefined;
					return regionAddress(service, row.id, filledIn(row.endpoint) || filledIn(first));
				})
			: [];
	});
}

/** The addresses of variables, `HUAWEICLOUD_SDK_REGION_<SERVICE>_<REGION>` with a list of them. The later of two counts. */
export function regionsOfVariables(env: Readonly<Record<string, string | undefined>>): readonly RegionAddress[] {
	return Object.entries(env).flatMap(([name, value]) => {
		const [, service = '', region = ''] = /^HUAWEICLOUD_SDK_REGION_([A-Z]{1,10})_(\w{1,64})$/.exec(name) ?? [];
		return SERVICES.includes(service.toLowerCase())
			? regionAddress(service.toLowerCase(), region.toLowerCase().replaceAll('_', '-'), filledIn(value?.split(',')[0]))
			: [];
	});
}

function regionAddress(service: string, id: unknown, address: string): readonly RegionAddress[] {
	const region = wordOf(id);
	return region === '' || address === '' ? [] : [{ service, region, address }];
}
