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
	/** The parts of a credential as they were entered, so that nothing has to be entered twice. */
	entered: Entered;
	/** The project that a found profile names without its id. */
	projectName?: string | undefined;
	/** What a found profile is called where it was found. */
	label?: string | undefined;
}

/** Parts of a credential; '' where nothing was entered yet. */
export interface Entered {
	kind: SignIn | undefined;
	accessKey: string;
	secretKey: string;
	securityToken: string;
	domain: string;
	user: string;
	password: string;
}

/** The ways to sign in, as they are asked for. */
export type SignIn = 'aksk' | 'temporary' | 'password' | 'environment';

/** Parts of which nothing was entered, but for what may be shown of a credential. */
export function enteredOf(credential?: Credential): Entered {
	const nothing = { accessKey: '', secretKey: '', securityToken: '', domain: '', user: '', password: '' };
	switch (credential?.kind) {
		case 'aksk': {
			const { accessKey, secretKey, securityToken = '' } = credential;
			return {
				...nothing,
				kind: securityToken === '' ? 'aksk' : 'temporary',
				accessKey,
				secretKey,
				securityToken,
			};
		}
		case 'password': {
			const { domain, user, password } = credential;
			return { ...nothing, kind: 'password', domain, user, password };
		}
		default:
			return { ...nothing, kind: credential?.kind };
	}
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
		entered: enteredOf(),
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
