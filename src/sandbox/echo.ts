/** Answers that say back what was sent, secrets and all, in the spellings that services, gateways and pages use. */
import type { Answer, ServiceName } from './respond';
import type { RawRequest } from './server';
import type { Misbehaviour } from './types';

/** What proves who asks. */
const PROOFS = /^(authorization|x-auth-token|x-security-token|x-sdk-.*)$/;
const SECRET_FIELD = /pass|secret|token/i;

/** The refusal that echoes the request, in the form of its service. `rule.status` is 400 or more. */
export function echoError(rule: Misbehaviour, service: ServiceName, request: RawRequest): Answer {
	const { status = 400 } = rule;
	const message = `The request cannot be processed. ${echoes(request).join(' ')}`;
	const [first = ''] = secretsOf(request);
	const code = { dcs: 'DCS.4062', sms: 'SMS.0203', iam: String(status) }[service];
	const error = { error_code: code, error_msg: message, request_id: first };
	const details = echoes(request).map((echo) => ({ error_code: code, error_msg: echo }));
	return {
		status,
		body:
			service === 'iam'
				? { error: { code: status, message, title: first } }
				: {
						...error,
						...(service === 'sms' ? { details, error_param: secretsOf(request) } : { error_ext_msg: message }),
					},
		headers: requestIdOf(request),
	};
}

/** The answer, with echoes among its fields and those of its first row. */
export function echoAmong(answer: Answer, request: RawRequest): Answer {
	const { body } = answer;
	if (answer.status >= 400 || !isObject(body)) {
		return answer;
	}
	const rows = Object.entries(body).map(([key, value]): [string, unknown] => [
		key,
		Array.isArray(value) && isObject(value[0]) ? [{ ...value[0], ...fieldsOf(request) }, ...value.slice(1)] : value,
	]);
	return {
		...answer,
		body: { ...Object.fromEntries(rows), ...fieldsOf(request) },
		headers: { ...answer.headers, ...requestIdOf(request) },
	};
}

function fieldsOf(request: RawRequest): Record<string, unknown> {
	const echo = echoes(request);
	return {
		error_message: echo.join(' '),
		description: `You sent: ${echo[0]}`,
		remarks: echo,
		request_echo: { headers: request.headers, body: parsed(request.body), text: request.body },
		...Object.fromEntries(secretsOf(request).map((secret) => [`about ${secret}`, 'told by its name'])),
	};
}

/** What a header can carry. */
function requestIdOf(request: RawRequest): Record<string, string> {
	const [first] = secretsOf(request).filter((secret) => /^[\x21-\x7e]{1,200}$/.test(secret));
	return first === undefined ? {} : { 'X-Request-Id': first };
}

/** Each is a sentence or a piece of text by itself. */
function echoes(request: RawRequest): string[] {
	const headers = Object.entries(request.headers).filter(([name]) => PROOFS.test(name));
	const lines = headers.map(([name, value]) => `${name}: ${value}`);
	const secrets = [...headers.map(([, value]) => value), ...secretsOf(request)];
	return [
		...spellings(request.body),
		...lines,
		...secrets.flatMap((secret) => [
			`password=${secret}`,
			`The value was ${secret} and is wrong.`,
			...spellings(secret),
		]),
		spellings(lines.join('\r\n')).at(-1) ?? '',
	].filter((text) => text !== '');
}

/** As it is, escaped once and twice for JSON, for an address, for a page, in base64. */
function spellings(text: string): string[] {
	const once = JSON.stringify(text);
	return [
		text,
		once,
		JSON.stringify(once),
		encodeURIComponent(text),
		encodeURIComponent(encodeURIComponent(text)),
		`<input name="given" value="${forPage(text)}">`,
		Buffer.from(text).toString('base64'),
	];
}

function forPage(text: string): string {
	const entities: Readonly<Record<string, string>> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** What the body holds under the name of a secret, and the tokens of the headers. */
function secretsOf({ headers, body }: RawRequest): string[] {
	const found = [headers['x-security-token'], headers['x-auth-token']].filter((text) => text !== undefined);
	const look = (value: unknown, name: string): void => {
		if (typeof value === 'string' && value !== '' && SECRET_FIELD.test(name)) {
			found.push(value);
		} else if (value !== null && typeof value === 'object') {
			for (const [key, item] of Object.entries(value)) {
				look(item, key);
			}
		}
	};
	look(parsed(body), '');
	return found;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
