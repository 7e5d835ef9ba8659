/** Snapshots and forms for the pages, as the host would send them. Times are fixed, so that pictures can be compared. */
import type { CacheInstance, InstancesState } from '../../src/migration/instances';
import type { FormSetup, Progress } from '../../src/ui/configure/protocol';
import type { Chart, DetailField, Live, Snapshot } from '../../src/ui/details/protocol';

export const NOW = Date.UTC(2026, 4, 12, 12, 30, 0);
const INTERVAL = 5000;

const fact = (field: string, label: string, value: string, more: Partial<DetailField> = {}): DetailField => ({
	field,
	label,
	value,
	...more,
});

const CHARTS: readonly Chart[] = [
	{
		id: 'offset',
		title: 'Offset behind source',
		series: [{ stat: 'offset', label: 'Offset', color: 'orange' }],
		summary: 'Offset: now 0, first 2,341,322, lowest 0, highest 2,341,322, 360 samples.',
	},
	{
		id: 'keys',
		title: 'Keys',
		series: [
			{ stat: 'source_dbsize', label: 'Keys, source', color: 'blue' },
			{ stat: 'target_dbsize', label: 'Keys, target', color: 'green' },
		],
		summary: 'Keys, source: now 531,221. Keys, target: now 531,211.',
	},
	{
		id: 'ops',
		title: 'Operations/s at target',
		series: [{ stat: 'target_ops', label: 'Operations/s', color: 'purple' }],
		summary: 'Operations/s: now 5,300, first 12, lowest 12, highest 17,400, 360 samples.',
	},
];

/** Half an hour of samples, with one reading that failed (null) and one stretch in which nobody looked. */
function history(): Omit<Live, 'note' | 'sampledAt' | 'interval' | 'paused' | 'pausable' | 'tiles' | 'charts'> {
	const all = Array.from({ length: 360 }, (_, index) => index).filter((index) => index < 200 || index > 230);
	const wave = (index: number, size: number): number =>
		Math.round(size * Math.sin(index / 7) + (size / 2) * Math.sin(index / 2.3));
	const at = (values: (index: number) => number): (number | null)[] =>
		all.map((index) => (index === 90 ? null : values(index)));
	const extent = { from: NOW - 359 * INTERVAL, to: NOW };
	const broken = [all.indexOf(231)];
	return {
		extent,
		range: { ...extent, following: 'all' },
		count: all.length,
		marks: [
			{ at: NOW - 340 * INTERVAL, kind: 'fullSyncBegan', label: 'full sync began', tone: 'busy' },
			{ at: NOW - 160 * INTERVAL, kind: 'gap', label: 'no samples for 3 min', tone: 'neutral' },
			{ at: NOW - 59 * INTERVAL, kind: 'closeBehind', label: 'close behind', tone: 'good' },
		],
		overview: {
			stat: 'offset',
			times: [extent.from, NOW - 160 * INTERVAL, NOW - 129 * INTERVAL, NOW],
			values: { offset: [2_341_322, 300_000, 200_000, 0] },
			breaks: { offset: [2] },
		},
		breaks: {
			full_migration_progress: broken,
			offset: broken,
			source_dbsize: broken,
			target_dbsize: broken,
			target_ops: broken,
		},
		times: all.map((index) => NOW - (359 - index) * INTERVAL),
		values: {
			full_migration_progress: at((index) => Math.min(100, Math.round(index / 2.2))),
			offset: at((index) => (index > 300 ? 0 : Math.round(2_341_322 * (1 - index / 300) ** 1.6))),
			source_dbsize: at((index) => 520_000 + index * 31),
			target_dbsize: at((index) =>
				index < 20 ? 0 : Math.min(531_211 - (359 - index) * 31, Math.round((index - 20) * 2_560)),
			),
			target_ops: at((index) => (index < 12 ? 12 : index < 240 ? 16_000 + wave(index, 900) : 5_300 + wave(index, 240))),
		},
	};
}

