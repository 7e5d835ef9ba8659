/** What the settings hold of a connection. No secret is among it. */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { CLOUDS, checkEndpoint } from '../cloud/endpoints';
import { isRecord } from '../core/values';
import type { ServiceId } from '../migration/task';
import type { Services } from '../services';
import { resolveEndpoints } from '../services/resolveEndpoints';

/** Where a connection leads. */
export interface ConnectionPlace {
	readonly name: string;
	/** Id of a cloud. */
	readonly cloud?: string | undefined;
	readonly region?: string | undefined;
	readonly projectId?: string | undefined;
	/** For users whose rights end at one enterprise project: lists are narrowed down to it, where a service can. */
	readonly enterpriseProjectId?: string | undefined;
	readonly services?: readonly ServiceId[] | undefined;
	/** Addresses that go before those of the cloud: by id of a service, or `iam`. */
	readonly endpoints?: Readonly<Record<string, string | undefined>> | undefined;
}

/** One connection, as stored in `migrationTasks.connections`. */
export interface ConnectionProfile extends ConnectionPlace {
	readonly id: string;
	/** How it signs in; the credential itself lives in SecretStorage. */
	readonly credential: Credential['kind'];
}

/** Characters of a name, and of an id of a region or project. */
export const MAX_NAME = 100;
export const MAX_WORD = 64;

const secret = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** Part of an access key: it goes into headers, where blanks and anything beyond plain characters cannot stand. */
const keyPart = v.pipe(
	secret,
	v.check(
		(text) => checkKey(text) === undefined,
		(issue) => checkKey(String(issue.input)) ?? '',
	),
);

/** What is wrong with a part of an access key, as a sentence for the user that does not repeat it; undefined where it can be used. */
export function checkKey(text: string): string | undefined {
	if (text === '') {
		return l10n.t('This cannot be empty.');
	}
	if (/\s/.test(text)) {
		return l10n.t('A key has no blanks. Was more than the key copied?');
	}
	const odd = [...text].findIndex((character) => !/[\x21-\x7e]/.test(character));
	return odd < 0
		? undefined
		: l10n.t('Character {0} is none that a key can have; it may be an invisible one. Copy the key again.', odd + 1);
}

/** What a connection signs in with. Lives in SecretStorage and in the request that uses it. */
export const CredentialSchema = v.variant('kind', [
	v.object({
		kind: v.literal('aksk'),
		accessKey: keyPart,
		secretKey: keyPart,
		securityToken: v.optional(v.union([v.literal(''), keyPart])),
	}),
	v.object({ kind: v.literal('password'), domain: secret, user: secret, password: v.pipe(v.string(), v.nonEmpty()) }),
	v.object({ kind: v.literal('environment') }),
]);
export type Credential = v.InferOutput<typeof CredentialSchema>;

/** The argument of the command `migrationTasks.addConnection`. */
export interface NewConnection extends ConnectionPlace {
	readonly credential: Credential;
}

const endpoint = v.pipe(
	v.string(),
	v.check(
		(text) => checkEndpoint(text) === undefined,
		(issue) => checkEndpoint(String(issue.input)) ?? '',
	),
);
const cloud = v.pipe(
	v.string(),
	v.check(
		(id) => CLOUDS.some((known) => known.id === id),
		() => l10n.t('This cloud is not known.'),
	),
);
const word = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(MAX_WORD));

/** The shape of a connection with these services. Fields that nobody knows are left out. */
function placeEntries(services: Services) {
	const endpoints = Object.fromEntries([...services.ids(), 'iam'].map((id) => [id, v.optional(endpoint)]));
	return {
		name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_NAME)),
		cloud: v.optional(cloud),
		region: v.optional(word),
		projectId: v.optional(word),
		enterpriseProjectId: v.optional(word),
		services: v.optional(v.pipe(v.array(v.picklist(services.ids())), v.minLength(1))),
		endpoints: v.optional(v.object(endpoints)),
	};
}

function profileSchema(services: Services) {
	return v.object({
		id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
		...placeEntries(services),
		credential: v.optional(v.picklist(['aksk', 'password', 'environment']), 'aksk'),
	});
}

/** One entry of the setting; undefined where it cannot be used. */
export function readProfile(entry: unknown, services: Services): ConnectionProfile | undefined {
	const read = v.safeParse(profileSchema(services), entry);
	return read.success ? read.output : undefined;
}

/** The names of all fields that an entry can have. */
export function fieldsOfProfile(services: Services): readonly string[] {
	return Object.keys(profileSchema(services).entries);
}

/** What an entry holds that this version does not know: another version, or a person, put it there. */
export function unknownFields(entry: unknown, services: Services): Readonly<Record<string, unknown>> {
	const known = fieldsOfProfile(services);
	return Object.fromEntries(Object.entries(isRecord(entry) ? entry : {}).filter(([field]) => !known.includes(field)));
}

/** Reads the setting. A bad entry is left out and told of, the others stay; of two with one id the first counts. */
export function readProfiles(
	value: unknown,
	services: Services,
): { profiles: ConnectionProfile[]; problems: string[] } {
	const profiles: ConnectionProfile[] = [];
	const problems: string[] = [];
	if (value !== undefined && !Array.isArray(value)) {
		return { profiles, problems: [l10n.t('The setting migrationTasks.connections is not a list.')] };
	}
	const schema = profileSchema(services);
	for (const [index, entry] of (value ?? []).entries()) {
		const read = v.safeParse(schema, entry);
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

/** Reads the argument of `addConnection`. Throws an error that names fields, never values. */
export function readNewConnection(argument: unknown, services: Services): NewConnection {
	const schema = v.object({ ...placeEntries(services), credential: CredentialSchema });
	let read: v.SafeParseResult<typeof schema>;
	try {
		read = v.safeParse(schema, argument);
	} catch {
		// A getter or proxy of the caller threw; its words may hold anything.
		throw new Error(l10n.t('The connection cannot be added: {0}', l10n.t('its fields cannot be read')));
	}
	if (!read.success) {
		throw new Error(l10n.t('The connection cannot be added: {0}', issuesText(read.issues)));
	}
	return read.output;
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

/** The services that a place asks for; where it does not say, all that an endpoint is known of. */
export function servicesOf(
	place: Pick<ConnectionPlace, 'services' | 'cloud' | 'region' | 'endpoints'>,
	services: Services,
): readonly ServiceId[] {
	if (place.services) {
		return [...new Set(place.services)];
	}
	const known = resolveEndpoints(place, services);
	return services.ids().filter((service) => known[service] !== undefined);
}

/** Whether two profiles reach the same account and place: if not, what was read through one must not be shown under the other. */
export function samePlace(a: ConnectionProfile, b: ConnectionProfile): boolean {
	const place = (p: ConnectionProfile): string =>
		JSON.stringify([
			p.cloud,
			p.region,
			p.projectId,
			p.enterpriseProjectId,
			Object.entries(p.endpoints ?? {}).sort(),
			p.credential,
		]);
	return place(a) === place(b);
}

/** Whether two credentials belong to the same user as far as can be told. */
export function sameAccount(a: Credential, b: Credential): boolean {
	switch (a.kind) {
		case 'aksk':
			return b.kind === 'aksk' && a.accessKey === b.accessKey;
		case 'password':
			return b.kind === 'password' && a.domain === b.domain && a.user === b.user;
		case 'environment':
			return b.kind === 'environment';
	}
}
