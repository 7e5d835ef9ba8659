/** OpenStack's `clouds.yaml`, with `secure.yaml` over it: Open Telekom Cloud and Flexible Engine. */
import { isRecord } from '../../core/values';
import {
	attempt,
	type Finding,
	FoundError,
	type FoundPlace,
	filledIn,
	firstSet,
	keyOf,
	placeOf,
	type Told,
	wordOf,
} from './finding';

/** Vendors whose addresses tools know by name. */
const VENDORS: Readonly<Record<string, string>> = {
	otc: 'https://iam.{region_name}.otc.t-systems.com/v3',
	'otc-swiss': 'https://iam-pub.{region_name}.sc.otc.t-systems.com/v3',
};

/** What is read of a `clouds.yaml`, with all that is parsed already. */
export interface CloudsFile {
	readonly clouds: unknown;
	/** Goes over `clouds`. */
	readonly secure?: unknown;
	readonly where: string;
	/** The cloud that is chosen by a variable stands first. */
	readonly chosen?: string | undefined;
}

/** The clouds of a file; none where it is no such file. */
export function readClouds({ clouds, secure, where, chosen }: CloudsFile, told: Told): readonly Finding[] {
	const secrets = cloudsOf(secure);
	const known = Object.entries(cloudsOf(clouds));
	const isChosen = ([name]: readonly [string, unknown]): boolean => name === chosen;
	return [...known.filter(isChosen), ...known.filter((one) => !isChosen(one))].flatMap(([name, entry]) => {
		const cloud = merged(entry, secrets[name]);
		return isRecord(cloud) ? attempt(told, name, () => findingsOf(name, cloud, where)) : [];
	});
}

function cloudsOf(file: unknown): Readonly<Record<string, unknown>> {
	return isRecord(file) && isRecord(file.clouds) ? file.clouds : {};
}

function findingsOf(label: string, cloud: Readonly<Record<string, unknown>>, where: string): readonly Finding[] {
	const auth = isRecord(cloud.auth) ? cloud.auth : {};
	// Python's tools have keys beside `auth`, Go's within.
	const either = (...names: string[]): string =>
		names.map((name) => filledIn(cloud[name]) || filledIn(auth[name])).find(Boolean) ?? '';
	if (typeof cloud.auth_type === 'string' && /token/i.test(cloud.auth_type)) {
		// It ends within a day, and no key comes of it.
		throw new FoundError(where, 'token');
	}
	const vendor = VENDORS[filledIn(cloud.profile ?? cloud.cloud)];
	const place: FoundPlace = placeOf({
		region: wordOf(cloud.region_name) || regionAmong(cloud.regions),
		iam: filledIn(auth.auth_url) || vendor,
		projectId: auth.project_id ?? auth.tenant_id,
		projectName: auth.project_name ?? auth.tenant_name,
	});
	// Within `auth`, that other word is one of IAM, which no key has.
	const token = firstSet(cloud.security_token, auth.security_token, cloud.token);
	const key = keyOf(where, either('ak', 'access_key'), either('sk', 'secret_key'), token);
	if (key) {
		return [{ where, label, place, credential: key }];
	}
	const account = {
		domain: filledIn(auth.user_domain_name) || filledIn(auth.domain_name),
		user: filledIn(auth.username),
	};
	if (account.user === '') {
		return Object.keys(place).length === 0 ? [] : [{ where, label, place, credential: undefined, needs: 'keys' }];
	}
	const password = typeof auth.password === 'string' && filledIn(auth.password) !== '' ? auth.password : '';
	return password === '' || account.domain === ''
		? [{ where, label, place, account, credential: undefined, needs: 'password' }]
		: [{ where, label, place, account, credential: { kind: 'password', ...account, password } }];
}

function regionAmong(regions: unknown): string {
	const [only, ...others] = Array.isArray(regions) ? regions : [];
	return others.length > 0 ? '' : wordOf(isRecord(only) ? only.name : only);
}

/** Two levels are enough: a cloud, and its `auth`. */
function merged(below: unknown, above: unknown): unknown {
	if (!isRecord(below) || !isRecord(above)) {
		return below;
	}
	const auth = { ...(isRecord(below.auth) ? below.auth : {}), ...(isRecord(above.auth) ? above.auth : {}) };
	return { ...below, ...above, auth };
}
