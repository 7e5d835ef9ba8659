/** Causes in the data and the two instances: keys that stand in the way, memory, versions, snapshots, clusters. */
import * as l10n from '@vscode/l10n';
import type { CauseRow } from '../../migration/causes';

const FAULTS = (): string => l10n.t('DCS help: migration faults');
const BEFORE = (): string => l10n.t('DCS help: before a migration');
const REDIS = (): string => l10n.t('Redis: persistence and memory');
const again = () => ({ text: l10n.t('Start the task again.') });

export const DATA_CAUSES: readonly CauseRow[] = [
	{
		id: 'r06',
		services: ['dcs'],
		severity: 'fatal',
		says: [/BUSYKEY|key name is busy/i],
		short: () => l10n.t('key exists at the target'),
		cause: () => l10n.t('A key is at the target already.'),
		steps: () => [{ text: l10n.t('Clear the target, or delete that key, and start again.') }],
		source: FAULTS,
	},
	{
		id: 'r07',
		services: ['dcs'],
		severity: 'fatal',
		says: [/CROSSSLOT|same slot/i],
		short: () => l10n.t('command spans slots'),
		cause: () => l10n.t('A command or script spans slots, which a cluster refuses.'),
		steps: () => [
			{
				text: l10n.t('Change it, or choose a target that is no cluster: master/standby, or with read/write splitting.'),
			},
		],
		source: FAULTS,
	},
	{
		id: 'r08',
		services: ['dcs'],
		severity: 'fatal',
		says: [/DB index|invalid DB\b|SELECT is not allowed/i],
		short: () => l10n.t('more databases than the target has'),
		cause: () => l10n.t('The source uses more databases than the target has.'),
		steps: () => [
			{
				text: l10n.t(
					'Enable multi-DB at a Proxy Cluster, or move the data to DB 0: of keys of the same name, that of the highest database wins.',
				),
			},
		],
		source: BEFORE,
	},
	{
		id: 'r09',
		services: ['dcs'],
		severity: 'fatal',
		says: [/OOM command not allowed/i],
		short: () => l10n.t('target memory full'),
		cause: () => l10n.t('The memory of the target is full, and it refuses writes.'),
		steps: () => [
			{ text: l10n.t('Choose a target at least as large as the source.') },
			{ text: l10n.t('Clear it, and start again.') },
		],
		source: FAULTS,
	},
	{
		id: 'r10',
		services: ['dcs'],
		severity: 'degrading',
		says: [/evicted_keys:[1-9]/i],
		facts: ['targetFallsBehind'],
		short: () => l10n.t('target loses keys'),
		cause: () => l10n.t('The target lacks ever more keys: it may throw keys away for want of memory.'),
		steps: () => [
			{ text: l10n.t('Look at evicted_keys of the target.'), literal: 'INFO stats' },
			{
				text: l10n.t('Enlarge the target, and set its policy to noeviction while it is migrated to.'),
				literal: 'maxmemory-policy noeviction',
			},
		],
		source: REDIS,
	},
	{
		id: 'r11',
		services: ['dcs'],
		severity: 'fatal',
		says: [/DUMP payload version|Bad data format|Can't handle RDB format/i],
		short: () => l10n.t('target of an older version'),
		cause: () => l10n.t('The target is of an older version than the source.'),
		steps: () => [{ text: l10n.t('Choose a target of the same version or a later one.') }],
		source: BEFORE,
	},
	{
		id: 'r12',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/restart(?:ing)?(?: of)?(?: the)? data synchroni[sz]ation.{0,40}(?:fail|error)|data synchroni[sz]ation restart failed|fail\w* to restart data synchroni[sz]ation/i,
		],
		short: () => l10n.t('synchronization could not begin again'),
		cause: () =>
			l10n.t(
				'The synchronization could not begin again: a very large key, a target that is too small, or another task that copies to it.',
			),
		steps: () => [
			{ text: l10n.t('Split keys of more than 512 MB.') },
			{ text: l10n.t('Choose a target that is large enough, and wait until no other task copies to it.') },
		],
		source: FAULTS,
	},
	{
		id: 'r13',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/migration (?:machine|ecs|node).{0,40}out of memory|out of memory.{0,40}migration (?:machine|ecs|node)|signal: killed|\boom[-_ ]?kill(?:er|ed)?\b(?! disabled)|Out of memory: Killed process|runtime: (?:cannot allocate|out of) memory/i,
		],
		short: () => l10n.t('migration machine out of memory'),
		cause: () =>
			l10n.t(
				'The migration machine ran out of memory: a very large key holds up those behind it, which pile up there.',
			),
		steps: () => [
			{ text: l10n.t('Split large keys, and write less while it runs.') },
			{ text: l10n.t('Ask support for a larger migration machine.') },
		],
		source: FAULTS,
	},
	{
		id: 'r16',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/\binstance\b.{0,60}\b(?:is scaling|being scaled|being resized|EXTENDING)\b|\b(?:scaling|resizing|extending|specification change) of (?:the )?(?:source |target )?instance\b.{0,40}\b(?:began|started|under way|in progress)/i,
		],
		short: () => l10n.t('instance scaled meanwhile'),
		cause: () => l10n.t('An instance was scaled while the task ran, which breaks the replication and may cost data.'),
		steps: () => [{ text: l10n.t('Stop the task, let the scaling end, then start it again.') }],
		source: BEFORE,
	},
	{
		id: 'r18',
		services: ['dcs'],
		severity: 'degrading',
		says: [{ all: [/\bFLUSH(?:DB|ALL)\b/i], not: [/rename-command|unknown command|\bACL\b|reject|denied/i] }],
		short: () => l10n.t('source was cleared'),
		cause: () => l10n.t('The source was cleared (FLUSHDB or FLUSHALL), which is not carried over to the target.'),
		steps: () => [{ text: l10n.t('Clear the target as well.') }, again()],
		source: BEFORE,
	},
	{
		id: 'r19',
		services: ['dcs'],
		severity: 'fatal',
		says: [{ all: [/can't save in background|cannot allocate memory|\bMISCONF\b/i], not: [/\bruntime:/] }],
		short: () => l10n.t('no snapshot for want of memory'),
		cause: () => l10n.t('The source could not take its snapshot for want of memory.'),
		steps: () => [
			{ text: l10n.t('Free memory there, or let it promise more than there is.'), literal: 'vm.overcommit_memory = 1' },
			{ text: l10n.t('Migrate at a quiet hour.') },
		],
		source: REDIS,
	},
	{
		id: 'r20',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/bulk length while syncing|opening the temp file needed for MASTER|write error saving DB on disk|rdb.{0,40}(not writable|permission denied|read-only file system)/i,
		],
		short: () => l10n.t('snapshot could not be written'),
		cause: () => l10n.t('The source could not write its snapshot to disk.'),
		steps: () => [
			{
				text: l10n.t('Turn repl-diskless-sync on at the source, then start again.'),
				literal: 'repl-diskless-sync yes',
			},
		],
		source: REDIS,
	},
	{
		id: 'r23',
		services: ['dcs'],
		severity: 'fatal',
		says: [/WRONGTYPE|value is not an integer|value is not a valid float/i],
		short: () => l10n.t('key of another type at the target'),
		cause: () => l10n.t('A key of the same name and another type is at the target.'),
		steps: () => [{ text: l10n.t('Clear the target and start again.') }],
		source: FAULTS,
	},
	{
		id: 'r24',
		services: ['dcs'],
		severity: 'notice',
		says: [/target (has|holds) more keys|keys? only (at|in|on) the target/i],
		facts: ['targetHasMoreKeys'],
		short: () => l10n.t('target was not empty'),
		cause: () =>
			l10n.t(
				'The target has keys that the source has not: it was not empty before, or probes of a cloud tool write there.',
			),
		steps: () => [{ text: l10n.t('Clear the target before a migration; ignore keys of probes that are known.') }],
		source: BEFORE,
	},
	{
		id: 'r25',
		services: ['dcs'],
		severity: 'degrading',
		says: [/\b(expire|ttl)\b.{0,60}\b(missing|lost)\b|\b(missing|lost)\b.{0,60}\b(expire|ttl)\b/i],
		short: () => l10n.t('short-lived keys missing'),
		cause: () => l10n.t('A few keys with a short time to live are missing: it was renewed during the full sync.'),
		steps: () => [{ text: l10n.t('Copy those keys again, or give them longer to live until the switch.') }],
		source: () => l10n.t('known of replication tools'),
	},
	{
		id: 'r26',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/(import|restore).{0,60}(backup|rdb|aof)\b[^:]{0,60}\bfail(?!\w* ?0)|\bNoSuch(?:Key|Bucket)\b|wrong signature trying to load DB|(backup|rdb|aof) file.{0,60}(not found|does not exist|invalid|corrupt)/i,
		],
		short: () => l10n.t('backup could not be imported'),
		cause: () => l10n.t('The backup could not be imported: its version, its place or its size does not fit.'),
		steps: () => [
			{
				text: l10n.t(
					'Look whether bucket and file are the right ones, and whether the file is an RDB or AOF of a version that the target reads.',
				),
			},
			{ text: l10n.t('Choose a target that is large enough.') },
		],
		source: BEFORE,
	},
	{
		id: 'r27',
		services: ['dcs'],
		severity: 'notice',
		says: [
			{
				all: [/\bswitch(ing)? (the )?ips?\b|\bips? (address(es)? )?(switch|exchange|swap)|exchange[-_ ]?ip/i],
				not: [/succe|finish|complet|\bdone\b/i],
			},
		],
		short: () => l10n.t('IP switch refused'),
		cause: () => l10n.t('The IP addresses cannot be switched.'),
		steps: () => [
			{
				text: l10n.t(
					'Both ends must be DCS instances of Redis 4.0 or later that are no Redis Cluster, with equal ports and no public access, and changes must be followed already.',
				),
			},
		],
		source: () => l10n.t('DCS help: switching IP addresses'),
	},
	{
		id: 'r28',
		services: ['dcs'],
		severity: 'notice',
		says: [/after (the )?(ip )?(switch|exchange).{0,80}(auth|password|whitelist|refused)/i],
		short: () => l10n.t('clients refused after the switch'),
		cause: () =>
			l10n.t(
				'After the switch clients are refused: the passwords or whitelists of the two instances differ, or a client holds an old connection.',
			),
		steps: () => [
			{
				text: l10n.t(
					'Make passwords and whitelists the same, and restart the clients; the address of a standby node is not switched.',
				),
			},
			{ text: l10n.t('Where clients use the domain name, switch it too.') },
		],
		source: () => l10n.t('DCS help: switching IP addresses'),
	},
];
