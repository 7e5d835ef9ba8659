/** Variables that SDKs, Terraform providers and OpenStack tools read: those of the environment, and those that a shell file sets. */
import { attempt, type Finding, FoundError, type FoundPlace, filledIn, keyOf, placeOf, type Told } from './finding';
import { endOf } from './json';

export type Variables = (name: string) => string | undefined;

type Names = readonly string[];

interface PlaceNames {
	readonly region?: Names;
	readonly projectId?: Names;
	readonly projectName?: Names;
	readonly iam?: Names;
	/** What hosts of the cloud end in. */
	readonly hostEnd?: Names;
	readonly enterpriseProjectId?: Names;
}

interface KeyNames {
	/** Of which tool, as people know it. */
	readonly tool: string;
	readonly accessKey: string;
	readonly secretKey: string;
	readonly token?: string;
	/** When a temporary key ends. */
	readonly endsAt?: string;
	/** A tool that has the same key under names of its own, where its token stands. */
	readonly twin?: { readonly accessKey: string; readonly token: string };
	readonly place: PlaceNames;
}

interface AccountNames {
	readonly domain: Names;
	readonly user: Names;
	readonly password: Names;
	readonly place: PlaceNames;
}

const HW_PLACE: PlaceNames = {
	region: ['HW_REGION_NAME', 'HW_REGION', 'HUAWEICLOUD_REGION'],
	projectId: ['HW_PROJECT_ID'],
	projectName: ['HW_PROJECT_NAME'],
	iam: ['HW_AUTH_URL'],
	hostEnd: ['HW_CLOUD'],
	enterpriseProjectId: ['HW_ENTERPRISE_PROJECT_ID'],
};
const OS_PLACE: PlaceNames = {
	region: ['OS_REGION_NAME', 'OS_REGION'],
	projectId: ['OS_PROJECT_ID', 'OS_TENANT_ID'],
	projectName: ['OS_PROJECT_NAME', 'OS_TENANT_NAME'],
	iam: ['OS_AUTH_URL'],
	// Flexible Engine's provider has the end of hosts there, all others the name of a cloud.
	hostEnd: ['OS_CLOUD'],
};

/** One row a pair: a key of one kind does not fit the secret of another. */
const KEYS: readonly KeyNames[] = [
	{
		tool: 'HUAWEICLOUD_SDK_*',
		accessKey: 'HUAWEICLOUD_SDK_AK',
		secretKey: 'HUAWEICLOUD_SDK_SK',
		token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
		place: {
			region: ['HUAWEICLOUD_REGION', 'HW_REGION_NAME'],
			projectId: ['HUAWEICLOUD_SDK_PROJECT_ID'],
			iam: ['HUAWEICLOUD_SDK_IAM_ENDPOINT'],
		},
	},
	{ tool: 'CLOUD_SDK_*', accessKey: 'CLOUD_SDK_AK', secretKey: 'CLOUD_SDK_SK', place: {} },
	{
		tool: 'HW_*',
		accessKey: 'HW_ACCESS_KEY',
		secretKey: 'HW_SECRET_KEY',
		token: 'HW_SECURITY_TOKEN',
		endsAt: 'HW_STS_EXPIRES_AT',
		place: HW_PLACE,
	},
	{
		tool: 'OS_*',
		accessKey: 'OS_ACCESS_KEY',
		secretKey: 'OS_SECRET_KEY',
		token: 'OS_SECURITY_TOKEN',
		twin: { accessKey: 'AWS_ACCESS_KEY_ID', token: 'AWS_SESSION_TOKEN' },
		place: OS_PLACE,
	},
	{
		tool: 'OBS_*',
		accessKey: 'OBS_ACCESS_KEY_ID',
		secretKey: 'OBS_SECRET_ACCESS_KEY',
		token: 'OBS_SECURITY_TOKEN',
		place: {},
	},
	{ tool: 'AK, SK', accessKey: 'AK', secretKey: 'SK', token: 'ST', place: OS_PLACE },
	{
		tool: 'ACCESS_KEY_*',
		accessKey: 'ACCESS_KEY_ID',
		secretKey: 'ACCESS_KEY_SECRET',
		token: 'AKSK_SECURITY_TOKEN',
		place: OS_PLACE,
	},
];

/** The variables that sign in with these names read. */
export const SDK_VARIABLES = 'HUAWEICLOUD_SDK_*';

const ACCOUNTS: readonly AccountNames[] = [
	{
		domain: ['OS_USER_DOMAIN_NAME', 'OS_DOMAIN_NAME'],
		user: ['OS_USERNAME'],
		password: ['OS_PASSWORD'],
		place: OS_PLACE,
	},
	{
		domain: ['HW_DOMAIN_NAME', 'HW_USER_DOMAIN_NAME'],
		user: ['HW_USER_NAME'],
		password: ['HW_USER_PASSWORD'],
		place: HW_PLACE,
	},
];

/** What these variables sign in with. `now` in ms since 1970. */
export function findVariables(get: Variables, where: string, told: Told, now = Date.now()): readonly Finding[] {
	const keys = KEYS.flatMap((names) => attempt(told, names.tool, () => keyIn(names, get, where, now)));
	return [...keys, ...ACCOUNTS.flatMap((names) => accountIn(names, get, where))];
}

function keyIn(names: KeyNames, get: Variables, where: string, now: number): readonly Finding[] {
	const { tool, twin } = names;
	const own = names.token === undefined ? '' : (get(names.token)?.trim() ?? '');
	// Of another tool's token only where its key is this one.
	const same = twin !== undefined && get(twin.accessKey)?.trim() === get(names.accessKey)?.trim();
	const token = own || (same ? (get(twin.token)?.trim() ?? '') : '');
	const credential = keyOf(where, get(names.accessKey), get(names.secretKey), token);
	if (!credential) {
		return [];
	}
	const end = token === '' || names.endsAt === undefined ? undefined : endOf(get(names.endsAt));
	if (end !== undefined && end <= now) {
		throw new FoundError(where, 'ended');
	}
	const place = placeIn(names.place, get);
	return [{ where, label: tool, place, credential, ...(end === undefined ? {} : { endsAt: end }) }];
}

function accountIn(names: AccountNames, get: Variables, where: string): readonly Finding[] {
	const account = { domain: first(names.domain, get), user: first(names.user, get) };
	if (account.user === '' || account.domain === '') {
		return [];
	}
	// As it stands: blanks may belong to it. A shell file that asks for it has a variable there.
	const password = names.password.map(get).find((text) => filledIn(text) !== '');
	const label = `${account.domain} / ${account.user}`;
	const place = placeIn(names.place, get);
	return [
		password === undefined
			? { where, label, place, account, credential: undefined, needs: 'password' }
			: { where, label, place, account, credential: { kind: 'password', ...account, password } },
	];
}

function placeIn(names: PlaceNames, get: Variables): FoundPlace {
	const of = (wanted: Names = []): string => first(wanted, get);
	const region = of(names.region);
	const end = of(names.hostEnd);
	const host = region !== '' && end.includes('.') ? `https://iam.${region}.${end}` : '';
	return placeOf({
		region,
		projectId: of(names.projectId),
		projectName: of(names.projectName),
		iam: of(names.iam) || host,
		enterpriseProjectId: of(names.enterpriseProjectId),
	});
}

function first(names: Names, get: Variables): string {
	return names.map((name) => filledIn(get(name))).find(Boolean) ?? '';
}
