/**
 * Everything that VS Code shows of the extension for a moment: messages, questions, progress, the status bar. VS Code turns `[text](command:…)` in
 * these into links, and `$(name)` in some into icons. What a message says may have come from outside, so neither is ever meant: both are broken
 * here, for all of them, and no other file of ui/ calls `vscode.window` for any of these (a test holds that).
 */
import * as vscode from 'vscode';
import { plainBlock, plainLine } from '../core/plainText';

/** Longest message, in UTF-16 units; VS Code itself cuts at 1,000, wherever that may be. */
export const MESSAGE_LENGTH = 600;
/** Longest text of an entry in the status bar, in UTF-16 units. */
const STATUS_LENGTH = 80;
/** Longest text of a question below its first sentence, in UTF-16 units. */
const DETAIL_LENGTH = 2_000;

/** Shows an error. Resolves to the button that was pressed, undefined if the message was put away. */
export function showError(message: string, ...buttons: string[]): Thenable<string | undefined> {
	return vscode.window.showErrorMessage(messageText(message), ...buttons);
}

/** Shows a warning. As {@link showError}. */
export function showWarning(message: string, ...buttons: string[]): Thenable<string | undefined> {
	return vscode.window.showWarningMessage(messageText(message), ...buttons);
}

/** Tells something. As {@link showError}. */
export function showInfo(message: string, ...buttons: string[]): Thenable<string | undefined> {
	return vscode.window.showInformationMessage(messageText(message), ...buttons);
}

/** Asks in a dialog that must be answered. Resolves to the button that was pressed, undefined for Cancel. */
export function ask(
	question: string,
	options: { readonly detail: string; readonly failed?: boolean },
	...buttons: string[]
): Thenable<string | undefined> {
	const modal = { modal: true, detail: withoutLinks(plainBlock(options.detail, DETAIL_LENGTH)) };
	return options.failed
		? vscode.window.showErrorMessage(messageText(question), modal, ...buttons)
		: vscode.window.showWarningMessage(messageText(question), modal, ...buttons);
}

/** Shows a message with a moving bar until the work is done. */
export function showProgress<T>(
	title: string,
	work: (token: vscode.CancellationToken) => Thenable<T>,
	options: { readonly cancellable?: boolean } = {},
): Thenable<T> {
	const { cancellable = false } = options;
	return vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: messageText(title), cancellable },
		(_, token) => work(token),
	);
}

/** Says in the status bar what is going on until it is done: for what takes a moment. Of several messages within a second VS Code shows only some. */
export function showQuietly<T>(title: string, work: (token: vscode.CancellationToken) => Thenable<T>): Thenable<T> {
	const options = { location: vscode.ProgressLocation.Window, title: withoutIcons(messageText(title)) };
	return vscode.window.withProgress(options, (_, token) => work(token));
}

/** Shows at a view that work is going on there. */
export function showBusy<T>(viewId: string, work: () => Thenable<T>): Thenable<T> {
	return vscode.window.withProgress({ location: { viewId } }, work);
}

/** Says something in the status bar for a moment. */
export function showInStatusBar(text: string): void {
	vscode.window.setStatusBarMessage(withoutIcons(plainLine(text)), 3000);
}

/** Shows a text in an editor of its own, as text that nobody reads anything into. */
export async function showDocument(text: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
	await vscode.window.showTextDocument(document, { preview: true });
}

/** What an entry of the status bar says. `lines` are Markdown, already made safe: one for each row of its tooltip. */
export interface StatusText {
	/** A codicon's name. */
	readonly icon: string;
	readonly text: string;
	readonly lines: readonly string[];
	/** The commands that links in the lines may run. */
	readonly links: readonly string[];
	readonly warning: boolean;
	readonly command: vscode.Command;
}

/** An entry of the status bar that stays. */
export class StatusItem implements vscode.Disposable {
	private readonly item: vscode.StatusBarItem;

	/** `name`: what VS Code calls it where the user may hide it. */
	constructor(id: string, name: string) {
		this.item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, 0);
		this.item.name = name;
	}

	show({ icon, text, lines, links, warning, command }: StatusText): void {
		const { item } = this;
		item.text = `$(${icon}) ${withoutIcons(plainLine(text, STATUS_LENGTH))}`;
		const tooltip = new vscode.MarkdownString(lines.join('\n\n'));
		tooltip.isTrusted = { enabledCommands: links };
		item.tooltip = tooltip;
		item.command = command;
		item.backgroundColor = warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		item.accessibilityInformation = { label: `${item.name ?? ''}: ${plainLine(text)}`, role: 'button' };
		item.show();
	}

	dispose(): void {
		this.item.dispose();
	}
}

/** A text as a message may show it: one line, not too long, without links. */
export function messageText(text: string): string {
	return withoutLinks(plainLine(text, MESSAGE_LENGTH));
}

/** A text as a view shows it above its rows or behind its title: one plain line, in which VS Code looks for nothing. */
export function viewText(text: string): string {
	return plainLine(text, MESSAGE_LENGTH);
}

/** A text as a quick input may show it around its box (prompt, what is wrong): it draws links and icons in these. */
export function promptText(text: string): string {
	return withoutIcons(messageText(text));
}

/** The same text, in which VS Code finds no `[label](address)`. */
export function withoutLinks(text: string): string {
	return text.replaceAll('](', '] (');
}

/** The same text where VS Code draws icons for `$(name)`: with the backslash it shows these very characters. */
export function withoutIcons(text: string): string {
	return text.replaceAll('$(', '\\$(');
}
