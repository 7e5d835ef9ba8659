/** Lists to pick from, and boxes to type into, in which nothing that came from outside becomes an icon or a link. */
import * as vscode from 'vscode';
import { plainLine } from '../core/plainText';
import { promptText, withoutIcons } from './messages';

/** A row to pick. All texts are shown as text; the icon alone is one, a codicon's name. */
export interface PickRow {
	readonly icon?: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

/** A heading between rows. */
export interface PickHeading {
	readonly heading: string;
}

/** Asks to pick one row. Resolves to it, undefined if the user gave up. */
export async function pickOne<T extends PickRow>(
	rows: readonly (T | PickHeading)[],
	placeHolder: string,
): Promise<T | undefined> {
	const byItem = new Map<vscode.QuickPickItem, T | undefined>(
		rows.map((row) =>
			'heading' in row
				? [{ label: plainLine(row.heading), kind: vscode.QuickPickItemKind.Separator }, undefined]
				: [pickItem(row), row],
		),
	);
	const options = { placeHolder: plainLine(placeHolder), matchOnDescription: true, matchOnDetail: true };
	const picked = await vscode.window.showQuickPick([...byItem.keys()], options);
	return picked && byItem.get(picked);
}

/** A row as VS Code takes it: label, description and detail can all have icons there. */
export function pickItem({ icon, label, description, detail }: PickRow): vscode.QuickPickItem {
	const name = pickText(label);
	return {
		label: icon === undefined ? name : `$(${icon}) ${name}`,
		...(description === undefined ? {} : { description: pickText(description) }),
		...(detail === undefined ? {} : { detail: pickText(detail) }),
	};
}

/** Asks for a text. Resolves to undefined if the user gave up. */
export function askText(options: {
	readonly prompt: string;
	readonly value?: string;
	readonly placeHolder?: string;
	/** What is wrong with the text as typed; undefined where nothing is. */
	readonly fault?: (typed: string) => string | undefined;
}): Thenable<string | undefined> {
	const { prompt, fault, ...rest } = options;
	const validateInput = (typed: string): string | undefined => {
		const found = fault?.(typed);
		return found === undefined ? undefined : promptText(found);
	};
	return vscode.window.showInputBox({ prompt: promptText(prompt), ...rest, validateInput });
}

function pickText(text: string): string {
	return withoutIcons(plainLine(text));
}
