/** Commands that end without a result: because of what stands in the settings, or because the user left. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { SettingsError } from '../../connections/profileStore';
import { showError, showInfo } from '../messages';

/** Does the work. Where the settings are in the way, says why, offers to open them, and resolves to undefined. */
export async function tellingOfSettings<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof SettingsError)) {
			throw error;
		}
		const open = l10n.t('Open Settings');
		void showError(error.message, open).then((choice) => {
			if (choice === open) {
				void vscode.commands.executeCommand('workbench.action.openSettingsJson', {
					revealSetting: { key: 'migrationTasks.connections' },
				});
			}
		});
		return undefined;
	}
}

/** Says that a command ended without a result, and begins anew with what was entered where the user wants that. It is kept no longer than the message. */
export function offerToContinue(message: string, again: () => Promise<unknown>): void {
	const resume = l10n.t('Continue…');
	void showInfo(message, resume).then((choice) => {
		if (choice === resume) {
			return tellingOfSettings(again);
		}
		return undefined;
	});
}
