/** An SMS task as the list and the details write it, field by field as on the pages. Times are ms since 1970. */
import type { Clock } from './clock';
import { hash, unit } from './random';
import type { SmsTask, Step } from './smsTask';
import { activeUntil, copySpeed, logsOf, remaining, stateOf, stepsOf } from './smsTask';

const REGION_ID = 'sandbox-1';

/** A row of "Listing Migration Tasks" of SMS. */
export function smsRow(task: SmsTask, seed: number, time: number, clock: Clock): Record<string, unknown> {
	const row: Record<string, unknown> = { ...common(task, seed, time, clock), log_collect_status: logsOf(task, time) };
	if (task.bare) {
		return row;
	}
	return {
		...row,
		...progress(task, seed, time, clock),
		enterprise_project_id: task.enterpriseProject,
		clone_server: task.clone ?? null,
		syncing: stateOf(task, time) === 'SYNCING',
		network_check_info: task.network ?? null,
		special_config: task.config ?? [],
		need_migration_test: false,
	};
}

/** "Querying a Migration Task with a Specified ID": more on the target, without the log status and the special configuration. */
export function smsDetail(task: SmsTask, seed: number, time: number, clock: Clock): Record<string, unknown> {
	const left = remaining(task, time);
	const steps = stepsOf(task, time);
	const [first] = steps;
	const ended = steps.every((step) => step.ended !== undefined) ? steps[steps.length - 1]?.ended : undefined;
	const summary = common(task, seed, time, clock);
	return {
		...summary,
		...progress(task, seed, time, clock),
		region_id: REGION_ID,
		region_name: 'Sandbox',
		project_name: REGION_ID,
		project_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
		enterprise_project_id: task.enterpriseProject,
		vm_template_id: null,
		connected: task.source !== null,
		start_date: first?.began === undefined ? null : clock.at(first.began),
		finish_date: ended === undefined ? null : clock.at(ended),
		float_ip: task.target.ip,
		remain_seconds: left === undefined ? 0 : Math.ceil(left / clock.speed),
		target_snapshot_id: null,
		clone_server: task.clone ? { ...task.clone, clone_error: null, clone_state: 'FINISHED', error_msg: null } : null,
		target_server: {
			...(summary.target_server as Record<string, unknown>),
			system_dir: null,
			disks: [
				{
					name: task.osType === 'WINDOWS' ? 'Disk 0' : '/dev/vda',
					size: task.size * 1024 ** 3,
					device_use: 'BOOT',
					physical_volumes: [],
				},
			],
			volume_groups: [],
			btrfs_list: [],
			image_disk_id: null,
			cutovered_snapshot_ids: null,
		},
		network_check_info: task.network ?? null,
		need_migration_test: false,
	};
}

/** The fields of the page's example, in its order. */
function common(task: SmsTask, seed: number, time: number, clock: Clock): Record<string, unknown> {
	const left = remaining(task, time);
	const { source, target } = task;
	return {
		id: task.id,
		name: task.name,
		type: task.type,
		os_type: task.osType,
		state: stateOf(task, time),
		estimate_complete_time:
			left === undefined || left === 0 ? null : Math.round(clock.wall() + (left / clock.speed) * 1000),
		create_date: createdAt(task, clock),
		priority: task.priority,
		speed_limit: task.speedLimit,
		migrate_speed: copySpeed(seed, task, time),
		start_target_server: task.startTarget,
		error_json: task.errorJson,
		total_time: task.bare ? 882_000 : totalTime(task, time, clock),
		migration_ip: task.migrationIp,
		source_server: source && {
			id: source.id,
			ip: source.ip,
			name: source.name,
			os_type: task.osType,
			os_version: source.osVersion,
			oem_system: false,
			state: source.state,
		},
		target_server: {
			id: task.id,
			vm_id: target.vmId,
			name: target.name,
			ip: target.ip,
			os_type: task.osType,
			os_version: target.osVersion,
		},
	};
}

/** Sub-tasks and what the machine is doing. */
function progress(task: SmsTask, seed: number, time: number, clock: Clock): Record<string, unknown> {
	const steps = stepsOf(task, time);
	const current = steps.find((step) => step.began !== undefined && step.ended === undefined);
	const busy = task.plan.kind !== 'fixed' && current !== undefined && activeUntil(task, time) === time;
	const load = (name: string, most: number) =>
		busy ? Math.round(most * (0.4 + 0.5 * unit(seed, task.id, name, Math.floor(time / 20))) * 100) / 100 : 0;
	return {
		compress_rate: busy ? 1.62 : 0,
		sub_tasks: steps.map((step, index) => ({
			id: (hash(task.id) % 1_000_000) * 10 + index,
			name: step.name,
			progress: step.progress,
			start_date: step.began === undefined ? null : clock.at(step.began),
			end_date: step.ended === undefined ? null : clock.at(step.ended),
			process_trace: trace(task, step),
		})),
		total_cpu_usage: load('cpu', 60),
		agent_cpu_usage: load('agent-cpu', 20),
		total_mem_usage: load('mem', 7800),
		agent_mem_usage: load('agent-mem', 410),
		total_disk_io: load('io', 900),
		agent_disk_io: load('agent-io', 520),
		subtask_info: current ? `${current.name}:${current.progress}` : '',
	};
}

/** "The detailed progress of the migration": free text of the agent. */
function trace(task: SmsTask, step: Step): string {
	if (!/^(MIGRATE|SYNC)_/.test(step.name) || step.began === undefined) {
		return '';
	}
	const copied = (task.size * step.progress) / 100;
	const disk = task.osType === 'WINDOWS' ? 'C:' : '/dev/vda1';
	return `${disk} ${copied.toFixed(1)}GB/${task.size.toFixed(1)}GB`;
}

function createdAt(task: SmsTask, clock: Clock): number {
	return typeof task.createdAt === 'number' ? clock.at(task.createdAt) : task.createdAt.on;
}

/** ms from the first sub-task's beginning to now or the last one's end. */
function totalTime(task: SmsTask, time: number, clock: Clock): number {
	const steps = stepsOf(task, time);
	const began = steps[0]?.began;
	if (began === undefined) {
		return 0;
	}
	const last = steps[steps.length - 1]?.ended;
	const { plan } = task;
	if (plan.kind === 'fixed') {
		const worked = steps.reduce(
			(sum, step) => (step.ended === undefined || step.began === undefined ? sum : sum + step.ended - step.began),
			0,
		);
		return Math.round(worked * 1000);
	}
	return Math.max(
		0,
		clock.at(plan.kind === 'running' && last !== undefined ? last : activeUntil(task, time)) - clock.at(began),
	);
}

/** The checks of a task that synchronizes: one a round, each of which finds fewer files that differ than the one before. */
export function consistencyChecks(task: SmsTask, time: number, clock: Clock): readonly Record<string, unknown>[] {
	const { plan } = task;
	const { since = 0, round: length = 1 } = plan.kind === 'syncing' ? plan : {};
	const round = Math.floor((activeUntil(task, time) - since) / length);
	if (plan.kind !== 'syncing' || round < 1) {
		return [];
	}
	return [Math.max(1, round - 1), round].map((n) => ({
		finished_time: clock.at(since + n * length),
		check_result: 'FINISHED',
		consistency_result: [
			{
				dir_check: '/data',
				num_total_files: 48_210,
				num_different_files: Math.max(0, 3 - n),
				num_target_miss_files: 0,
				num_target_more_files: 0,
			},
		],
	}));
}
