/** The few IAM v3 operations: a token for a password, and which projects and domains one may use. */
import { randomBytes } from 'node:crypto';
import type { Gatekeeper } from './auth';
import type { Answer, SandboxRequest } from './respond';
import { iamError, ok, wholeNumber } from './respond';

export interface Identity {
	readonly domainId: string;
	readonly domain: string;
	readonly projectId: string;
	readonly region: string;
	readonly userId: string;
	readonly user: string;
	readonly password: string;
}

/** Signs in with the right password only to be asked for a second factor. */
export const MFA_USER = 'mfa-user';
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 15 * 60_000;

export class Iam {
	readonly #identity: Identity;
	readonly #gatekeeper: Gatekeeper;
	readonly #now: () => number;
	readonly #lifetimeMs: number;
	#failures = 0;
	#lockedUntil = 0;

	constructor(identity: Identity, gatekeeper: Gatekeeper, now: () => number, lifetimeMs: number) {
		this.#identity = identity;
		this.#gatekeeper = gatekeeper;
		this.#now = now;
		this.#lifetimeMs = lifetimeMs;
	}

	/** POST /v3/auth/tokens: 201, the token in the header X-Subject-Token. */
	createToken(request: SandboxRequest): Answer {
		const auth = readAuth(request.body);
		if (!auth) {
			return iamError(
				400,
				'Expecting to find valid auth in request - the server could not comply with the request since it is malformed.',
				'Bad Request',
			);
		}
		if (!auth.methods.includes('password')) {
			return iamError(
				401,
				`Attempted to authenticate with an unsupported method: ${auth.methods.join(', ')}.`,
				'Unauthorized',
			);
		}
		if (this.#lockedUntil > this.#now()) {
			return iamError(401, 'The account is locked. Try again in 15 minutes.', 'Unauthorized');
		}
		const { domain, user, password, domainId, region, projectId } = this.#identity;
		const known = auth.user === user || auth.user === MFA_USER;
		if (auth.domain !== domain || !known || auth.password !== password) {
			this.#failures += 1;
			if (this.#failures >= FAILURES_TO_LOCK) {
				this.#failures = 0;
				this.#lockedUntil = this.#now() + LOCK_MS;
			}
			return iamError(401, 'The username or password is wrong.', 'Unauthorized');
		}
		this.#failures = 0;
		if (auth.user === MFA_USER) {
			return this.#moreNeeded();
		}
		if (auth.project && auth.project.id !== projectId && auth.project.name !== region) {
			return iamError(401, 'The project does not exist or the user has no permission for it.', 'Unauthorized');
		}
		if (!auth.project && auth.scopeDomain && auth.scopeDomain.id !== domainId && auth.scopeDomain.name !== domain) {
			return iamError(401, 'The domain does not exist or the user has no permission for it.', 'Unauthorized');
		}
		// Given both, the project counts.
		return this.#issue(auth.project ? 'project' : 'domain', request.query.get('nocatalog'));
	}

