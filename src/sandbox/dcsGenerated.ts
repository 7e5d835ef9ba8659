/** Any number of further DCS tasks, each computed from the seed and its index when it is asked for. */

import type { DcsTask, Plan } from './dcsTask';
import { runningPlan } from './dcsTask';
import { at, END_INSTANCES, selfHosted } from './instances';
import { between, hash, hex8, hexId, pick, unit } from './random';

const TEAMS = ['billing', 'search', 'chat', 'catalog', 'media', 'risk', 'ads', 'geo', 'auth', 'stock'] as const;
const THINGS = ['cache', 'sessions', 'queue', 'counters', 'feed', 'tokens', 'ranking', 'profiles'] as const;
const DAY = 86_400;

/** Share of each status, in per mille; what is left over is SUCCESS. */
const SHARES: readonly (readonly [number, string])[] = [
	[60, 'running'],
	[100, 'RUNNING'],
	[190, 'FAILED'],
	[210, 'MIGRATION_FAILED'],
	[330, 'TERMINATED'],
	[430, 'RELEASED'],
];

const ERRORS = [
	'Full synchronization failed: read rdb from source error: EOF.',
	'NOAUTH Authentication required.',
	'BUSYKEY Target key name already exists.',
	'Connect to source failed: dial tcp: i/o timeout.',
] as const;

export class GeneratedTasks {
	readonly #seed: number;
	readonly count: number;

	constructor(seed: number, count: number) {
		this.#seed = seed;
		this.count = count;
	}

	/** Cheap: filters read it for every task. */
	name(index: number): string {
		const seed = this.#seed;
		return `${pick(TEAMS, seed, 'team', index)}-${pick(THINGS, seed, 'thing', index)}-${String(index).padStart(5, '0')}`;
	}

	/** The last eight digits hide the index, so that an id leads back to its task without a table. */
	id(index: number): string {
		return `${hexId(this.#seed, 'generated', index).slice(0, 24)}${hex8(index ^ hash(this.#seed, 'mask'))}`;
	}

	/** undefined if the id is none of these. */
	indexOf(id: string): number | undefined {
		if (!/^[0-9a-f]{32}$/.test(id)) {
			return undefined;
		}
		const index = (Number.parseInt(id.slice(24), 16) ^ hash(this.#seed, 'mask')) >>> 0;
		return index < this.count && this.id(index) === id ? index : undefined;
	}

	task(index: number): DcsTask {
		const seed = this.#seed;
		const draw = unit(seed, 'share', index) * 1000;
		const status = SHARES.find(([limit]) => draw < limit)?.[1] ?? 'SUCCESS';
		const age =
			status === 'running' ? between(60, 7200, seed, 'age', index) : between(3600, 300 * DAY, seed, 'age', index);
		const keys = between(1000, 40_000_000, seed, 'keys', index);
		const pending = status === 'RUNNING';
		const failed = status === 'FAILED' || status === 'MIGRATION_FAILED';
		const source =
			unit(seed, 'self', index) < 0.4
				? selfHosted(`10.${index & 63}.${(index >> 6) & 255}.10:6379`)
				: at(pick(END_INSTANCES, seed, 'source', index));
		return {
			id: this.id(index),
			name: this.name(index),
			description: '',
			type: 'online_migration',
			method: pending
				? ''
				: status === 'running' || unit(seed, 'method', index) < 0.6
					? 'incremental_migration'
					: 'full_amount_migration',
			resume: pending ? '' : pick(['auto', 'manual'], seed, 'resume', index),
			createdAt: -age,
			ecsIp: `192.168.1.${(index % 250) + 2}`,
			source: pending ? undefined : source,
			target: pending ? undefined : at(pick(END_INSTANCES, seed, 'target', index)),
			blank: '',
			version: '6.0.21',
			features: [],
			plan: this.#plan(status, age, keys, failed),
			coarse: true,
			incremental: 'INCRMIGEATING',
			statsAs: index % 2 === 0 ? 'number' : 'string',
			...(failed ? { error: pick(ERRORS, seed, 'error', index) } : {}),
			...(status === 'RELEASED' ? { releasedAt: Math.floor(-age / 2) } : {}),
		};
	}

	#plan(status: string, age: number, keys: number, failed: boolean): Plan {
		if (status === 'running') {
			return runningPlan(-age, { keys });
		}
		if (status === 'RUNNING') {
			return { kind: 'fixed', status };
		}
		const targetKeys = failed ? Math.floor(keys * 0.6) : keys;
		const last = {
			progress: failed ? 60 : 100,
			offset: 0,
			sourceKeys: keys,
			targetKeys,
			kbps: 0,
			ops: 0,
			migrating: false,
		};
		return { kind: 'fixed', status, last };
	}
}
