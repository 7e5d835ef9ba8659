/** An instance in words: what it is, how full it is. Shared by the host and the pages, which each bring how they write numbers. Pure. */
import * as l10n from '@vscode/l10n';
import { lookUp } from '../core/values';
import type { CacheInstance } from './instances';

/** Writes a number with at most two decimals. */
export type WriteNumber = (value: number) => string;

/** How an instance is built ("Querying a DCS Instance", `cache_mode`); another word is shown as it came. */
const KINDS: Readonly<Record<string, () => string>> = {
	single: () => l10n.t('single node'),
	ha: () => l10n.t('master/standby'),
	ha_rw_split: () => l10n.t('read/write splitting'),
	proxy: () => l10n.t('Proxy Cluster'),
	cluster: () => l10n.t('Redis Cluster'),
};

/** The kind of an instance; '' where nobody said it. */
export function kindWords(kind: string): string {
	return lookUp(KINDS, kind)?.() ?? kind;
}

/** "3.2 GB"; MB below one. */
export function memoryText(mb: number, number: WriteNumber): string {
	return mb < 1024 ? l10n.t('{0} MB', number(Math.round(mb))) : l10n.t('{0} GB', number(Math.round(mb / 102.4) / 10));
}

/** "3.2 GB of 8 GB used"; undefined where neither is known. */
export function usageText({ usedMb, totalMb }: CacheInstance, number: WriteNumber): string | undefined {
	if (totalMb === undefined) {
		return usedMb === undefined ? undefined : l10n.t('{0} used', memoryText(usedMb, number));
	}
	return usedMb === undefined
		? memoryText(totalMb, number)
		: l10n.t('{0} of {1} used', memoryText(usedMb, number), memoryText(totalMb, number));
}

/** What is known of an instance beside its name and status: version, kind, memory, address, VPC. */
export function instanceFacts(instance: CacheInstance, number: WriteNumber): readonly string[] {
	const { version, kind, addrs, vpcName, vpcId } = instance;
	return [
		version === '' ? '' : l10n.t('Redis {0}', version),
		kindWords(kind),
		usageText(instance, number) ?? '',
		addrs,
		vpcName === '' ? vpcId : vpcName,
	].filter((fact) => fact !== '');
}

/** What an instance is called: its name, else its id. */
export function instanceName({ name, id }: CacheInstance): string {
	return name === '' ? id : name;
}
