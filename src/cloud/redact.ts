/**
 * The one rule of what is a secret, by key name. Whatever goes into memory, a page, the log or an error has passed through here.
 */
import { CUT } from '../core/keptBytes';
import { parseJson } from '../core/values';

/** Stands where a secret was. */
export const MARK = '[redacted]';
/** Deeper data is cut off: no answer of the services comes near, and a hostile one must not overflow the stack. */
const MAX_DEPTH = 60;
/** What is kept of a text in data, in UTF-16 units: far more than a service says of a task, and little enough to be looked through many times. */
export const TEXT_LENGTH = 1024 * 1024;
/** A text is looked through a little beyond where it is cut, so that no secret stands half before it. */
const TEXT_MARGIN = 4 * 1024;
/** Text that looks like JSON with a secret but cannot be parsed is searched up to here, and cut there. */
const MAX_BROKEN_JSON = 100_000;
/** No name is longer. */
const MAX_NAME = 100;

/** Parts of names that give a secret away; compared in lower case, with everything but letters and digits left out. */
const SECRET_PARTS = [
	'password',
	'passwd',
	'passphrase',
	'passcode',
	'secret',
	'token',
	'authorization',
	'credential',
	'privatekey',
	'certkey',
	'accesskey',
	'apikey',
	'sshkey',
	'signingkey',
	'encryptionkey',
	'adminpass',
	'userpass',
	'rootpass',
	'logshareurl',
	'presignedurl',
	'encodedauthorizationmessage',
	'signature',
	'cookie',
];
const SECRET_NAMES = ['pass', 'pwd', 'ak', 'sk', 'pin', 'keypass', 'requirepass', 'masterauth'];
/** Names that only speak of a secret. */
const HARMLESS: ReadonlySet<string> = new Set(['nopasswordaccess', 'passwordexpiresat', 'passwordlastsetat']);

const SECRET_NAME = new RegExp(`${SECRET_PARTS.join('|')}|^(?:${SECRET_NAMES.join('|')})$`);

/** Whether a key of this name holds a secret. Case, dashes, underscores and blanks do not matter. */
export function isSecretName(name: string): boolean {
	const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '');
	return SECRET_NAME.test(plain) && !HARMLESS.has(plain);
}

/** What a field's name says: it holds a secret; in a pair, it holds the name or the value; nothing of the kind. */
type Role = 'secret' | 'name' | 'value' | 'plain';

/** Pairs of name and value, as options, tags and parameters are listed. */
const NAME_OF_PAIR = /(?:name|key|option|parameter|param|field|property|attribute|setting|variable)$/;
const VALUE_OF_PAIR = /(?:value|val|content)$|^(?:v|data|text)$/;

/** Names that were judged before. Services use a few hundred; an answer with ever new ones must not fill the memory. */
const JUDGED = new Map<string, Role>();
const MAX_JUDGED = 5_000;

function roleOf(name: string): Role {
	const known = JUDGED.get(name);
	if (known !== undefined) {
		return known;
	}
	const role = judge(name);
	if (JUDGED.size >= MAX_JUDGED) {
		JUDGED.clear();
	}
	JUDGED.set(name, role);
	return role;
}

function judge(name: string): Role {
	if (name === '__proto__' || isSecretName(name)) {
		return 'secret';
	}
	const plain = name.toLowerCase();
	return NAME_OF_PAIR.test(plain) ? 'name' : VALUE_OF_PAIR.test(plain) ? 'value' : 'plain';
}

/**
 * Takes the secrets out of a JSON value that nobody else holds, and gives it back: keys that name one go, JSON inside of text is treated likewise,
 * and logins inside of addresses are masked; a text is cut after {@link TEXT_LENGTH}. Everything else stays as it came. The key `__proto__` goes too.
 */
export function removeSecrets<T>(value: T): T {
	return clean(value, 0) as T;
}

