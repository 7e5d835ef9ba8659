/** What a DCS instance is, and the instances at the ends of the fixtures' tasks. */
import type { Network } from './networks';
import { HOME } from './networks';
import { uuid } from './random';

export interface Instance {
	readonly id: string;
	readonly name: string;
	/** Comma-separated for clusters. */
	readonly ip: string;
	readonly port: number;
	readonly spec: string;
	readonly engineVersion: string;
	readonly status: string;
	readonly network: Network;
	/** GB; less than 1 for the smallest. */
	readonly capacity: number;
	/** Share of the memory that is used. */
	readonly used: number;
	readonly hasPassword: boolean;
	/** `no_password_access` as a Boolean, as in an example of the page, which declares a String. */
	readonly passwordAsBoolean?: true;
	readonly ssl?: true;
	readonly publicAddress?: string;
	/** Where the specification does not say it. */
	readonly mode?: string;
	/** Databases; by default what its mode has. */
	readonly databases?: number;
	/** Fields that are not as the pages have them, undefined for one that is left out: of the row and the details, and of the details alone. */
	readonly oddities?: Readonly<Record<string, unknown>>;
	readonly oddDetails?: Readonly<Record<string, unknown>>;
}

/** One end of a migration. */
export interface End {
	/** A cloud instance; absent for self-hosted Redis. */
	readonly instance?: Instance;
	/** `ip:port`, comma-separated for clusters. */
	readonly addrs: string;
}

interface Parts extends Partial<Omit<Instance, 'name' | 'engineVersion'>> {
	readonly ip: string;
	readonly version?: string;
}

/** An instance where nothing else is said of it. */
export function instance(name: string, { version = '6.0', ...parts }: Parts): Instance {
	return {
		id: uuid('sandbox', 'instance', name),
		name,
		port: 6379,
		spec: 'redis.ha.xu1.large.r2.8',
		engineVersion: version,
		status: 'RUNNING',
		network: HOME,
		capacity: 8,
		used: 0.4,
		hasPassword: false,
		...parts,
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
/** The ends of tasks. */
export const END_INSTANCES: readonly [Instance, ...Instance[]] = [orders, ...Object.values(others)];

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

/** `single`, `ha`, `ha_rw_split`, `proxy` or `cluster`; by default the second word of the specification. */
export function cacheMode({ spec, mode }: Instance): string {
	return mode ?? spec.split('.')[1] ?? 'ha';
}
