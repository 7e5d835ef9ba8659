/** What an address or a region's id says of where it leads: pasted from a console, an API page or a file of another tool. */
import { CLOUDS, type Cloud, checkEndpoint } from './endpoints';

/** As much of a place as could be recognised. */
export interface RecognisedPlace {
	/** Id of a cloud; 'custom' for the address of a service at a host that no cloud is known to have. */
	readonly cloud: Cloud['id'];
	readonly region?: string;
	/** Only with 'custom': the address, and the id of the service that its host begins with. */
	readonly address?: string;
	readonly service?: string;
}

/** Ends of host names: consoles and services. The Swiss part of one has hosts of its own. */
const HOSTS: readonly (readonly [end: string, cloud: Cloud['id']])[] = [
	['sc.otc.t-systems.com', 'custom'],
	['myhuaweicloud.com', 'huawei'],
	['huaweicloud.com', 'huawei'],
	['myhuaweicloud.eu', 'huawei-eu'],
	['huaweicloud.eu', 'huawei-eu'],
	['otc.t-systems.com', 'otc'],
	['prod-cloud-ocb.orange-business.com', 'flexible-engine'],
];
const REGION = /^[a-z]{2,3}-[a-z0-9]+(-\d{1,3})?$/;
/** Longest address that is looked at, in UTF-16 units. */
const LONGEST = 4_000;

/** The cloud that has this region; undefined where none is known to. */
export function cloudOfRegion(region: string): Cloud['id'] | undefined {
	const known = CLOUDS.find(({ regions }) => regions.some(({ id }) => id === region));
	// The regions of the European site have three digits, and more of them come.
	return known?.id ?? (/^eu-west-1\d\d$/.test(region) ? 'huawei-eu' : undefined);
}

/** The cloud of a host's name, where a region is known too: the two sites of Huawei Cloud have each other's hosts. */
export function cloudWithRegion(cloud: Cloud['id'], region: string): Cloud['id'] {
	const owner = cloudOfRegion(region);
	return cloud.startsWith('huawei') && owner?.startsWith('huawei') ? owner : cloud;
}

/** A bare host is meant as https; a text that is no host stays as it is. */
export function withScheme(text: string): string {
	return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#].*)?$/i.test(text) ? `https://${text}` : text;
}

/** What an address says: that of a service, of IAM, or of a page of the console. Undefined for what is no address that could be used. */
export function placeOfAddress(text: string): RecognisedPlace | undefined {
	const address = withScheme(text.trim());
	if (address.length > LONGEST || !/^https?:\/\//i.test(address)) {
		return undefined;
	}
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		return undefined;
	}
	const host = url.hostname.toLowerCase();
	const [end, cloud] = HOSTS.find(([known]) => host.endsWith(`.${known}`)) ?? [];
	if (end === undefined || cloud === undefined || cloud === 'custom') {
		const own = checkEndpoint(address) === undefined;
		return own
			? { cloud: 'custom', address: address.replace(/\/+$/, ''), service: host.split('.')[0] ?? '' }
			: undefined;
	}
	// Consoles name the region in the query, or behind the hash.
	const named = /[?&]region=([a-z0-9-]{1,64})(?![a-z0-9-])/i.exec(address)?.[1]?.toLowerCase();
	const region =
		named ??
		host
			.slice(0, -end.length - 1)
			.split('.')
			.findLast((label) => REGION.test(label));
	if (region === undefined) {
		return { cloud };
	}
	return { cloud: cloudWithRegion(cloud, region), region };
}

/** An address as it stands in a text. */
const ADDRESS = /(?:https?:\/\/)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#][^\s"'<>()]*)?/gi;

/** What the first address of a known cloud says that stands anywhere in a text; of any cloud where the text is an address and nothing else. */
export function placeInText(text: string): RecognisedPlace | undefined {
	if (text.length > LONGEST) {
		return undefined;
	}
	const alone = placeOfAddress(text);
	if (alone) {
		return alone;
	}
	const places = (text.match(ADDRESS) ?? []).map(placeOfAddress).filter((place) => place && place.cloud !== 'custom');
	return places.find((place) => place?.region !== undefined) ?? places[0];
}
