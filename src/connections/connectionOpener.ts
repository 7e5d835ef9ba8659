/** Opens connections over one way to the network. All that it needs is loaded with it, when the first connection is opened. */
import { CloudHttp, type CloudHttpOptions } from '../cloud/http';
import { KeyGuard } from '../cloud/keyGuard';
import type { Services } from '../services';
import { type ConnectionDeps, listProjects, type OpenConnection, openConnection, type Project } from './openConnection';
import type { ConnectionPlace, Credential } from './profileSchema';

export interface ConnectionOpenerOptions extends CloudHttpOptions {
	readonly services: Services;
	/** Hears oddities of the wire, without secrets. */
	readonly onMalformed: (note: string) => void;
}

export class ConnectionOpener {
	private readonly deps: ConnectionDeps;

	constructor({ services, onMalformed, ...http }: ConnectionOpenerOptions) {
		this.deps = { http: new CloudHttp(http), keyGuard: new KeyGuard(), services, onMalformed };
	}

	/** Opens a connection. Nothing is asked yet. Throws `CloudError` where it cannot sign in at all. */
	open(place: ConnectionPlace, credential: Credential): Promise<OpenConnection> {
		return openConnection(place, credential, this.deps);
	}

	/** The projects of the place's region that the credential may use. Throws `CloudError`. */
	listProjects(place: ConnectionPlace, credential: Credential, signal: AbortSignal): Promise<readonly Project[]> {
		return listProjects(place, credential, this.deps, signal);
	}
}
