/** What the actions of SMS are called, what they do, and when they are done. One row an action of actions.ts. */
import * as l10n from '@vscode/l10n';
import { text } from '../../core/values';
import type { ActionInput, ActionWordsTable } from '../../migration/actionWords';
import type { Task } from '../../migration/task';
import type { SpeedLimit } from './actions';
import { bucketFault, logStatus } from './logCollection';
import type { SmsFields } from './schema';

/** Mbit/s; 0 is no limit ("Setting the Migration Rate Limit"). */
const MAX_SPEED = 1_000;

const inState =
	(...states: readonly string[]) =>
	({ status }: Task<SmsFields>): boolean =>
		states.includes(status.trim().toUpperCase());

const sourceIs =
	(...states: readonly string[]) =>
	({ fields }: Task<SmsFields>): boolean =>
		states.includes(sourceState(fields));

/** What the agent does at the source server ("Listing Migration Tasks", `source_server.state`). */
function sourceState({ source_server }: SmsFields): string {
	return text(source_server?.state).trim().toLowerCase();
}

function cloneState({ clone_server }: SmsFields): string {
	return text(clone_server?.clone_state).trim().toUpperCase();
}

function isSkipping(task: Task<SmsFields>): boolean {
	return inState('SKIPPING')(task) || sourceIs('skipping')(task);
}

/** What a check of the network has measured; '' before there is one. It has no time of its own, but no two measure the same. */
function measured({ network_check_info: found }: SmsFields): string {
	const values = [found?.evaluation_result, found?.network_delay, found?.network_jitter, found?.migration_speed];
	return values.map(text).join(' ').trim();
}

const speedInput: ActionInput = {
	kind: 'text',
	prompt: () =>
		l10n.t(
			'Stretches of the day with their limit in Mbit/s, 0 for none, separated by commas. The clock is that of the source server.',
		),
	placeHolder: '08:00-18:00 50, 18:00-08:00 0',
	read: (typed) => readSpeedLimits(typed),
};

