/** Which path is which operation, and the way of a request through the gateway: path, then caller, then project, then the work. */

import type { Caller, Gatekeeper } from './auth';
import type { Answer, SandboxRequest, ServiceName } from './respond';
import { dcsError, gatewayError, unauthenticated, wrongMethod } from './respond';
import type { RawRequest } from './server';

export interface Route {
	readonly service: ServiceName;
	readonly method: string;
	/** Anchored at both ends; for DCS the first group is the project id. */
	readonly path: RegExp;
	/** Asking for a token needs no proof. */
	readonly open?: true;
	run(request: SandboxRequest): Answer;
}

/** What the path says before anything is checked. */
export interface Found {
	readonly service: ServiceName;
	readonly routes: readonly Route[];
}

/** The service by the path's looks, the routes by its exact form. */
export function find(routes: readonly Route[], path: string): Found {
	const service = path.startsWith('/v2/') ? 'dcs' : /^\/v3\/(auth\/|projects|regions)/.test(path) ? 'iam' : 'sms';
	return { service, routes: routes.filter((route) => route.path.test(path)) };
}

export interface Account {
	readonly projectId: string;
	readonly domainId: string;
}

/** Does what the request asks, if it may. `failItems`: ids for which a batch must fail. */
export function dispatch(
	found: Found,
	raw: RawRequest,
	requestId: string,
	gatekeeper: Gatekeeper,
	account: Account,
	failItems: readonly string[] = [],
): Answer {
	if (found.routes.length === 0) {
		return gatewayError(
			404,
			'APIGW.0101',
			'The API does not exist or has not been published in the environment',
			requestId,
		);
	}
	const route = found.routes.find((candidate) => candidate.method === raw.method);
	if (!route) {
		return wrongMethod(found.service, found.routes.map((candidate) => candidate.method).join(', '));
	}
	const request: SandboxRequest = {
		method: raw.method,
		path: raw.path,
		query: new URLSearchParams(raw.query),
		headers: raw.headers,
		body: raw.body,
		params: (route.path.exec(raw.path) ?? []).slice(1).map(decoded),
		requestId,
		failItems,
	};
	if (!route.open) {
		const verdict = gatekeeper.verify({ ...raw, requestId });
		if ('refused' in verdict) {
			return verdict.refused;
		}
		const refused = outOfScope(route, request, verdict.caller, account);
		if (refused) {
			return refused;
		}
	}
	return route.run(request);
}

/** A project or account other than the caller's own. */
function outOfScope(route: Route, request: SandboxRequest, caller: Caller, account: Account): Answer | undefined {
	const { headers, requestId } = request;
	if (route.service === 'dcs') {
		const named = [request.params[0], headers['x-project-id'] ?? account.projectId];
		if (caller.scope === 'domain' || named.some((id) => id !== account.projectId)) {
			return dcsError(401, 'DCS.1004', 'The project ID in the URL does not match the project ID in the token.');
		}
	} else if ((headers['x-domain-id'] ?? account.domainId) !== account.domainId) {
		return unauthenticated('the domain id does not match', requestId);
	}
	return undefined;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
