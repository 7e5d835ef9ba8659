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
	/** Buttons of some rows. */
	readonly buttons?: readonly RowButton<T>[];
}

export interface RowButton<T> {
	/** A codicon's name. */
	readonly icon: string;
	readonly label: string;
	readonly of: (row: T) => boolean;
	/** A row that it gives ends the box, as if that had been chosen. */
	readonly run: (row: T) => T | undefined;
}

/** Shows it. Resolves to the row that ended it, with the text as it stood; undefined if the user gave up. */
export function showTypingBox<T extends PickRow>(
	options: TypingBox<T>,
): Promise<{ readonly row: T; readonly typed: string } | undefined> {
	const box = newPickBox(options.title, options.placeHolder);
	const { buttons = [] } = options;
	// By another order than that of their rows, Enter would mean one in their midst. The setter is not in the published API, and does no harm where it is not there.
	Object.assign(box, { sortByLabel: false });
	let byItem = new Map<vscode.QuickPickItem, T>();
	let pause: NodeJS.Timeout | undefined;
	const draw = (): void => {
		byItem = new Map();
		box.items = options.rows(box.value).map((row) => {
			if ('heading' in row) {
				return { label: plainLine(row.heading), kind: vscode.QuickPickItemKind.Separator };
			}
			const item: vscode.QuickPickItem = {
				...pickItem(row),
				alwaysShow: true,
				buttons: buttons
					.filter((button) => button.of(row))
					.map(({ icon, label }) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip: plainLine(label) })),
			};
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
		const end = (row: T): void => {
			ended = { row, typed: box.value };
			box.hide();
		};
		box.onDidTriggerItemButton(({ item, button: { tooltip } }) => {
			const row = byItem.get(item);
			const pressed = buttons.find(({ label }) => plainLine(label) === tooltip);
			const last = row && pressed?.run(row);
			if (last) {
				end(last);
			} else {
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
				end(row);
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
