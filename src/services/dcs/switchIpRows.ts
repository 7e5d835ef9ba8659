/** The rows of what must hold before the IP addresses are switched, of both ends alike, and of what only a person knows. Their rules: switchIp.ts. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { lookUp } from '../../core/values';
import { type CacheInstance, isRunning } from '../../migration/instances';
import { INSTANCE_WORDS } from './labels';

/** The first release that can be switched. */
const OLDEST = 4;
/** Longest value from outside, in characters. */
const LONGEST = 80;
/** Types without a standby node that has an address. */
const WITHOUT_STANDBY: ReadonlySet<string> = new Set(['single', 'proxy']);
/** How an instance is built (`cache_mode`). */
const KIND_WORDS: Readonly<Record<string, () => string>> = {
	single: () => l10n.t('Single-node'),
	ha: () => l10n.t('Master/standby'),
	ha_rw_split: () => l10n.t('Read/write splitting'),
	proxy: () => l10n.t('Proxy Cluster'),
	cluster: () => l10n.t('Redis Cluster'),
};

/** Both ends as they were read; undefined where one could not be. */
export interface Ends {
	readonly source: CacheInstance | undefined;
	readonly target: CacheInstance | undefined;
}

/** A condition that each end must meet by itself: a new one is a new row. */
export interface Paired {
	readonly id: string;
	readonly label: () => string;
	readonly todo: () => string;
	/** What is read of an end; undefined or '': it is not said. */
	readonly of: (end: CacheInstance) => string | boolean | undefined;
	readonly holds: (value: string | boolean, end: CacheInstance) => boolean;
	readonly words: (value: string | boolean) => string;
	/** Many clouds do not say it: then nothing is said here. */
	readonly seldom?: true;
}

const onOff = (value: string | boolean): string => (value === true ? l10n.t('on') : l10n.t('off'));

export const PAIRED: readonly Paired[] = [
	{
		id: 'running',
		label: () => l10n.t('Both instances run'),
		todo: () => l10n.t('Wait until both run, or repair the one that does not.'),
		of: ({ status }) => status,
		holds: (_status, end) => isRunning(end),
		words: (status) => lookUp(INSTANCE_WORDS, String(status))?.() ?? said(String(status)),
	},
	{
		id: 'version',
		label: () => l10n.t('Both have Redis 4.0 or later'),
		todo: () => l10n.t('Redis 3.0 cannot be switched: let the clients connect to the target instead.'),
		of: ({ version }) => version,
		holds: (version) => Number.parseFloat(String(version)) >= OLDEST,
		words: (version) => said(String(version)),
	},
	{
		id: 'type',
		label: () => l10n.t('Neither is a Redis Cluster'),
		todo: () => l10n.t('A Redis Cluster cannot be switched: let the clients connect to the target instead.'),
		of: ({ kind }) => kind,
		holds: (kind) => kind !== 'cluster',
		words: (kind) => lookUp(KIND_WORDS, String(kind))?.() ?? said(String(kind)),
	},
	{
		id: 'edition',
		label: () => l10n.t('Both are of the basic edition'),
		seldom: true,
		todo: () => l10n.t('Enterprise edition cannot be switched: let the clients connect to the target.'),
		of: ({ edition }) => edition,
		holds: (edition) => edition !== 'enterprise',
		words: (edition) =>
			edition === 'generic' ? l10n.t('basic') : edition === 'enterprise' ? l10n.t('enterprise') : said(String(edition)),
	},
	{
		id: 'publicAccess',
		label: () => l10n.t('Public access is off'),
		todo: () => l10n.t('Switch public access off at both instances.'),
		of: ({ publicAccess }) => publicAccess,
		holds: (value) => value === false,
		words: onOff,
	},
	{
		id: 'ssl',
		label: () => l10n.t('SSL is off'),
		todo: () => l10n.t('Switch SSL off at both instances.'),
		of: ({ ssl }) => ssl,
		holds: (value) => value === false,
		words: onOff,
	},
];

/** What only a person knows. */
export const ASKED: readonly {
	readonly id: string;
	readonly label: () => string;
	readonly detail: () => string;
	/** Left out: always. */
	readonly of?: (ends: Ends) => boolean;
}[] = [
	{
		id: 'passwords',
		label: () => l10n.t('Both instances have the same password'),
		detail: () => l10n.t('Clients go on with theirs, and are refused where it is wrong.'),
		of: ({ source, target }) => !(source?.noPassword && target?.noPassword),
	},
	{
		id: 'whitelists',
		label: () => l10n.t('The whitelists of both let the same clients in'),
		detail: () => l10n.t('A whitelist stays with its instance: it is not switched.'),
	},
	{
		id: 'clients',
		label: () => l10n.t('The clients reconnect by themselves'),
		detail: () => l10n.t('All connections are cut: a client that does not connect anew is left without one.'),
	},
	{
		id: 'standby',
		label: () => l10n.t('Nobody uses the address of a standby node of the source'),
		detail: () => l10n.t('It is not switched: who reads there goes on reading from the old instance.'),
		of: ({ source }) => !WITHOUT_STANDBY.has(source?.kind ?? ''),
	},
	{
		id: 'interruption',
		label: () => l10n.t('Writers may be refused for about a minute'),
		detail: () => l10n.t('Both are read-only for that time, and out of reach for some seconds of it.'),
	},
];

/** A value as the service says it, on one line. */
export function said(text: string): string {
	return plainLine(text, LONGEST);
}
