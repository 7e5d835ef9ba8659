/** A box in which one types while rows below it say what the text does. Rows are never narrowed down by VS Code: `rows` alone says which there are. */
import * as vscode from 'vscode';
import { plainLine } from '../core/plainText';
import { newPickBox, type PickHeading, type PickRow, pickItem } from './quickPicks';

/** Typing that goes on within this time, ms, counts as one change. */
const PAUSE = 150;

export interface TypingBox<T extends PickRow> {
	readonly title: string;
	readonly placeHolder: string;
	/** What stands in it at first. */
	readonly value: string;
	readonly rows: (typed: string) => readonly (T | PickHeading)[];
	/** Hears of what was typed, a moment after the last key. */
	readonly typed: (value: string) => void;
	/** What stands in the box after a row was chosen; undefined: that ends it. */
	readonly press: (row: T, typed: string) => string | undefined;
	/** A button of some rows. */
	readonly remove?: { readonly label: string; readonly of: (row: T) => boolean; readonly run: (row: T) => void };
}

/** Shows it. Resolves to the row that ended it, with the text as it stood; undefined if the user gave up. */
export function showTypingBox<T extends PickRow>(
	options: TypingBox<T>,
): Promise<{ readonly row: T; readonly typed: string } | undefined> {
	const box = newPickBox(options.title, options.placeHolder);
	const { remove } = options;
	let byItem = new Map<vscode.QuickPickItem, T>();
	let pause: NodeJS.Timeout | undefined;
	const draw = (): void => {
		byItem = new Map();
		box.items = options.rows(box.value).map((row) => {
			if ('heading' in row) {
				return { label: plainLine(row.heading), kind: vscode.QuickPickItemKind.Separator };
			}
			const buttons =
				remove?.of(row) === true ? [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: plainLine(remove.label) }] : [];
			const item: vscode.QuickPickItem = { ...pickItem(row), alwaysShow: true, buttons };
			byItem.set(item, row);
			return item;
		});
		// Else Enter would mean the row that happens to look most like the text.
		const [first] = byItem.keys();
		box.activeItems = first ? [first] : [];
	};
	const changed = (): void => {
		draw();
		clearTimeout(pause);
		pause = setTimeout(() => options.typed(box.value), PAUSE);
	};
	box.value = options.value;
	draw();
	return new Promise((resolve) => {
		let ended: { readonly row: T; readonly typed: string } | undefined;
		box.onDidChangeValue(changed);
		box.onDidTriggerItemButton(({ item }) => {
			const row = byItem.get(item);
			if (row) {
				remove?.run(row);
				draw();
			}
		});
		box.onDidAccept(() => {
			const row = box.activeItems.map((item) => byItem.get(item)).find((one) => one !== undefined);
			if (!row) {
				return;
			}
			const next = options.press(row, box.value);
			if (next === undefined) {
				ended = { row, typed: box.value };
				box.hide();
			} else {
				box.value = next;
				changed();
			}
		});
		box.onDidHide(() => {
			clearTimeout(pause);
			box.dispose();
			resolve(ended);
		});
		box.show();
	});
}
