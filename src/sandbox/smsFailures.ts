/** One failed server migration for each known error of SMS. Anyone who learns of another one adds a row. */
import type { SmsTask } from './smsTask';

interface Failure {
	/** The id of the cause without its service, then a few words. */
	readonly name: string;
	readonly code?: string;
	readonly message: string;
}

const FAILURES: readonly Failure[] = [
	{ name: 'agent', code: 'SMS.0007', message: 'The agent is abnormal.' },
	{ name: 'unreachable', code: 'SMS.0201', message: 'Failed to connect to the API gateway.' },
	{ name: 'accessKey', code: 'SMS.0202', message: 'AK/SK authentication failed.' },
	{ name: 'timeout', code: 'SMS.0203', message: 'Connection to the API gateway timed out.' },
	{ name: 'permission', code: 'SMS.0204', message: 'The user lacks the permission ecs:servers:create.' },
	{ name: 'clock', code: 'SMS.0205', message: 'The time of the source server is not correct.' },
	{ name: 'x86', code: 'SMS.0206', message: 'Only x86 servers can be migrated.' },
	{ name: 'kvm', code: 'SMS.0207', message: 'No KVM driver was found.' },
	{ name: 'write', code: 'SMS.0210', message: 'Failed to write a file.' },
	{ name: 'certificate', code: 'SMS.0211', message: 'Failed to send the certificate.' },
	{ name: 'restarted', code: 'SMS.0212', message: 'The agent was restarted.' },
	{ name: 'targetServer', code: 'SMS.0601', message: 'Failed to create the server: quota of vCPUs exceeded.' },
	{ name: 'notPaused', code: 'SMS.1038', message: 'Only tasks that are being executed can be paused.' },
	{ name: 'notResumed', code: 'SMS.1039', message: 'Only paused tasks can be resumed.' },
	{ name: 'notRestarted', code: 'SMS.1040', message: 'Only failed tasks can be restarted.' },
	{ name: 'notDeleted', code: 'SMS.2015', message: 'Tasks that are being executed or stopped cannot be deleted.' },
	{ name: 'noTask', code: 'SMS.2252', message: 'The task does not exist.' },
	{ name: 'unavailable', message: 'The source server is unavailable: environment check failed.' },
	{ name: 'system', code: 'SMS.6616', message: 'The OS is not in the list of block-level migration.' },
	{ name: 'kernel', code: 'SMS.6617', message: 'The kernel is not in the list of block-level migration.' },
	{ name: 'policy', code: 'SMS.9004', message: "Policy doesn't allow sms:server:migrationServer to be performed." },
	{ name: 'rsync', message: "exec: 'rsync': No such file or directory" },
	{ name: 'consistency', message: 'consistency check failed: num_different 3, target_miss 1' },
	{ name: 'port', message: 'connect to 192.168.40.12:8899 failed' },
	{ name: 'overspeed', message: 'error_for_overspeed: the task was stopped' },
	{ name: 'unknown', message: 'failed with code 77' },
];

/** The failed tasks, named `why-<cause>`; `make` fills in what all tasks have. */
export function failedServers(
	make: (given: Pick<SmsTask, 'name' | 'plan'> & Partial<SmsTask>) => SmsTask,
): readonly SmsTask[] {
	return FAILURES.map(({ name, code, message }, index) =>
		make({
			name: `why-${name}`,
			createdAt: -(4 * 3600 + index * 1_800),
			errorJson: JSON.stringify(code === undefined ? { error_msg: message } : { error_code: code, error_msg: message }),
			plan: { kind: 'fixed', state: 'MIGRATE_FAIL', done: 2, progress: 36 },
		}),
	);
}
