/** Identity and Access Management, API v3: signing in with a password, and finding projects and accounts. Never creates anything. */
import { readDate } from '../core/dates';
import { isRecord } from '../core/values';
import { LOGIN } from './answerKind';
import { buildUrl } from './buildUrl';
import { CloudError } from './errors';
import { type CloudHttp, unexpectedShape } from './http';

import type { Authorizer, CloudResponse } from './request';
import { usableId } from './tableReader';

/** An IAM user. `domain` is the account's name. */
export interface Login {
	readonly domain: string;
	readonly user: string;
	readonly password: string;
}

/** What a token is good for: a project, by id or by name (the region's id), or the whole account. */
export type TokenScope =
	| { readonly project: { readonly id: string } | { readonly name: string } }
	| { readonly domain: { readonly name: string } };

export interface IamToken {
	/** The value of X-Auth-Token. A secret. */
	readonly token: string;
	/** By the service's clock, ms since 1970; undefined where it does not say. */
	readonly issuedAt: number | undefined;
	readonly expiresAt: number | undefined;
	/** The project's id, for a project scope. */
	readonly projectId: string | undefined;
}

export interface IamProject {
	readonly id: string;
	readonly name: string;
	readonly enabled: boolean;
}

export interface IamDomain {
	readonly id: string;
	readonly name: string;
}

interface Asking {
	readonly authorizer: Authorizer;
	readonly signal?: AbortSignal | undefined;
}

/** Every call may throw a `CloudError`. */
export class IamClient {
	constructor(
		private readonly http: CloudHttp,
		/** e.g. `https://iam.eu-de.otc.t-systems.com`. */
		private readonly endpoint: string,
	) {}

	/** Signs in ("Obtaining a User Token Through Password Authentication"). Throws `password`, `mfa`, `project` where it is refused. */
	async createToken(login: Login, scope: TokenScope, signal?: AbortSignal): Promise<IamToken> {
		const { domain, user: name, password } = login;
		const user = { name, password, domain: { name: domain } };
		const answer = await this.http.send({
			operation: LOGIN,
			method: 'POST',
			// The catalog makes the answer many times as long, and nobody reads it.
			url: buildUrl(LOGIN, this.endpoint, ['v3', 'auth', 'tokens'], { nocatalog: 'true' }),
			scope: 'none',
			body: JSON.stringify({ auth: { identity: { methods: ['password'], password: { user } }, scope } }),
			repeatable: true,
			signal,
		});
		const token = answer.header('X-Subject-Token');
		if (!token) throw unexpectedShape(LOGIN, answer, this.endpoint);
		const body = isRecord(answer.json) && isRecord(answer.json.token) ? answer.json.token : {};
		const project = isRecord(body.project) ? body.project : {};
		return {
			token,
			issuedAt: readDate(body.issued_at).at,
			expiresAt: readDate(body.expires_at).at,
			projectId: usableId(project.id),
		};
	}

	/** The account's projects, or those of a name. Where listing them all is not allowed, those that the user may use. */
	async listProjects({ name, ...asking }: Asking & { readonly name?: string | undefined }): Promise<IamProject[]> {
		try {
			return await this.projects('KeystoneListProjects', ['v3', 'projects'], name, asking);
		} catch (error) {
			if (!(error instanceof CloudError) || error.kind !== 'permission') throw error;
			const usable = await this.projects('KeystoneListAuthProjects', ['v3', 'auth', 'projects'], undefined, asking);
			return name === undefined ? usable : usable.filter((project) => project.name === name);
		}
	}

	/** The id of a region's project, whose name is the region's id; without a region, of the only one. Throws `project` where there is none, or more than one. */
	async findProject({ region, ...asking }: Asking & { readonly region?: string | undefined }): Promise<string> {
		const found = (await this.listProjects({ ...asking, name: region })).filter(
			({ name, enabled }) => (region === undefined || name === region) && enabled,
		);
		const [project] = found;
		if (!project || found.length > 1) {
			throw new CloudError({
				kind: 'project',
				reason: project ? 'manyProjects' : 'noProject',
				operation: 'KeystoneListProjects',
			});
		}
		return project.id;
	}

	/** The accounts that the user belongs to; with an access key that is the one account of the key. */
	async listDomains(authorizer: Authorizer, signal?: AbortSignal): Promise<IamDomain[]> {
		const operation = 'KeystoneListAuthDomains';
		const answer = await this.get(operation, ['v3', 'auth', 'domains'], undefined, { authorizer, signal });
		return this.rows(operation, answer, 'domains').flatMap((row) => {
			const id = usableId(row.id);
			return id === undefined ? [] : [{ id, name: usableId(row.name) ?? id }];
		});
	}

	private async projects(
		operation: string,
		path: readonly string[],
		name: string | undefined,
		asking: Asking,
	): Promise<IamProject[]> {
		const answer = await this.get(operation, path, name, asking);
		return this.rows(operation, answer, 'projects').flatMap((row) => {
			const id = usableId(row.id);
			const found = usableId(row.name);
			// MOS belongs to the object storage and is no region's project.
			if (id === undefined || found === undefined || found === 'MOS') return [];
			return [
				{
					id,
					name: found,
					enabled: row.enabled !== false && row.enabled !== 'false',
				},
			];
		});
	}

	private get(
		operation: string,
		path: readonly string[],
		name: string | undefined,
		{ authorizer, signal }: Asking,
	): Promise<CloudResponse> {
		return this.http.send(
			{
				operation,
				method: 'GET',
				url: buildUrl(operation, this.endpoint, path, { name }),
				scope: 'domain',
				repeatable: true,
				signal,
			},
			authorizer,
		);
	}

	private rows(operation: string, answer: CloudResponse, list: string): Record<string, unknown>[] {
		const rows = isRecord(answer.json) ? answer.json[list] : undefined;
		if (!Array.isArray(rows)) throw unexpectedShape(operation, answer, this.endpoint);
		return rows.filter(isRecord);
	}
}
