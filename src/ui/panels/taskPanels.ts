/** The panels of tasks: details, and the form that configures. Each loads its code when the first of its kind is opened. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import type { Services } from '../../services';
import type { Instances } from '../../store/instances';
import type { Submissions } from '../../store/submissions';
import type { ConfigurePanel } from '../configure/panel';
import type { DetailsDeps, DetailsPanel } from '../details/panel';
import type { RunHost } from '../runs/runHost';
import type { TaskCommands } from '../taskCommands';
import { nameOf, TITLE_LENGTH } from '../taskNames';
import { pageRoot } from './pageRoot';
import { PanelManager } from './panelManager';
import type { TaskPanelDeps } from './taskPanel';

export interface TaskPanelsDeps extends TaskPanelDeps {
	readonly services: Services;
	readonly format: Format;
	/** Where things are remembered: everywhere, and of this window alone. */
	readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>;
	/** The extension's name and version. */
	readonly product: string;
	readonly runHost: () => Promise<RunHost>;
	readonly tasks: () => Promise<TaskCommands>;
	readonly instances: () => Promise<Instances>;
	readonly writes: () => Promise<{
		readonly submissions: Submissions;
		readonly doubt: (of: TaskRef) => Promise<string | undefined>;
	}>;
	readonly doing: DetailsDeps['doing'];
	/** A task was changed: whoever shows it reads it anew. */
	readonly settled: (of: TaskRef) => Promise<void>;
}

export interface TaskPanels {
	readonly details: PanelManager<DetailsPanel>;
	readonly configure: PanelManager<ConfigurePanel>;
}

/** Registers both kinds. Nothing is loaded yet. */
export function taskPanels(deps: TaskPanelsDeps): TaskPanels {
	const { extensionUri, store, connections, logger, services, format, context, product, settled } = deps;
	const shared = { extensionUri, store, connections, logger };
	const options = { pageRoot: pageRoot(extensionUri), services, logger };
	const titleOf = (ref: TaskRef): string => nameOf(ref, store.get(ref), TITLE_LENGTH);
	const details = new PanelManager({
		...options,
		viewType: 'migrationTasks.details',
		memento: context.workspaceState,
		title: titleOf,
		fill: async (panel, ref, tab) => {
			const [{ DetailsPanel: Content }, presenter, host, tasks] = await Promise.all([
				import('../details/panel'),
				services.get(ref.service).presenter(),
				deps.runHost(),
				deps.tasks(),
			]);
			return new Content(panel, ref, presenter, {
				...shared,
				tab,
				format,
				host,
				product,
				doing: deps.doing,
				consoleUrl: (of) => tasks.consoleUrl(of),
				doubt: async (of) => (await deps.writes()).doubt(of),
			});
		},
	});
	const configure = new PanelManager({
		...options,
		viewType: 'migrationTasks.configure',
		title: (ref) => l10n.t('Configure {0}', titleOf(ref)),
		fill: async (panel, ref) => {
			const [{ ConfigurePanel: Content, ChecklistMemory }, presenter, { submissions }, instances] = await Promise.all([
				import('../configure/panel'),
				services.get(ref.service).presenter(),
				deps.writes(),
				deps.instances(),
			]);
			const checklists = new ChecklistMemory(context.globalState);
			return new Content(panel, ref, presenter, {
				...shared,
				submissions,
				instances,
				checklists,
				format,
				configured: settled,
			});
		},
	});
	return { details, configure };
}