function clean(value: unknown, depth: number): unknown {
	if (!mayHoldSecret(value)) {
		return value;
	}
	if (typeof value === 'string') {
		return value.length > TEXT_LENGTH ? redactLong(value, depth) : redactString(value, depth);
	}
	if (depth >= MAX_DEPTH) {
		return CUT;
	}
	if (Array.isArray(value)) {
		for (let index = 0; index < value.length; index++) {
			const item: unknown = value[index];
			const cleaned = clean(item, depth + 1);
			if (cleaned !== item) {
				value[index] = cleaned;
			}
		}
		return value;
	}
	const record = value as Record<string, unknown>;
	let namesSecret = false;
	let values: string[] | undefined;
	// Of JSON: every field is its own.
	for (const key in record) {
		const role = roleOf(key);
		if (role === 'secret') {
			delete record[key];
			continue;
		}
		const item = record[key];
		if (role === 'name') {
			namesSecret ||= typeof item === 'string' && item.length <= MAX_NAME && isSecretName(item);
		} else if (role === 'value') {
			values ??= [];
			values.push(key);
		}
		const cleaned = mayHoldSecret(item) ? clean(item, depth + 1) : item;
		if (cleaned !== item) {
			record[key] = cleaned;
		}
	}
	if (namesSecret && values) {
		for (const key of values) {
			record[key] = MARK;
		}
	}
	return record;
}

/** Whether a value has to be looked into at all: most are short texts without a separator. */
function mayHoldSecret(value: unknown): boolean {
	return typeof value === 'string'
		? value.length > TEXT_LENGTH || (SEPARATOR.test(value) && !NAMELESS.test(value))
		: typeof value === 'object' && value !== null;
}

/** What a text must hold to hold a secret: a separator behind a name, a login before an address, or a setting of Redis. */
const SEPARATOR = /[:=@<>]|requirepass|masterauth/i;
/** Dates and addresses have separators, but no letters for a name. */
const NAMELESS = /^[\d\s.,:;/+\-TZ]*$/;

function redactLong(text: string, depth: number): string {
	const redacted = redactString(text.slice(0, TEXT_LENGTH + TEXT_MARGIN), depth);
	return `${redacted.slice(0, TEXT_LENGTH)}${CUT}`;
}

