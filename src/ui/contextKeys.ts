/** The context keys that the manifest's `when` clauses read; a test compares the two. */
import * as vscode from 'vscode';

export interface ContextKeys {
	/** What the tree shows when it is empty, and why. */
	'migrationTasks.state': 'loading' | 'noConnections' | 'noTasks' | 'filtered' | 'tasks';
	'migrationTasks.filtered': boolean;
	'migrationTasks.sandboxOpen': boolean;
	/** The panel in front is the preview that the next click on a row uses again. */
	'migrationTasks.previewInFront': boolean;
}

/** Sets a context key. */
export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
	void vscode.commands.executeCommand('setContext', key, value);
}
