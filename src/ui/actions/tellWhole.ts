/** Messages of many lines, which VS Code would cut: all that they say can be read in an editor. */
import * as l10n from '@vscode/l10n';
import { MESSAGE_LENGTH, showDocument } from '../messages';

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

/** Shows a message with its lines. Resolves to the button that was pressed; the one that shows all of it leaves the others to be pressed. */
export async function tellWhole(show: Show, message: string, ...buttons: string[]): Promise<string | undefined> {
	const all = l10n.t('Show All');
	const offered = message.length > MESSAGE_LENGTH ? [...buttons, all] : buttons;
	for (;;) {
		const pressed = await show(message, ...offered);
		if (pressed !== all) {
			return pressed;
		}
		await showDocument(message);
	}
}
