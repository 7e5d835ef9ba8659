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
import { ENTITIES, type Spelled, spell } from './spellings';

const MIN_LENGTH = 4;
const STRONG_LENGTH = 8;
/** A longer secret is known by its beginning. */
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
			hasEscapes(source) || secrets.some((secret) => secret.mayStandIn(source))
				? walk(value, (text) => maskIn(text, SENTENCE.test(text) ? secrets : strong), 0)
				: value,
	};
}

function maskIn(text: string, secrets: readonly Secret[]): string {
	const escapes = hasEscapes(text);
	let masked = text;
	let said: Spelled | undefined;
	for (const secret of secrets) {
		if (escapes || secret.mayStandIn(masked)) {
			said ??= spell(masked);
			const next = secret.maskIn(masked, said);
			said = next === masked ? said : undefined;
			masked = next;
		}
	}
	return masked;
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

class Secret {
	readonly strong: boolean;
	/** The longest run that every usual encoding leaves as it is. */
	private readonly anchor: string;
	/** What its beginning reads. Made when it is needed, which it hardly ever is. */
	private read: Reading | undefined;
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

	/** Whether it could stand in a text without escapes. Cheap: lists are megabytes long. */
	mayStandIn(text: string): boolean {
		return (
			text.includes(this.anchor) || (text.length < LONG_TEXT && this.base64.some((encoded) => text.includes(encoded)))
		);
	}

	/** `said` is what the text reads. */
	maskIn(text: string, said: Spelled): string {
		this.read ??= readingOf(this.value);
		let masked = this.maskSpelled(text, said, this.read);
		for (const spelling of this.strong ? this.read.others : []) {
			masked = masked.replaceAll(spelling, MARK);
		}
		for (const encoded of this.base64) {
			if (masked.includes(encoded)) {
				masked = maskRuns(masked, encoded);
			}
		}
		return masked;
	}

	private maskSpelled(text: string, said: Spelled, { bytes, rest, gaps, cut }: Reading): string {
		if (bytes === '') {
			return text.replaceAll(this.value, MARK);
		}
		let masked = '';
		let done = 0;
		for (let at = said.bytes.indexOf(bytes); at >= 0; at = said.bytes.indexOf(bytes, at + 1)) {
			const last = at + bytes.length + sameBytes(said.bytes, at + bytes.length, rest);
			const start = said.gaps.get(at)?.start ?? said.starts[at] ?? 0;
			let end = said.ends[last - 1] ?? text.length;
			if (start < done || gaps.some(([place, count]) => (said.gaps.get(at + place)?.count ?? 0) < count)) {
				continue;
			}
			end = gaps.some(([place]) => place === bytes.length) ? (said.gaps.get(last)?.end ?? end) : end;
			if (cut && last === at + bytes.length + rest.length) {
				REST_OF_TOKEN.lastIndex = end;
				end += REST_OF_TOKEN.exec(text)?.[0].length ?? 0;
			}
			if (this.strong || isWord(text, start, end, said.gaps.has(at))) {
				masked += text.slice(done, start) + MARK;
				done = end;
			}
		}
		return masked + text.slice(done);
	}
}

/** What a secret, or the beginning of a long one, reads once its escapes are undone. */
interface Reading {
	readonly bytes: string;
	/** What follows in a long secret: masked as far as it stands there, since an answer may cut it anywhere. */
	readonly rest: string;
	/** The backslashes that it has itself: before which byte, and how many. No fewer stand in any spelling of it. */
	readonly gaps: readonly (readonly [place: number, count: number])[];
	/** Whether it goes on beyond that. */
	readonly cut: boolean;
	/** Spellings that may read as something else: beside letters with which they look like another escape, or of a secret that looks like one itself. */
	readonly others: readonly string[];
}

/** What looks like an escape, and may be escaped in turn, which no single reading undoes. */
const ESCAPE = /[%&]|\\u/i;
const ENCODERS: readonly ((text: string) => string)[] = [
	(text) => JSON.stringify(text).slice(1, -1),
	// Of half a character there is no such spelling.
	(text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')),
	(text) => text.replace(/[&<>"']/g, (mark) => `&${Object.entries(ENTITIES).find(([, char]) => char === mark)?.[0]};`),
];

function othersOf(value: string): readonly string[] {
	const all = new Set([value]);
	for (let times = 0; times < 2 && ESCAPE.test(value); times++) {
		for (const one of [...all]) {
			for (const encode of ENCODERS) all.add(encode(one));
		}
	}
	return [...all];
}

function readingOf(value: string): Reading {
	const { bytes, starts, gaps } = spell(value);
	let length = Math.min(bytes.length, HEAD_LENGTH);
	// Never half a character.
	while (length < bytes.length && starts[length] === starts[length - 1]) length++;
	const long = length < bytes.length;
	return {
		bytes: bytes.slice(0, length),
		rest: bytes.slice(length, SPELLED_LENGTH),
		gaps: [...gaps].flatMap(([place, { count }]) => (place < length || !long ? [[place, count] as const] : [])),
		cut: bytes.length > SPELLED_LENGTH,
		others: othersOf(value),
	};
}

/** How many bytes of `wanted` stand at a place, one after the other. */
function sameBytes(bytes: string, at: number, wanted: string): number {
	let count = 0;
	while (count < wanted.length && bytes[at + count] === wanted[count]) count++;
	return count;
}

/** What may follow the beginning of a long secret. */
const REST_OF_TOKEN = /[\w%+/=.~\\-]*/y;

/** Whether what stands there is no part of a longer word. A backslash before it is no letter. */
function isWord(text: string, start: number, end: number, escaped: boolean): boolean {
	const begins = escaped || !/[\p{L}\d]$/u.test(text.slice(Math.max(0, start - 2), start));
	return begins && !/^[\p{L}\d]/u.test(text.slice(end, end + 2));
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
