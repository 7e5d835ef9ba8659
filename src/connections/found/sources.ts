/** Where profiles of other tools are looked for, one row a source. Reads on a person's word alone. */
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { checkEndpoint } from '../../cloud/endpoints';
import { environmentKeys } from '../credentialStore';
import { readClouds } from './cloudsYaml';
import { readCredentialsCsv } from './credentialsCsv';
import { readKeyJson, readObsutil } from './devkit';
import { type Finding, FoundError, MAX_BYTES, type Told } from './finding';
import { readAssignments } from './ini';
import { readKooCli } from './kooCli';
import { type Machine, shortPath } from './machine';
import { withoutRepeats } from './repeats';
import { readSdkProfile, regionsOfFile, regionsOfVariables, withRegions } from './sdkProfile';
import { findVariables, SDK_VARIABLES } from './variables';

export { readAgency } from './agency';
export { FoundError } from './finding';
export { shortPath, thisMachine } from './machine';

interface Source {
	/** As people know it. */
	readonly name: () => string;
	/** Of a row of its profiles: a codicon's name. */
	readonly icon: string;
	/** Looks at the places that its tool looks at. What else cannot be taken is `told`. Throws {@link FoundError} where nothing can. */
	readonly look: (machine: Machine, told: Told) => Promise<readonly Finding[]>;
}

/** A finding, and the name of its source. */
export interface NamedFinding extends Finding {
	readonly source: string;
	/** A codicon's name. */
	readonly icon: string;
}

export interface Found {
	readonly findings: readonly NamedFinding[];
	/** What is there and could not be taken. */
	readonly problems: readonly FoundError[];
}

const SOURCES: readonly Source[] = [
	{ name: () => l10n.t('SDK profile'), icon: 'file', look: lookForSdkProfile },
	{ name: () => 'clouds.yaml', icon: 'cloud', look: lookForClouds },
	{ name: () => 'devkit', icon: 'file', look: lookForDevkit },
	{ name: () => l10n.t('Environment variables'), icon: 'symbol-variable', look: lookForVariables },
	{
		name: () => 'KooCLI',
		icon: 'terminal',
		// Terraform's provider reads the same file, where the variable says.
		look: ({ home, env, read }, told) =>
			readAt(
				env.HW_SHARED_CONFIG_FILE?.trim() || path.join(home, '.hcloud', 'config.json'),
				{ home, read },
				(text, where) => readKooCli(text, where, told),
			),
	},
	{
		name: () => 'obsutil',
		icon: 'terminal',
		look: ({ home, read }) => readAt(path.join(home, '.obsutilconfig'), { home, read }, readObsutil),
	},
];

