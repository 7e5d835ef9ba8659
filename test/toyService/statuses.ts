/** What each phase of a move means. */
import { GROUP_COLORS, Statuses } from '../../src/migration/status';

export const statuses = new Statuses(
	{
		PACKED: {
			group: 'pending',
			stage: 'ready',
			words: () => 'Packed',
			icon: 'package',
			color: GROUP_COLORS.pending,
		},
		ROLLING: {
			group: 'active',
			stage: 'running',
			words: () => 'Rolling',
			icon: 'rocket',
			color: GROUP_COLORS.active,
			actions: ['hurry'],
		},
		DROPPED: { group: 'failed', stage: 'over', words: () => 'Dropped', icon: 'bug', color: GROUP_COLORS.failed },
		UNPACKED: {
			group: 'succeeded',
			stage: 'over',
			words: () => 'Unpacked',
			icon: 'gift',
			color: GROUP_COLORS.succeeded,
		},
	},
	'question',
);
