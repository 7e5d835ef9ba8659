/** The overview: its command, its one panel, and the item in the status bar. What they hold is loaded when there is something to be shown. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import { once } from '../../core/once';
import type { Format } from '../../migration/format';
import type { TaskStore } from '../../store/taskStore';
import { pageRoot } from '../panels/pageRoot';
import type { RunHost } from '../runs/runHost';
import type { RunNotes } from '../runs/runNotes';
import type { StatusDeps } from './status';

export interface OverviewHostDeps {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	readonly runHost: () => Promise<RunHost>;
	readonly notes: RunNotes;
	readonly doing: StatusDeps['doing'];
	readonly acted: StatusDeps['acted'];
}

const PANEL = { viewType: 'migrationTasks.overview' } as const;

/** Registered at once, so that the panel comes back after a reload. Returns what opens it, or brings it to the front. */
export function overviewHost(context: vscode.ExtensionContext, deps: OverviewHostDeps): () => void {
	const { store, notes, logger, extensionUri } = deps;
	const standing = once(async () => {
		const { OverviewStatus } = await import('./status');
		const status = new OverviewStatus({ ...deps, memento: context.globalState });
		context.subscriptions.push(status);
		return status;
	});
	const load = (): void => void standing().catch((error: unknown) => logger.error(error));
	let open: vscode.WebviewPanel | undefined;
	let content: vscode.Disposable | undefined;
	const put = async (panel: vscode.WebviewPanel): Promise<void> => {
		open = panel;
		panel.onDidDispose(() => {
			if (open === panel) {
				open = content = undefined;
			}
		});
		const [{ OverviewPanel }, host, status] = await Promise.all([import('./panel'), deps.runHost(), standing()]);
		// It may have been closed meanwhile.
		if (open === panel) {
			content = new OverviewPanel(panel, { ...deps, host, standing: status });
		}
	};
	context.subscriptions.push(
		{ dispose: () => content?.dispose() },
		store.onDidChangeTasks(({ added, changed }) => {
			if ([...added, ...changed].some(({ group }) => group === 'active')) {
				load();
			}
		}),
		notes.onDidChange(load),
		vscode.window.registerWebviewPanelSerializer(PANEL.viewType, {
			deserializeWebviewPanel: async (panel) => (open ? panel.dispose() : put(panel)),
		}),
	);
	return () => {
		if (open) {
			open.reveal();
			return;
		}
		const panel = vscode.window.createWebviewPanel(PANEL.viewType, l10n.t('Migrations'), vscode.ViewColumn.Active, {
			enableScripts: true,
			localResourceRoots: [pageRoot(extensionUri)],
		});
		put(panel).catch((error: unknown) => {
			logger.error(error);
			panel.dispose();
		});
	};
}
