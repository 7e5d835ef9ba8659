/** Opens the task that a link names. With a connection that the link does not name for certain nothing is done before somebody has said so. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../connections/connectionManager';
import { plainLine } from '../core/plainText';
import type { TaskRef } from '../migration/task';
import type { Services } from '../services';
import { runCommand } from './commands';
import { ask, showWarning } from './messages';
import { connectionsFor, readLink, type TaskLink } from './taskLink';

export { linkTo } from './taskLink';

export interface LinkDeps {
	readonly connections: Pick<ConnectionManager, 'all'>;
	readonly services: Services;
	/** Opens the panel of a task. */
	readonly open: (ref: TaskRef) => void;
}

/** Connections that a question offers, at most. */
const OFFERED = 3;

/** `uri` as VS Code hands it on: anybody may have written it. */
export async function openLink(uri: { readonly path: string; readonly query: string }, deps: LinkDeps): Promise<void> {
	const { connections, services, open } = deps;
	const link = readLink(uri, services);
	if (!link) {
		void showWarning(
			l10n.t('This link opens no task: it is damaged, or was made by another version of the extension.'),
		);
		return;
	}
	const { known, alike } = connectionsFor(link, connections.all(), services);
	const profile = known ?? (await choose(link, alike.slice(0, OFFERED), services));
	if (profile) {
		open({ ...link.ref, connectionId: profile.id });
	}
}

async function choose<T extends { readonly id: string; readonly name: string }>(
	{ ref, name, place }: TaskLink,
	alike: readonly T[],
	services: Services,
): Promise<T | undefined> {
	const shown = plainLine(name) || ref.connectionId;
	const lines = [
		l10n.t('Service: {0}', services.get(ref.service).label),
		l10n.t('Task ID: {0}', ref.id),
		place.cloud === '' ? '' : l10n.t('Cloud: {0}', place.cloud),
		place.region === '' ? '' : l10n.t('Region: {0}', place.region),
		place.project === '' ? '' : l10n.t('Project ID: {0}', place.project),
		place.host === '' ? '' : l10n.t('Address: {0}', place.host),
	].filter((line) => line !== '');
	const question = l10n.t('The link names the connection “{0}”, which is not known here.', shown);
	if (alike.length === 0) {
		const add = l10n.t('Add Connection…');
		const detail = [
			...lines,
			'',
			l10n.t(
				'No connection here leads there. Nothing was asked of any cloud. With a connection of your own to that place, open the link again.',
			),
		];
		if ((await ask(question, { detail: detail.join('\n') }, add)) === add) {
			runCommand('addConnection');
		}
		return undefined;
	}
	const buttons = alike.map((one, index) => ({
		one,
		label: l10n.t('Open with “{0}”', plainLine(one.name, 60) || String(index + 1)),
	}));
	const detail = [
		...lines,
		'',
		l10n.t('These connections of yours lead to the same place. Nothing is asked of the cloud before you choose one.'),
	];
	const pressed = await ask(question, { detail: detail.join('\n') }, ...buttons.map(({ label }) => label));
	return buttons.find(({ label }) => label === pressed)?.one;
}
