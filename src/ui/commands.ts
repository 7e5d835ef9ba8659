/** Every command of the extension by name. A test compares this table with the manifest. */
import * as vscode from 'vscode';
import type { Logger } from '../core/logger';
import type { TaskRef } from '../migration/task';
import { showError } from './messages';

export const COMMANDS = [
	'addConnection',
	'editConnection',
	'removeConnection',
	'updateCredential',
	'refresh',
	'retry',
	'filter',
	'clearFilter',
	'groupBy',
	'createTask',
	'openOverview',
	'openTask',
	'openTaskToSide',
	'keepOpen',
	'openSelected',
	'configureTask',
	'startTask',
	'stopTask',
	'restartTask',
	'deleteTask',
	'setReconnection',
	'setSpeedLimit',
	'switchIp',
	'rollbackIp',
	'moreActions',
	'watchTask',
	'unwatchTask',
	'openWatched',
	'writersStopped',
	'compareKeyspaces',
	'explainLog',
	'openSandbox',
	'closeSandbox',
	'copyTaskId',
	'copyLink',
	'copyTaskJson',
	'exportSamples',
	'openInConsole',
	'copyAuthorizationMessage',
	'showLog',
	'showTaskLog',
	'showMore',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What each command does; the compiler sees to it that none is missing. */
export type CommandTable = Readonly<Record<CommandName, (argument?: unknown, selection?: unknown) => unknown>>;

/** Runs a command for somebody who clicked in a page or a message. Says what went wrong: VS Code does so for its own menus alone. */
export function runCommand(name: CommandName, argument?: unknown): void {
	vscode.commands.executeCommand(`migrationTasks.${name}`, argument).then(undefined, (error: unknown) => {
		void showError(error instanceof Error ? error.message : String(error));
	});
}

/** Registers all commands; `inFront` is the task whose panel is in front. An unexpected failure is shown by VS Code and stands in the log. */
export function registerCommands(
	table: CommandTable,
	logger: Logger,
	inFront: () => TaskRef | undefined,
): vscode.Disposable {
	return vscode.Disposable.from(
		...COMMANDS.map((name) =>
			vscode.commands.registerCommand(`migrationTasks.${name}`, async (argument?: unknown, selection?: unknown) => {
				try {
					return await table[name](isPage(argument) ? inFront() : argument, selection);
				} catch (error) {
					logger.error(error);
					throw error;
				}
			}),
		),
	);
}

/** Whether it is what the menu in the title of a panel hands over: the address of its page, which does not tell the task. */
function isPage(argument: unknown): boolean {
	return argument instanceof vscode.Uri && argument.scheme === 'webview-panel';
}
