/** The cloud instances that a migration can begin or end in, as far as one chooses among them and as a migration depends on them. Pure types. */
import type { WholeList } from '../core/list';

/**
 * How an instance is built: `single`, `ha` (master and standby), `ha_rw_split`, `proxy` (Proxy Cluster), `cluster` (Redis Cluster). Others are
 * shown as the service says them.
 */
export type InstanceKind = string;

/** One instance. Texts that the service did not send are '', numbers and truths undefined: nothing is concluded from them. */
export interface CacheInstance {
	readonly id: string;
	readonly name: string;
	/** As the service says it, in capitals: only a `RUNNING` one serves. */
	readonly status: string;
	/** Of the Redis in it: "6.0". */
	readonly version: string;
	readonly kind: InstanceKind;
	/** `generic` (basic edition) or `enterprise`; told by its details alone. */
	readonly edition?: string | undefined;
	/** `ip:port`, comma-separated where it has several. */
	readonly addrs: string;
	readonly port?: number | undefined;
	/** MB of data, and MB that it has room for. */
	readonly usedMb?: number | undefined;
	readonly totalMb?: number | undefined;
	readonly vpcId: string;
	readonly vpcName: string;
	readonly subnetId: string;
	readonly securityGroupId: string;
	/** Whether connections to it are encrypted, which online migrations cannot do. */
	readonly ssl?: boolean | undefined;
	/** Whether it can be reached from the internet. */
	readonly publicAccess?: boolean | undefined;
	/** Whether it lets everybody in without a password. */
	readonly noPassword?: boolean | undefined;
	/** How many logical databases it has; told by its details alone. */
	readonly databases?: number | undefined;
}

/** One connection's way to the instances of its service. Every call may throw a `CloudError`. */
export interface InstanceSource {
	/** All instances of the project, those that could not be created left out. */
	list(signal: AbortSignal): Promise<WholeList<CacheInstance>>;
	/** One instance, with what the list leaves out. */
	show(id: string, signal: AbortSignal): Promise<CacheInstance>;
}

/** Whether an instance serves. */
export function isRunning({ status }: CacheInstance): boolean {
	return status === 'RUNNING';
}

/** What a form knows of the instances that one can choose among. */
export type InstancesState =
	/** The service has none to choose among. */
	| { readonly state: 'none' }
	| { readonly state: 'loading' }
	/** `complete`: none is missing. */
	| { readonly state: 'ready'; readonly rows: readonly CacheInstance[]; readonly complete: boolean }
	/** Why they could not be read, and what to do. */
	| { readonly state: 'failed'; readonly text: string };

/** What an instance of the list is called; undefined where the list does not know it, or no name. */
export function nameIn(instances: InstancesState, id: string): string | undefined {
	const name = instances.state === 'ready' ? instances.rows.find((row) => row.id === id)?.name : undefined;
	return name === '' ? undefined : name;
}

/** Whether the list has an instance of this id. */
export function isListed(instances: InstancesState, id: string): boolean {
	return instances.state === 'ready' && instances.rows.some((row) => row.id === id);
}

/** The instances with one of them as its details have it; what these do not say stays as the list said it. */
export function withDetails(instances: InstancesState, detail: CacheInstance): InstancesState {
	const said = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined && value !== ''));
	return instances.state === 'ready'
		? { ...instances, rows: instances.rows.map((row) => (row.id === detail.id ? { ...row, ...said } : row)) }
		: instances;
}
