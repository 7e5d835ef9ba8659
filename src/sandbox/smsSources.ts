/** The SMS v3 operations on source servers, of which the sandbox has one for each task. The caller is already known to be allowed. */
import type { Clock } from './clock';
import { hexId } from './random';
import type { Answer, SandboxRequest } from './respond';
import { ok, smsError, smsInvalid, wholeNumber } from './respond';
import { smsDetail, smsRow } from './smsRows';
import type { Server, SmsTask } from './smsTask';
import { logsOf, logsUploadedAt, stateOf } from './smsTask';
import type { SmsTasks } from './smsTasks';

/** What opens the logs to anyone who has it; part of each link to them. It must not surface anywhere. */
export const SANDBOX_SHARE_SIGNATURE = 'SANDBOX-SHARE-SIGNATURE-9c1e';

/** How long such a link opens the logs, ms. */
const SHARED_FOR = 24 * 3_600_000;

type SourceTask = SmsTask & { readonly source: Server };

export class SmsSources {
	readonly #tasks: SmsTasks;
	readonly #clock: Clock;
	readonly #seed: number;

	constructor(tasks: SmsTasks, clock: Clock, seed: number) {
		this.#tasks = tasks;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** "Querying Source Servers": limit 0–200, where 0 is the default of 200; `count` ignores the paging. */
	list({ query }: SandboxRequest): Answer {
		const limit = wholeNumber(query.get('limit'), 200, 0, 200);
		const offset = wholeNumber(query.get('offset'), 0, 0, 65_535);
		if (limit === undefined) {
			return smsInvalid('limit');
		}
		if (offset === undefined) {
			return smsInvalid('offset');
		}
		const found = this.#all().filter((task) => this.#matches(task, query));
		const page = found.slice(offset, offset + (limit || 200));
		return ok({ count: found.length, source_servers: page.map((task) => this.#row(task)) });
	}

	/** "Querying a Source Server with a Specified ID". */
	show({ params }: SandboxRequest): Answer {
		const task = this.#all().find(({ source }) => source.id === params[0]);
		return task
			? ok({ ...this.#row(task), hostname: task.source.name, firmware: 'BIOS', agent_version: '24.9.0' })
			: smsError(400, 'SMS.2216', 'The source server does not exist.');
	}

	#all(): SourceTask[] {
		return this.#tasks.page(0).tasks.filter((task): task is SourceTask => task.source !== null);
	}

	#matches(task: SourceTask, query: URLSearchParams): boolean {
		const { source, enterpriseProject } = task;
		const exact: readonly (readonly [string, string])[] = [
			['id', source.id],
			['ip', source.ip],
			['state', source.state],
			['enterprise_project_id', enterpriseProject],
			['connected', 'true'],
			['migration_cycle', this.#cycle(task)],
		];
		return (
			source.name.includes(query.get('name') ?? '') &&
			exact.every(([name, value]) => (query.get(name) ?? value) === value)
		);
	}

	/** Where the whole of its migration stands. */
	#cycle(task: SmsTask): string {
		const state = stateOf(task, this.#clock.simulated());
		if (state === 'READY') {
			return 'setting';
		}
		return state.startsWith('SYNC') ? 'syncing' : 'replicating';
	}

	#row(task: SourceTask): Record<string, unknown> {
		const { source } = task;
		const detail = this.#detail(task);
		const bytes = task.size * 1024 ** 3;
		return {
			id: source.id,
			ip: source.ip,
			name: source.name,
			enterprise_project_id: task.enterpriseProject,
			add_date: detail.create_date,
			os_type: task.osType,
			os_version: source.osVersion,
			oem_system: false,
			state: source.state,
			connected: true,
			cpu_quantity: 4,
			memory: 8 * 1024 ** 3,
			current_task: this.#currentTask(task, detail),
			checks: [],
			init_target_server: null,
			replicatesize: 0,
			totalsize: bytes,
			last_visit_time: this.#clock.wall(),
			migration_cycle: this.#cycle(task),
			stage_action_time: detail.create_date,
			state_action_time: detail.create_date,
		};
	}

	#currentTask(task: SourceTask, detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
		const picked = Object.fromEntries(CURRENT_TASK.map((field) => [field, detail[field] ?? null]));
		return { ...picked, exist_server: false, use_public_ip: true, ...this.#logs(task) };
	}

	/** Where its logs are; null before they are there. */
	#logs(task: SourceTask): Record<string, unknown> {
		const { logBucket: bucket = null } = task;
		if (bucket === null || logsOf(task, this.#clock.simulated()) !== 'UPLOADED') {
			return { log_bucket: bucket, log_expire: null, log_upload_time: null, log_share_url: null };
		}
		const uploaded = this.#clock.at(logsUploadedAt(task));
		const query = `AccessKeyId=SANDBOXLOGSHARE00001&Expires=${Math.floor((uploaded + SHARED_FOR) / 1000)}`;
		const signature = `${SANDBOX_SHARE_SIGNATURE}${hexId(this.#seed, task.id).slice(0, 8)}%3D`;
		return {
			log_bucket: bucket,
			log_expire: uploaded + SHARED_FOR,
			log_upload_time: uploaded,
			log_share_url: `https://${bucket}.obs.sandbox-1.example/sms-log-${task.id}.tar.gz?${query}&Signature=${signature}`,
		};
	}

	#detail(task: SmsTask): Record<string, unknown> {
		const of = [task, this.#seed, this.#clock.simulated(), this.#clock] as const;
		return { ...smsRow(...of), ...smsDetail(...of) };
	}
}

/** Fields of a task that a source server tells of the one it is migrated by. */
const CURRENT_TASK = [
	'id',
	'name',
	'type',
	'state',
	'estimate_complete_time',
	'start_date',
	'speed_limit',
	'migrate_speed',
	'compress_rate',
	'start_target_server',
	'vm_template_id',
	'region_id',
	'project_name',
	'project_id',
	'target_server',
	'log_collect_status',
	'clone_server',
	'remain_seconds',
	'subtask_info',
] as const;
