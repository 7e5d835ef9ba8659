/** The extension's settings, read when they are needed. */
import * as vscode from 'vscode';

const SECTION = 'migrationTasks';

export type Notifications = 'all' | 'failures' | 'off';

export const settings = {
	/** ms; 0 = no automatic refresh. A positive value below 5 s counts as 5 s. */
	refreshInterval: (): number => {
		const s = number('refreshInterval', 60);
		return s <= 0 ? 0 : Math.max(5, s) * 1000;
	},
	/** ms, at least 1,000. */
	statsInterval: (): number => Math.max(1, number('statsInterval', 5)) * 1000,
	/** ms, at least 1,000. */
	requestTimeout: (): number => Math.max(1, number('requestTimeout', 30)) * 1000,
	notifications: (): Notifications => {
		const value = vscode.workspace.getConfiguration(SECTION).get('notifications');
		return value === 'failures' || value === 'off' ? value : 'all';
	},
	/** Days that samples are kept on disk, 0 to 3,650; 0 = in memory alone. */
	historyDays: (): number => Math.min(3650, Math.max(0, number('historyDays', 30))),
};

/** Calls back when one of the settings changes. */
export function onDidChangeSetting(name: keyof typeof settings, listener: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration(`${SECTION}.${name}`)) {
			listener();
		}
	});
}

/** A number from the settings; what is no number, or none that a timer takes, counts as the default. */
function number(name: string, otherwise: number): number {
	const value = vscode.workspace.getConfiguration(SECTION).get(name);
	return typeof value === 'number' && Number.isFinite(value) && value <= 86_400 ? value : otherwise;
}