/** Reads `08:00-18:00 50, 18:00-24:00 0`; one number alone holds for the whole day. */
export function readSpeedLimits(typed: string): { readonly value: readonly SpeedLimit[] } | { readonly fault: string } {
	const parts = typed
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	const limits: SpeedLimit[] = [];
	for (const part of parts) {
		const [, start = '00:00', end = '24:00', speed = ''] =
			/^(?:(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s+)?(\d{1,5})(?:\s*Mbit\/s)?$/i.exec(part) ?? [];
		if (speed === '' || !isClock(start) || !isClock(end)) {
			return { fault: l10n.t('“{0}” is not understood. Write times and a number, as in 08:00-18:00 50.', part) };
		}
		if (Number(speed) > MAX_SPEED) {
			return { fault: l10n.t('{0} Mbit/s is more than the {1} that the service takes.', speed, MAX_SPEED) };
		}
		limits.push({ start: start.padStart(5, '0'), end: end.padStart(5, '0'), speed: Number(speed) });
	}
	return limits.length === 0 ? { fault: l10n.t('Enter a limit, or 0 for none.') } : { value: limits };
}

function isClock(text: string): boolean {
	const [hours = 99, minutes = 99] = text.split(':').map(Number);
	return minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
}

export const actionWords: ActionWordsTable<SmsFields> = {
	start: {
		icon: 'play',
		label: () => l10n.t('Start'),
		purpose: () => l10n.t('begins, goes on, or synchronizes once more'),
		detail: () =>
			l10n.t(
				'A task that waits begins, one that was stopped goes on, and one that has ended synchronizes once more. The source server is read, the target server is written.',
			),
		reached: inState('RUNNING', 'SYNCING'),
		done: (name) => l10n.t('“{0}” runs.', name),
	},
	stop: {
		icon: 'debug-pause',
		label: () => l10n.t('Stop'),
		purpose: () => l10n.t('pauses the copy; Start goes on with it'),
		detail: () => l10n.t('The copy pauses. What was copied stays, and Start goes on with it.'),
		reached: inState('ABORT'),
		done: (name) => l10n.t('“{0}” has stopped.', name),
	},
	restart: {
		icon: 'debug-restart',
		label: () => l10n.t('Restart'),
		purpose: () => l10n.t('tries again after a failure'),
		detail: () => l10n.t('The task tries again from the step that failed.'),
		reached: inState('RUNNING', 'SYNCING'),
		// A failed task goes on saying so for a while.
		shows: ({ status }) => status,
		fault: (task) => (task.group === 'failed' && task.over ? '' : undefined),
		lookAt: () => l10n.t('its status'),
		done: (name) => l10n.t('“{0}” runs again.', name),
	},
	networkCheck: {
		icon: 'pulse',
		label: () => l10n.t('Check the Network'),
		purpose: () => l10n.t('measures the way between source and target'),
		detail: () => l10n.t('The agent measures delay, loss and speed between source and target. Nothing is copied.'),
		reached: ({ fields }) => measured(fields) !== '',
		shows: ({ fields }) => measured(fields),
		lookAt: () => l10n.t('the network check in its details'),
		done: (name) => l10n.t('The network of “{0}” was checked: its details say how it is.', name),
	},
	drill: {
		icon: 'beaker',
		label: () => l10n.t('Drill'),
		purpose: () => l10n.t('tries the target without ending the synchronization'),
		detail: () =>
			l10n.t('The service makes a trial of the migration beside it. That may take servers and disks, which cost.'),
		reached: sourceIs('premiged'),
		fault: (task) =>
			sourceIs('premigfailed')(task) ? l10n.t('the source server says that the drill failed') : undefined,
		shows: ({ fields }) => sourceState(fields),
		lookAt: () => l10n.t('the state of the source server in its details'),
		done: (name) => l10n.t('The drill of “{0}” is done.', name),
	},
	cloneTest: {
		icon: 'copy',
		label: () => l10n.t('Test a Clone'),
		purpose: () => l10n.t('makes a clone of the target to be tried'),
		detail: () => l10n.t('The service makes a clone of the target server, which costs as long as it is there.'),
		reached: ({ fields }) => cloneState(fields) === 'FINISHED',
		fault: ({ fields }) =>
			cloneState(fields) === 'ERROR'
				? text(fields.clone_server?.error_msg).trim() || text(fields.clone_server?.clone_error)
				: undefined,
		shows: ({ fields }) => `${cloneState(fields)} ${text(fields.clone_server?.vm_id)}`,
		lookAt: () => l10n.t('the clone in its details'),
		done: (name) => l10n.t('The clone of “{0}” is there.', name),
	},
	clear: {
		icon: 'clear-all',
		label: () => l10n.t('Clear Snapshots'),
		purpose: () => l10n.t('removes what the migration left behind'),
		detail: () =>
			l10n.t('Snapshots that the migration took are removed, which cannot be undone. The target server stays.'),
		reached: sourceIs('cleared'),
		fault: (task) =>
			sourceIs('clearfailed')(task) ? l10n.t('the source server says that they could not be removed') : undefined,
		shows: ({ fields }) => sourceState(fields),
		lookAt: () => l10n.t('the state of the source server in its details'),
		done: (name) => l10n.t('The snapshots of “{0}” were removed.', name),
	},
	skip: {
		icon: 'debug-step-over',
		label: () => l10n.t('Skip the Consistency Check'),
		purpose: () => l10n.t('goes on without comparing files'),
		detail: () => l10n.t('Files are not compared, so that nobody knows whether some differ.'),
		reached: (task) => !isSkipping(task),
		shows: (task) => String(isSkipping(task)),
		lookAt: () => l10n.t('its steps'),
		done: (name) => l10n.t('“{0}” goes on without the check.', name),
	},
	speedLimit: {
		icon: 'dashboard',
		label: () => l10n.t('Limit Speed'),
		purpose: () => l10n.t('by time of day, in Mbit/s'),
		detail: () => l10n.t('The limits that were set before are replaced.'),
		input: speedInput,
		done: (name) => l10n.t('The speed of “{0}” is limited.', name),
	},
	collectLog: {
		icon: 'archive',
		label: () => l10n.t('Collect the Log'),
		purpose: () => l10n.t('into a bucket of yours'),
		detail: (bucket = '') =>
			l10n.t(
				'The agent on the source server packs its log files and writes them into the bucket “{0}”, where they stay until you delete them. They may hold names, addresses and paths of your servers. SMS makes a link to them, with which anybody can read them until it runs out.',
				text(bucket),
			),
		input: {
			kind: 'text',
			prompt: () =>
				l10n.t(
					'Name of a bucket of yours in OBS, in the region of the migration. The agent writes its log files into it; they may hold host names and paths.',
				),
			placeHolder: 'my-migration-logs',
			read: (typed) => {
				const fault = bucketFault(typed.trim());
				return fault === undefined ? { value: typed.trim() } : { fault };
			},
		},
		listed: true,
		collectsLog: true,
		reached: (task) => logStatus(task) === 'UPLOADED',
		fault: (task) => (logStatus(task) === 'UPLOAD_FAIL' ? l10n.t('the log could not be uploaded') : undefined),
		shows: logStatus,
		check: () =>
			l10n.t(
				'Check that the bucket exists in the region of the migration, that the account whose keys the agent has may write into it, and that the source server reaches OBS; then collect it again.',
			),
		lookAt: () => l10n.t('the state of its log in the details'),
		done: (name) => l10n.t('The log of “{0}” was collected.', name),
	},
	delete: {
		icon: 'trash',
		label: () => l10n.t('Delete'),
		purpose: () => l10n.t('removes the task; both servers stay'),
		detail: () =>
			l10n.t(
				'The task and its progress are removed, which cannot be undone. Source and target servers stay as they are.',
			),
		loses: inState('ABORT'),
		removes: true,
		done: (name) => l10n.t('“{0}” was deleted.', name),
	},
};
