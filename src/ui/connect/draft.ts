/** A connection while somebody is asked for it. */
import { type ConnectionProfile, type Credential, samePlace } from '../../connections/profileSchema';
import type { ServiceId } from '../../migration/task';
import type { Services } from '../../services';

/** What the steps fill in. The credential lives here until it is stored, and nowhere else. */
export interface Draft {
	name: string;
	cloud: string;
	region: string;
	/** By id of a service, or `iam`. */
	endpoints: Readonly<Record<string, string>>;
	services: readonly ServiceId[];
	projectId: string;
	enterpriseProjectId: string;
	credential: Credential | undefined;
}

/** An empty draft, or one of a profile that is being edited. */
export function draftOf(services: Services, profile?: ConnectionProfile): Draft {
	return {
		name: profile?.name ?? '',
		cloud: profile?.cloud ?? (profile?.endpoints ? 'custom' : 'huawei'),
		region: profile?.region ?? '',
		endpoints: Object.fromEntries(
			Object.entries(profile?.endpoints ?? {}).flatMap(([id, address]) =>
				address === undefined ? [] : [[id, address]],
			),
		),
		services: profile?.services ?? services.ids(),
		projectId: profile?.projectId ?? '',
		enterpriseProjectId: profile?.enterpriseProjectId ?? '',
		credential: undefined,
	};
}

/** The profile that a draft makes, under this id. */
export function profileOf(draft: Draft, id: string, credential: Credential['kind']): ConnectionProfile {
	const { name, cloud, region, endpoints, services, projectId, enterpriseProjectId } = draft;
	return {
		id,
		name,
		cloud,
		...(region === '' ? {} : { region }),
		...(projectId === '' ? {} : { projectId }),
		...(enterpriseProjectId === '' ? {} : { enterpriseProjectId }),
		services: [...services],
		...(Object.keys(endpoints).length === 0 ? {} : { endpoints }),
		credential,
	};
}

/** Whether an edited connection leads to another place, or to other services there. */
export function movesTo(before: ConnectionProfile, edited: ConnectionProfile): boolean {
	const services = ({ services: ids }: ConnectionProfile): string => [...(ids ?? [])].sort().join();
	return !samePlace(before, edited) || services(before) !== services(edited);
}
