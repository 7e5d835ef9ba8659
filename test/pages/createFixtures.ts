/** Forms of a new migration: each with how far it is, and with what was typed into it (what the page kept). */
import type {
	BackupRow,
	CacheInstance,
	Created,
	CreateForm,
	CreationValues,
	InstancesState,
	Progress,
} from '../../src/ui/create/protocol';
import { emptyCreation } from '../../src/ui/create/protocol';

export function instance(id: string, more: Partial<CacheInstance> = {}): CacheInstance {
	return {
		id,
		name: id,
		status: 'RUNNING',
		version: '6.0',
		kind: 'ha',
		addrs: '192.168.0.7:6379',
		port: 6379,
		usedMb: 820,
		totalMb: 2048,
		vpcId: 'a56a2dd7-vpc',
		vpcName: 'shop',
		subnetId: '9b22cd14-subnet',
		securityGroupId: '6f8d5f3e-group',
		...more,
	};
}

export const createForm: CreateForm = {
	title: 'New Migration',
	subtitle: 'DCS · eu-de · production',
	requests: {
		online_migration: { method: 'POST', path: '/v2/0a1b2c3d/migration/instance' },
		backupfile_import: { method: 'POST', path: '/v2/0a1b2c3d/migration-task' },
	},
	allowed: true,
};

export const instances: InstancesState = {
	state: 'ready',
	complete: true,
	rows: [
		instance('cf4a05df-source', { name: 'payments' }),
		instance('5560df16-target', {
			name: 'payments-new',
			vpcId: 'b77c-vpc',
			vpcName: 'shop-new',
			subnetId: 'b77c-subnet',
			securityGroupId: 'b77c-group',
		}),
		instance('81d0-frozen', { name: 'archive', status: 'FROZEN', vpcName: '' }),
	],
};

export const backupRows: readonly BackupRow[] = [
	{ id: 'b-new', name: 'nightly', status: 'succeed', format: 'rdb', about: '11 Jun 2026, 02:00 · 312.5 MB · rdb' },
	{ id: 'b-bad', name: '', status: 'failed', format: 'aof', about: '10 Jun 2026, 02:00 · aof' },
];

const online: CreationValues = {
	...emptyCreation(),
	name: 'payments-to-payments-new',
	'source_instance.id': 'cf4a05df-source',
	'target_instance.id': '5560df16-target',
	vpc_id: 'b77c-vpc',
	subnet_id: 'b77c-subnet',
	security_group_id: 'b77c-group',
};
const imported: CreationValues = { ...online, migration_type: 'backupfile_import', 'backup_files.backup_id': 'b-bad' };
const bucket: CreationValues = {
	...imported,
	'backup_files.file_source': 'self_build_obs',
	'backup_files.bucket_name': 'dumps',
	'backup_files.files': 'monday.rdb\nnotes.txt',
};
const going: Created = {
	state: 'created',
	title: '“payments-to-payments-new” is being created.',
	steps: [
		{ id: 'accepted', text: 'The service took the request', state: 'done' },
		{ id: 'machine', text: 'The migration machine is created', state: 'busy' },
		{ id: 'waiting', text: 'The task waits for its configuration', state: 'todo' },
	],
	text: 'This takes some minutes. You can close this tab: a message will tell when it is done.',
	over: false,
	task: { id: '2944a563-6f27-4604-9c16-a9a53cd95cc7', configurable: false },
};
const failing: Created = {
	...going,
	title: '“payments-to-payments-new” could not be created.',
	steps: going.steps.map((step) => (step.id === 'machine' ? { ...step, state: 'failed' } : step)),
	text: '',
	over: true,
	failure: {
		text: 'It failed while the migration machine was created (step 2 of 3).',
		error: 'dcs.03.0001: failed to create the migration machine.',
		left: 'Left behind: the task is still in the list and says “Faulty”, and its migration machine may still be running. Deleting the task releases it.',
	},
};
const waiting: Created = {
	...going,
	title: '“payments-to-payments-new” waits for its configuration.',
	steps: going.steps.map((step) => ({ ...step, state: 'done' })),
	text: 'Now say what is copied, from where and to where: the form for that has been opened.',
	over: true,
	task: { id: '2944a563-6f27-4604-9c16-a9a53cd95cc7', configurable: true },
};

const EDITING: Progress = { state: 'editing' };

export const CREATIONS: Readonly<
	Record<
		'fresh' | 'online' | 'import' | 'bucket' | 'failed' | 'unknown' | 'going' | 'failing' | 'waiting',
		readonly [CreationValues | undefined, Progress]
	>
> = {
	fresh: [undefined, EDITING],
	online: [online, EDITING],
	import: [imported, EDITING],
	bucket: [bucket, { state: 'invalid', problems: [] }],
	failed: [
		online,
		{
			state: 'failed',
			text: 'Nothing was created: the request was refused. The quota limit has been reached. (DCS.4039)',
			details: 'HTTP 400 · request 8d7c…',
		},
	],
	unknown: [
		online,
		{
			state: 'unknown',
			text: 'The request to create “payments-to-payments-new” was sent at 14:02, but no answer came.',
			found: 'There is no new task of this name in the list. It may still appear.',
		},
	],
	going: [undefined, going],
	failing: [undefined, failing],
	waiting: [undefined, waiting],
};