/** Looks at all sources. What one cannot read does not keep the others from being read. */
export async function lookOnMachine(machine: Machine): Promise<Found> {
	const problems: FoundError[] = [];
	const told: Told = (problem) => problems.push(problem);
	const findings: NamedFinding[] = [];
	for (const { name, icon, look } of SOURCES) {
		try {
			findings.push(...(await look(machine, told)).map((finding) => ({ ...finding, source: name(), icon })));
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
export async function readFound(text: string, where: string): Promise<Found> {
	if (text.length > MAX_BYTES) {
		throw new FoundError(where, 'large');
	}
	const problems: FoundError[] = [];
	const told: Told = (problem) => problems.push(problem);
	const variables = readAssignments(text);
	const isJson = /^\uFEFF?\s*\{/.test(text);
	const json = (read: () => readonly Finding[]): readonly Finding[] => (isJson ? read() : []);
	const tries: readonly [name: string, read: () => readonly Finding[] | Promise<readonly Finding[]>][] = [
		['credentials.csv', () => readCredentialsCsv(text, where, told)],
		[l10n.t('SDK profile'), () => readSdkProfile(text, where, told)],
		['openrc', () => findVariables((name) => variables.get(name), where, told)],
		['obsutil', () => (isJson ? [] : readObsutil(text, where))],
		[
			'clouds.yaml',
			async () =>
				/(^|[\n{])\s{0,99}"?clouds"?\s{0,99}:/.test(text)
					? readClouds({ clouds: await parsed(text, where), where }, told)
					: [],
		],
		['KooCLI', () => json(() => readKooCli(text, where, told))],
		['devkit', () => json(() => readKeyJson(text, where))],
	];
	for (const [source, read] of tries) {
		const findings = usable((await read()).map((finding) => ({ ...finding, source, icon: 'file' })));
		if (findings.length > 0) {
			return { findings, problems };
		}
	}
	throw problems[0] ?? new FoundError(where, 'odd');
}

/** Addresses that a connection would not take are left out: they are asked for. */
function usable(findings: readonly NamedFinding[]): readonly NamedFinding[] {
	return withoutRepeats(findings).map((finding) => {
		const { endpoints, ...place } = finding.place;
		const good = Object.entries(endpoints ?? {}).filter(([, address]) => checkEndpoint(address) === undefined);
		return { ...finding, place: { ...place, ...(good.length > 0 ? { endpoints: Object.fromEntries(good) } : {}) } };
	});
}

/** What a file holds; nothing where it is not there. */
async function readAt(
	file: string,
	{ home, read }: Pick<Machine, 'home' | 'read'>,
	findings: (text: string, where: string) => readonly Finding[],
): Promise<readonly Finding[]> {
	const text = await read(file);
	return text === undefined ? [] : findings(text, shortPath(file, home));
}

async function lookForVariables(machine: Machine, told: Told): Promise<readonly Finding[]> {
	const { env } = machine;
	const found = findVariables((name) => env[name], l10n.t('the environment of this window'), told);
	const own = environmentKeys(env as NodeJS.ProcessEnv);
	const isRead = ({ credential }: Finding): boolean =>
		credential?.kind === 'aksk' &&
		credential.accessKey === own?.accessKey &&
		credential.secretKey === own.secretKey &&
		credential.securityToken === own.securityToken;
	const regions = found.some(({ label }) => label === SDK_VARIABLES) ? await knownRegions(machine, told) : [];
	return found.map((finding) => ({
		...finding,
		place: finding.label === SDK_VARIABLES ? withRegions(finding.place, regions) : finding.place,
		...(isRead(finding) ? { readAtUse: true as const } : {}),
	}));
}

async function lookForSdkProfile(machine: Machine, told: Told): Promise<readonly Finding[]> {
	const { home, env } = machine;
	const file = env.HUAWEICLOUD_SDK_CREDENTIALS_FILE?.trim() || path.join(home, '.huaweicloud', 'credentials');
	const findings = await readAt(file, machine, (text, where) => readSdkProfile(text, where, told));
	const regions = findings.length > 0 ? await knownRegions(machine, told) : [];
	return findings.map((finding) => ({ ...finding, place: withRegions(finding.place, regions) }));
}

/** The addresses that SDKs are told of on this machine. What cannot be read is told: the profiles themselves can be taken all the same. */
async function knownRegions({ home, env, read }: Machine, told: Told) {
	const file = env.HUAWEICLOUD_SDK_REGIONS_FILE?.trim() || path.join(home, '.huaweicloud', 'regions.yaml');
	try {
		const text = await read(file);
		const known = text === undefined ? undefined : await parsed(text, shortPath(file, home));
		return [...regionsOfFile(known), ...regionsOfVariables(env)];
	} catch (error) {
		if (!(error instanceof FoundError)) {
			throw error;
		}
		told(error);
		return regionsOfVariables(env);
	}
}

function lookForDevkit({ home, env, read }: Machine): Promise<readonly Finding[]> {
	const base = env.HUAWEICLOUD_HOME?.trim() || home;
	return readAt(path.join(base, '.config', 'huaweicloud', 'credentials.json'), { home, read }, (text, where) =>
		readKeyJson(text, where),
	);
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

async function lookForClouds(machine: Machine, told: Told): Promise<readonly Finding[]> {
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
	const secure = await read(env.OS_CLIENT_SECURE_FILE, 'secure').catch((error) => {
		if (!(error instanceof FoundError)) {
			throw error;
		}
		told(error);
		return undefined;
	});
	const { value, where } = clouds;
	return readClouds({ clouds: value, secure: secure?.value, where, chosen: env.OS_CLOUD?.trim() }, told);
}

async function parsed(text: string, where: string): Promise<unknown> {
	const read = (await import('./yaml')).readYaml(text);
	if (!read) {
		throw new FoundError(where, 'odd');
	}
	return read.value;
}
