/** The command and the panel of the overview; there is one. What it holds is loaded when it is opened. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import type { TaskStore } from '../../store/taskStore';
import { pageRoot } from '../panels/pageRoot';
import type { RunHost } from '../runs/runHost';

const VIEW_TYPE = 'migrationTasks.overview';

export interface OverviewHostDeps {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	readonly runHost: () => Promise<RunHost>;
}

/** Registered at once, so that the panel comes back after a reload. Gives what the command does. */
export function overviewHost(context: vscode.ExtensionContext, deps: OverviewHostDeps): () => void {
	const root = pageRoot(deps.extensionUri);
	let open: vscode.WebviewPanel | undefined;
	const fill = async (panel: vscode.WebviewPanel): Promise<void> => {
		open?.dispose();
		open = panel;
		let closed = false;
		let content: vscode.Disposable | undefined;
		panel.onDidDispose(() => {
			closed = true;
			open = open === panel ? undefined : open;
			content?.dispose();
		});
		panel.webview.options = { enableScripts: true, localResourceRoots: [root] };
		const [{ OverviewPanel }, host] = await Promise.all([import('./panel'), deps.runHost()]);
		if (!closed) {
			content = new OverviewPanel(panel, { ...deps, host, memento: context.globalState });
		}
	};
	context.subscriptions.push(
		vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
			deserializeWebviewPanel: (panel) => fill(panel),
		}),
	);
	return () => {
		if (open) {
			open.reveal();
			return;
		}
		const title = l10n.t('Migrations: Overview');
		const options = { enableScripts: true, localResourceRoots: [root] };
		fill(vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, options)).catch(
			(error: unknown) => deps.logger.error(error),
		);
	};
}
