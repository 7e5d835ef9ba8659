/** Causes in the link between source, migration machine and target: buffers, time-outs, access, the way between them. */
import * as l10n from '@vscode/l10n';
import type { CauseRow } from '../../migration/causes';

const FAULTS = (): string => l10n.t('DCS help: migration faults');
const REDIS = (): string => l10n.t('Redis: replication settings');
const ACCESS = (): string => l10n.t('DCS help: network conditions of online migration');

/** Texts about the switch of IP addresses between both ends: whatever else they say is about that. */
const SWITCHES_IP = /\bswitch(ing)? (the )?ips?\b|exchange[-_ ]?ip/i;
/** Errors of server migrations have causes of their own. */
const OF_SERVERS = /\bSMS\.\d{4}\b/;
/** How a link that broke is told by whoever was at its other end: it says nothing of why. */
const BROKEN_LINK = /\bEOF\b|connection reset|broken pipe|read error\b(?!\w* ?(?:count)?[:= ]*0)/i;

export const LINK_CAUSES: readonly CauseRow[] = [
	{
		id: 'r01',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			{
				all: [/overcoming of output buffer limits|output buffer\b.{0,20}\b(?:full|exceeded|overflow\w*|overrun)/i],
				// Clients that subscribe or read have buffers of their own.
				not: [/\bflags=(?!S)\w/, /\bcmd=p?subscribe/i],
			},
		],
		leadsTo: [BROKEN_LINK],
		short: () => l10n.t('output buffer full at the source'),
		cause: () =>
			l10n.t(
				'The source closed the link: its output buffer for replicas was full, as writes came faster than they were fetched.',
			),
		steps: () => [
			{
				text: l10n.t('At the source, set that buffer to 20 % of its memory; for 16 GB that is:'),
				literal: 'client-output-buffer-limit replica 3276mb 3276mb 60',
			},
			{
				text: l10n.t(
					'At a DCS source these are client-output-buffer-slave-hard-limit and client-output-buffer-slave-soft-limit.',
				),
			},
			{ text: l10n.t('Start the task again at a quiet hour.') },
		],
		source: FAULTS,
	},
	{
		id: 'r02',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			// The setting alone is no complaint.
			/timedout (?:slave|replica)|MASTER timeout: no data|timeout receiving bulk data|repl-timeout\b.{0,20}\b(?:exceeded|reached|expired|too (?:short|small))/i,
		],
		short: () => l10n.t('source gave the copy up'),
		cause: () => l10n.t('The source gave the copy up as dead: it heard nothing for as long as repl-timeout.'),
		steps: () => [
			{ text: l10n.t('Set repl-timeout to 300 s at the source.'), literal: 'repl-timeout 300' },
			{ text: l10n.t('Start the task again.') },
		],
		source: FAULTS,
	},
	{
		id: 'r03',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/unknown command[ ,:'"`‘’]{0,4}(?:P?SYNC|REPLCONF)\b|unexpected reply to P?SYNC|does not support P?SYNC/i,
			{
				all: [
					/invalid psync response|\bERR\b.{0,3}\bP?SYNC\b|P?SYNC.{0,3}\b(is )?(not (allowed|supported|permitted)|disabled)/i,
				],
				not: [/backlog/i],
			},
		],
		short: () => l10n.t('SYNC not allowed at the source'),
		cause: () => l10n.t('The source does not allow SYNC and PSYNC, without which nothing can be copied online.'),
		steps: () => [
			{ text: l10n.t('Name it as a cloud instance if it is one of this account and region: they are opened then.') },
			{ text: l10n.t('Else have its vendor enable them, or import a backup.') },
		],
		source: ACCESS,
	},
	{
		id: 'r04',
		services: ['dcs'],
		severity: 'fatal',
		codes: ['DCS.4080'],
		says: [
			/NOAUTH|WRONGPASS|invalid password|password verify failed|without any password configured|no password is set/i,
		],
		short: () => l10n.t('wrong password'),
		cause: () =>
			l10n.t('A password is wrong or missing. Users of access lists do not work here, only the default password.'),
		steps: () => [
			{ text: l10n.t('Correct the password of the end that refused it.') },
			{ text: l10n.t('Where it contains a quotation mark (’), change it: old instances do not take it.') },
		],
		source: FAULTS,
	},
	{
		id: 'r05',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			{
				all: [
					/connection (?:was )?refused|no route to host|(?:network|host) (?:is )?unreachable|dial tcp.{0,80}timeout|could not connect to redis|connect(?:ion)?(?: attempt)? (?:timed[- ]?out|timeout)\b(?![ =:]*\d)|test connection failed/i,
				],
				not: [SWITCHES_IP, OF_SERVERS],
			},
		],
		leadsTo: [
			{
				// Not a setting: `timeout 0`.
				all: [/timed[- ]out|\btimeout\b(?![ =:]*\d)|unreachable|no route/i],
				not: [/timedout (?:slave|replica)|repl-timeout|MASTER timeout|receiving bulk data/i, SWITCHES_IP, OF_SERVERS],
			},
		],
		short: () => l10n.t('an end not reached'),
		cause: () => l10n.t('An end could not be reached from the migration machine.'),
		steps: () => [
			{
				text: l10n.t(
					'Allow the migration machine at both ends: in their whitelists, or in the security groups of Redis 3.0.',
				),
			},
			{ text: l10n.t('Allow its egress to their addresses and ports, and peer the VPCs where they differ.') },
			{ text: l10n.t('A target in another region is entered by its addresses, as self-hosted Redis.') },
		],
		source: ACCESS,
	},
	{
		id: 'r14',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			/\bswitch-?over of (master|the master)|master\/standby switchover|failover (start|auth|detected)|\+switch-master|MASTER MODE enabled/i,
		],
		short: () => l10n.t('master switched over'),
		cause: () => l10n.t('An end switched from master to standby, which broke the link.'),
		steps: () => [
			{ text: l10n.t('Ask support to suspend switchovers for the time of the migration.') },
			{ text: l10n.t('Start the task again.') },
		],
		source: FAULTS,
	},
	{
		id: 'r15',
		services: ['dcs'],
		severity: 'degrading',
		says: [
			{
				all: [
					/backlog overrun|for lack of backlog|partial resync(?:hroni[sz]ation)?\b.{0,10}\b(?:impossible|not possible|not accepted|failed)|unable to partial resync|forced a full resync|full (?:re)?sync\w* (?:was |is )?(?:forced|needed|required|begins? again)/i,
				],
				// So says every replica before its first copy.
				not: [/no cached master/i],
			},
		],
		facts: ['restarted'],
		short: () => l10n.t('full sync began again'),
		cause: () =>
			l10n.t('The link broke for longer than the source keeps its changes, so that all had to be copied again.'),
		steps: () => [
			{ text: l10n.t('Enlarge repl-backlog-size at the source.'), literal: 'repl-backlog-size 256mb' },
			{ text: l10n.t('Choose manual reconnection, so that the task stops instead.') },
		],
		source: REDIS,
	},
	{
		id: 'r17',
		services: ['dcs'],
		severity: 'fatal',
		says: [
			{
				all: [
					/\b(ssl|tls)\b/i,
					/(?:handshake|certificate).{0,40}(?:fail|error|unknown|expired|required|refused)|(?:fail|error).{0,40}(?:handshake|certificate)|wrong version|first record|SSL routines/i,
				],
			},
		],
		short: () => l10n.t('SSL is on'),
		cause: () => l10n.t('Online migration does not work over SSL.'),
		steps: () => [{ text: l10n.t('Turn SSL off at both ends for the migration.') }],
		source: ACCESS,
	},
	{
		id: 'r21',
		services: ['dcs'],
		severity: 'fatal',
		says: [/NOPERM|no permissions to run/i],
		short: () => l10n.t('permission missing at an end'),
		cause: () => l10n.t('The user lacks a permission at the source or the target.'),
		steps: () => [{ text: l10n.t('Use the default user, or grant it the commands of replication.') }],
		source: REDIS,
	},
	{
		id: 'r22',
		services: ['dcs'],
		severity: 'fatal',
		says: [/READONLY You|read only replica|Redis is loading/i, /^-?(?:READONLY|LOADING)\b(?! mode)/],
		short: () => l10n.t('address of a replica'),
		cause: () => l10n.t('An address is that of a replica, or the instance was restarting.'),
		steps: () => [{ text: l10n.t('Enter the addresses of all masters, separated by commas.') }],
		source: ACCESS,
	},
];
