/** What other tools keep on a machine to sign in with, as far as a connection can be made of it. Never logged, and kept no longer than the question. */
import { cloudOfRegion, cloudWithRegion, placeOfAddress } from '../../cloud/recognise';
import { type Credential, checkKey, MAX_WORD } from '../profileSchema';

/** Where a finding leads, as far as its source says. */
export interface FoundPlace {
	/** Id of a cloud. */
	readonly cloud?: string;
	readonly region?: string;
	readonly projectId?: string;
	/** Of a source that names its project: the id is to be found. */
	readonly projectName?: string;
	readonly enterpriseProjectId?: string;
	/** By id of a service, or `iam`. */
	readonly endpoints?: Readonly<Record<string, string>>;
}

export interface Finding {
	/** The file, with `~` for the home folder, or another word for where it stands. */
	readonly where: string;
	/** A profile's or a user's name there. */
	readonly label: string;
	readonly place: FoundPlace;
	/** Undefined where the source does not give it out. */
	readonly credential: Credential | undefined;
	/** What has to be asked for where there is none. */
	readonly needs?: 'keys' | 'password';
	/** Whose password it is. */
	readonly account?: { readonly domain: string; readonly user: string };
	/** The key stands in variables that a connection reads at each use, so that it needs not be stored. */
	readonly readAtUse?: true;
	/** When a temporary key ends, ms since 1970, where its source says so. */
	readonly endsAt?: number;
	/** Where the same key stands too. */
	readonly also?: readonly string[];
}

/**
 * Something that cannot be taken. A text is too `large`, cannot be read (`unreadable`) or understood (`odd`), has a key of `aws`, keys of too many users
 * (`several`), a `token` in place of a key, or a key that has `ended`. A server is none of the cloud (`noServer`), or has no agency (`noAgency`).
 */
export class FoundError extends Error {
	constructor(
		readonly where: string,
		readonly how: 'large' | 'unreadable' | 'odd' | 'aws' | 'several' | 'token' | 'ended' | 'noServer' | 'noAgency',
		/** Of a file with several profiles: which one it is. */
		readonly label = '',
	) {
		super(how);
	}
}

/** Hears of a profile that cannot be taken, while the others of its file are. */
export type Told = (problem: FoundError) => void;

/** What is read of one profile; nothing where it cannot be taken, which is told. */
export function attempt<T>(told: Told, label: string, read: () => readonly T[]): readonly T[] {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof FoundError)) {
			throw error;
		}
		told(new FoundError(error.where, error.how, error.label || label));
		return [];
	}
}

/** Longest text that is read, in bytes. */
export const MAX_BYTES = 1_000_000;

/** Templates, masked values, and the names of fields in place of their values. Tools count them as not set. */
const PLACEHOLDERS: readonly RegExp[] = [
	/^<.*>$|^\$|^\{\{|^%.*%$|\*{2,}|^x{3,}$/i,
	/^your[-_ ]|\b(placeholder|replace[._-]?me|change[._-]?me)\b/i,
	/^(ak|sk|(access|secret)[-_]?key|(security[-_]?)?token|region|changeme|todo|\.{3})$/i,
];

/** Whether a text stands for a value that somebody has yet to fill in, or for one that is hidden. */
export function isPlaceholder(text: string): boolean {
	return PLACEHOLDERS.some((pattern) => pattern.test(text.trim()));
}

/** A value as somebody filled it in; '' for anything else. */
export function filledIn(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
	return isPlaceholder(text) ? '' : text;
}

/** The first that is there at all, filled in or not; undefined for none. */
export function firstSet(...values: readonly unknown[]): unknown {
	return values.find((value) => typeof value === 'string' && value.trim() !== '');
}

/** A value that can be an id of a region or a project; '' for anything else. */
export function wordOf(value: unknown): string {
	const text = filledIn(value);
	return /^[A-Za-z0-9_-]+$/.test(text) && text.length <= MAX_WORD ? text : '';
}

/** Stands for a value that is there and is not told: a shell or a tool puts it in, or it is masked. */
const HIDDEN = /^\$|^\{\{|^%.*%$|\*{2,}/;

/**
 * The access key of these parts; undefined where one is missing or cannot be one. Without the token that belongs to it a temporary key would be taken for
 * one that lasts, so that its token is to be handed over as it stands. Throws {@link FoundError} for a key of AWS.
 */
export function keyOf(where: string, ak: unknown, sk: unknown, token?: unknown): Credential | undefined {
	const [accessKey, secretKey, securityToken] = [filledIn(ak), filledIn(sk), filledIn(token)];
	const isHidden = typeof token === 'string' && HIDDEN.test(token.trim());
	const parts = [accessKey, secretKey, ...(securityToken === '' ? [] : [securityToken])];
	if (isHidden || parts.some((part) => checkKey(part) !== undefined)) {
		return undefined;
	}
	if (/^A(KI|SI)A[A-Z0-9]{12,}$/.test(accessKey)) {
		throw new FoundError(where, 'aws');
	}
	return { kind: 'aksk', accessKey, secretKey, ...(securityToken === '' ? {} : { securityToken }) };
}

/** The place that a region, an address of IAM and projects name, as sources have them. A region may stand before the `_` of a project's name. */
export function placeOf(named: {
	readonly region?: unknown;
	readonly iam?: unknown;
	readonly projectId?: unknown;
	readonly projectName?: unknown;
	readonly enterpriseProjectId?: unknown;
}): FoundPlace {
	const projectName = filledIn(named.projectName);
	const ofProject = projectName.split('_')[0] ?? '';
	const said = wordOf(named.region) || (cloudOfRegion(ofProject) === undefined ? '' : ofProject);
	const iam = filledIn(named.iam).replaceAll('{region_name}', said);
	const recognised = iam === '' ? undefined : placeOfAddress(iam);
	const region = said || recognised?.region || '';
	const cloud = recognised ? cloudWithRegion(recognised.cloud, region) : cloudOfRegion(region);
	const address = recognised?.address?.replace(/\/v3$/, '');
	const projectId = wordOf(named.projectId);
	const enterpriseProjectId = wordOf(named.enterpriseProjectId);
	return {
		...(cloud === undefined ? {} : { cloud }),
		...(region === '' ? {} : { region }),
		...(projectId === '' ? {} : { projectId }),
		...(projectName === '' ? {} : { projectName }),
		...(enterpriseProjectId === '' ? {} : { enterpriseProjectId }),
		...(address === undefined ? {} : { endpoints: { iam: address } }),
	};
}

/** The last four characters of an access key, to tell keys apart; '' where there is none. */
export function lastFour({ credential }: Finding): string {
	return credential?.kind === 'aksk' && credential.accessKey.length >= 8 ? credential.accessKey.slice(-4) : '';
}
