/** What the commands of connections work with. */
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ConnectionOpener } from '../../connections/connectionOpener';
import type { CredentialStore } from '../../connections/credentialStore';
import type { Machine } from '../../connections/found/machine';
import type { ProfileStore } from '../../connections/profileStore';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import type { Services } from '../../services';

export interface ConnectionCommandDeps {
	readonly profiles: ProfileStore;
	readonly credentials: CredentialStore;
	readonly connections: ConnectionManager;
	readonly opener: ConnectionOpener;
	readonly services: Services;
	readonly format: Format;
	readonly logger: Logger;
	/** Where other tools' profiles are looked for; this machine unless given. */
	readonly machine?: Machine;
}
