/** An instance as the pages write it. */
import type { Instance } from './instances';
import { cacheMode } from './instances';
import { hexId, uuid } from './random';

/** A row of "Querying All DCS Instances in a List". `createdAt`: ISO 8601. */
export function instanceRow(of: Instance, createdAt: string): Record<string, unknown> {
	return { ...usualRow(of, createdAt), ...of.oddities };
}

/** "Querying a DCS Instance": the row, with its type, databases and shards, and its date under another name. */
export function instanceDetail(of: Instance, createdAt: string): Record<string, unknown> {
	const { updated_at: update_at, ...row } = usualRow(of, createdAt);
	const mode = cacheMode(of);
	const shards = mode === 'cluster' ? of.ip.split(',').length : mode === 'proxy' ? 3 : 1;
	return {
		...row,
		update_at,
		cache_mode: mode,
		product_type: 'generic',
		db_number: of.databases ?? (mode === 'cluster' || mode === 'proxy' ? 1 : 256),
		sharding_count: shards,
		replica_count: mode === 'single' ? 1 : 2,
		subnet_name: of.network.subnetName,
		subnet_cidr: of.network.subnetCidr,
		security_group_name: of.network.securityGroupName,
		...of.oddities,
		...of.oddDetails,
	};
}

/** MB */
export function memoryOf({ capacity }: Instance): number {
	return capacity * 1024;
}

function usualRow(of: Instance, createdAt: string): Record<string, unknown> {
	const { network, capacity, publicAddress } = of;
	const domain = `redis-${of.id.slice(0, 8)}`;
	return {
		instance_id: of.id,
		name: of.name,
		status: of.status,
		sub_status: 'normal',
		engine: 'Redis',
		engine_version: of.engineVersion,
		spec_code: of.spec,
		// Below 1 GB the one is 0, and the other tells: `.125`.
		capacity: Math.floor(capacity),
		capacity_minor: capacity < 1 ? String(capacity).slice(1) : null,
		max_memory: memoryOf(of),
		used_memory: Math.round(memoryOf(of) * of.used),
		ip: of.ip,
		port: of.port,
		domain_name: `${domain}.dcs.sandbox-1.example`,
		readonly_domain_name: cacheMode(of) === 'ha' ? `${domain}-readonly.dcs.sandbox-1.example` : null,
		vpc_id: network.vpcId,
		vpc_name: network.vpcName,
		subnet_id: network.subnetId,
		security_group_id: network.securityGroupId,
		// Declared a String on the page.
		no_password_access: of.passwordAsBoolean ? !of.hasPassword : String(!of.hasPassword),
		access_user: null,
		enable_ssl: of.ssl ?? false,
		enable_publicip: publicAddress !== undefined,
		publicip_id: publicAddress === undefined ? null : uuid('sandbox', 'publicip', of.id),
		publicip_address: publicAddress ?? null,
		az_codes: ['sandbox-1a'],
		cpu_type: 'x86_64',
		description: '',
		enterprise_project_id: '0',
		tags: [],
		features: {
			support_acl: true,
			support_transparent_client_ip: true,
			support_ssl: Number.parseInt(of.engineVersion, 10) >= 6,
			support_audit_log: false,
		},
		user_id: hexId('sandbox', 'user'),
		user_name: 'sandbox-user',
		order_id: null,
		maintain_begin: '18:00:00',
		maintain_end: '19:00:00',
		service_upgrade: false,
		service_task_id: null,
		created_at: createdAt,
		updated_at: createdAt,
		charging_mode: 0,
	};
}
