/** Stands in for VS Code's own module where a test wants a part of the interface: it notes what it is asked and answers as the test says. */
import assert from 'node:assert/strict';
import Module from 'node:module';
import { Emitter } from '../../../src/core/emitter';

export interface Editor {
	/** Commands that were run, with their arguments. */
	readonly commands: (readonly [name: string, ...rest: unknown[]])[];
	/** Messages that were shown. */
	readonly messages: string[];
	/** The items of each quick pick. */
	readonly picks: { readonly label: string; readonly description?: string; readonly detail?: string }[][];
	/** The panels that were opened, or made with {@link newPanel}. */
	readonly panels: FakePanel[];
	/** The values of settings, without their section. */
	readonly settings: Record<string, unknown>;
	/** What a command comes to. */
	onCommand: (name: string) => Promise<unknown>;
	/** The button that is chosen in a message. */
	onMessage: (message: string, buttons: readonly string[]) => string | undefined;
	/** A panel as VS Code hands it back after a reload. */
	newPanel: (title: string, options?: unknown) => FakePanel;
}

/** A webview panel without its page. */
export class FakePanel {
	disposed = false;
	/** How often it was brought to the front. */
	revealed = 0;
	private readonly closed = new Emitter<void>();
	readonly onDidDispose = this.closed.event;

	constructor(
		public title: string,
		readonly options?: unknown,
	) {}

	reveal(): void {
		assert.equal(this.disposed, false, 'VS Code refuses to reveal a closed panel');
		this.revealed += 1;
	}

	dispose(): void {
		if (!this.disposed) {
			this.disposed = true;
			this.closed.fire();
		}
	}
}

/** Loads a source file, `path` below src, with the stand-in in the place of VS Code. */
export function loadWith<T>(path: string): { readonly editor: Editor; readonly loaded: T } {
	const editor: Editor = {
		commands: [],
		messages: [],
		picks: [],
		panels: [],
		settings: {},
		onCommand: async () => undefined,
		onMessage: () => undefined,
		newPanel: (title, options) => {
			const panel = new FakePanel(title, options);
			editor.panels.push(panel);
			return panel;
		},
	};
	const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
	const before = loader._load;
	loader._load = (request, ...rest) =>
		request === 'vscode' ? moduleFor(editor) : Reflect.apply(before, loader, [request, ...rest]);
	try {
		const file = require.resolve(`../../../src/${path}`);
		// Anew each time: a module keeps the stand-in that it was loaded with.
		for (const known of Object.keys(require.cache).filter((name) => name.includes('/src/ui/'))) {
			delete require.cache[known];
		}
		return { editor, loaded: require(file) as T };
	} finally {
		loader._load = before;
	}
}

/** An event that does not happen. */
const never = (): { dispose(): void } => ({ dispose: () => {} });

function moduleFor(editor: Editor): unknown {
	const say = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
		editor.messages.push(message);
		return editor.onMessage(
			message,
			rest.filter((button): button is string => typeof button === 'string'),
		);
	};
	const uri = { joinPath: () => uri, toString: () => 'uri' };
	return {
		Uri: uri,
		Disposable: {
			from: (...all: { dispose(): void }[]) => ({
				dispose: () => {
					for (const one of all) {
						one.dispose();
					}
				},
			}),
		},
		EventEmitter: Emitter,
		MarkdownString: class {
			value = '';
			appendText = (text: string): this => {
				this.value += text;
				return this;
			};
			appendMarkdown = this.appendText;
		},
		TreeItem: class {
			constructor(readonly label: string) {}
		},
		TreeItemCollapsibleState: {},
		ThemeIcon: class {
			constructor(
				readonly id: string,
				readonly color?: { readonly id: string },
			) {}
		},
		ThemeColor: class {
			constructor(readonly id: string) {}
		},
		ViewColumn: { Active: -1 },
		QuickPickItemKind: { Separator: -1 },
		env: { language: 'en', clipboard: { writeText: async () => {} } },
		l10n: { bundle: undefined },
		commands: {
			executeCommand: async (name: string, ...rest: unknown[]) => {
				editor.commands.push([name, ...rest]);
				return editor.onCommand(name);
			},
		},
		workspace: {
			getConfiguration: () => ({ get: (name: string) => editor.settings[name] }),
			onDidChangeConfiguration: never,
		},
		window: {
			state: { focused: true },
			onDidChangeWindowState: never,
			createTreeView: () => ({ visible: true, onDidChangeVisibility: never, dispose: () => {} }),
			createWebviewPanel: (_viewType: string, title: string, _column: number, options: unknown) =>
				editor.newPanel(title, options),
			registerWebviewPanelSerializer: never,
			withProgress: (_options: unknown, work: () => Promise<unknown>) => work(),
			showErrorMessage: say,
			showWarningMessage: say,
			showInformationMessage: say,
			showQuickPick: async (items: Editor['picks'][number]) => {
				editor.picks.push(items);
				return undefined;
			},
		},
	};
}
