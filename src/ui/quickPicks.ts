/** Lists to pick from, and boxes to type into, in which nothing that came from outside becomes an icon or a link. */
import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainLine } from '../core/plainText';
import { promptText } from './messages';
import {
	type BoxHead,
	Left,
	type PickHeading,
	type PickRow,
	pickItem,
	type StandingBox,
	type StandingRow,
} from './pickRows';

export {
	type BoxHead,
	Left,
	type PickHeading,
	type PickRow,
	pickItem,
	type StandingBox,
	type StandingRow,
} from './pickRows';

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

/** A quick pick that its caller fills with {@link pickItem} and disposes of. */
export function newPickBox(title: string, placeHolder: string): vscode.QuickPick<vscode.QuickPickItem> {
	const box = vscode.window.createQuickPick();
	box.title = plainLine(title);
	box.placeholder = plainLine(placeHolder);
	return box;
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

/** Asks where to save a file of this name, which is one, of a kind with this ending. Resolves to undefined if the user gave up. */
export function askWhereToSave(name: string, kind: string, extension: string): Thenable<vscode.Uri | undefined> {
	const open = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
	const defaultUri = vscode.Uri.joinPath(open ?? vscode.Uri.file(homedir()), name);
	return vscode.window.showSaveDialog({ defaultUri, filters: { [plainLine(kind)]: [extension] } });
}

/** Asks which file to read. Resolves to undefined if the user gave up. */
export async function askWhichFile(label: string): Promise<vscode.Uri | undefined> {
	const options = { canSelectMany: false, openLabel: plainLine(label), defaultUri: vscode.Uri.file(homedir()) };
	return (await vscode.window.showOpenDialog(options))?.[0];
}

/** A box of a row of questions: takes a text. `fault` says on Enter what is wrong with it, if anything. Throws {@link Left}. */
export function askInBox(
	head: BoxHead,
	options: {
		readonly prompt: string;
		readonly value: string;
		readonly placeHolder: string;
		readonly password: boolean;
		readonly fault: (typed: string) => string | undefined;
	},
): Promise<string> {
	const box = vscode.window.createInputBox();
	box.prompt = promptText(options.prompt);
	box.value = options.value;
	box.placeholder = plainLine(options.placeHolder);
	box.password = options.password;
	return answerOf<string>(box, head, (done) => {
		box.onDidChangeValue(() => {
			box.validationMessage = undefined;
		});
		box.onDidAccept(() => {
			const fault = options.fault(box.value);
			if (fault === undefined) {
				done(box.value);
			} else {
				box.validationMessage = promptText(fault);
			}
		});
	});
}

/**
 * A box of a row of questions: picks one row. `active` is where the cursor stands; the first, if it is none of them. `typed` makes a row of what was
 * typed, which stands first. Throws {@link Left}.
 */
export function pickInBox<T extends PickRow>(
	head: BoxHead,
	rows: readonly T[],
	options: {
		readonly prompt: string;
		readonly active?: (row: T) => boolean;
		readonly typed?: (text: string) => T | undefined;
	},
): Promise<T> {
	const { box, rowOf, itemsOf, put } = pickBox(rows, options.prompt);
	const active = itemsOf((row) => options.active?.(row) ?? false);
	if (active.length > 0) {
		// Not else: with none at all, Enter would do nothing.
		box.activeItems = active;
	}
	const { typed } = options;
	return answerOf<T>(box, head, (done) => {
		if (typed) {
			box.onDidChangeValue((text) => put(typed(text)));
		}
		box.onDidAccept(() => {
			const [row] = box.selectedItems.flatMap(rowOf);
			if (row) {
				done(row);
			}
		});
	});
}

/** A box of a row of questions: picks any number of rows, at least one. Where none is marked, Enter picks the one that it stands on. Throws {@link Left}. */
export function pickManyInBox<T extends PickRow & { readonly picked: boolean }>(
	head: BoxHead,
	rows: readonly T[],
	prompt: string,
): Promise<readonly T[]> {
	const { box, rowOf, itemsOf } = pickBox(rows, prompt);
	box.canSelectMany = true;
	box.selectedItems = itemsOf(({ picked }) => picked);
	return answerOf<readonly T[]>(box, head, (done) => {
		box.onDidChangeSelection(() => {
			box.placeholder = plainLine(prompt);
		});
		box.onDidAccept(() => {
			const chosen = box.selectedItems.length > 0 ? box.selectedItems : box.activeItems;
			if (chosen.length > 0) {
				done(chosen.flatMap(rowOf));
			} else {
				// Such a box has no other place for it, and nothing to happen would be taken for a fault.
				box.placeholder = l10n.t('Mark at least one: click it, or press Down and the space bar');
			}
		});
	});
}

/** A box that stands while something is done. Resolves to what comes of it, or to undefined where the user takes the one row, a way round it. Throws {@link Left}. */
export function waitInBox<T>(
	head: BoxHead,
	options: { readonly prompt: string; readonly wayRound: string },
	work: () => Promise<T>,
): Promise<T | undefined> {
	const box = vscode.window.createQuickPick();
	box.placeholder = plainLine(options.prompt);
	box.busy = true;
	box.items = [{ ...pickItem({ label: options.wayRound }), alwaysShow: true }];
	return answerOf<T | undefined>(box, head, (done, failed) => {
		box.onDidAccept(() => done(undefined));
		work().then(done, failed);
	});
}

/** A box that stays open while its rows are pressed, which may look different afterwards. Resolves once a row has ended it. Throws {@link Left}. */
export function standInBox<T extends StandingRow>(
	head: BoxHead,
	{ prompt, rows, press, refresh }: StandingBox<T>,
): Promise<void> {
	const box = vscode.window.createQuickPick();
	box.placeholder = plainLine(prompt);
	box.matchOnDescription = true;
	box.matchOnDetail = true;
	box.keepScrollPosition = true;
	let byItem = new Map<vscode.QuickPickItem, T | undefined>();
	const draw = (): void => {
		const active = box.activeItems.map((item) => byItem.get(item)?.id);
		byItem = new Map(
			rows().map((row) =>
				'heading' in row
					? [{ label: plainLine(row.heading), kind: vscode.QuickPickItemKind.Separator }, undefined]
					: [pickItem(row), row],
			),
		);
		box.items = [...byItem.keys()];
		const again = [...byItem].flatMap(([item, row]) => (row && active.includes(row.id) ? [item] : []));
		if (again.length > 0) {
			box.activeItems = again;
		}
	};
	const button = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: plainLine(refresh.label) };
	draw();
	return answerOf<void>(box, head, (done, failed) => {
		box.buttons = [...box.buttons, button];
		box.onDidTriggerButton((pressed) => {
			if (pressed === button && !box.busy) {
				box.busy = true;
				refresh.run().then(() => {
					box.busy = false;
					draw();
				}, failed);
			}
		});
		box.onDidAccept(() => {
			const [row] = box.selectedItems.flatMap((item) => byItem.get(item) ?? []);
			if (row && press(row)) {
				done();
			} else {
				draw();
			}
		});
	});
}

