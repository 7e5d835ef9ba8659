/** How one gets to a task other than by its row: links, and tree and panels that follow each other. */
import * as vscode from 'vscode';
import type { ConnectionManager } from '../connections/connectionManager';
import type { Logger } from '../core/logger';
import type { Services } from '../services';
import type { TaskPanels } from './panels/taskPanels';
import type { TaskView } from './tree/taskView';

export interface FindingDeps {
	readonly view: TaskView;
	readonly panels: TaskPanels;
	readonly connections: ConnectionManager;
	readonly services: Services;
	readonly logger: Logger;
}

/** Takes links, opens rows that are clicked, selects the row of the task whose panel is in front, and brings the panel of a selected row to the front where it is open. */
export function finding({ view, panels: { details }, connections, services, logger }: FindingDeps): vscode.Disposable {
	view.onDidSelectTask((ref) => details.bringUp(ref));
	view.onDidOpenTask((ref) => details.preview(ref));
	details.onDidShow((ref) => view.show(ref));
	return vscode.window.registerUriHandler({
		handleUri: async (uri) => {
			try {
				const { openLink } = await import('./openLink');
				await openLink(uri, { connections, services, open: (ref) => details.show(ref) });
			} catch (error) {
				logger.error(error);
				throw error;
			}
		},
	});
}
