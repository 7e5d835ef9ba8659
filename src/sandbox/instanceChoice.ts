/** All instances that can be listed and chosen: those at the ends of tasks, one for each thing that makes a choice wrong, and generated ones. */
import type { Instance } from './instances';
import { END_INSTANCES, instance } from './instances';
import { HOME, PARTNER } from './networks';
import { between, pick, unit, uuid } from './random';

/** Named for what is special about them. Whoever learns of another trap adds a row. */
const TRAPS: readonly Instance[] = [
	instance('tickets-with-ssl', { ip: '192.168.20.101', ssl: true, hasPassword: true }),
	instance('partner-other-vpc', { ip: '172.16.3.17', network: PARTNER, capacity: 16 }),
	instance('metrics-redis-4.0', { ip: '192.168.20.103', version: '4.0' }),
	instance('thumbnails-tiny', {
		ip: '192.168.20.104',
		capacity: 0.125,
		used: 0.1,
		spec: 'redis.ha.xu1.tiny.r2.128',
		version: '5.0',
	}),
	instance('ranking-cluster', {
		ip: '192.168.20.105,192.168.20.106,192.168.20.107',
		spec: 'redis.cluster.xu1.large.r2.48',
		capacity: 48,
		hasPassword: true,
	}),
	instance('counters-single', { ip: '192.168.20.108', spec: 'redis.single.xu1.large.4', capacity: 4, databases: 256 }),
	instance('feed-proxy', { ip: '192.168.20.109', spec: 'redis.proxy.xu1.large.16', capacity: 16, databases: 1 }),
	instance('feed-proxy-databases', {
		ip: '192.168.20.110',
		spec: 'redis.proxy.xu1.large.16',
		capacity: 16,
		databases: 256,
	}),
	instance('reports-read-write-split', { ip: '192.168.20.111', mode: 'ha_rw_split', passwordAsBoolean: true }),
	instance('storefront-public', { ip: '192.168.20.112', publicAddress: '203.0.113.24', hasPassword: true }),
	instance('search-almost-full', { ip: '192.168.10.113', used: 0.97, hasPassword: true, passwordAsBoolean: true }),
	instance('geo-port-6380', { ip: '192.168.20.114', port: 6380 }),
	instance('stock-error', { ip: '192.168.20.115', status: 'ERROR' }),
	instance('chat-restarting', { ip: '192.168.20.116', status: 'RESTARTING' }),
	instance('ads-creating', { ip: '', status: 'CREATING', used: 0 }),
	instance('', {
		id: uuid('sandbox', 'instance', 'nameless'),
		ip: '192.168.20.118',
		oddities: {
			name: undefined,
			engine_version: 5,
			spec_code: null,
			capacity: '4',
			capacity_minor: '',
			max_memory: '4096',
			used_memory: null,
			port: '6379',
			vpc_id: null,
			vpc_name: undefined,
			no_password_access: null,
			enable_ssl: 'false',
			az_codes: null,
			tags: null,
			features: null,
			publicip_id: {},
			description: '<img src=x onerror=alert(1)> $(whoami) [link](command:workbench.action.quit)',
			created_at: '',
		},
		oddDetails: { db_number: '256', sharding_count: null, subnet_name: undefined },
	}),
];

const TEAMS = ['billing', 'search', 'chat', 'media', 'risk', 'geo', 'auth', 'stock'] as const;
const SIZES = [1, 2, 4, 8, 16, 32, 64] as const;
const MODES = ['ha', 'ha', 'ha', 'single', 'proxy', 'cluster'] as const;

/** All instances of a sandbox. They stay as they are. */
export class Instances {
	readonly all: readonly Instance[];
	readonly #byId: ReadonlyMap<string, Instance>;

	/** `generated`: how many beside the named ones. */
	constructor(seed: number, generated = 0) {
		this.all = [...END_INSTANCES, ...TRAPS, ...Array.from({ length: generated }, (_, index) => one(seed, index))];
		this.#byId = new Map(this.all.map((instance) => [instance.id, instance]));
	}

	/** undefined for an id that is none of theirs. */
	find(id: unknown): Instance | undefined {
		return typeof id === 'string' ? this.#byId.get(id) : undefined;
	}
}

/** A generated instance, from the seed. */
function one(seed: number, index: number): Instance {
	const mode = pick(MODES, seed, 'instance-mode', index);
	const capacity = pick(SIZES, seed, 'instance-size', index);
	const name = `${pick(TEAMS, seed, 'instance-team', index)}-redis-${String(index).padStart(5, '0')}`;
	return instance(name, {
		id: uuid(seed, 'instance', index),
		ip: (mode === 'cluster' ? [60, 70, 80] : [60]).map((net) => `10.${net}.${index >> 8}.${index & 255}`).join(','),
		spec: `redis.${mode}.xu1.large.${capacity}`,
		version: pick(['4.0', '5.0', '6.0', '7.0'], seed, 'instance-version', index),
		status: unit(seed, 'instance-status', index) < 0.95 ? 'RUNNING' : 'EXTENDING',
		network: unit(seed, 'instance-vpc', index) < 0.8 ? HOME : PARTNER,
		capacity,
		used: between(1, 95, seed, 'instance-used', index) / 100,
		hasPassword: unit(seed, 'instance-password', index) < 0.6,
		...(unit(seed, 'instance-ssl', index) < 0.05 ? { ssl: true as const } : {}),
	});
}
