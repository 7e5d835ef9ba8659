/** Which clouds there are, and their regions. Data; any address can be overridden in a connection. */
import * as l10n from '@vscode/l10n';

export interface Region {
	readonly id: string;
	readonly name: string;
}

export interface Cloud {
	readonly id: 'huawei' | 'huawei-eu' | 'otc' | 'flexible-engine' | 'custom';
	readonly name: string;
	readonly regions: readonly Region[];
	/** Where one signs in and finds projects; undefined where no address is known. Services say their own addresses. */
	iam(region: string): string | undefined;
}

/** id and name; a region whose name no source gives goes by its id. */
const HUAWEI_REGIONS: readonly (readonly [id: string, name?: string])[] = [
	['af-south-1', 'AF-Johannesburg'],
	['cn-north-1', 'CN North-Beijing1'],
	['cn-north-2'],
	['cn-north-4', 'CN North-Beijing4'],
	['cn-north-9'],
	['cn-north-12'],
	['cn-east-2', 'CN East-Shanghai2'],
	['cn-east-3', 'CN East-Shanghai1'],
	['cn-east-4'],
	['cn-east-5'],
	['cn-south-1', 'CN South-Guangzhou'],
	['cn-south-2'],
	['cn-southwest-2', 'CN Southwest-Guiyang1'],
	['ap-southeast-1', 'CN-Hong Kong'],
	['ap-southeast-2', 'AP-Bangkok'],
	['ap-southeast-3', 'AP-Singapore'],
	['ap-southeast-4'],
	['ap-southeast-5'],
	['sa-brazil-1', 'LA-Sao Paulo1'],
	['la-north-2', 'LA-Mexico City2'],
	['la-south-2', 'LA-Santiago'],
	['na-mexico-1', 'LA-Mexico City1'],
	['ae-ad-1', 'ME-Abu Dhabi'],
	['me-east-1'],
	['tr-west-1', 'TR-Istanbul'],
	['my-kualalumpur-1', 'Kuala Lumpur'],
	['ru-moscow-1'],
	['ru-northwest-2'],
];

/** Regions without an IAM address of their own; the global one serves them. */
const GLOBAL_IAM: ReadonlySet<string> = new Set(['ap-southeast-5', 'ru-northwest-2']);

const none = (): undefined => undefined;

const huawei: Cloud = {
	id: 'huawei',
	name: 'Huawei Cloud',
	regions: HUAWEI_REGIONS.map(([id, name]) => ({ id, name: name ?? id })),
	iam: (region) =>
		GLOBAL_IAM.has(region) ? 'https://iam.myhuaweicloud.com' : `https://iam.${region}.myhuaweicloud.com`,
};

const huaweiEu: Cloud = {
	id: 'huawei-eu',
	name: 'Huawei Cloud Europe',
	regions: [{ id: 'eu-west-101', name: 'EU-Dublin' }],
	iam: (region) => `https://iam.${region}.myhuaweicloud.eu`,
};

const otc: Cloud = {
	id: 'otc',
	name: 'Open Telekom Cloud',
	regions: [
		{ id: 'eu-de', name: 'EU-DE' },
		{ id: 'eu-nl', name: 'EU-NL' },
	],
	iam: (region) => `https://iam.${region}.otc.t-systems.com`,
};

const flexibleEngine: Cloud = {
	id: 'flexible-engine',
	name: 'Orange Flexible Engine',
	regions: [{ id: 'eu-west-0', name: 'EU-Paris' }],
	iam: (region) => `https://iam.${region}.prod-cloud-ocb.orange-business.com`,
};

const custom: Cloud = {
	id: 'custom',
	name: 'Custom',
	regions: [],
	iam: none,
};

/** Every cloud that can be chosen. `custom` knows no address: all come from the connection. */
export const CLOUDS: readonly Cloud[] = [huawei, huaweiEu, otc, flexibleEngine, custom];

/** The cloud of an id, 'huawei' for none; undefined where the id is not known. */
export function cloudOf(id: string | undefined): Cloud | undefined {
	return CLOUDS.find((candidate) => candidate.id === (id ?? 'huawei'));
}

/** What is wrong with an endpoint, as a sentence for the user; undefined where it can be used. */
export function checkEndpoint(text: string): string | undefined {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		return l10n.t('This is not an address. It must look like https://dcs.example.com.');
	}
	if (url.protocol === 'http:' && !isLoopback(url.hostname))
		return l10n.t('Plain http is allowed for this computer alone (127.0.0.1). Use https.');
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return l10n.t('The address must start with https://.');
	if (url.username || url.password) return l10n.t('The address must not hold a user name or password.');
	if (/[?#]/.test(text)) return l10n.t('The address must not hold a question mark or a hash sign.');
	return undefined;
}

/** 127.0.0.0/8, ::1 and localhost, as URL writes host names. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
