/** Tells of connections in the settings that cannot be used. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Logger } from '../core/logger';
import { showWarning } from './messages';

/** A function that is told of each bad entry at each reading, and warns of each once. */
export function profileWarning(logger: Logger): (problem: string) => void {
	const warned = new Set<string>();
	return (problem) => {
		logger.warn(problem);
		if (warned.has(problem)) {
			return;
		}
		warned.add(problem);
		const open = l10n.t('Open Settings');
		void showWarning(problem, open).then((choice) => {
			if (choice === open) {
				void vscode.commands.executeCommand('workbench.action.openSettings', 'migrationTasks.connections');
			}
		});
	};
}
