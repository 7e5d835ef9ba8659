/** What a click on a row does. */
import type * as vscode from 'vscode';
import type { CommandName } from '../commands';
import type { Node } from './nodes';

/** The command of a row and what it is handed; undefined for rows that only fold. */
export function rowCommand(node: Node): { readonly name: CommandName; readonly argument?: unknown } | undefined {
	switch (node.kind) {
		case 'task':
			return { name: 'openTask', argument: node.ref };
		case 'more':
			return { name: 'showMore', argument: node.group };
		case 'problem':
			return { name: REMEDIES[node.problem.remedy], argument: { connectionId: node.connectionId } };
		case 'note':
			return { name: 'showLog' };
		case 'group':
			return undefined;
	}
}

const REMEDIES = {
	retry: 'retry',
	signIn: 'updateCredential',
	updateCredential: 'updateCredential',
	edit: 'editConnection',
} as const;

/**
 * What VS Code runs at a click on any row. It has no arguments: those of a row are dropped when the row is drawn anew, and a click that
 * was just then on its way would do nothing. The row is looked up in the tree's selection instead.
 */
export function clicked(title: string): vscode.Command {
	return { command: 'migrationTasks.openSelected', title };
}
