/**
 * The fields of a server migration task as tables, in the order in which a person reads them ("Listing Migration Tasks"; the details add to them).
 * Units are the pages': rates Mbit/s, memory MB, durations and dates ms, sizes bytes.
 */
import * as l10n from '@vscode/l10n';
import { readDate } from '../../core/dates';
import { text } from '../../core/values';
import { asBlock, asCode, asDate, asNumber, asYesNo, type DetailRow, type Show } from '../../migration/detailFields';
import { stepOfInfo } from './currentStep';
import { completionOf } from './estimate';
import { asCloneState, asCycle, asLogStatus, asOs, asPriority, asServerState, asType, asVerdict } from './labels';
import type { SmsFields } from './schema';

const asPercent = asNumber((value) => l10n.t('{0} %', value));
const asMegabytes = asNumber((value) => l10n.t('{0} MB', value));
const asMegabits = asNumber((value) => l10n.t('{0} Mbit/s', value));
const asMilliseconds = asNumber((value) => l10n.t('{0} ms', value));
const asPlain = asNumber((value) => value);

/** The page gives neither the unit nor what 0 means. */
const asLimit: Show = (value, context) =>
	value === 0
		? { value: l10n.t('No limit'), title: text(value), hint: l10n.t('assumed: the API page does not say what 0 means') }
		: { ...asMegabits(value, context), hint: l10n.t('assumed: the API page names no unit') };

/** A length of time in units of `unit` ms; one below zero stays as it came. */
function asDuration(unit: number): Show {
	return (value, { format }) =>
		typeof value === 'number' && value >= 0
			? { value: format.duration(value * unit), title: text(value) }
			: { value: text(value) };
}

/** Here too the page names no unit. */
const asTotalTime: Show = (value, context) => ({
	...asDuration(1)(value, context),
	hint: l10n.t('assumed to be in ms: the API page names no unit'),
});

const asRemaining: Show = (value, context) => ({
	...asDuration(1000)(value, context),
	hint: value === 0 ? l10n.t('0 also stands where the service does not know') : l10n.t('the service’s own estimate'),
});

/** A completion time as a date, also one that has passed; what can be no date stands as it came. */
const asCompletion: Show = (value, { fields, format, now }) => {
	const at = completionOf(fields as SmsFields, now);
	if (at !== undefined) {
		return { value: format.dateTime(at), title: text(value), hint: l10n.t('the service’s own estimate') };
	}
	const { at: past } = readDate(text(value));
	return past !== undefined && past <= now
		? { value: format.dateTime(past), title: text(value), hint: l10n.t('the service’s own estimate, which has passed') }
		: { value: text(value), hint: l10n.t('as the service gave it: no date, and the API page names no unit') };
};

/** A step and its percentage where their names are known, else the text as it came. */
const asStepInfo: Show = (value, { format }) => {
	const step = stepOfInfo(text(value));
	if (step === undefined) {
		return { value: text(value) };
	}
	const words = step.progress === null ? step.name : l10n.t('{0}, {1} %', step.name, format.number(step.progress));
	return { value: words, title: text(value) };
};

const asEnterpriseProject: Show = (value) => ({
	value: text(value),
	code: true,
	hint: l10n.t('the API page calls it the migration project'),
});

export const ABOUT: readonly DetailRow[] = [
	['type', () => l10n.t('Migration type'), asType],
	['os_type', () => l10n.t('Operating system'), asOs],
	['subtask_info', () => l10n.t('Current step'), asStepInfo],
	['syncing', () => l10n.t('Synchronization enabled'), asYesNo],
	['start_target_server', () => l10n.t('Start the target server afterwards'), asYesNo],
	['need_migration_test', () => l10n.t('Migration drill'), asYesNo],
	['priority', () => l10n.t('Priority'), asPriority],
	['speed_limit', () => l10n.t('Speed limit'), asLimit],
	['migrate_speed', () => l10n.t('Migration speed'), asMegabits],
	['compress_rate', () => l10n.t('Compression rate'), asPlain],
	['migration_ip', () => l10n.t('Migration address of the target'), asCode],
	['connected', () => l10n.t('Connected'), asYesNo],
	['log_collect_status', () => l10n.t('Log collection'), asLogStatus],
	['id', () => l10n.t('Task ID'), asCode],
];

