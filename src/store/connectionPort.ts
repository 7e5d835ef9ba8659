/** What the store asks of the connections. */
import type { ConnectionChange } from '../connections/connectionManager';
import type { Listen } from '../core/emitter';
import type { TaskSource } from '../migration/ports';

/** A connection's ways to its services. */
export interface OpenedConnection {
	readonly sources: readonly TaskSource[];
	readonly signal: AbortSignal;
	/** A person asked: a credential that was refused may be tried once more, if that does no harm. */
	allowOneTry?(): Promise<unknown>;
}

export interface ConnectionPort {
	ids(): readonly string[];
	name(id: string): string;
	/** The connection's ways to its services; throws `CloudError` where no credential is at hand. `signal` ends when it is edited or removed. */
	open(id: string): Promise<OpenedConnection>;
	readonly onDidChange: Listen<ConnectionChange>;
}
