/**
 * What only a person can know or set before an online migration, with the exact values ("Migrating Data Online", "Migration Solution Notes" of the DCS
 * guide, and its FAQ on full output buffers and timed out replicas). Ticked by hand. Pure.
 */
import * as l10n from '@vscode/l10n';
import type { ConfigureValues } from './configuration';
import { instanceOf, type Surroundings } from './instanceChecks';
import type { CacheInstance } from './instances';
import { instanceName, memoryText } from './instanceWords';
import { splitAddresses } from './redisAddress';

/** One thing to see to. */
export interface ChecklistItem {
	readonly id: ChecklistId;
	readonly text: string;
	/** What to set, to be copied; '' where there is no value. */
	readonly value: string;
	/** Why. */
	readonly why: string;
}

/** The rows of the list, in the order in which one sees to them. */
export const CHECKLIST_IDS = [
	'allowSource',
	'allowTarget',
	'egress',
	'outputBuffer',
	'replTimeout',
	'bigKeys',
	'clearTarget',
	'noScaling',
] as const;
export type ChecklistId = (typeof CHECKLIST_IDS)[number];

/** Seconds after which a source gives a silent replica up; the stock value of 60 is too short for a large full sync. */
const REPL_TIMEOUT = 300;
/** The share of the source's memory that its buffer for replicas is to have. */
const BUFFER_SHARE = 0.2;

interface About extends Surroundings {
	/** The migration machine's address; '' where unknown. */
	readonly migrationIp: string;
}

/** What is to be seen to for these values. */
export function checklist(values: ConfigureValues, about: About): readonly ChecklistItem[] {
	const source = instanceOf(values.source_instance, about);
	const target = instanceOf(values.target_instance, about);
	const machine = about.migrationIp === '' ? l10n.t('the migration machine') : about.migrationIp;
	return [
		{
			id: 'allowSource',
			text: l10n.t('The source lets {0} in', machine),
			value: about.migrationIp,
			why: l10n.t('In its whitelist; up to Redis 3.0, and outside of DCS, in its security group or firewall.'),
		},
		{
			id: 'allowTarget',
			text: l10n.t('The target lets {0} in', machine),
			value: about.migrationIp,
			why: l10n.t('It has a whitelist of its own, which is the one that is forgotten.'),
		},
		{
			id: 'egress',
			text: l10n.t('The security group of the migration machine lets it out to both ports'),
			value: portsOf(values, source, target),
			why: l10n.t('Outbound rules, TCP.'),
		},
		bufferOf(source, about),
		{
			id: 'replTimeout',
			text: l10n.t('The source waits {0} s for a replica that says nothing', about.number(REPL_TIMEOUT)),
			value: source ? `repl-timeout ${REPL_TIMEOUT}` : `CONFIG SET repl-timeout ${REPL_TIMEOUT}`,
			why: l10n.t('With the usual 60 s it gives the migration up during a long full sync.'),
		},
		{
			id: 'bigKeys',
			text: l10n.t('The source has no key of more than 512 MB'),
			value: 'redis-cli --bigkeys',
			why: l10n.t('One such key holds up all behind it, and the migration machine may run out of memory.'),
		},
		{
			id: 'clearTarget',
			text:
				target?.usedMb === undefined
					? l10n.t('The target is empty, or what it has may be overwritten')
					: l10n.t(
							'The target is empty, or what it has ({0}) may be overwritten',
							memoryText(target.usedMb, about.number),
						),
			value: '',
			why: l10n.t(
				'Keys of the same name are overwritten; keys that only the target has stay, and the counts never match.',
			),
		},
		{
			id: 'noScaling',
			text: l10n.t('Nobody resizes, restarts or flushes either of them until it is over'),
			value: '',
			why: l10n.t('Resizing breaks the replication, and FLUSHALL at the source does not reach the target.'),
		},
	];
}

/** Hard and soft limit: a fifth of the memory. The parameters of DCS count bytes, as `CONFIG SET` does. */
function bufferOf(source: CacheInstance | undefined, { number }: About): ChecklistItem {
	const mb = source?.totalMb === undefined ? undefined : source.totalMb * BUFFER_SHARE;
	const bytes = mb === undefined ? undefined : Math.round(mb * 1024 * 1024);
	return {
		id: 'outputBuffer',
		text:
			source && mb !== undefined
				? l10n.t(
						'“{0}” buffers {1} for a replica (a fifth of its memory)',
						instanceName(source),
						memoryText(mb, number),
					)
				: l10n.t('The source buffers a fifth of its maximum memory for a replica'),
		value:
			bytes === undefined
				? 'CONFIG SET client-output-buffer-limit "replica <20 % of maxmemory> <20 % of maxmemory> 60"'
				: `client-output-buffer-slave-hard-limit ${bytes}\nclient-output-buffer-slave-soft-limit ${bytes}`,
		why: l10n.t('When it is full the source drops the migration, and the full sync begins again.'),
	};
}

function portsOf(
	{ source_instance, target_instance }: ConfigureValues,
	...of: readonly (CacheInstance | undefined)[]
): string {
	const all = [source_instance, target_instance].flatMap((end, index) =>
		end.by === 'addrs' ? splitAddresses(end.addrs) : splitAddresses(of[index]?.addrs ?? ''),
	);
	return [...new Set(all)].join(', ');
}
