/** The DCS v2 operations that create tasks, and those that tell what creating needs and how it goes. The caller is already known to be allowed. */

import { backupRows } from './backups';
import type { Clock } from './clock';
import { invalid, paging, readBody } from './dcsBody';
import { AN_ORDINARY_TASK } from './dcsFixtures';
import { importOf } from './dcsImport';
import type { DcsTask } from './dcsTask';
import type { DcsTasks } from './dcsTasks';
import type { Instances } from './instanceChoice';
import { NETWORKS } from './networks';
import { hexId, uuid } from './random';
import type { Answer, SandboxRequest } from './respond';
import { dcsError, dcsNoTask, ok } from './respond';

/** Simulated seconds in which the machine of a migration is made, and in which an import is done. */
const CREATION = 120;
const IMPORT = 300;

/** What a part of the name makes of a new online migration. */
const BY_NAME = {
	/** Refused. */
	quota: /quota/i,
	/** Taken, and then its machine cannot be made. */
	fails: /fail/i,
	/** Answered without the job, which no page promises. */
	withoutJob: /nojob/i,
} as const;

/** The making of a machine. */
interface Job {
	/** ms since 1970. */
	readonly began: number;
	/** Simulated seconds. */
	readonly ends: number;
	readonly failure?: string;
}

export class DcsCreate {
	readonly #tasks: DcsTasks;
	readonly #instances: Instances;
	readonly #clock: Clock;
	readonly #seed: number;
	readonly #jobs = new Map<string, Job>();
	#created = 0;

	constructor(tasks: DcsTasks, instances: Instances, clock: Clock, seed: number) {
		this.#tasks = tasks;
		this.#instances = instances;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** "Creating an Online Data Migration Task": its machine is made, and then it waits for its configuration. */
	online(request: SandboxRequest): Answer {
		const read = readBody(request.body);
		if ('refused' in read) {
			return read.refused;
		}
		const { name, description = null } = read.body;
		if (!isText(name)) {
			return invalid('name');
		}
		if (description !== null && typeof description !== 'string') {
			return invalid('description');
		}
		const place = readNetwork(read.body);
		if ('refused' in place) {
			return place.refused;
		}
		if (BY_NAME.quota.test(name)) {
			return dcsError(400, 'DCS.4039', 'The quota limit has been reached.');
		}
		const number = this.#next();
		const failure = BY_NAME.fails.test(name) ? 'dcs.03.0001: failed to create the migration machine.' : undefined;
		const ends = this.#clock.simulated() + (failure === undefined ? CREATION : CREATION / 2);
		const id = uuid(this.#seed, 'created', number);
		this.#tasks.add({
			...AN_ORDINARY_TASK,
			id,
			name,
			description,
			method: '',
			resume: '',
			createdAt: { on: this.#clock.wall() },
			ecsIp: `192.168.2.${(number % 250) + 2}`,
			source: undefined,
			target: undefined,
			network: place.network,
			plan: {
				kind: 'turning',
				before: 'CREATING',
				at: ends,
				...(failure === undefined ? { after: 'RUNNING' } : { after: 'ERROR', error: failure }),
			},
		});
		const job = hexId(this.#seed, 'job', number);
		this.#jobs.set(job, { began: this.#clock.wall(), ends, ...(failure === undefined ? {} : { failure }) });
		return ok({ instance_id: id, ...(BY_NAME.withoutJob.test(name) ? {} : { job_id: job }) });
	}

	/** "Querying the Job Execution Result of a Tenant". */
	job(request: SandboxRequest): Answer {
		const id = request.params[1] ?? '';
		const job = this.#jobs.get(id);
		if (!job) {
			return dcsNoTask();
		}
		const over = this.#clock.simulated() >= job.ends;
		return ok({
			job_id: id,
			job_type: 'createMigrationInstanceJob',
			status: over ? (job.failure === undefined ? 'SUCCESS' : 'FAIL') : 'RUNNING',
			begin_time: String(job.began),
			end_time: over ? String(Math.max(job.began, this.#clock.at(job.ends))) : null,
			fail_reason: over ? (job.failure ?? null) : null,
		});
	}

	/** "Creating a Backup Import Task": begins at once. */
	backupImport(request: SandboxRequest): Answer {
		const read = importOf(request.body, this.#instances);
		if ('refused' in read) {
			return read.refused;
		}
		const { failure, ...given } = read.task;
		const id = hexId(this.#seed, 'created', this.#next());
		const at = this.#clock.simulated() + (failure === undefined ? IMPORT : IMPORT / 2);
		const task: DcsTask = {
			...AN_ORDINARY_TASK,
			...given,
			id,
			type: 'backupfile_import',
			resume: '',
			createdAt: { on: this.#clock.wall() },
			ecsIp: undefined,
			plan: {
				kind: 'turning',
				before: 'MIGRATING',
				at,
				...(failure === undefined ? { after: 'SUCCESS' } : { after: 'FAILED', error: failure }),
			},
		};
		this.#tasks.add(task);
		return ok({ id, name: task.name, status: 'MIGRATING', error: '' });
	}

	/** "Listing DCS Instance Backup Records". Periods are passed over. */
	backups(request: SandboxRequest): Answer {
		const instance = this.#instances.find(request.params[1]);
		if (!instance) {
			return dcsError(404, 'DCS.3022', 'This DCS instance does not exist.');
		}
		const page = paging(request.query, 1);
		if ('refused' in page) {
			return page.refused;
		}
		const rows = backupRows(instance, this.#clock);
		return ok({
			total_num: rows.length,
			backup_record_response: rows.slice(page.offset, page.offset + page.limit),
		});
	}

	#next(): number {
		this.#created += 1;
		return this.#created;
	}
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

/** Where the new machine is to stand, or what is wrong with that. */
function readNetwork(
	body: Readonly<Record<string, unknown>>,
): { readonly network: NonNullable<DcsTask['network']> } | { readonly refused: Answer } {
	const { vpc_id: vpcId, subnet_id: subnetId, security_group_id: securityGroupId } = body;
	if (!isText(vpcId)) {
		return { refused: invalid('vpc_id') };
	}
	if (!isText(subnetId)) {
		return { refused: invalid('subnet_id') };
	}
	if (!isText(securityGroupId)) {
		return { refused: invalid('security_group_id') };
	}
	if (!NETWORKS.some((known) => known.vpcId === vpcId)) {
		return { refused: dcsError(400, 'DCS.4068', 'This VPC does not exist.') };
	}
	const subnet = NETWORKS.find((known) => known.subnetId === subnetId);
	if (!subnet) {
		return { refused: dcsError(400, 'DCS.4016', 'Invalid subnet_id in the request.') };
	}
	if (subnet.vpcId !== vpcId) {
		return { refused: dcsError(400, 'DCS.4018', 'This subnet must exist in the VPC.') };
	}
	return NETWORKS.some((known) => known.securityGroupId === securityGroupId)
		? { network: { vpcId, subnetId, securityGroupId } }
		: { refused: dcsError(400, 'DCS.4046', 'This security group does not exist.') };
}
