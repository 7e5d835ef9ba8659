/** Builds a connection: how it proves who it is, and its way to each of its services. */
import { akskAuthorizer } from '../cloud/akskAuthorizer';
import { CloudError } from '../cloud/errors';
import { errorRow } from '../cloud/errorTable';
import type { CloudHttp } from '../cloud/http';
import { IamClient } from '../cloud/iam';
import type { KeyGuard } from '../cloud/keyGuard';
import { passwordAuthorizer } from '../cloud/passwordAuthorizer';
import type { Authorizer } from '../cloud/request';
import type { KeyPair } from '../cloud/sign';
import { newAbort } from '../core/abort';
import { once } from '../core/once';
import type { TaskSource } from '../migration/ports';
import type { Services } from '../services';
import { resolveEndpoints } from '../services/resolveEndpoints';
import { environmentKeys } from './credentialStore';
import { type ConnectionPlace, type Credential, servicesOf } from './profileSchema';

/** A connection that is ready to be asked. */
export interface OpenConnection {
	readonly sources: readonly TaskSource[];
	/** Ends when the connection is closed; everything under way for it ends with it. */
	readonly signal: AbortSignal;
	/** See `Authorizer`: to be called before a person's Retry. */
	allowOneTry?(): Promise<number | undefined>;
	close(): void;
}

/** A project that a credential may use. */
export interface Project {
	readonly id: string;
	readonly name: string;
}

/** What all connections share. */
export interface ConnectionDeps {
	readonly http: CloudHttp;
	/** Counts bad signatures by key, so that connections with one key cannot lock it between them. */
	readonly keyGuard: KeyGuard;
	readonly services: Services;
	/** Hears oddities of the wire, without secrets. */
	readonly onMalformed: (note: string) => void;
}

/** Opens a connection. Nothing is asked yet. Throws `CloudError` where it cannot sign in at all. */
export async function openConnection(
	place: ConnectionPlace,
	credential: Credential,
	deps: ConnectionDeps,
): Promise<OpenConnection> {
	const { http, services, onMalformed } = deps;
	const ends = newAbort();
	const endpoints = resolveEndpoints(place, services);
	const iam = endpoints.iam === undefined ? undefined : new IamClient(http, endpoints.iam);
	const { authorizer, tokenProject } = authorizerFor(place, credential, iam, deps);
	const projectId = once(
		async () =>
			place.projectId ||
			(await tokenProject?.(ends.signal)) ||
			(await findProject(place, iam, authorizer, ends.signal)),
	);
	const domainId = once(async () => await findDomain(iam, authorizer, credential, ends.signal));
	const sources = await Promise.all(
		servicesOf(place, services).flatMap((id) => {
			const endpoint = endpoints[id];
			return endpoint === undefined
				? []
				: [services.get(id).source({ http, authorizer, endpoint, projectId, domainId, onMalformed })];
		}),
	);
	const allowOneTry = async (): Promise<number | undefined> => authorizer.allowOneTry?.();
	return { sources, signal: ends.signal, allowOneTry, close: () => ends.abort() };
}

/** The projects of the place's region that the credential may use; without the built-in one for object storage. Throws `CloudError`. */
export async function listProjects(
	place: ConnectionPlace,
	credential: Credential,
	deps: ConnectionDeps,
	signal: AbortSignal,
): Promise<readonly Project[]> {
	const { iam: endpoint } = resolveEndpoints(place, deps.services);
	if (endpoint === undefined) {
		return [];
	}
	const iam = new IamClient(deps.http, endpoint);
	const { authorizer } = authorizerFor(place, credential, iam, deps);
	return projectsOf(place, iam, authorizer, signal);
}

function authorizerFor(
	place: ConnectionPlace,
	credential: Credential,
	iam: IamClient | undefined,
	{ keyGuard }: ConnectionDeps,
): { authorizer: Authorizer; tokenProject?: (signal: AbortSignal) => Promise<string | undefined> } {
	const signing = (keys: () => KeyPair): Authorizer => akskAuthorizer(keys, Date.now, keyGuard);
	switch (credential.kind) {
		case 'aksk': {
			const { accessKey, secretKey, securityToken } = credential;
			return {
				authorizer: signing(() => ({ accessKey, secretKey, ...(securityToken ? { securityToken } : {}) })),
			};
		}
		case 'environment':
			return {
				authorizer: signing(() => {
					const keys = environmentKeys();
					if (!keys) {
						throw new CloudError({ kind: 'unknownKey', reason: 'noEnvironment', operation: 'environment' });
					}
					return keys;
				}),
			};
		case 'password': {
			if (!iam) {
				throw new CloudError({ kind: 'invalid', reason: 'noIam', operation: 'sign-in' });
			}
			const { domain, user, password } = credential;
			const project = place.projectId ? { projectId: place.projectId } : place.region ? { region: place.region } : {};
			const authorizer = passwordAuthorizer({ iam, domain, user, password, ...project });
			return { authorizer, tokenProject: (signal) => authorizer.projectId(signal) };
		}
	}
}

async function projectsOf(
	place: ConnectionPlace,
	iam: IamClient,
	authorizer: Authorizer,
	signal: AbortSignal,
): Promise<readonly Project[]> {
	const found = await iam.listProjects({ ...(place.region ? { name: place.region } : {}), authorizer, signal });
	return found.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name }));
}

/** The one project of the region; asks nothing of anybody. Throws where there is none, or more than one. */
async function findProject(
	{ region }: ConnectionPlace,
	iam: IamClient | undefined,
	authorizer: Authorizer,
	signal: AbortSignal,
): Promise<string> {
	if (!iam) {
		throw new CloudError({ kind: 'project', reason: 'noProject', operation: 'KeystoneListProjects' });
	}
	return iam.findProject({ region: region || undefined, authorizer, signal });
}

/**
 * The account's id, which SMS wants beside a signature. Services answer without it as well, so a failure here is no failure; except where the
 * credential itself was refused: SMS would refuse it too, and wrong signatures are counted.
 */
async function findDomain(
	iam: IamClient | undefined,
	authorizer: Authorizer,
	credential: Credential,
	signal: AbortSignal,
): Promise<string | undefined> {
	if (!iam || credential.kind === 'password') {
		return undefined;
	}
	try {
		return (await iam.listDomains(authorizer, signal))[0]?.id;
	} catch (error) {
		if (error instanceof CloudError && (errorRow(error).refused || error.kind === 'keyLocked')) {
			throw error;
		}
		return undefined;
	}
}
