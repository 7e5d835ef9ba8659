/** The DCS instances of the sandbox: ends of the fixtures' tasks, and what the picker of the configuration lists. */
import type { End, Instance } from './dcsTask';
import { uuid } from './random';

interface Parts {
	readonly id?: string;
	readonly ip: string;
	readonly port?: number;
	readonly spec?: string;
	readonly version?: string;
	readonly status?: string;
	readonly capacity?: number;
	readonly hasPassword?: boolean;
}

const SUBNET = uuid('sandbox', 'subnet');

function instance(name: string, parts: Parts): Instance {
	return {
		id: parts.id ?? uuid('sandbox', 'instance', name),
		name,
		ip: parts.ip,
		port: parts.port ?? 6379,
		spec: parts.spec ?? 'redis.ha.xu1.large.r2.8',
		engineVersion: parts.version ?? '6.0',
		status: parts.status ?? 'RUNNING',
		subnetId: SUBNET,
		capacity: parts.capacity ?? 8,
		hasPassword: parts.hasPassword ?? false,
	};
}

export const INSTANCES = {
	orders: instance('orders-cache', { ip: '192.168.10.21', capacity: 16, spec: 'redis.ha.xu1.large.r2.16' }),
	catalog: instance('catalog-source', {
		ip: '192.168.10.34',
		capacity: 64,
		spec: 'redis.proxy.xu1.large.64',
		version: '5.0',
	}),
	catalogNew: instance('catalog-target', { ip: '192.168.20.34', capacity: 96, spec: 'redis.proxy.xu1.large.96' }),
	payments: instance('payments-a', { ip: '192.168.10.50', version: '5.0', hasPassword: true }),
	paymentsNew: instance('payments-b', { ip: '192.168.20.50', hasPassword: true }),
	sessions: instance('sessions-target', {
		ip: '192.168.20.61',
		capacity: 32,
		hasPassword: true,
		spec: 'redis.ha.xu1.large.r2.32',
	}),
	basket: instance('basket-target', { ip: '192.168.20.77', spec: 'redis.ha.xu1.tiny.r2.1', capacity: 1 }),
	profiles: instance('profiles-cluster', {
		ip: '192.168.20.81,192.168.20.82,192.168.20.83',
		spec: 'redis.cluster.xu1.large.r2.24',
		capacity: 24,
	}),
	/** The target of the documented configure request. */
	documented: instance('dcs-target-1db7', { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', ip: '192.168.20.15' }),
	frozen: instance('old-analytics', { ip: '192.168.20.90', status: 'FROZEN', version: '4.0', capacity: 2 }),
} as const;

const { orders, ...others } = INSTANCES;
export const ALL_INSTANCES: readonly [Instance, ...Instance[]] = [orders, ...Object.values(others)];

/** The instance as the end of a migration. */
export function at(of: Instance): End {
	return {
		instance: of,
		addrs: of.ip
			.split(',')
			.map((ip) => `${ip}:${of.port}`)
			.join(','),
	};
}

/** Redis outside the cloud. */
export function selfHosted(addrs: string): End {
	return { addrs };
}

/** One row of the page "Querying All DCS Instances in a List", the fields that a picker reads. */
export function instanceRow(of: Instance, createdAt: string): Record<string, unknown> {
	return {
		instance_id: of.id,
		name: of.name,
		status: of.status,
		sub_status: 'normal',
		engine: 'Redis',
		engine_version: of.engineVersion,
		spec_code: of.spec,
		capacity: of.capacity,
		capacity_minor: null,
		max_memory: of.capacity * 1024,
		used_memory: Math.round(of.capacity * 1024 * 0.4),
		ip: of.ip,
		port: of.port,
		domain_name: `redis-${of.id.slice(0, 8)}.dcs.sandbox-1.example`,
		vpc_id: uuid('sandbox', 'vpc'),
		vpc_name: 'vpc-sandbox',
		subnet_id: of.subnetId,
		security_group_id: uuid('sandbox', 'security-group'),
		// Declared a String on the page.
		no_password_access: String(!of.hasPassword),
		enable_ssl: false,
		enable_publicip: false,
		az_codes: ['sandbox-1a'],
		cpu_type: 'x86_64',
		description: '',
		enterprise_project_id: '0',
		tags: [],
		created_at: createdAt,
		updated_at: createdAt,
		charging_mode: 0,
	};
}

/** The page "Querying a DCS Instance": the row, with the type of the instance, and its date under another name. */
export function instanceDetail(of: Instance, createdAt: string): Record<string, unknown> {
	const { updated_at: update_at, ...row } = instanceRow(of, createdAt);
	return { ...row, update_at, cache_mode: cacheMode(of), product_type: 'generic' };
}

/** `single`, `ha`, `proxy` or `cluster`: the second word of the specification. */
export function cacheMode({ spec }: Instance): string {
	return spec.split('.')[1] ?? 'ha';
}
