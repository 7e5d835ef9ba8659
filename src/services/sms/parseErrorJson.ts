/**
 * Reading `error_json`: JSON inside of a string ("Listing Migration Tasks"), of no documented form, at most 1,024 characters long and thus
 * perhaps cut off. Seen: one error or a list of them, messages with `{0[0]}` or `%s` to be filled from the parameters, plain text.
 */
import * as l10n from '@vscode/l10n';
import { isRecord, parseJson, text } from '../../core/values';
import type { TaskReading } from '../../migration/ports';
import type { SmsFields } from './schema';

/** One error of a task. */
export interface SmsFault {
	/** e.g. `SMS.0203`; undefined where it has none. */
	readonly code: string | undefined;
	/** In the service's own words, placeholders filled where it gave the parameters; '' where it gave none. */
	readonly message: string;
}

const CODES = ['error_code', 'errorCode', 'code'];
const MESSAGES = ['error_msg', 'errorMsg', 'error_message', 'message', 'msg'];
const PARAMETERS = ['error_params', 'error_param', 'errorParams', 'params'];
const MAX_DEPTH = 5;

/** The errors that a task carries; none where the field is absent or says nothing. */
export function faultsOf(task: TaskReading<SmsFields>): readonly SmsFault[] {
	return parseErrorJson(errorJsonOf(task));
}

/** The field as text, or, where it is none, as it came. */
export function errorJsonOf({ fields, raw }: TaskReading<SmsFields>): unknown {
	return fields.error_json ?? raw.error_json;
}

/** The errors in a value of `error_json`. Never throws. */
export function parseErrorJson(value: unknown): readonly SmsFault[] {
	return read(value, 0);
}

/** One error as a line: code and message. */
export function faultText({ code, message }: SmsFault): string {
	return code === undefined ? message : message === '' ? code : l10n.t('{0}: {1}', code, message);
}

/** The first sentence of a text, at most `max` characters of it. */
export function firstSentence(value: string, max = 200): string {
	const line = value.trim().split(/[\r\n]/)[0] ?? '';
	const sentence = /^.*?(?:[。！？]|(?<=\w{2})[.!?](?=\s))/.exec(line)?.[0] ?? line;
	return sentence.length <= max ? sentence : `${sentence.slice(0, max - 1).trimEnd()}…`;
}

function read(value: unknown, depth: number): SmsFault[] {
	if (value === undefined || value === null || depth > MAX_DEPTH) {
		return [];
	}
	if (typeof value === 'string') {
		return readText(value.trim(), depth);
	}
	if (Array.isArray(value)) {
		return value.flatMap((item: unknown) => read(item, depth + 1));
	}
	if (!isRecord(value)) {
		return [{ code: undefined, message: String(value) }];
	}
	const code = first(value, CODES);
	const parameters = parametersOf(value);
	const message = MESSAGES.map((key) => own(value, key)).find((found) => text(found).trim() !== '');
	if (typeof message === 'string' && !/^\s*[[{]/.test(message)) {
		return [{ code, message: fill(message.trim(), parameters) }];
	}
	const inner = [message, ...Object.values(value)].find((item) =>
		typeof item === 'string'
			? /^\s*[[{]\s*["{]/.test(item)
			: typeof item === 'object' && item !== null && hasError(item),
	);
	const nested = inner === undefined ? [] : read(inner, depth + 1);
	if (nested.length > 0) {
		return nested.map((fault) => ({ ...fault, code: fault.code ?? code }));
	}
	// An empty object says nothing; one of another shape is better shown as it came than dropped.
	return code !== undefined
		? [{ code, message: text(message) }]
		: Object.keys(value).length === 0
			? []
			: [{ code: undefined, message: JSON.stringify(value) }];
}

function readText(value: string, depth: number): SmsFault[] {
	if (value === '' || value === 'null') {
		return [];
	}
	if (!/^[[{"]/.test(value)) {
		return [plain(value)];
	}
	try {
		return read(parseJson(value), depth + 1);
	} catch {
		return cutOff(value);
	}
}

/** Plain text, which may begin with a code: "SMS.0203: …". */
function plain(value: string): SmsFault {
	const [, code, message] = /^\[?(SMS\.\d{4})\]?[\s:：,-]*(.*)$/s.exec(value) ?? [];
	return code === undefined ? { code, message: value } : { code, message: message ?? '' };
}

/** JSON that the service cut in the middle: what can still be told apart. */
function cutOff(value: string): SmsFault[] {
	const member = (names: readonly string[]): string | undefined =>
		new RegExp(`"(?:${names.join('|')})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)`)
			.exec(value)?.[1]
			?.replace(/\\n/g, '\n')
			.replace(/\\(["\\/])/g, '$1')
			.trim();
	const code = member(CODES);
	const message = member(MESSAGES);
	return [{ code: code || undefined, message: message || (code ? '' : value) }];
}

/** Whether an error stands somewhere inside; arrays and objects alike. */
function hasError(value: object): boolean {
	return Array.isArray(value)
		? value.some((item) => isRecord(item))
		: [...CODES, ...MESSAGES].some((key) => Object.hasOwn(value, key));
}

function parametersOf(value: Record<string, unknown>): readonly string[] {
	const found = PARAMETERS.map((key) => own(value, key)).find(
		(item) => item !== undefined && item !== null && item !== '',
	);
	if (typeof found === 'string' && found.trim().startsWith('[')) {
		try {
			const parsed: unknown = parseJson(found);
			return Array.isArray(parsed) ? parsed.map(text) : [found];
		} catch {
			return [found];
		}
	}
	return found === undefined
		? []
		: Array.isArray(found)
			? found.map(text)
			: isRecord(found)
				? Object.values(found).map(text)
				: [text(found)];
}

/** Fills `{0[1]}` and `{1}` by position and `%s` in order. What has no parameter stays as it came. */
function fill(message: string, parameters: readonly string[]): string {
	let next = 0;
	return message.replace(/\{0\[(\d+)\]\}|\{(\d+)\}|%[sd]/g, (whole, inner?: string, outer?: string) => {
		const index = inner ?? outer;
		return (index === undefined ? parameters[next++] : parameters[Number(index)]) ?? whole;
	});
}

function first(value: Record<string, unknown>, keys: readonly string[]): string | undefined {
	return keys.map((key) => text(own(value, key)).trim()).find((found) => found !== '');
}

function own(value: Record<string, unknown>, key: string): unknown {
	return Object.hasOwn(value, key) ? value[key] : undefined;
}
