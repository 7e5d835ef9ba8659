/** Which addresses a connection asks: its own, else those that the services know for its cloud and region. */
import { cloudOf } from '../cloud/endpoints';
import { lookUp } from '../core/values';
import type { ServiceId } from '../migration/task';
import type { Services } from '.';

export interface Place {
	/** Id of a cloud; where it is not said, 'custom' for a place with addresses of its own, else 'huawei'. */
	readonly cloud?: string | undefined;
	readonly region?: string | undefined;
	/** Addresses that go before those of the cloud: by id of a service, or `iam`. */
	readonly endpoints?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Addresses by id of a service, and that of IAM under `iam`. */
export type Endpoints = Readonly<Record<string, string>>;

/** The addresses to use, without a slash at the end. Without a region only those that the connection gives, since hosts are made of it. */
export function resolveEndpoints({ cloud, region, endpoints = {} }: Place, services: Services): Endpoints {
	// Whoever gives addresses without naming a cloud must not have the rest of them guessed: signed requests would go to strangers.
	const known = cloudOf(cloud ?? (Object.values(endpoints).some(Boolean) ? 'custom' : undefined));
	const place = /^[a-z0-9-]+$/i.test(region ?? '') ? (region ?? '') : '';
	const usual: Record<string, ((region: string) => string | undefined) | undefined> = { iam: known?.iam };
	for (const { id, endpoints: byCloud } of services.all) {
		usual[id] = lookUp(byCloud, known?.id);
	}
	const found: Record<string, string> = {};
	for (const [service, addressIn] of Object.entries(usual)) {
		const address = endpoints[service]?.trim() || (place ? addressIn?.(place) : undefined);
		if (address) {
			found[service] = address.replace(/\/+$/, '');
		}
	}
	return found;
}

/** The service's page in the console of a cloud; undefined where none is known. No link to a single task is. */
export function consoleUrl({ cloud, region }: Place, service: ServiceId, services: Services): string | undefined {
	return lookUp(services.get(service).console, cloudOf(cloud)?.id)?.(region ?? '');
}

/** What a person should know of the services' addresses in a cloud before trusting them; '' where there is nothing to say. */
export function addressNotes(cloud: string, services: Services): string {
	return services.all.flatMap(({ notes = {} }) => lookUp(notes, cloud)?.() ?? []).join(' ');
}
