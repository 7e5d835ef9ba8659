/** The instances of each connection's project, read when somebody chooses among them, and kept for a moment. */
import type { WholeList } from '../core/list';
import type { CacheInstance, InstanceSource } from '../migration/instances';
import type { ServiceId } from '../migration/task';
import type { ConnectionPort } from './connectionPort';

/** How long a list is good for, ms: a form and its neighbour read it once. */
const GOOD_FOR = 60_000;

interface Kept {
	readonly at: number;
	readonly list: Promise<WholeList<CacheInstance>>;
}

export class Instances {
	private readonly kept = new Map<string, Kept>();

	constructor(
		private readonly connections: Pick<ConnectionPort, 'open' | 'onDidChange'>,
		private readonly now: () => number = Date.now,
	) {
		connections.onDidChange(({ id }) => {
			for (const key of [...this.kept.keys()].filter((one) => one.startsWith(`${id} `))) {
				this.kept.delete(key);
			}
		});
	}

	/** All instances; undefined where the service has none to choose among. `anew`: also where they were read a moment ago. Throws what the service throws. */
	async list(
		connectionId: string,
		service: ServiceId,
		{ anew = false }: { readonly anew?: boolean } = {},
	): Promise<WholeList<CacheInstance> | undefined> {
		const key = `${connectionId} ${service}`;
		const known = this.kept.get(key);
		const age = known ? this.now() - known.at : GOOD_FOR;
		if (known && !anew && age >= 0 && age < GOOD_FOR) {
			return known.list;
		}
		const { source, signal } = await this.source(connectionId, service);
		if (!source) {
			return undefined;
		}
		const list = source.list(signal);
		this.kept.set(key, { at: this.now(), list });
		try {
			return await list;
		} catch (error) {
			// A failure is not kept: the next one who asks tries again.
			this.kept.delete(key);
			throw error;
		}
	}

	/** One instance with its details, as it is now; undefined where the service has none. Throws what the service throws. */
	async show(connectionId: string, service: ServiceId, id: string): Promise<CacheInstance | undefined> {
		const { source, signal } = await this.source(connectionId, service);
		return source?.show(id, signal);
	}

	private async source(
		connectionId: string,
		service: ServiceId,
	): Promise<{ readonly source: InstanceSource | undefined; readonly signal: AbortSignal }> {
		const { sources, signal } = await this.connections.open(connectionId);
		return { source: sources.find((one) => one.service === service)?.instances, signal };
	}
}
