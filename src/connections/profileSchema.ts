/** What the settings hold of a connection. No secret is among it. */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { CLOUDS, checkEndpoint, resolveEndpoints } from '../cloud/endpoints';
import { SERVICES, type Service } from '../migration/task';

const service = v.picklist(SERVICES);
const endpoint = v.pipe(
	v.string(),
	v.check(
		(text) => checkEndpoint(text) === undefined,
		(issue) => checkEndpoint(String(issue.input)) ?? '',
	),
);
const name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100));
const cloud = v.pipe(
	v.string(),
	v.check(
		(id) => CLOUDS.some((known) => known.id === id),
		() => l10n.t('This cloud is not known.'),
	),
);
const endpoints = v.object({ dcs: v.optional(endpoint), sms: v.optional(endpoint), iam: v.optional(endpoint) });
const projectId = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(64));

const place = {
	cloud: v.optional(cloud),
	region: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(64))),
	projectId: v.optional(projectId),
	services: v.optional(v.pipe(v.array(service), v.minLength(1))),
	endpoints: v.optional(endpoints),
};

const ProfileSchema = v.object({
	id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
	name,
	...place,
	credential: v.optional(v.picklist(['aksk', 'password', 'environment']), 'aksk'),
});

/** One connection, as stored in `migrationTasks.connections`. */
export type ConnectionProfile = v.InferOutput<typeof ProfileSchema>;

const secret = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** What a connection signs in with. Lives in SecretStorage and in the request that uses it. */
export const CredentialSchema = v.variant('kind', [
	v.object({
		kind: v.literal('aksk'),
		accessKey: secret,
		secretKey: secret,
		securityToken: v.optional(v.string()),
	}),
	v.object({ kind: v.literal('password'), domain: secret, user: secret, password: v.pipe(v.string(), v.nonEmpty()) }),
	v.object({ kind: v.literal('environment') }),
]);
export type Credential = v.InferOutput<typeof CredentialSchema>;

/** The argument of the command `migrationTasks.addConnection`. */
export const NewConnectionSchema = v.object({ name, ...place, credential: CredentialSchema });
export type NewConnection = v.InferOutput<typeof NewConnectionSchema>;

/** Reads the setting. A bad entry is left out and told of, the others stay; of two with one id the first counts. */
export function readProfiles(value: unknown): { profiles: ConnectionProfile[]; problems: string[] } {
	const profiles: ConnectionProfile[] = [];
	const problems: string[] = [];
	if (value !== undefined && !Array.isArray(value)) {
		return { profiles, problems: [l10n.t('The setting migrationTasks.connections is not a list.')] };
	}
	for (const [index, entry] of (value ?? []).entries()) {
		const read = v.safeParse(ProfileSchema, entry);
		if (!read.success) {
			problems.push(
				l10n.t('Entry {0} of migrationTasks.connections cannot be used: {1}', index + 1, issuesText(read.issues)),
			);
		} else if (profiles.some(({ id }) => id === read.output.id)) {
			problems.push(l10n.t('Entry {0} of migrationTasks.connections has the same id as an earlier one.', index + 1));
		} else {
			profiles.push(read.output);
		}
	}
	return { profiles, problems };
}

/** Validation issues as one line: paths and reasons, never the values, which may be secrets. */
export function issuesText(issues: readonly v.BaseIssue<unknown>[]): string {
	return issues
		.map((issue) => `${v.getDotPath(issue) ?? '·'}: ${issue.received === undefined ? '' : reason(issue)}`)
		.join('; ');
}

function reason(issue: v.BaseIssue<unknown>): string {
	return issue.type === 'check' ? issue.message : `expected ${issue.expected ?? issue.type}`;
}

/** The services that a profile asks for; where it does not say, all that an endpoint is known of. */
export function servicesOf(
	profile: Pick<ConnectionProfile, 'services' | 'cloud' | 'region' | 'endpoints'>,
): readonly Service[] {
	if (profile.services) {
		return [...new Set(profile.services)];
	}
	const known = resolveEndpoints(profile);
	return SERVICES.filter((service) => known[service] !== undefined);
}

/** Whether two profiles reach the same account and place: if not, what was read through one must not be shown under the other. */
export function samePlace(a: ConnectionProfile, b: ConnectionProfile): boolean {
	const place = (p: ConnectionProfile): string =>
		JSON.stringify([
			p.cloud,
			p.region,
			p.projectId,
			p.endpoints?.dcs,
			p.endpoints?.sms,
			p.endpoints?.iam,
			p.credential,
		]);
	return place(a) === place(b);
}