export const liveFollowing: Live = {
	note: 'every 5 s',
	sampledAt: NOW - 3000,
	sentAt: NOW,
	interval: INTERVAL,
	paused: false,
	pausable: true,
	migrating: { stat: 'is_migrating', value: 'Yes', label: 'Migrating' },
	tiles: [
		{
			id: 'progress',
			label: 'Full sync',
			main: [{ stat: 'full_migration_progress', value: '100', unit: '%' }],
			progress: 100,
		},
		{
			id: 'offset',
			label: 'Offset behind source',
			main: [{ stat: 'offset', value: '0' }],
			below: { text: 'was 2.3 M at 14:02' },
		},
		{
			id: 'keys',
			label: 'Keys, source → target',
			main: [
				{ stat: 'source_dbsize', value: '531,221' },
				{ stat: 'target_dbsize', value: '531,211' },
			],
			below: { text: '10 fewer at the target' },
		},
		{
			id: 'traffic',
			label: 'Write traffic at target',
			main: [{ stat: 'target_input_kbps', value: '50', unit: 'KB/s' }],
			below: { text: 'operations/s', stat: { stat: 'target_ops', value: '5,300' } },
		},
	],
	charts: CHARTS,
	...history(),
};

const SECTIONS: Snapshot['sections'] = [
	{
		id: 'ends',
		title: 'From → to',
		layout: 'pair',
		from: {
			role: 'From',
			title: 'migration-resource',
			titleField: 'source_instance.name',
			note: fact('source_instance.status', 'State', 'Running', { tone: 'good', title: 'RUNNING' }),
			fields: [
				fact('source_instance.addrs', 'Address', '192.168.0.200:6379', { code: true }),
				fact('source_instance.id', 'Instance', '132e0017-715b-4556-930a-95c7db7e8f7a', { code: true }),
				fact('source_instance.spec_code', 'Specification', 'redis.single.xu1.tiny.128'),
			],
		},
		to: {
			role: 'To',
			title: 'migration-target',
			titleField: 'target_instance.name',
			note: fact('target_instance.status', 'State', 'Running', { tone: 'good', title: 'RUNNING' }),
			fields: [
				fact('target_instance.addrs', 'Address', '192.168.0.153:6379', { code: true }),
				fact('target_instance.id', 'Instance', 'eb1a8d1c-9ea6-4fcd-ac43-c3d3c2493f06', { code: true }),
				fact('target_instance.spec_code', 'Specification', 'redis.single.xu1.tiny.128'),
			],
		},
	},
	{
		id: 'about',
		title: 'About this task',
		layout: 'fields',
		fields: [
			fact('migration_method', 'Method', 'Full, then incremental', { title: 'incremental_migration' }),
			fact('resume_mode', 'Reconnection', 'Automatic', { title: 'auto' }),
			fact('bandwidth_limit_mb', 'Bandwidth limit', '123 MB/s'),
			fact('ecs_tenant_private_ip', 'Migration machine', '192.168.9.4', { code: true, hint: 'allow it on both sides' }),
			fact('created_at', 'Created', '16 Jun 2021, 08:12', { hint: '5 years ago', title: '2021-06-16T06:12:55.508Z' }),
			fact('network_type', 'Network', 'VPC'),
			fact('version', 'Version', '6.0.21'),
			fact('task_id', 'Task ID', '2944a563-6f27-4604-9c16-a9a53cd95cc7', { code: true }),
			fact('description', 'Description', '', { empty: true }),
		],
	},
];

export const following: Snapshot = {
	title: 'orders-cache-prod',
	titleField: 'task_name',
	status: { field: 'status', words: 'Following changes', wire: 'INCRMIGRATING', tone: 'busy' },
	subtitle: 'DCS · online · eu-de · production',
	headline: {
		text: 'In step with the source: nothing left to copy for the last 2 minutes.',
		hint: 'Writes continue at 5,300 operations/s. Stop the writers, then wait for “drained” before you switch clients.',
		tone: 'good',
	},
	loading: false,
	actions: { configure: true, console: true },
	live: liveFollowing,
	sections: SECTIONS,
};

const { overview: _overview, ...withoutOverview } = liveFollowing;