	/** GET /v3/projects, filtered by name and the like. */
	projects(request: SandboxRequest): Answer {
		const { query } = request;
		if ((query.get('page') === null) !== (query.get('per_page') === null)) {
			return iamError(400, 'page and per_page must be specified together.', 'Bad Request');
		}
		const page = wholeNumber(query.get('page'), 1, 1, 1_000_000);
		const perPage = wholeNumber(query.get('per_page'), 5000, 1, 5000);
		if (page === undefined || perPage === undefined) {
			return iamError(400, 'Invalid page or per_page.', 'Bad Request');
		}
		const found = this.#projects().filter(
			(project) =>
				(query.get('name') ?? project.name) === project.name &&
				(query.get('domain_id') ?? project.domain_id) === project.domain_id &&
				(query.get('parent_id') ?? project.parent_id) === project.parent_id &&
				(query.get('enabled') ?? 'true') === 'true',
		);
		return ok({ links: this.#links(request), projects: found.slice((page - 1) * perPage, page * perPage) });
	}

	/** GET /v3/auth/projects: all that the caller may use. */
	myProjects(request: SandboxRequest): Answer {
		return ok({ links: this.#links(request), projects: this.#projects() });
	}

	/** GET /v3/auth/domains. */
	myDomains(request: SandboxRequest): Answer {
		const { domainId, domain } = this.#identity;
		return ok({
			links: this.#links(request),
			domains: [{ id: domainId, name: domain, enabled: true, description: '', links: { self: '' } }],
		});
	}

	#projects() {
		const { domainId, projectId, region } = this.#identity;
		const project = (id: string, name: string, parent: string) => ({
			id,
			name,
			domain_id: domainId,
			parent_id: parent,
			enabled: true,
			is_domain: false,
			description: '',
			links: { self: '' },
		});
		// MOS belongs to the object storage and is no region.
		return [project(projectId, region, domainId), project('5a6d3c1f0e9b4a7d8c2e1f00aabbcc03', 'MOS', domainId)];
	}

	#links(request: SandboxRequest): Record<string, unknown> {
		return { self: `http://${request.headers.host ?? ''}${request.path}`, previous: null, next: null };
	}

	#issue(scope: 'project' | 'domain', nocatalog: string | null): Answer {
		const { userId, user, domainId, domain, projectId, region } = this.#identity;
		const issuedAt = this.#now();
		const expiresAt = issuedAt + this.#lifetimeMs;
		const token = `MIIsandbox${randomBytes(512).toString('base64').replace(/\//g, '-')}`;
		this.#gatekeeper.grant(token, { scope, expiresAt });
		const owner = { id: domainId, name: domain };
		const body = {
			token: {
				expires_at: microseconds(expiresAt),
				issued_at: microseconds(issuedAt),
				methods: ['password'],
				user: { id: userId, name: user, domain: owner, password_expires_at: '' },
				roles: [{ id: '0', name: 'te_admin' }],
				...(scope === 'project' ? { project: { id: projectId, name: region, domain: owner } } : { domain: owner }),
				...(nocatalog ? {} : { catalog: [] }),
			},
		};
		return ok(body, 201, { 'X-Subject-Token': token });
	}

	/** Keystone's way to ask for a second factor: a receipt, and which methods together would do. */
	#moreNeeded(): Answer {
		const answer = iamError(
			401,
			'Multi-factor authentication (MFA) is required: the methods must include totp.',
			'Unauthorized',
		);
		return {
			...answer,
			body: {
				...(answer.body as Record<string, unknown>),
				receipt: {
					methods: ['password'],
					expires_at: microseconds(this.#now() + 300_000),
					issued_at: microseconds(this.#now()),
				},
				required_auth_methods: [['password', 'totp']],
			},
		};
	}
}

/** `2020-01-04T09:08:49.965000Z` */
function microseconds(at: number): string {
	return new Date(at).toISOString().replace('Z', '000Z');
}

interface AuthRequest {
	readonly methods: readonly string[];
	readonly user: unknown;
	readonly password: unknown;
	readonly domain: unknown;
	readonly project: Record<string, unknown> | undefined;
	readonly scopeDomain: Record<string, unknown> | undefined;
}

/** Reads `auth.identity` and `auth.scope`; undefined if it is not of that shape. */
function readAuth(body: string): AuthRequest | undefined {
	let auth: Record<string, unknown> | undefined;
	try {
		auth = child(JSON.parse(body), 'auth');
	} catch {
		return undefined;
	}
	const identity = child(auth, 'identity');
	const methods = identity?.methods;
	if (!Array.isArray(methods) || !methods.every((method): method is string => typeof method === 'string')) {
		return undefined;
	}
	const user = child(child(identity, 'password'), 'user');
	const scope = child(auth, 'scope');
	return {
		methods,
		user: user?.name,
		password: user?.password,
		domain: child(user, 'domain')?.name,
		project: child(scope, 'project'),
		scopeDomain: child(scope, 'domain'),
	};
}

function child(value: unknown, key: string): Record<string, unknown> | undefined {
	const found = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
	return found !== null && typeof found === 'object' ? (found as Record<string, unknown>) : undefined;
}