/** Text values stay as they came but for logins inside of addresses, values behind a secret's name, and secrets in JSON. */
function redactString(text: string, depth: number): string {
	const masked = maskLogins(text);
	if (!SECRET_HINT.test(masked.replace(/[-_\s]/g, ''))) return masked;
	if (!/^\s{0,100}[[{]/.test(masked)) return redactText(shorten(masked, MAX_BROKEN_JSON));
	try {
		const parsed = parseJson(masked);
		const before = JSON.stringify(parsed);
		const cleaned = JSON.stringify(clean(parsed, depth + 1));
		return cleaned === before ? masked : cleaned;
	} catch {
		return redactText(shorten(masked, MAX_BROKEN_JSON));
	}
}

const SECRET_HINT = new RegExp([...SECRET_PARTS, ...SECRET_NAMES].join('|'), 'i');

/** `scheme://user:secret@host` → `scheme://[redacted]@host`. */
function maskLogins(text: string): string {
	return text.includes('@') ? text.replace(/:\/\/[^\s/?#@"'<>]*@/g, `://${MARK}@`) : text;
}

/**
 * A name, also one of two words ("secret key"), its closing quote (escaped where the JSON stands inside of text) and its separator. Looked for at the
 * beginning of words alone, so that no text makes this slow.
 */
const NAME_AND_SEPARATOR =
	/(?<![\w.-])((?:(?:secret|access|private|api|ssh|signing|encryption|cert) )?[\w.-]+)(?:\\*["'])?\s{0,9}(?:[-=]>|[:=])\s{0,9}/gi;
/** A value that is not in double quotes: in single ones, or up to the next separator. */
const BARE_VALUE = /'[^']*'?|[^\s,;|&"'{}[\]]+/y;

/** Where the value ends that begins here, undefined where none does. An unfinished quote goes on to the end. */
function endOfValue(text: string, start: number): number | undefined {
	const depth = backslashesAt(text, start);
	if (text.charAt(start + depth) !== '"') {
		BARE_VALUE.lastIndex = start;
		return BARE_VALUE.test(text) ? BARE_VALUE.lastIndex : undefined;
	}
	// With each escaping of the whole a quote gets one backslash more than twice those it had, and each backslash becomes two.
	let place = start + depth + 1;
	for (let quote = text.indexOf('"', place); quote >= 0; quote = text.indexOf('"', place)) {
		let first = quote;
		while (first > place && text.charAt(first - 1) === '\\') first--;
		if ((quote - first) % (2 * depth + 2) === depth) {
			return quote + 1;
		}
		place = quote + 1;
	}
	return text.length;
}

function backslashesAt(text: string, start: number): number {
	let end = start;
	while (text.charAt(end) === '\\') end++;
	return end - start;
}

/** Masks the values of secret names. The names stay. */
function maskNamed(text: string): string {
	let out = '';
	let done = 0;
	NAME_AND_SEPARATOR.lastIndex = 0;
	for (let found = NAME_AND_SEPARATOR.exec(text); found; found = NAME_AND_SEPARATOR.exec(text)) {
		if (!isSecretName(found[1] ?? '')) continue;
		const start = NAME_AND_SEPARATOR.lastIndex;
		const end = text.startsWith(MARK, start) ? undefined : endOfValue(text, start);
		if (end === undefined) continue;
		out += text.slice(done, start) + MARK;
		done = end;
		NAME_AND_SEPARATOR.lastIndex = done;
	}
	return out + text.slice(done);
}

/** The whole rest of a header: its value has blanks and commas of its own. */
const AUTHORIZATION = /((?:proxy-)?authorization\\?["']?\s*[:=]\s*)(?!\[redacted\])\\?["']?[^|\r\n"]*/gi;
const SIGNATURE_PARTS = /\b(Access|Credential|Signature)=[^\s,|"'&]+/g;

/** The same of a signed link that stands encoded within another address: `Signature%3D…`, up to `%26`. */
const ENCODED_SIGNATURE =
	/((?:signature|accesskeyid|credential|security-token)%(?:25){0,4}3D)(?:(?!%(?:25){0,4}26)[^\s,|"'&<>])+/gi;

/** `<password>…</password>`, also escaped for a page. */
const ELEMENT =
	/((?:<|&lt;)(?:[\w-]{1,50}:)?([\w.-]{1,100})(?:\s[^<>&]{0,300})?(?:>|&gt;))(?:[^<>&]+(?=<\/|&lt;\/)|[^<>&\s]+$)/g;

/** `name="password" value="…"`, `"key": "password", "value": "…"` and the like, within text. */
const PAIR =
	/((?:name|key|option|param|parameter|field|property)\\{0,4}["']?\s{0,3}[:=]\s{0,3}\\{0,4}["']?([\w .-]{1,60})\\{0,4}["']?[\s,;]{0,5}\\{0,4}["']?[\w.-]{0,40}(?:value|val|content)\\{0,4}["']?\s{0,3}[:=]\s{0,3})(\\{1,4}"[^"\\]*|"(?:[^"\\]|\\.)*|'[^']*|[^\s,;|&"'{}[\]<>]+)/gi;

/** `the password is "…"`: what stands in quotes right behind the word. */
const QUOTED =
	/\b(pass(?:word|wd|phrase|code)|pwd|secret(?: ?key)?|token)(\s{1,3}(?:(?:is|was|of)\s)?)(["'“‘\x60])[^"'”’\x60\r\n]{1,300}["'”’\x60]/gi;

/** Redis' own settings are written with a blank between name and value; with a sign between them they are as any other. */
const REDIS_SETTINGS = /\b(requirepass|masterauth)\s+(?![:=]|->)(?:\\*"[^"\r\n]*"?|'[^'\r\n]*'?|[^\s,;]+)/gi;

/**
 * Text for the log or for an error: JSON, headers, query strings or the canonical request that a signature failure echoes
 * (its headers are separated by bars). Values of secret names are masked, the names stay.
 */
export function redactText(text: string): string {
	return maskNamed(
		maskLogins(text)
			.replace(AUTHORIZATION, `$1${MARK}`)
			.replace(SIGNATURE_PARTS, `$1=${MARK}`)
			.replace(ENCODED_SIGNATURE, `$1${MARK}`)
			.replace(REDIS_SETTINGS, `$1 ${MARK}`)
			.replace(PAIR, (whole, before: string, name: string) => (isSecretName(name) ? before + MARK : whole))
			.replace(ELEMENT, (whole, before: string, name: string) => (isSecretName(name) ? before + MARK : whole))
			.replace(QUOTED, `$1$2${MARK}`),
	);
}

/** Cuts text for the log; says how much is missing. */
export function shorten(text: string, max = 500): string {
	return text.length <= max ? text : `${text.slice(0, max)}… (${text.length - max} more)`;
}
