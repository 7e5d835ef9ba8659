/** Which connection a command is about. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ConnectionProfile } from '../../connections/profileSchema';
import { showInfo } from '../messages';
import { pickOne } from '../quickPicks';
import { connectionIdOf } from '../taskRefs';

/** Which connections can be chosen. */
export interface Choice {
	readonly fits?: (profile: ConnectionProfile) => boolean;
	/** What to say where none of them fits. */
	readonly none?: string;
}

/** The connection meant by an argument; without one, the only one there is, or the one that the user picks. Says so where it is not there. */
export async function chooseConnection(
	connections: ConnectionManager,
	argument: unknown,
	prompt: string,
	{ fits, none }: Choice = {},
): Promise<ConnectionProfile | undefined> {
	const id = connectionIdOf(argument);
	const all = connections.all().filter((one) => fits?.(one) ?? true);
	if (id !== undefined) {
		const known = connections.profile(id);
		if (!known) {
			void showInfo(
				l10n.t('This connection does not exist any more. It was removed, or its entry in the settings cannot be used.'),
			);
		} else if (!(fits?.(known) ?? true)) {
			void showInfo(none ?? '');
			return undefined;
		}
		return known;
	}
	if (all.length === 0) {
		void showInfo(none !== undefined && connections.all().length > 0 ? none : l10n.t('There is no connection yet.'));
		return undefined;
	}
	if (all.length === 1) {
		return all[0];
	}
	const picked = await pickOne(
		all.map((profile) => ({
			label: profile.name,
			description: profile.region ?? '',
			...(connections.isForSession(profile.id) ? { detail: l10n.t('Signed in for this session only') } : {}),
			profile,
		})),
		prompt,
	);
	return picked?.profile;
}
