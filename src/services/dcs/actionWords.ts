/** What the actions of DCS are called, what they do, and when they are done. One row an action of actions.ts. */
import * as l10n from '@vscode/l10n';
import type { ActionWordsTable } from '../../migration/actionWords';
import type { DcsFields } from './schema';

export const actionWords: ActionWordsTable<DcsFields> = {
	stop: {
		icon: 'debug-stop',
		label: () => l10n.t('Stop'),
		purpose: () => l10n.t('ends the copy; the target keeps what it has'),
		detail: () =>
			l10n.t(
				'Nothing is copied any more, neither the rest of the full sync nor changes. The target keeps what it has by then, the source stays as it is. A stopped task cannot go on where it was: restarting copies everything again.',
			),
		reached: ({ stage }) => stage === 'over',
		done: (name) => l10n.t('“{0}” has stopped.', name),
	},
	stopSync: {
		icon: 'debug-disconnect',
		label: () => l10n.t('Stop Synchronization'),
		purpose: () => l10n.t('ends the following of changes'),
		detail: () =>
			l10n.t(
				'Changes at the source are not followed any more; what is not copied by then is not copied at all. Stop the writers and wait for “switch now” before, if the target is to take over.',
			),
		reached: ({ stage }) => stage === 'over',
		done: (name) => l10n.t('The synchronization of “{0}” has stopped.', name),
	},
	restart: {
		icon: 'debug-restart',
		label: () => l10n.t('Restart'),
		purpose: () => l10n.t('copies everything again'),
		detail: () =>
			l10n.t(
				'The full sync begins again from the start. Keys of the same name at the target are overwritten; keys that only the target has stay, so that counts may not match: clear the target before, if nothing in it is needed.',
			),
		reached: ({ stage }) => stage === 'full' || stage === 'incremental' || stage === 'running',
		done: (name) => l10n.t('“{0}” runs again.', name),
	},
	delete: {
		icon: 'trash',
		label: () => l10n.t('Delete'),
		purpose: () => l10n.t('removes the task, its log and its migration machine'),
		detail: () =>
			l10n.t(
				'The task, its log and its migration machine are removed, which cannot be undone. Source and target keep their data. A task that runs is stopped first, so that nothing is copied any more.',
			),
		loses: ({ over, stage }) => !over && stage !== 'unconfigured',
		first: 'stop',
		removes: true,
		done: (name) => l10n.t('“{0}” was deleted.', name),
	},
	reconnection: {
		icon: 'plug',
		label: () => l10n.t('Change Reconnection'),
		purpose: () => l10n.t('what happens when the link breaks'),
		detail: () => l10n.t('It holds for the next time that the link between source and target breaks.'),
		input: {
			kind: 'choice',
			prompt: () => l10n.t('What is to happen when the link breaks?'),
			choices: [
				{
					value: 'manual',
					label: () => l10n.t('The task stops (manual)'),
					detail: () => l10n.t('Somebody restarts it, and nothing begins again unseen.'),
				},
				{
					value: 'auto',
					label: () => l10n.t('It reconnects by itself (auto)'),
					detail: () => l10n.t('For ever, and perhaps with a whole new full sync that nobody asked for.'),
				},
			],
		},
		done: (name) => l10n.t('“{0}” has another way of reconnecting.', name),
	},
};
