/** Variables that SDKs, Terraform providers and OpenStack tools read: those of the environment, and those that a shell file sets. */
import { type Finding, filledIn, keyOf, placeOf } from './finding';

export type Variables = (name: string) => string | undefined;

interface KeyNames {
	/** Of which tool, as people know it. */
	readonly tool: string;
	readonly accessKey: readonly string[];
	readonly secretKey: readonly string[];
	readonly token: readonly string[];
	readonly region: readonly string[];
	readonly projectId: readonly string[];
	readonly projectName: readonly string[];
	readonly iam: readonly string[];
	readonly enterpriseProjectId: readonly string[];
}

const OS_PLACE = {
	region: ['OS_REGION_NAME', 'OS_REGION'],
	projectId: ['OS_PROJECT_ID', 'OS_TENANT_ID'],
	projectName: ['OS_PROJECT_NAME', 'OS_TENANT_NAME'],
	iam: ['OS_AUTH_URL'],
	enterpriseProjectId: [],
} as const;

/** One row a tool. Taken in pairs: a key of one kind does not fit the secret of another. */
export const TOOLS: readonly KeyNames[] = [
	{
		tool: 'HUAWEICLOUD_SDK_*',
		accessKey: ['HUAWEICLOUD_SDK_AK'],
		secretKey: ['HUAWEICLOUD_SDK_SK'],
		token: ['HUAWEICLOUD_SDK_SECURITY_TOKEN'],
		region: ['HUAWEICLOUD_REGION', 'HW_REGION_NAME'],
		projectId: ['HUAWEICLOUD_SDK_PROJECT_ID'],
		projectName: [],
		iam: ['HUAWEICLOUD_SDK_IAM_ENDPOINT'],
		enterpriseProjectId: [],
	},
	{
		tool: 'HW_*',
		accessKey: ['HW_ACCESS_KEY'],
		secretKey: ['HW_SECRET_KEY'],
		token: ['HW_SECURITY_TOKEN'],
		region: ['HW_REGION_NAME', 'HW_REGION', 'HUAWEICLOUD_REGION'],
		projectId: ['HW_PROJECT_ID'],
		projectName: ['HW_PROJECT_NAME'],
		iam: ['HW_AUTH_URL'],
		enterpriseProjectId: ['HW_ENTERPRISE_PROJECT_ID'],
	},
	{
		tool: 'OS_*',
		accessKey: ['OS_ACCESS_KEY'],
		secretKey: ['OS_SECRET_KEY'],
		token: ['OS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'],
		...OS_PLACE,
	},
];

/** What these variables sign in with. Throws `FoundError`. */
export function findVariables(get: Variables, where: string): readonly Finding[] {
	const first = (names: readonly string[]): string => names.map((name) => filledIn(get(name))).find(Boolean) ?? '';
	const place = (names: Omit<KeyNames, 'tool' | 'accessKey' | 'secretKey' | 'token'>) =>
		placeOf({
			region: first(names.region),
			projectId: first(names.projectId),
			projectName: first(names.projectName),
			iam: first(names.iam),
			enterpriseProjectId: first(names.enterpriseProjectId),
		});
	const keys = TOOLS.flatMap((names): Finding[] => {
		const credential = keyOf(where, first(names.accessKey), first(names.secretKey), first(names.token));
		return credential ? [{ where, label: names.tool, place: place(names), credential }] : [];
	});
	const account = { domain: first(['OS_USER_DOMAIN_NAME', 'OS_DOMAIN_NAME']), user: first(['OS_USERNAME']) };
	if (account.user === '' || account.domain === '') {
		return keys;
	}
	// As it stands: blanks may belong to it. A shell file that asks for it has a variable there.
	const password = get('OS_PASSWORD') ?? '';
	const known = filledIn(password) !== '';
	return [
		...keys,
		{
			where,
			label: `${account.domain} / ${account.user}`,
			place: place(OS_PLACE),
			account,
			...(known
				? { credential: { kind: 'password', ...account, password } }
				: { credential: undefined, needs: 'password' as const }),
		},
	];
}
