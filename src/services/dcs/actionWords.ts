/** What the actions of DCS are called, what they do, and when they are done. One row an action of actions.ts. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled } from '../../core/values';
import type { ActionWordsTable } from '../../migration/actionWords';
import type { Task } from '../../migration/task';
import { hasSwitchedIp } from './labels';
import type { DcsFields } from './schema';
import { endsInCloud, ipPreconditions, WITH_DOMAINS } from './switchIp';

/** How the last switch stands, in the word of the details; '' where there was none. */
function switchStatus({ fields }: Task<DcsFields>): string {
	return filled(fields.task_status) ?? '';
}

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
		// A failed task goes on saying so for a while.
		shows: ({ status }) => status,
		fault: (task) => (task.group === 'failed' && task.over ? '' : undefined),
		lookAt: () => l10n.t('its status'),
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
	switchIp: {
		icon: 'arrow-swap',
		label: () => l10n.t('Switch IP Addresses'),
		purpose: () => l10n.t('gives the target the address of the source; ends the migration'),
		question: (name) => l10n.t('Switch the IP addresses of “{0}”?', name),
		detail: () =>
			l10n.t(
				'Both instances are read-only for about a minute, and connections are cut for some seconds. The migration stops with the switch and cannot go on: what is not copied by then is lost for the clients. Addresses of standby nodes are not switched. Afterwards the addresses can be switched back.',
			),
		preconditions: ipPreconditions,
		input: {
			kind: 'choice',
			prompt: () => l10n.t('Are the domain names to be switched as well?'),
			choices: [
				{
					value: WITH_DOMAINS,
					label: () => l10n.t('Domain names as well'),
					detail: () =>
						l10n.t(
							'Clients that connect by the domain name of the source reach the new instance, as those that use its address do.',
						),
				},
				{
					value: 'addresses',
					label: () => l10n.t('Addresses alone'),
					detail: () =>
						l10n.t(
							'Each domain name stays with its instance: clients that use it stay with the old one, where nothing is copied from any more.',
						),
				},
			],
		},
		underWay: () => l10n.t('switching IP addresses'),
		reached: ({ fields }) => hasSwitchedIp(fields.task_status),
		shows: switchStatus,
		lookAt: () => l10n.t('the addresses of both instances in the console'),
		fault: switchFailed,
		undo: 'rollbackIp',
		done: (name) =>
			l10n.t(
				'The IP addresses of “{0}” are switched: clients reach the new instance now. The migration has ended.',
				name,
			),
	},
	rollbackIp: {
		icon: 'discard',
		label: () => l10n.t('Roll Back IP Addresses'),
		purpose: () => l10n.t('gives the old instance its address back'),
		question: (name) => l10n.t('Roll back the IP addresses of “{0}”?', name),
		detail: () =>
			l10n.t(
				'The old instance gets its addresses back. Again both instances are read-only for about a minute, and connections are cut for some seconds. Not brought back is what clients wrote since the switch: it stays in the new instance alone, and the old one has the data of the moment of the switch.',
			),
		loses: () => true,
		loss: (name) =>
			l10n.t(
				'What clients wrote since the switch is lost for the old instance of “{0}”. Type its name to go on.',
				name,
			),
		perhaps: (task) =>
			task.group !== 'failed' && task.over && task.fields.task_status === undefined && endsInCloud(task),
		underWay: () => l10n.t('switching IP addresses back'),
		reached: ({ fields }) => filled(fields.task_status) === 'ROLLBACK_SUCCESS',
		shows: switchStatus,
		lookAt: () => l10n.t('the addresses of both instances in the console'),
		fault: switchFailed,
		done: (name) =>
			l10n.t(
				'The IP addresses of “{0}” are switched back: clients reach the old instance again. What was written since the switch is in the new one alone.',
				name,
			),
	},
};

/** No page names a word for a switch that failed: any that speaks of a failure is taken for it. */
function switchFailed({ fields }: Task<DcsFields>): string | undefined {
	const word = filled(fields.task_status);
	return word !== undefined && /fail|error/i.test(word)
		? l10n.t('The service says {0}.', plainLine(word, 80))
		: undefined;
}
