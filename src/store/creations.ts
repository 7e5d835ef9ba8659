/** The ways in which each connection's services create tasks. */
import type {
	Backup,
	CreationAnswer,
	CreationKind,
	CreationSource,
	CreationValues,
	JobState,
} from '../migration/creation';
import type { ServiceId } from '../migration/task';
import type { ConnectionPort } from './connectionPort';

/** Of which connection, and of which service. */
export interface CreationPlace {
	readonly connectionId: string;
	readonly service: ServiceId;
}

/** Every call throws what the service throws, and an `Error` where the service creates no tasks. */
export class Creations {
	constructor(private readonly connections: Pick<ConnectionPort, 'open'>) {}

	/** Sent at most once. Not cancelled where its connection is edited meanwhile: half a request helps nobody. */
	async create(place: CreationPlace, values: CreationValues): Promise<CreationAnswer> {
		return (await this.source(place)).source.create(values, new AbortController().signal);
	}

	async job(place: CreationPlace, id: string): Promise<JobState> {
		const { source, signal } = await this.source(place);
		return source.job(id, signal);
	}

	/** Newest first. */
	async backups(place: CreationPlace, instanceId: string): Promise<readonly Backup[]> {
		const { source, signal } = await this.source(place);
		return (await source.backups(instanceId, signal)).rows;
	}

	async describe(
		place: CreationPlace,
		kind: CreationKind,
	): Promise<{ readonly method: string; readonly path: string }> {
		return (await this.source(place)).source.describe(kind);
	}

	private async source({ connectionId, service }: CreationPlace): Promise<{
		readonly source: CreationSource;
		readonly signal: AbortSignal;
	}> {
		const { sources, signal } = await this.connections.open(connectionId);
		const source = sources.find((one) => one.service === service)?.creations;
		if (!source) {
			throw new Error(`${service} creates no tasks here`);
		}
		return { source, signal };
	}
}