export const WHEN: readonly DetailRow[] = [
	['create_date', () => l10n.t('Created'), asDate],
	['start_date', () => l10n.t('Started'), asDate],
	['finish_date', () => l10n.t('Ended'), asDate],
	['estimate_complete_time', () => l10n.t('Expected to end'), asCompletion],
	['remain_seconds', () => l10n.t('Time left'), asRemaining],
	['total_time', () => l10n.t('Duration'), asTotalTime],
];

export const RESOURCES: readonly DetailRow[] = [
	['total_cpu_usage', () => l10n.t('CPU, server'), asPercent],
	['agent_cpu_usage', () => l10n.t('CPU, agent'), asPercent],
	['total_mem_usage', () => l10n.t('Memory, server'), asMegabytes],
	['agent_mem_usage', () => l10n.t('Memory, agent'), asMegabytes],
	['total_disk_io', () => l10n.t('Disk, server'), asMegabits],
	['agent_disk_io', () => l10n.t('Disk, agent'), asMegabits],
];

export const PLACE: readonly DetailRow[] = [
	['region_name', () => l10n.t('Region')],
	['region_id', () => l10n.t('Region ID'), asCode],
	['project_name', () => l10n.t('Project')],
	['project_id', () => l10n.t('Project ID'), asCode],
	['enterprise_project_id', () => l10n.t('Enterprise project ID'), asEnterpriseProject],
	['vm_template_id', () => l10n.t('Server template'), asCode],
	['float_ip', () => l10n.t('Floating IP'), asCode],
	['target_snapshot_id', () => l10n.t('Snapshot of the target'), asCode],
];

/** Fields of objects, by the name of the object. */
export const SOURCE: readonly DetailRow[] = [
	['source_server.ip', () => l10n.t('IP address'), asCode],
	['source_server.os_type', () => l10n.t('Operating system'), asOs],
	['source_server.os_version', () => l10n.t('OS version')],
	['source_server.oem_system', () => l10n.t('OEM system'), asYesNo],
	['source_server.migration_cycle', () => l10n.t('Phase'), asCycle],
	['source_server.id', () => l10n.t('ID in SMS'), asCode],
];
export const SOURCE_STATE: DetailRow = ['source_server.state', () => l10n.t('State of the server'), asServerState];

export const TARGET: readonly DetailRow[] = [
	['target_server.ip', () => l10n.t('IP address'), asCode],
	['target_server.os_type', () => l10n.t('Operating system'), asOs],
	['target_server.os_version', () => l10n.t('OS version')],
	['target_server.vm_id', () => l10n.t('Server ID'), asCode],
	['target_server.id', () => l10n.t('ID in SMS'), asCode],
	['target_server.system_dir', () => l10n.t('System folder'), asCode],
	['target_server.image_disk_id', () => l10n.t('Image disk'), asCode],
	['target_server.cutovered_snapshot_ids', () => l10n.t('Snapshots of the launch'), asCode],
];

export const CLONE: readonly DetailRow[] = [
	['clone_server.name', () => l10n.t('Cloned server')],
	['clone_server.vm_id', () => l10n.t('ID of the cloned server'), asCode],
	['clone_server.clone_state', () => l10n.t('State of the cloning'), asCloneState],
	['clone_server.clone_error', () => l10n.t('Error of the cloning'), asBlock],
	['clone_server.error_msg', () => l10n.t('Message of the cloning'), asBlock],
];

export const NETWORK: readonly DetailRow[] = [
	['network_check_info.evaluation_result', () => l10n.t('Verdict'), asVerdict],
	['network_check_info.domain_connectivity', () => l10n.t('Domain names reachable'), asYesNo],
	['network_check_info.destination_connectivity', () => l10n.t('Target server reachable'), asYesNo],
	['network_check_info.network_delay', () => l10n.t('Latency'), asMilliseconds],
	['network_check_info.network_jitter', () => l10n.t('Jitter'), asMilliseconds],
	['network_check_info.migration_speed', () => l10n.t('Bandwidth'), asMegabits],
	['network_check_info.loss_percentage', () => l10n.t('Packet loss'), asPercent],
	['network_check_info.cpu_usage', () => l10n.t('CPU usage'), asPercent],
	['network_check_info.mem_usage', () => l10n.t('Memory usage'), asPercent],
];
