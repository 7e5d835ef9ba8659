/** The DCS instances of a project: "Querying All DCS Instances in a List" and "Querying a DCS Instance". */
import type { Page } from '../../cloud/paging';
import { readAll } from '../../cloud/paging';
import type { CloudResponse } from '../../cloud/request';
import type { Call, Operation, ServiceApi } from '../../cloud/serviceApi';
import { type Fields, type Note, readRow, type Table, usableId } from '../../cloud/tableReader';
import type { WholeList } from '../../core/list';
import { filled, isRecord, readNumber } from '../../core/values';
import type { CacheInstance, InstanceSource } from '../../migration/instances';

/** Table InstanceListInfo and the details, the fields that a migration depends on. Memory in MB, capacity in GB. */
const DCS_CACHE = {
	instance_id: 'string',
	name: 'string',
	status: 'string',
	engine: 'string',
	engine_version: 'string',
	spec_code: 'string',
	cache_mode: 'string',
	product_type: 'string',
	capacity: 'number',
	capacity_minor: 'string',
	max_memory: 'number',
	used_memory: 'number',
	ip: 'string',
	port: 'number',
	vpc_id: 'string',
	vpc_name: 'string',
	subnet_id: 'string',
	security_group_id: 'string',
	no_password_access: 'boolean',
	enable_ssl: 'boolean',
	enable_publicip: 'boolean',
	publicip_address: 'string',
	db_number: 'number',
} as const satisfies Table;

const LIST: Operation = {
	name: 'ListInstances',
	method: 'GET',
	path: '/v2/{project_id}/instances',
	repeatable: true,
	rights: { actions: ['dcs:instance:list'] },
};
const SHOW: Operation = {
	name: 'ShowInstance',
	method: 'GET',
	path: '/v2/{project_id}/instances/{instance_id}',
	repeatable: true,
	rights: { actions: ['dcs:instance:get'] },
};
/** Most instances that a page of the list can have (1–1,000; 10 where nothing is said). */
const PAGE = 1_000;

/** The way to the instances over the calls of a project. */
export function dcsInstances(api: ServiceApi): InstanceSource {
	return {
		list: (signal) => listInstances(api, signal),
		async show(id, signal) {
			const { fields } = await api.read(SHOW, DCS_CACHE, { parameters: { instance_id: id }, signal });
			return cacheOf(fields, id);
		},
	};
}

async function listInstances(api: ServiceApi, signal: AbortSignal): Promise<WholeList<CacheInstance>> {
	return readAll<CacheInstance>(
		async (offset, limit, onArrival) => {
			const call: Call = { query: { offset, limit }, onArrival, signal };
			return pageOf(await api.send(LIST, call), api);
		},
		{ limit: PAGE, keyOf: ({ id }) => id },
	);
}

function pageOf(answer: CloudResponse, api: ServiceApi): Page<CacheInstance> {
	const { json } = answer;
	const list: unknown = isRecord(json) ? json.instances : undefined;
	const count = isRecord(json) ? readNumber(json.instance_num) : undefined;
	// An empty list may come as null, or not at all beside a count of 0.
	if (!Array.isArray(list) && !(list === null || (list === undefined && count === 0))) {
		throw api.unexpectedShape(LIST.name, answer);
	}
	const note = api.note(LIST);
	const entries: readonly unknown[] = Array.isArray(list) ? list : [];
	const unreadable: number[] = [];
	const rows = entries.flatMap((entry, index): CacheInstance[] => {
		const one = readInstance(entry, note);
		if (one === undefined) {
			unreadable.push(index);
		}
		return one ? [one] : [];
	});
	return { rows, length: entries.length, count: typeof count === 'number' ? count : undefined, unreadable };
}

/** Undefined for what is no instance, or has no id to be named by. */
function readInstance(entry: unknown, note: Note): CacheInstance | undefined {
	const { fields } = readRow(DCS_CACHE, entry, note, 'instances[]');
	const id = usableId(fields.instance_id);
	return id === undefined ? undefined : cacheOf(fields, id);
}

function cacheOf(fields: Fields<typeof DCS_CACHE>, id: string): CacheInstance {
	const port = fields.port ?? undefined;
	const text = (value: string | null | undefined): string => filled(value) ?? '';
	return {
		id,
		name: text(fields.name),
		status: text(fields.status).trim().toUpperCase(),
		version: text(fields.engine_version),
		// The list has no cache_mode; the second word of the specification says the same.
		kind: filled(fields.cache_mode) ?? text(fields.spec_code).split('.')[1] ?? '',
		edition: filled(fields.product_type),
		addrs: addressesOf(text(fields.ip), port),
		port,
		usedMb: fields.used_memory ?? undefined,
		totalMb: fields.max_memory ?? megabytes(fields.capacity, fields.capacity_minor),
		vpcId: text(fields.vpc_id),
		vpcName: text(fields.vpc_name),
		subnetId: text(fields.subnet_id),
		securityGroupId: text(fields.security_group_id),
		ssl: fields.enable_ssl ?? undefined,
		publicAccess: fields.enable_publicip ?? (filled(fields.publicip_address) === undefined ? undefined : true),
		noPassword: fields.no_password_access ?? undefined,
		databases: fields.db_number ?? undefined,
	};
}

function addressesOf(ips: string, port: number | undefined): string {
	return ips
		.split(',')
		.map((ip) => ip.trim())
		.filter((ip) => ip !== '')
		.map((ip) => (port === undefined ? ip : `${ip}:${port}`))
		.join(',');
}

/** GB, or for less than one its part behind the point (".125"). */
function megabytes(capacity: number | null | undefined, minor: string | null | undefined): number | undefined {
	const part = minor == null || minor.trim() === '' ? 0 : Number(minor);
	const whole = (capacity ?? 0) + (Number.isFinite(part) ? part : 0);
	return whole > 0 ? whole * 1024 : undefined;
}