export const early: Snapshot = {
	...following,
	status: { field: 'status', words: 'Full sync', wire: 'FULLMIGRATING', tone: 'busy' },
	headline: { text: 'The source is taking its snapshot: 0 % is normal for some minutes.', tone: 'busy' },
	live: {
		...withoutOverview,
		times: [NOW - 3000],
		breaks: {},
		range: { from: NOW - 3000, to: NOW - 3000, following: 'all' },
		extent: { from: NOW - 3000, to: NOW - 3000 },
		count: 1,
		marks: [],
		values: { offset: [null], source_dbsize: [531_221], target_dbsize: [0], target_ops: [0] },
		tiles: [
			{
				id: 'progress',
				label: 'Full sync',
				main: [{ stat: 'full_migration_progress', value: '0', unit: '%' }],
				progress: 0,
			},
			{ id: 'offset', label: 'Offset behind source', main: [{ stat: 'offset', value: '–' }] },
			{
				id: 'keys',
				label: 'Keys, source → target',
				main: [
					{ stat: 'source_dbsize', value: '531,221' },
					{ stat: 'target_dbsize', value: '0' },
				],
			},
		],
	},
};

const { live: _live, ...withoutLive } = following;

export const failed: Snapshot = {
	...withoutLive,
	status: { field: 'status', words: 'Failed', wire: 'FAILED', tone: 'bad' },
	headline: {
		text: 'The migration failed: the source refused the connection.',
		hint: 'Allow 192.168.9.4 at the source, then configure the task again.',
		tone: 'bad',
	},
	sections: [
		{
			id: 'why',
			title: 'Why it failed',
			layout: 'fields',
			fields: [
				fact(
					'error_message',
					'Error',
					'dial tcp 192.168.0.200:6379: connect: connection refused\nretried 3 times, last at 2026-05-12T12:01:22Z',
					{ block: true, code: true, tone: 'bad' },
				),
				fact('error_code', 'Code', 'DCS.4080', { code: true }),
			],
		},
		...SECTIONS,
	],
};

export const terminated: Snapshot = {
	...withoutLive,
	status: { field: 'status', words: 'Stopped', wire: 'TERMINATED', tone: 'neutral' },
	headline: {
		text: 'The task has ended: Stopped.',
		hint: 'Nothing is copied any more. Whether all was copied before, the status does not say.',
		tone: 'neutral',
	},
	actions: { configure: false, console: true },
	sections: [
		{
			id: 'about',
			title: 'About this task',
			layout: 'fields',
			fields: ['released_at', 'version', 'description', 'error_message', 'bandwidth_limit_mb'].map((field) =>
				fact(field, field, '', { empty: true }),
			),
		},
	],
};

export const server: Snapshot = {
	...withoutLive,
	title: 'web-03',
	titleField: 'name',
	status: { field: 'state', words: 'Copying files', wire: 'RUNNING', tone: 'busy' },
	subtitle: 'SMS · file-level · eu-de · production',
	headline: { text: 'Copying files: 61 % of this step.', tone: 'busy' },
	actions: { configure: false, console: true },
	sections: [
		{
			id: 'steps',
			title: 'Steps',
			layout: 'steps',
			steps: [
				{
					field: 'sub_tasks.0',
					name: 'Create the target server',
					title: 'CREATE_CLOUD_SERVER',
					progress: 100,
					state: 'done',
					stateWords: 'done',
					when: '14:02 – 14:10 · 8 min',
				},
				{
					field: 'sub_tasks.1',
					name: 'Format the disks',
					title: 'FORMAT_DISK_LINUX_FILE',
					progress: 100,
					state: 'done',
					stateWords: 'done',
					when: '14:10 – 14:11 · 1 min',
					trace: 'mkfs.ext4 /dev/vdb1\nmkfs.xfs /dev/vdc1',
				},
				{
					field: 'sub_tasks.2',
					name: 'Copy the files',
					title: 'MIGRATE_LINUX_FILE',
					progress: 61,
					state: 'running',
					stateWords: 'running',
					when: 'since 14:11',
				},
				{
					field: 'sub_tasks.3',
					name: 'Configure the target',
					title: 'CONFIGURE_LINUX_FILE',
					progress: null,
					state: 'waiting',
					stateWords: 'waiting',
				},
				{
					field: 'sub_tasks.4',
					name: 'Check the boot loader',
					progress: 30,
					state: 'failed',
					stateWords: 'failed',
					trace: 'grub-install: error: cannot find EFI directory.',
				},
			],
		},
		...SECTIONS.slice(1),
	],
};

export const loading: Snapshot = {
	...withoutLive,
	headline: { text: 'Reading the task…', tone: 'neutral' },
	loading: true,
	sections: [],
};

