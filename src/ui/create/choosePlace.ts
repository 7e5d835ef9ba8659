/** Where a new migration is created: in which connection, by which of its services. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../../connections/connectionManager';
import { type ConnectionProfile, servicesOf } from '../../connections/profileSchema';
import type { Services } from '../../services';
import type { CreationPlace } from '../../store/creations';
import { chooseConnection } from '../connect/chooseConnection';

/** Of the connections that can: the one that the argument means, the only one, or the one that the user picks. */
export async function choosePlace(
	connections: ConnectionManager,
	services: Services,
	argument: unknown,
): Promise<CreationPlace | undefined> {
	const able = (profile: ConnectionProfile): string | undefined =>
		servicesOf(profile, services).find((id) => services.get(id).createsTasks);
	const profile = await chooseConnection(
		connections,
		argument,
		l10n.t('In which connection is the migration created?'),
		{
			fits: (one) => able(one) !== undefined,
			none: l10n.t('No connection leads to a service in which migrations can be created from here.'),
		},
	);
	const service = profile && able(profile);
	return profile && service !== undefined ? { connectionId: profile.id, service } : undefined;
}
