/**
 * Links that open a task: `vscode://cloud-migrations.migration-tasks/task?…`. Anybody can write one, so each part is checked, and it holds no more
 * than which task of which place. Whoever opens it may have another connection to that place than the one it was copied from. No VS Code here.
 */
import type { ConnectionProfile } from '../connections/profileSchema';
import { servicesOf } from '../connections/profileSchema';
import type { TaskRef } from '../migration/task';
import type { Services } from '../services';

/** The extension's own id, which VS Code finds it by. */
export const EXTENSION_ID = 'cloud-migrations.migration-tasks';
const PATH = '/task';

/** Longest query that is read, in characters. */
const MAX_QUERY = 2_000;
const MAX_NAME = 100;

/** What each part but the name may be made of. */
const PARTS = {
	service: /^[a-z0-9]{1,20}$/,
	// It becomes a part of an address: no dots at its beginning.
	id: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
	connection: /^[A-Za-z0-9._-]{1,64}$/,
	cloud: /^[A-Za-z0-9_-]{1,64}$/,
	region: /^[A-Za-z0-9_-]{1,64}$/,
	project: /^[A-Za-z0-9_-]{1,64}$/,
	host: /^[A-Za-z0-9.:[\]-]{1,255}$/,
} as const;
type Part = keyof typeof PARTS;
const REQUIRED: readonly Part[] = ['service', 'id', 'connection'];

/** What a link says. */
export interface TaskLink {
	readonly ref: TaskRef;
	/** The connection's name where the link was copied. May hold anything. */
	readonly name: string;
	readonly place: LinkPlace;
}

/** Where a connection leads; '' where it does not say. `host`: that of an address of its own for the service. */
export interface LinkPlace {
	readonly cloud: string;
	readonly region: string;
	readonly project: string;
	readonly host: string;
}

/** The link to a task; undefined where the task's id cannot stand in one. `scheme`: that of this VS Code. */
export function linkTo(ref: TaskRef, profile: ConnectionProfile, scheme: string): string | undefined {
	const { service, id, connectionId } = ref;
	const parts = { service, id, connection: connectionId, ...placeOf(profile, service) };
	if (!REQUIRED.every((part) => PARTS[part].test(parts[part]))) {
		return undefined;
	}
	const said = Object.entries(parts).filter(([part, value]) => PARTS[part as Part].test(value));
	// Twice: VS Code takes one coat off before it hands a link on, and a name may hold what separates parts.
	const name = encodeURIComponent(encodeURIComponent(profile.name.slice(0, MAX_NAME)));
	const query = [...said.map(([part, value]) => `${part}=${encodeURIComponent(value)}`), `name=${name}`].join('&');
	return `${scheme}://${EXTENSION_ID}${PATH}?${query}`;
}

/** Reads a link. Undefined where it is none of ours, or any part of it is not as it must be. */
export function readLink(
	uri: { readonly path: string; readonly query: string },
	services: Services,
): TaskLink | undefined {
	if (uri.path !== PATH || uri.query.length > MAX_QUERY) {
		return undefined;
	}
	const query = new URLSearchParams(uri.query);
	const parts = Object.fromEntries(Object.keys(PARTS).map((part) => [part, query.getAll(part)])) as Record<
		Part,
		string[]
	>;
	const wrong = (Object.keys(PARTS) as Part[]).some(
		(part) =>
			parts[part].length > 1 ||
			(parts[part][0] === undefined ? REQUIRED.includes(part) : !PARTS[part].test(parts[part][0])),
	);
	const [service = '', id = '', connectionId = ''] = REQUIRED.map((part) => parts[part][0]);
	if (wrong || !services.has(service)) {
		return undefined;
	}
	const of = (part: Part): string => parts[part][0] ?? '';
	const place = { cloud: of('cloud'), region: of('region'), project: of('project'), host: of('host') };
	return { ref: { service, id, connectionId }, name: (query.get('name') ?? '').slice(0, MAX_NAME), place };
}

/** The connections that a link may mean. `known`: it is the very one, and leads to the same place still; else those that lead there. */
export function connectionsFor(
	{ ref, place }: TaskLink,
	profiles: readonly ConnectionProfile[],
	services: Services,
): { readonly known: ConnectionProfile | undefined; readonly alike: readonly ConnectionProfile[] } {
	const there = profiles.filter(
		(profile) =>
			servicesOf(profile, services).includes(ref.service) && isSamePlace(placeOf(profile, ref.service), place),
	);
	const known = there.find(({ id }) => id === ref.connectionId);
	const isSaid = Object.values(place).some((part) => part !== '');
	return { known, alike: known || !isSaid ? [] : there };
}

function placeOf(
	{ cloud = '', region = '', projectId = '', endpoints }: ConnectionProfile,
	service: string,
): LinkPlace {
	return { cloud, region, project: projectId, host: hostOf(endpoints?.[service] ?? '') };
}

function hostOf(address: string): string {
	try {
		return new URL(address.trim()).host;
	} catch {
		return '';
	}
}

function isSamePlace(a: LinkPlace, b: LinkPlace): boolean {
	return a.cloud === b.cloud && a.region === b.region && a.project === b.project && a.host === b.host;
}