export const stale: Snapshot = {
	...following,
	problem: {
		text: 'The cloud did not accept the access key of “production”. It may be disabled or mistyped. Update the credential.',
		action: { command: 'updateCredential', label: 'Update Credential…' },
	},
	live: {
		...liveFollowing,
		paused: true,
		note: 'paused',
		stale: 'The last reading failed: no answer within 30 s. The numbers below are old.',
	},
};

export const DETAILS = { following, early, failed, terminated, server, loading, stale } satisfies Record<
	string,
	Snapshot
>;

export const freshForm: FormSetup = {
	title: 'Configure orders-cache-prod',
	subtitle: 'DCS · eu-de · production · waiting for configuration',
	values: {
		migration_method: 'incremental_migration',
		resume_mode: 'auto',
		bandwidth_limit_mb: '123',
		source_instance: { by: 'addrs', id: '', addrs: '192.168.1.1:6379,192.168.0.0:6379', password: '' },
		target_instance: { by: 'id', id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', addrs: '', password: '' },
	},
	request: { method: 'POST', path: '/v2/0a1b2c3d/migration/2944a563-6f27-4604-9c16-a9a53cd95cc7/task' },
	migrationIp: '192.168.9.4',
	vpcId: '',
	atWork: [],
	ticked: [],
	allowed: true,
};

export const FORMS = {
	fresh: [freshForm, { state: 'editing' }],
	busy: [freshForm, { state: 'busy', text: 'Sending the configuration…' }],
	errors: [
		{
			...freshForm,
			values: {
				...freshForm.values,
				source_instance: { ...freshForm.values.source_instance, addrs: '192.168.1.1:6379,192.168.0.0:0' },
			},
			notice: { text: 'The task is already running. Configuring it again may start the copy anew.', tone: 'warning' },
		},
		{
			state: 'invalid',
			problems: [
				{
					field: 'source_instance.addrs',
					severity: 'error',
					text: '192.168.0.0:0 has no valid port: it must be from 1 to 65535.',
				},
				{ field: 'bandwidth_limit_mb', severity: 'error', text: 'The service takes no limit here.' },
			],
		},
	],
	failed: [
		freshForm,
		{
			state: 'failed',
			text: 'The service refused the configuration. The password of the source is wrong. Correct it and try again.',
			details: 'HTTP 400 · DCS.4080 · request 8d7c…',
		},
	],
	unknown: [
		freshForm,
		{
			state: 'unknown',
			text: 'No answer came. Whether the configuration arrived is not known.',
			task: 'The task now says: waiting for configuration.',
		},
	],
	done: [
		freshForm,
		{
			state: 'done',
			text: 'The configuration was accepted.',
			answer: {
				id: '90754308-a156-406f-a837-8f852f38a646',
				name: 'dcs-migration-1db7',
				status: 'FULLMIGRATING',
				statusWords: 'Full sync',
			},
		},
	],
} satisfies Record<string, [FormSetup, Progress]>;

/** An instance to choose, as the host sends it. */
export function cacheInstance(id: string, parts: Partial<CacheInstance> = {}): CacheInstance {
	return {
		id,
		name: id,
		status: 'RUNNING',
		version: '6.0',
		kind: 'ha',
		addrs: '192.168.10.21:6379',
		port: 6379,
		usedMb: 3277,
		totalMb: 8192,
		vpcId: 'vpc-1',
		vpcName: 'vpc-main',
		subnetId: 'subnet-1',
		securityGroupId: 'group-1',
		ssl: false,
		publicAccess: false,
		noPassword: true,
		...parts,
	};
}

/** Some to choose among; the second is the target of {@link freshForm}. */
export const INSTANCES: InstancesState = {
	state: 'ready',
	complete: true,
	rows: [
		cacheInstance('1a4df21c-0000-4000-8000-000000000001', { name: 'orders-cache', totalMb: 16_384, usedMb: 6554 }),
		cacheInstance('cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', {
			name: 'orders-target',
			addrs: '192.168.20.15:6379',
			version: '5.0',
			totalMb: 4096,
			usedMb: 0,
			vpcId: 'vpc-2',
			vpcName: 'vpc-new',
		}),
		cacheInstance('1a4df21c-0000-4000-8000-000000000003', {
			name: 'old-analytics',
			addrs: '192.168.20.90:6379',
			status: 'FROZEN',
			kind: 'cluster',
		}),
	],
};
