/**
 * Masking secrets by their value: what was sent, or proves who asks, must not be read back from an answer, however the service writes it (escaped for
 * JSON, an address, a page or base64, also twice).
 *
 * A strong secret is masked wherever it stands. A weak one (short, or of one kind of characters: "redis", "123456") may just as well be a word or a
 * number of its own: it is masked as a whole word, and in data only within sentences, so that no id, name or state is destroyed. One of fewer than
 * four characters is masked by its name alone.
 */
import { isRecord } from '../core/values';
import { isSecretName, MARK } from './redact';

const MIN_LENGTH = 4;
const STRONG_LENGTH = 8;
/** A longer secret is known by its beginning, and masked with as much of the rest as follows. */
const HEAD_LENGTH = 48;
/** Passwords and keys are shorter. What a token has beyond this is masked by its alphabet. */
const SPELLED_LENGTH = 256;
const MAX_KNOWN = 24;
/** Deeper data is not looked into: no answer of the services comes near. */
const MAX_DEPTH = 60;

/** Takes secrets out of an answer. */
export interface Mask {
	/** A sentence of an error or a line of the log. */
	text(text: string): string;
	/** Parsed JSON that nobody else holds. `source` is the text that it was parsed from, which mostly shows at a glance that there is nothing to do. */
	data(value: unknown, source: string): unknown;
}

/** Secrets that were sent lately: an answer to another request may speak of them too. Of one session, in memory alone. */
export class SentSecrets {
	private readonly known = new Map<string, Secret>();

	/** The mask for the answer to a request that carried `secrets`, which are remembered, and `passing` ones, which no other request carries. */
	mask(secrets: readonly string[], passing: readonly string[] = []): Mask {
		for (const value of secrets) {
			this.add(value);
		}
		return maskOf([...this.known.values(), ...passing.map((value) => new Secret(value))]);
	}

	private add(value: string): void {
		if (value.length < MIN_LENGTH) {
			return;
		}
		const secret = this.known.get(value) ?? new Secret(value);
		// The latest stay.
		this.known.delete(value);
		this.known.set(value, secret);
		for (const oldest of this.known.keys()) {
			if (this.known.size <= MAX_KNOWN) {
				break;
			}
			this.known.delete(oldest);
		}
	}
}

/** The secrets of a request's body, by the names of its fields. */
export function secretsOfBody(body: string | undefined): readonly string[] {
	const found: string[] = [];
	const look = (value: unknown, name: string): void => {
		if (typeof value === 'string') {
			if (isSecretName(name)) found.push(value);
		} else if (Array.isArray(value)) {
			for (const item of value) look(item, name);
		} else if (isRecord(value)) {
			for (const [key, item] of Object.entries(value)) look(item, key);
		}
	};
	try {
		look(JSON.parse(body ?? 'null'), '');
	} catch {
		// No JSON, so no names.
	}
	return found;
}

function maskOf(secrets: readonly Secret[]): Mask {
	const strong = secrets.filter((secret) => secret.strong);
	return {
		text: (text) => maskIn(text, secrets),
		data: (value, source) =>
			thoseIn(source, secrets).length > 0
				? walk(value, (text) => maskIn(text, SENTENCE.test(text) ? secrets : strong), 0)
				: value,
	};
}

function maskIn(text: string, secrets: readonly Secret[]): string {
	return thoseIn(text, secrets).reduce((masked, secret) => secret.maskIn(masked), text);
}

/** The secrets that could stand in a text. Cheap: lists are megabytes long. */
function thoseIn(text: string, secrets: readonly Secret[]): readonly Secret[] {
	const readable = hasEscapes(text) ? readLetters(text) : text;
	return secrets.filter((secret) => secret.mayStandIn(text, readable));
}

/** More than one word. */
const SENTENCE = /\S\s+\S/;

function walk(value: unknown, mask: (text: string) => string, depth: number): unknown {
	if (typeof value === 'string') {
		return mask(value);
	}
	if (depth >= MAX_DEPTH) {
		return value;
	}
	if (Array.isArray(value)) {
		value.forEach((item, index) => {
			value[index] = walk(item, mask, depth + 1);
		});
	} else if (isRecord(value)) {
		for (const key of Object.keys(value)) {
			const name = mask(key);
			const item = walk(value[key], mask, depth + 1);
			if (name !== key) {
				delete value[key];
			}
			Object.defineProperty(value, name, { value: item, writable: true, enumerable: true, configurable: true });
		}
	}
	return value;
}

/** A text this long is looked through for fewer things: no service answers a list in base64. */
const LONG_TEXT = 512 * 1024;

/** Whether there is what may hide a letter of a secret: escapes of any kind. Plain searches are many times as fast as a pattern. */
function hasEscapes(text: string): boolean {
	return (
		text.includes('\\u') || text.includes('&#') || text.includes('&amp;') || (text.includes('%') && /%[2-7]/.test(text))
	);
}

/** Letters and digits in the place of their escapes. */
function readLetters(text: string): string {
	return text.replace(
		ESCAPED,
		(found, unit: string | undefined, byte: string | undefined, code: string | undefined, hex: string | undefined) => {
			const letter = String.fromCharCode(code ? Number(code) : Number.parseInt(unit ?? byte ?? hex ?? '', 16));
			return /[a-z\d]/i.test(letter) ? letter : found;
		},
	);
}

