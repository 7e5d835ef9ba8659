/** Looks for secrets in texts, in whatever spelling they stand there. What it says names a secret, and never holds it. */
import { randomBytes } from 'node:crypto';

/** A secret by the name that tests call it. */
export type Secrets = Readonly<Record<string, string>>;

/** Texts by the place where they stand. */
export type Places = ReadonlyMap<string, string>;

/** A shorter run of letters could stand anywhere by chance. */
const SHORTEST_CORE = 12;

/** A secret that is told from anything else, with every sign that encodings change. `signs`: none for what has to fit into a header. */
export function newSecret(name: string, signs = `"\\'/+ %<&>=é`): string {
	const core = (): string => randomBytes(9).toString('hex');
	return `SECRET-${name}-${core()}${signs}${core()}`;
}

/** Where any of the secrets stands: its name, the spelling and the place. */
export function findSecrets(places: Places, secrets: Secrets): string[] {
	const looked = Object.entries(secrets).map(([name, secret]) => ({ name, needles: needlesOf(secret) }));
	return [...places].flatMap(([place, text]) =>
		looked.flatMap(({ name, needles }) =>
			needles.filter(({ needle }) => text.includes(needle)).map(({ how }) => `${name}, ${how}, in ${place}`),
		),
	);
}

/** The spellings that are told from each other, as they stand in texts. */
export function spellingsOf(secret: string): Readonly<Record<string, string>> {
	const once = JSON.stringify(secret);
	const bytes = [...Buffer.from(secret)];
	return {
		'as it is': secret,
		'escaped for JSON': once,
		'escaped twice': JSON.stringify(once),
		'for an address': encodeURIComponent(secret),
		'for an address, every sign': bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
		'escaped for JSON, every sign': [...secret]
			.map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
			.join(''),
		'for a page': secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
		'in base64': Buffer.from(secret).toString('base64'),
		'in base64, within JSON': Buffer.from(`{"password":${once}}`).toString('base64'),
		'in base64, of two bytes a sign': Buffer.from(secret, 'utf16le').toString('base64'),
		'in two bytes a sign': Buffer.from(secret, 'utf16le').toString('latin1'),
		'cut off at its end': secret.slice(0, -4),
		'cut off at its beginning': secret.slice(-22),
	};
}

/**
 * What to look for. Most encodings leave letters and digits as they are, so that the secret's runs of them are found in all of those, and in pieces of
 * the secret as well. The others are spelled out.
 */
function needlesOf(secret: string): { readonly how: string; readonly needle: string }[] {
	const runs = (secret.match(/[A-Za-z0-9]+/g) ?? []).filter((run) => run.length >= SHORTEST_CORE && /\d/.test(run));
	return (runs.length > 0 ? runs : [secret]).flatMap((core) => {
		const { 'for an address, every sign': percent, 'escaped for JSON, every sign': escaped } = spellingsOf(core);
		const wide = Buffer.from(core, 'utf16le');
		return [
			{ how: 'readable', needle: core },
			{ how: 'in two bytes a sign', needle: wide.toString('latin1') },
			{ how: 'for an address', needle: percent ?? core },
			{ how: 'for an address', needle: percent?.toUpperCase() ?? core },
			{ how: 'escaped for JSON', needle: escaped ?? core },
			...[...base64Of(Buffer.from(core)), ...base64Of(wide)].map((needle) => ({ how: 'in base64', needle })),
		];
	});
}

/** What base64 shows of bytes wherever they stand: without the letters at both ends, which depend on the neighbours. */
function base64Of(bytes: Buffer): string[] {
	return [0, 1, 2].flatMap((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), bytes]);
		const text = whole
			.subarray(0, whole.length - (whole.length % 3))
			.toString('base64')
			.slice(before === 0 ? 0 : 4);
		return [text, text.replace(/\+/g, '-').replace(/\//g, '_')];
	});
}
