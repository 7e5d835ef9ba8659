/** How new migrations begin: the command, and the panels, one a connection. What they hold is loaded with the first of them. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import { once } from '../../core/once';
import type { Format } from '../../migration/format';
import type { Services } from '../../services';
import type { Instances } from '../../store/instances';
import type { TaskStore } from '../../store/taskStore';
import { pageRoot } from '../panels/pageRoot';
import { PanelManager } from '../panels/panelManager';
import { CREATING } from './creating';
import type { CreatePanel } from './panel';

export interface CreateHostDeps {
	readonly extensionUri: vscode.Uri;
	readonly services: Services;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	readonly instances: () => Promise<Instances>;
}

/** Registered at once, so that panels come back after a reload; what was under way when the window was closed goes on. */
export function createHost(
	context: vscode.ExtensionContext,
	deps: CreateHostDeps,
): (argument: unknown) => Promise<void> {
	const { connections, services, logger } = deps;
	const opened = once(async () => (await import('./openRuns')).openRuns({ context, ...deps }));
	const panels = new PanelManager<CreatePanel>({
		viewType: 'migrationTasks.create',
		pageRoot: pageRoot(deps.extensionUri),
		services,
		logger,
		title: () => l10n.t('New Migration'),
		fill: async (panel, ref) => {
			const [{ CreatePanel }, presenter, of, instances] = await Promise.all([
				import('./panel'),
				services.get(ref.service).presenter(),
				opened(),
				deps.instances(),
			]);
			return new CreatePanel(panel, ref, presenter, { ...deps, ...of, instances });
		},
	});
	context.subscriptions.push(panels);
	if (context.globalState.get(CREATING)) {
		opened().catch((error: unknown) => logger.error(error));
	}
	return async (argument) => {
		const { choosePlace } = await import('./choosePlace');
		const place = await choosePlace(connections, services, argument);
		if (place) {
			// What a panel is known by whose task is not there yet.
			panels.show({ ...place, id: 'new' });
		}
	};
}
