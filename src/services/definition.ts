/** All that a service brings along: what the store and the tree need at once, and how to reach it. */
import type { CloudHttp } from '../cloud/http';
import type { Authorizer } from '../cloud/request';
import type { ServiceInfo, TaskSource } from '../migration/ports';
import type { ServiceId } from '../migration/task';

/** What a way to a service is built from. */
export interface SourceDeps {
	readonly http: CloudHttp;
	readonly authorizer: Authorizer;
	/** Address of the service, without a slash at the end. */
	readonly endpoint: string;
	/** The project's id, for services of a project; asked for when it is first needed. */
	readonly projectId: () => Promise<string>;
	/** The account's id; undefined where it is not known, which is no fault. */
	readonly domainId: () => Promise<string | undefined>;
	/** The enterprise project that lists are narrowed down to, for services that can; undefined for all that the user may see. */
	readonly enterpriseProjectId?: string | undefined;
	/** Told once of each kind of oddity in the answers, without secrets; for the log. */
	readonly onMalformed: (note: string) => void;
}

/** Where a service is found. Addresses are made from a cloud and a region; undefined where none is known. */
export interface ServicePlaces {
	/** By id of the cloud. */
	readonly endpoints: Readonly<Record<string, (region: string) => string | undefined>>;
	/** The service's page in the cloud's console. No link to a single task is known. */
	readonly console: Readonly<Record<string, (region: string) => string | undefined>>;
	/** What a person should know of the addresses in a cloud before trusting them, localised. */
	readonly notes?: Readonly<Record<string, () => string>> | undefined;
}

export interface ServiceDefinition<F = unknown> extends ServiceInfo<F>, ServicePlaces {
	readonly id: ServiceId;
	/** Whether a connection to it needs a project. */
	readonly hasProjects: boolean;
	/** Whether its lists can be narrowed down to an enterprise project, which some users need. */
	readonly hasEnterpriseProjects?: boolean | undefined;
	/** The way to the service; its code is loaded when the first connection opens. Nothing is asked yet. */
	source(deps: SourceDeps): Promise<TaskSource>;
}
