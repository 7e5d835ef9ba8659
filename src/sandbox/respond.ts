/** Answers as values, and the error bodies in the form that each service gives them. Nothing here touches a socket. */

/** What a handler wants to be sent. */
export interface Answer {
	readonly status: number;
	/** Serialised when it is sent; undefined for an empty body. */
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** A body that is not JSON, with its content type. */
	readonly text?: { readonly type: string; readonly content: string };
}

/** A request as handlers see it: verified, its body read. */
export interface SandboxRequest {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** The path's variable parts, in order. */
	readonly params: readonly string[];
	readonly requestId: string;
	/** Ids of tasks for which a batch must fail; see the misbehaviour `failItems`. */
	readonly failItems: readonly string[];
}

export type ServiceName = 'dcs' | 'sms' | 'iam';

export function ok(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
	return { status, body, headers };
}

/** DCS v2: the three fields that all its pages list. */
export function dcsError(status: number, code: string, message: string): Answer {
	return { status, body: { error_code: code, error_msg: message, error_ext_msg: null } };
}

/** The short form of the page "Querying the Progress of an Online Migration Task": no error_ext_msg. */
export function dcsNoTask(): Answer {
	return { status: 400, body: { error_code: 'DCS.4133', error_msg: 'Instance job is not found.' } };
}

/** The task is not in a state that allows it. */
export function dcsNotNow(): Answer {
	return dcsError(400, 'DCS.4957', 'This operation is not allowed for the migration task in its current state.');
}

export function smsError(status: number, code: string, message: string): Answer {
	return { status, body: { error_code: code, error_msg: message } };
}

export function smsNoTask(): Answer {
	return smsError(404, 'SMS.2252', 'The task does not exist.');
}

/** No page names a code for this; the gateway's own for a bad request. */
export function smsInvalid(parameter: string): Answer {
	return smsError(400, 'APIGW.0602', `Bad request: invalid parameter ${parameter}.`);
}

/** The gateway in front of all services names the request in the body too. */
export function gatewayError(status: number, code: string, message: string, requestId: string): Answer {
	return { status, body: { error_code: code, error_msg: message, request_id: requestId } };
}

/** IAM speaks Keystone: a numeric code within `error`. */
export function iamError(status: number, message: string, title: string): Answer {
	return {
		status,
		body: { error: { code: status, message, title } },
		headers: { 'X-IAM-Trace-Id': 'token_sandbox-1_null' },
	};
}

/** 401 APIGW.0301 with one of its known tails. */
export function unauthenticated(tail: string, requestId: string): Answer {
	return gatewayError(401, 'APIGW.0301', `Incorrect IAM authentication information: ${tail}`, requestId);
}

/** The method is not one that the path knows. */
export function wrongMethod(service: ServiceName, allow: string): Answer {
	const answer =
		service === 'dcs'
			? dcsError(405, 'DCS.5001', 'The request method is not allowed.')
			: service === 'sms'
				? smsError(405, 'SMS.2003', 'The request method is not supported.')
				: iamError(405, 'The method is not allowed for the requested URL.', 'Method Not Allowed');
	return { ...answer, headers: { ...answer.headers, Allow: allow } };
}

/** 403 that names the action, as each service words it. */
export function forbidden(service: ServiceName, method: string, path: string): Answer {
	if (service === 'dcs') {
		const action = dcsAction(method, path);
		return dcsError(403, 'DCS.2007', `Policy doesn't allow ${action} to be performed.`);
	}
	if (service === 'sms') {
		const action = `sms:server:${method === 'GET' ? 'listTask' : 'manageTask'}`;
		const sentence = `You do not have permission to perform action ${action} on resource *.`;
		return {
			status: 403,
			body: {
				error_code: 'SMS.9004',
				error_msg: `The current account does not have the permission to execute policy. ${sentence}`,
				encoded_authorization_message: 'SANDBOX-ENCODED-AUTHORIZATION-MESSAGE',
				error_param: [sentence],
				details: [{ error_code: 'SMS.9004', error_msg: sentence }],
			},
		};
	}
	return iamError(403, 'You are not authorized to perform the requested action.', 'Forbidden');
}

function dcsAction(method: string, path: string): string {
	const [, instances, one] = /\/(instances)(\/.*)?$/.exec(path) ?? [];
	if (instances) {
		return `dcs:instance:${one === undefined ? 'list' : 'get'}`;
	}
	const creates = method === 'POST' && /\/(migration-task|migration\/instance)$/.test(path);
	const right = method === 'GET' ? 'list' : method === 'DELETE' ? 'delete' : creates ? 'create' : 'modify';
	return `dcs:migrationTask:${right}`;
}

/** 500 in the service's own form. */
export function internalError(service: ServiceName): Answer {
	return service === 'dcs'
		? dcsError(500, 'DCS.5000', 'Internal service error.')
		: service === 'sms'
			? smsError(500, 'SMS.2007', 'Internal error.')
			: iamError(
					500,
					'An unexpected error prevented the server from fulfilling your request.',
					'Internal Server Error',
				);
}

/** Reads a whole number from the query. `undefined`: it stands outside the range or is no whole number. */
export function wholeNumber(text: string | null, fallback: number, low: number, high: number): number | undefined {
	if (text === null) {
		return fallback;
	}
	const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
	return value >= low && value <= high ? value : undefined;
}
