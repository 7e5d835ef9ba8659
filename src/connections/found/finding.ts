/** What other tools keep on a machine to sign in with, as far as a connection can be made of it. Never logged, and kept no longer than the question. */
import { cloudOfRegion, placeOfAddress } from '../../cloud/recognise';
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
	/** What has to be asked for then. */
	readonly needs?: 'keys' | 'password';
	/** Whose password it is. */
	readonly account?: { readonly domain: string; readonly user: string };
}

/** A text that cannot be taken: it is too `large`, cannot be read (`unreadable`) or understood (`odd`), has keys of `aws`, or of `several` users. */
export class FoundError extends Error {
	constructor(
		readonly where: string,
		readonly how: 'large' | 'unreadable' | 'odd' | 'aws' | 'several',
	) {
		super(how);
	}
}

/** Longest text that is read, in bytes. */
export const MAX_BYTES = 1_000_000;

/** Whether a text stands for a value that somebody has yet to fill in, or for one that is hidden. */
export function isPlaceholder(text: string): boolean {
	return /^<.*>$|^\$|^\{\{|^%.*%$|\*{2,}|^x{3,}$|^your[-_ ]|^(ak|sk|changeme|todo|\.{3})$/i.test(text.trim());
}

/** A value as somebody filled it in; '' for anything else. */
export function filledIn(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
	return isPlaceholder(text) ? '' : text;
}

/** A value that can be an id of a region or a project; '' for anything else. */
export function wordOf(value: unknown): string {
	const text = filledIn(value);
	return /^[A-Za-z0-9_-]+$/.test(text) && text.length <= MAX_WORD ? text : '';
}

/** The access key of these parts; undefined where one is missing or cannot be one. Throws {@link FoundError} for a key of AWS. */
export function keyOf(where: string, ak: unknown, sk: unknown, token?: unknown): Credential | undefined {
	const [accessKey, secretKey, securityToken] = [filledIn(ak), filledIn(sk), filledIn(token)];
	if (checkKey(accessKey) !== undefined || checkKey(secretKey) !== undefined) {
		return undefined;
	}
	if (/^A(KI|SI)A[A-Z0-9]{12,}$/.test(accessKey)) {
		throw new FoundError(where, 'aws');
	}
	const more = securityToken !== '' && checkKey(securityToken) === undefined ? { securityToken } : {};
	return { kind: 'aksk', accessKey, secretKey, ...more };
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
	const cloud = recognised?.cloud ?? cloudOfRegion(region);
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

/** Each key once at each place: the first that has it counts. */
export function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
	const seen = new Set<string>();
	return findings.filter(({ credential, place, where, label, account }) => {
		const who =
			credential?.kind === 'aksk'
				? credential.accessKey
				: credential?.kind === 'password'
					? [credential.domain, credential.user]
					: account
						? [account.domain, account.user]
						: [where, label];
		const key = JSON.stringify([who, place.cloud, place.region, place.projectId ?? place.projectName]);
		const isNew = !seen.has(key);
		seen.add(key);
		return isNew;
	});
}