/** A box with these rows, and the way from its items to them. */
function pickBox<T extends PickRow>(rows: readonly T[], prompt: string) {
	const byItem = new Map<vscode.QuickPickItem, T>(rows.map((row) => [pickItem(row), row]));
	const all = [...byItem.keys()];
	const box = vscode.window.createQuickPick();
	box.placeholder = plainLine(prompt);
	box.matchOnDescription = true;
	box.matchOnDetail = true;
	box.items = all;
	return {
		box,
		/** Puts a row before all others, in the place of the one that was there. */
		put: (row: T | undefined): void => {
			if (row) {
				const item = { ...pickItem(row), alwaysShow: true };
				byItem.set(item, row);
				box.items = [item, ...all];
				box.activeItems = [item];
			} else if (box.items.length !== all.length) {
				box.items = all;
			}
		},
		rowOf: (item: vscode.QuickPickItem): readonly T[] => {
			const row = byItem.get(item);
			return row ? [row] : [];
		},
		itemsOf: (wanted: (row: T) => boolean) => [...byItem].flatMap(([item, row]) => (wanted(row) ? [item] : [])),
	};
}

async function answerOf<T>(
	box: vscode.QuickInput & {
		buttons: readonly vscode.QuickInputButton[];
		onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
	},
	head: BoxHead,
	listen: (done: (answer: T) => void, failed: (error: unknown) => void) => void,
): Promise<T> {
	box.title = plainLine(head.title);
	box.ignoreFocusOut = true;
	box.buttons = head.back ? [vscode.QuickInputButtons.Back] : [];
	try {
		return await new Promise<T>((resolve, reject) => {
			listen(resolve, reject);
			box.onDidTriggerButton((button) => {
				if (button === vscode.QuickInputButtons.Back) {
					reject(new Left('back'));
				}
			});
			box.onDidHide(() => reject(new Left('cancelled')));
			box.show();
		});
	} finally {
		box.dispose();
	}
}
