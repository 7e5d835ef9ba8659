/** The overview as the host sends it. Times are fixed, so that pictures can be compared. */
import type { OverviewRow, OverviewView } from '../../src/ui/overview/protocol';
import { NOW } from './fixtures';

function row(name: string, parts: Partial<OverviewRow> = {}): OverviewRow {
	return {
		key: `c/dcs/${name}`,
		ref: { connectionId: 'c', service: 'dcs', id: name },
		name,
		where: 'DCS · production',
		service: 'DCS',
		connection: 'production',
		group: 'active',
		phase: 'full sync 42 %',
		percent: 42,
		left: '20–35 min',
		leftMs: 2_100_000,
		verdict: 'copying',
		tone: 'busy',
		needs: '',
		trendOf: 'Full sync',
		trend: Array.from({ length: 20 }, (_, at) => at * 2),
		sampledAt: NOW - 5_000,
		pinned: false,
		facts: [],
		...parts,
	};
}

export const OVERVIEW: OverviewView = {
	rows: [
		row('orders-10', { percent: 3, leftMs: 9_000_000, left: '2–3 h' }),
		row('orders-2', {
			phase: 'following · offset 28',
			percent: 100,
			left: '',
			leftMs: null,
			verdict: 'ready to stop writes',
			tone: 'good',
			needs: 'ready to stop writes',
			trendOf: 'Offset',
			trend: [900, 400, 120, 28, 28],
			pinned: true,
			facts: [
				['Full sync', '100 %'],
				['Offset behind source', '28'],
				['Keys, source → target', '557,223 → 557,215'],
			],
		}),
		row('legacy-crm', {
			where: 'SMS · Open Telekom Cloud',
			connection: 'Open Telekom Cloud',
			group: 'failed',
			phase: 'no answer from the gateway',
			percent: null,
			left: '',
			leftMs: null,
			verdict: 'Failed',
			tone: 'bad',
			needs: 'failed',
			trend: [],
			sampledAt: null,
		}),
		row('a-task-with-a-very-long-name-that-nobody-would-have-thought-of-0123456789', { percent: 61 }),
	],
	counts: [
		{ group: 'failed', title: 'Failed', count: 6 },
		{ group: 'pending', title: 'Waiting', count: 3 },
		{ group: 'active', title: 'In progress', count: 16 },
		{ group: 'stopped', title: 'Stopped', count: 3 },
		{ group: 'succeeded', title: 'Succeeded', count: 5 },
		{ group: 'other', title: 'Other', count: 1 },
	],
	budget:
		'While you look, 3 are sampled, each at most every 15 s (pinned: 5 s), with at most 60 requests a minute in all.',
	trouble: '',
	loading: false,
	mostPinned: 6,
};

/** Six of them are pinned. */
export const FULL: OverviewView = {
	...OVERVIEW,
	rows: [
		...OVERVIEW.rows,
		...Array.from({ length: 5 }, (_, at) => row(`pinned-${at}`, { pinned: true, facts: [['Full sync', '42 %']] })),
	],
};