class Secret {
	readonly strong: boolean;
	/** The longest run that every usual encoding leaves as it is. */
	private readonly anchor: string;
	/** Made when it is needed, which it hardly ever is. */
	private pattern: RegExp | undefined;
	private readonly base64: readonly string[];

	constructor(private readonly value: string) {
		const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(value)).length;
		this.strong = value.length >= STRONG_LENGTH && kinds > 1;
		const head = [...value].slice(0, HEAD_LENGTH);
		const runs = head.join('').match(/[a-zA-Z\d]+/g) ?? [];
		this.anchor = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
		const plain = head.join('');
		const quoted = JSON.stringify(plain).slice(1, -1);
		this.base64 = this.strong ? [...new Set([...base64Of(plain), ...base64Of(quoted)])] : [];
	}

	mayStandIn(text: string, readable: string): boolean {
		return (
			readable.includes(this.anchor) ||
			(text.length < LONG_TEXT && this.base64.some((encoded) => text.includes(encoded)))
		);
	}

	maskIn(text: string): string {
		this.pattern ??= this.makePattern();
		let masked = text.replace(this.pattern, MARK);
		for (const encoded of this.base64) {
			if (masked.includes(encoded)) {
				masked = maskRuns(masked, encoded);
			}
		}
		return masked;
	}

	private makePattern(): RegExp {
		const letters = [...this.value].slice(0, SPELLED_LENGTH).map(letterPattern);
		const rest = letters.slice(HEAD_LENGTH).reduceRight((after, letter) => `(?:${letter}${after})?`, '');
		const tail = this.value.length > SPELLED_LENGTH ? '[\\w%+/=.~\\\\-]*' : '';
		const all = letters.slice(0, HEAD_LENGTH).join('') + rest + tail;
		return new RegExp(this.strong ? all : `(?<![\\p{L}\\d])${all}(?![\\p{L}\\d])`, 'gu');
	}
}

/** One character in each of its spellings. Runs of escape signs are bounded, so that no text makes this slow. */
function letterPattern(letter: string): string {
	const units = Array.from({ length: letter.length }, (_, index) => letter.charCodeAt(index));
	const code = letter.codePointAt(0) ?? 0;
	const spellings = [
		literal(letter),
		Array.from(Buffer.from(letter), (byte) => `%(?:25){0,3}${anyCase(byte.toString(16).padStart(2, '0'))}`).join(''),
		`&(?:amp;){0,3}#0{0,5}${code};`,
		`&(?:amp;){0,3}#[xX]0{0,5}${anyCase(code.toString(16))};`,
		...(ENTITIES[letter] ?? []).map((name) => `&(?:amp;){0,3}${name};`),
		...(letter === ' ' ? ['\\+'] : []),
	];
	const escaped = units.map((unit) => `${ESCAPE}{1,8}u${anyCase(unit.toString(16).padStart(4, '0'))}`).join('');
	// Escaped with a backslash, before or after the rest; a backslash itself is doubled.
	const plain = letter === '\\' ? `${ESCAPE}{1,8}` : `${ESCAPE}{0,7}(?:${spellings.join('|')})`;
	return `(?:${plain}|${escaped})`;
}

/** A backslash, in its own spellings. */
const ESCAPE = '(?:\\\\|%(?:25){0,3}5[cC]|&(?:amp;){0,3}#92;)';

/** What may be a letter or a digit: as a unit, a byte, a decimal number, a hexadecimal number. */
const ESCAPED = new RegExp(
	`${ESCAPE}{1,8}u(00[3-7][\\da-f])|%(?:25){0,3}([3-7][\\da-f])|&(?:amp;){0,3}#(?:0{0,5}(\\d{2,3})|x0{0,5}([3-7][\\da-f]));`,
	'gi',
);

const ENTITIES: Readonly<Record<string, readonly string[]>> = {
	'&': ['amp'],
	'<': ['lt'],
	'>': ['gt'],
	'"': ['quot'],
	"'": ['apos'],
};

function literal(letter: string): string {
	return letter.replace(/[\\^$.*+?()[\]{}|/-]/g, (mark) => (mark === '-' ? '\\x2d' : `\\${mark}`));
}

function anyCase(hex: string): string {
	return hex.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}

/** What a text shows in base64 wherever in it the secret stands: without the letters at both ends, which depend on the neighbours. */
function base64Of(value: string): readonly string[] {
	return [0, 1, 2]
		.map((before) => {
			const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
			const whole = bytes.length - (bytes.length % 3);
			return bytes
				.subarray(0, whole)
				.toString('base64')
				.slice(before === 0 ? 0 : 4);
		})
		.filter((encoded) => encoded.length >= 6);
}

/** Masks the whole run around each place: what stands beside it in base64 is part of the same text. */
function maskRuns(text: string, part: string): string {
	return text.replace(/[\w+/=-]{6,}/g, (run) => (run.includes(part) ? MARK : run));
}
