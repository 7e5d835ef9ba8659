/** The instances of one connection, for a page that lets choose among them. Read when the page asks, told as far as they are known. */
import type { ConnectionManager } from '../connections/connectionManager';
import type { Logger } from '../core/logger';
import { plainLine } from '../core/plainText';
import type { Format } from '../migration/format';
import { type CacheInstance, type InstancesState, isListed, nameIn, withDetails } from '../migration/instances';
import type { ServiceId } from '../migration/task';
import { toConnectionProblem } from '../store/connectionProblem';
import type { Instances } from '../store/instances';
import { problemText } from './nextTry';

export interface InstanceFeedDeps {
	readonly instances: Instances;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
}

export class InstanceFeed {
	private state: InstancesState = { state: 'loading' };
	/** Counts the readings: an earlier one that comes late says nothing any more. */
	private reading = 0;

	/** `tell` hears of each change. */
	constructor(
		private readonly connectionId: string,
		private readonly service: ServiceId,
		private readonly deps: InstanceFeedDeps,
		private readonly tell: (state: InstancesState) => void,
	) {}

	/** Reads the list, `anew` also where it was read a moment ago. Never rejects: what went wrong stands in the state. */
	async read(options: { readonly anew?: boolean } = {}): Promise<void> {
		this.reading++;
		const own = this.reading;
		this.put({ state: 'loading' });
		try {
			const list = await this.deps.instances.list(this.connectionId, this.service, options);
			if (own === this.reading) {
				this.put(
					list
						? { state: 'ready', rows: list.rows.map(plainInstance), complete: list.complete && list.unreadable === 0 }
						: { state: 'none' },
				);
			}
		} catch (error) {
			if (own === this.reading) {
				this.put({ state: 'failed', text: this.words(error) });
			}
		}
	}

	/** What an instance is called, as far as that is known. */
	nameOf(id: string): string | undefined {
		return nameIn(this.state, id);
	}

	/** Whether it is an instance of the account. */
	has(id: string): boolean {
		return isListed(this.state, id);
	}

	/** Reads one instance of the list with what only its details say. One that cannot be read stays as the list has it. */
	async detail(id: string): Promise<void> {
		if (!this.has(id)) {
			return;
		}
		try {
			const detail = await this.deps.instances.show(this.connectionId, this.service, id);
			if (detail) {
				this.put(withDetails(this.state, plainInstance({ ...detail, id })));
			}
		} catch (error) {
			this.deps.logger.debug(`instance: ${String(error)}`);
		}
	}

	private put(state: InstancesState): void {
		this.state = state;
		this.tell(state);
	}

	private words(error: unknown): string {
		const { connections, format } = this.deps;
		const problem = toConnectionProblem(error, connections.name(this.connectionId));
		return problemText(problem, format, Date.now());
	}
}

/** With texts that cannot do anything but be read. The id stays as it is: it is what is sent. */
export function plainInstance(instance: CacheInstance): CacheInstance {
	const { name, status, version, kind, addrs, vpcId, vpcName } = instance;
	return {
		...instance,
		name: plainLine(name),
		status: plainLine(status),
		version: plainLine(version),
		kind: plainLine(kind),
		addrs: plainLine(addrs, 2_000),
		vpcId: plainLine(vpcId),
		vpcName: plainLine(vpcName),
	};
}
