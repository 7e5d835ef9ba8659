/** Where profiles of other tools are looked for, one row a source. Reads on a person's word alone. */

import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { checkEndpoint } from '../../cloud/endpoints';
import { environmentKeys } from '../credentialStore';
import { readClouds } from './cloudsYaml';
import { readCredentialsCsv } from './credentialsCsv';
import { type Finding, FoundError, MAX_BYTES, withoutRepeats } from './finding';
import { readAssignments } from './ini';
import { readKooCli } from './kooCli';
import { type Machine, shortPath } from './machine';
import { readSdkProfile, withRegions } from './sdkProfile';
import { findVariables } from './variables';

export { FoundError } from './finding';
export { shortPath, thisMachine } from './machine';

interface Source {
	/** As people know it. */
	readonly name: () => string;
	/** Looks at the places that its tool looks at. Throws {@link FoundError}. */
	readonly look: (machine: Machine) => Promise<readonly Finding[]>;
}

/** A finding, and the name of its source. */
export interface NamedFinding extends Finding {
	readonly source: string;
}

export interface Found {
	readonly findings: readonly NamedFinding[];
	/** Files that are there and could not be taken. */
	readonly problems: readonly FoundError[];
}

const SOURCES: readonly Source[] = [
	{ name: () => l10n.t('SDK profile'), look: lookForSdkProfile },
	{ name: () => 'clouds.yaml', look: lookForClouds },
	{ name: () => l10n.t('Environment variables'), look: async ({ env }) => ofEnvironment(env) },
	{
		name: () => 'KooCLI',
		look: async (machine) => {
			const file = path.join(machine.home, '.hcloud', 'config.json');
			const text = await machine.read(file);
			return text === undefined ? [] : readKooCli(text, shortPath(file, machine.home));
		},
	},
];

/** Looks at all sources. What one cannot read does not keep the others from being read. */
export async function lookOnMachine(machine: Machine): Promise<Found> {
	const problems: FoundError[] = [];
	const findings: NamedFinding[] = [];
	for (const { name, look } of SOURCES) {
		try {
			findings.push(...(await look(machine)).map((finding) => ({ ...finding, source: name() })));
		} catch (error) {
			if (!(error instanceof FoundError)) {
				throw error;
			}
			problems.push(error);
		}
	}
	return { findings: usable(findings), problems };
}

/** What a text holds that somebody chose or pasted, of whichever kind it is. Throws {@link FoundError} where it holds nothing that can be used. */
export async function readFound(text: string, where: string): Promise<readonly NamedFinding[]> {
	if (text.length > MAX_BYTES) {
		throw new FoundError(where, 'large');
	}
	const variables = readAssignments(text);
	const tries: readonly [name: string, read: () => readonly Finding[] | Promise<readonly Finding[]>][] = [
		['credentials.csv', () => readCredentialsCsv(text, where)],
		[l10n.t('SDK profile'), () => readSdkProfile(text, where)],
		['openrc', () => findVariables((name) => variables.get(name), where)],
		['KooCLI', () => (/^\s*\uFEFF?\{/.test(text) ? readKooCli(text, where) : [])],
		[
			'clouds.yaml',
			async () => (/(^|\n)\s*"?clouds"?\s*:/.test(text) ? readClouds(await parsed(text, where), undefined, where) : []),
		],
	];
	for (const [source, read] of tries) {
		const findings = usable((await read()).map((finding) => ({ ...finding, source })));
		if (findings.length > 0) {
			return findings;
		}
	}
	throw new FoundError(where, 'odd');
}

/** Addresses that a connection would not take are left out: they are asked for. */
function usable(findings: readonly NamedFinding[]): readonly NamedFinding[] {
	return (withoutRepeats(findings) as readonly NamedFinding[]).map((finding) => {
		const { endpoints, ...place } = finding.place;
		const good = Object.entries(endpoints ?? {}).filter(([, address]) => checkEndpoint(address) === undefined);
		return { ...finding, place: { ...place, ...(good.length > 0 ? { endpoints: Object.fromEntries(good) } : {}) } };
	});
}

function ofEnvironment(env: Machine['env']): readonly Finding[] {
	const where = l10n.t('the environment of this window');
	const found = findVariables((name) => env[name], where);
	const own = environmentKeys(env as NodeJS.ProcessEnv);
	// These are read at each use, and need not be stored.
	return found.map((finding) =>
		finding.credential?.kind === 'aksk' && finding.credential.accessKey === own?.accessKey
			? { ...finding, credential: { kind: 'environment' } }
			: finding,
	);
}

async function lookForSdkProfile(machine: Machine): Promise<readonly Finding[]> {
	const { home, env } = machine;
	const folder = path.join(home, '.huaweicloud');
	const file = env.HUAWEICLOUD_SDK_CREDENTIALS_FILE?.trim() || path.join(folder, 'credentials');
	const text = await machine.read(file);
	if (text === undefined) {
		return [];
	}
	const where = shortPath(file, home);
	const findings = readSdkProfile(text, where);
	const regions = env.HUAWEICLOUD_SDK_REGIONS_FILE?.trim() || path.join(folder, 'regions.yaml');
	const places = await machine.read(regions);
	const known = places === undefined ? undefined : await parsed(places, shortPath(regions, home));
	return findings.map((finding) => ({ ...finding, place: withRegions(finding.place, known) }));
}

/** The folders where OpenStack's tools look, in their order, but for the current one, which an editor has not. */
function openStackFolders({ home, env, platform }: Machine): readonly string[] {
	const own: Readonly<Record<string, readonly string[]>> = {
		darwin: [path.join(home, 'Library', 'Application Support', 'openstack'), '/Library/Application Support/openstack'],
		win32: [
			path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'OpenStack', 'openstack'),
			'C:\\ProgramData\\OpenStack\\openstack',
		],
	};
	const [user, site] = own[platform] ?? [];
	return [user, path.join(home, '.config', 'openstack'), site, '/etc/openstack'].filter((one) => one !== undefined);
}

async function lookForClouds(machine: Machine): Promise<readonly Finding[]> {
	const { home, env } = machine;
	const read = async (own: string | undefined, name: string) => {
		const files = openStackFolders(machine).flatMap((folder) =>
			['yaml', 'yml', 'json'].map((end) => path.join(folder, `${name}.${end}`)),
		);
		for (const file of own?.trim() ? [own.trim()] : files) {
			const text = await machine.read(file);
			if (text !== undefined) {
				const where = shortPath(file, home);
				return { where, value: await parsed(text, where) };
			}
		}
		return undefined;
	};
	const clouds = await read(env.OS_CLIENT_CONFIG_FILE, 'clouds');
	if (!clouds) {
		return [];
	}
	const secure = await read(env.OS_CLIENT_SECURE_FILE, 'secure');
	return readClouds(clouds.value, secure?.value, clouds.where);
}

async function parsed(text: string, where: string): Promise<unknown> {
	const read = (await import('./yaml')).readYaml(text);
	if (!read) {
		throw new FoundError(where, 'odd');
	}
	return read.value;
}
