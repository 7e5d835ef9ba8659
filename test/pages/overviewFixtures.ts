/** What the overview shows in tests and pictures. */

import type { OverviewRow, OverviewView } from '../../src/ui/overview/protocol';
import { REFERENCE } from './harness';

const wave = Array.from({ length: 40 }, (_, index) => [index / 39, (Math.sin(index / 5) + 1) / 2] as const);

/** When it was sent, ms since 1970. */
export const SENT = 1_750_000_000_000;

export function overviewRow(key: string, more: Partial<OverviewRow> = {}): OverviewRow {
	const runs = more.state === undefined || more.state === 'active';
	return {
		key,
		name: key,
		service: 'DCS',
		state: 'active',
		tone: 'busy',
		phase: 'Full synchronization',
		percent: 42,
		...(runs ? { trend: { points: wave, breaks: [22], label: 'Full sync: 12 to 42 % in 30 min' } } : {}),
		left: 'about 20–35 min',
		leftMs: 2_100_000,
		verdict: { text: '42 % · 20–35 min left', tone: 'busy' },
		connection: 'shop, Frankfurt',
		sampledAt: SENT - 12_000,
		context: JSON.stringify({ connectionId: 'c', service: 'dcs', id: key, migrationTask: 'task.dcs.watchable' }),
		...more,
	};
}

const tiles = [
	{
		id: 'progress',
		label: 'Full sync',
		main: [{ stat: 'full_migration_progress', value: '100', unit: '%' }],
		progress: 100,
	},
	{ id: 'offset', label: 'Offset behind source', main: [{ stat: 'offset', value: '1,204' }] },
	{
		id: 'keys',
		label: 'Keys, source → target',
		main: [
			{ stat: 'source_dbsize', value: '531,221' },
			{ stat: 'target_dbsize', value: '531,219' },
		],
	},
];

export const overviewRows: readonly OverviewRow[] = [
	overviewRow('payments-live', {
		phase: 'Incremental synchronization',
		percent: 100,
		left: 'Offset behind source: 1,204',
		leftMs: null,
		verdict: { text: 'ready to stop writes', tone: 'good' },
		why: 'ready to stop writes',
		tiles,
	}),
	overviewRow('session-store-eu', { percent: 81, left: 'about 3–5 min', leftMs: 300_000, tiles }),
	overviewRow('catalogue-with-quite-a-long-name-of-a-task-that-nobody-ever-shortened', { percent: 7 }),
	overviewRow('mail-server-02', {
		service: 'SMS',
		state: 'failed',
		tone: 'bad',
		phase: 'Failed',
		percent: null,
		left: '',
		leftMs: null,
		verdict: { text: 'SMS.3802 · Partition creation failed', tone: 'bad' },
		why: 'failed: SMS.3802 · Partition creation failed',
		connection: 'office',
	}),
	overviewRow('new-cache', {
		state: 'pending',
		tone: 'waiting',
		phase: 'Waiting for configuration',
		percent: null,
		left: '',
		leftMs: null,
		verdict: { text: 'waiting for configuration', tone: 'waiting' },
		why: 'waiting for configuration',
		sampledAt: null,
	}),
	overviewRow('old-cache', {
		state: 'succeeded',
		tone: 'good',
		phase: 'Succeeded',
		percent: null,
		left: '',
		leftMs: null,
		verdict: { text: 'online', tone: 'good' },
	}),
];

export const overviewView: OverviewView = {
	whole: true,
	rows: overviewRows,
	gone: [],
	missing: [],
	loading: false,
	connected: true,
	paused: false,
	problems: [],
	budget:
		'3 of 3 running migrations are sampled: those that are pinned, or listed here. At most 60 readings a minute for all; a pinned one each 5 s, one on the screen each 10 s, any other each 1 min, or less often where they are many. Nothing is sampled while this page is hidden or another window is in front.',
	states: {
		active: 'In progress',
		pending: 'Waiting',
		failed: 'Failed',
		stopped: 'Stopped',
		succeeded: 'Succeeded',
		other: 'Other',
	},
	sentAt: SENT,
};

/** What the page has kept, and what it is sent, with all that can stand there at once. */
export const pinnedState = {
	reference: REFERENCE,
	pinned: ['payments-live', 'session-store-eu', 'mail-server-02', 'gone-cache'].map((key) => ({ key, name: key })),
};
export const fullView: OverviewView = {
	...overviewView,
	paused: true,
	missing: [{ key: 'gone-cache', text: 'It has been deleted.' }],
	problems: [
		{
			key: 'problem:office/dcs',
			connection: 'office',
			text: 'The credential of “office” was refused. Enter it again, or ask whoever administers the account.',
			remedy: 'Update Credential…',
		},
	],
};
