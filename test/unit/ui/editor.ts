/** Stands in for VS Code's own module where a test wants a part of the interface: it notes what it is asked and answers as the test says. */
import assert from 'node:assert/strict';
import Module from 'node:module';
import { Emitter } from '../../../src/core/emitter';

export interface Editor {
	/** Commands that were run, with their arguments. */
	readonly commands: (readonly [name: string, ...rest: unknown[]])[];
	/** Messages that were shown, with titles of progress. */
	readonly messages: string[];
	/** The texts below the questions of modal dialogs. */
	readonly details: string[];
	/** What the status bar said. */
	readonly statusBar: string[];
	/** What text boxes asked for. */
	readonly prompts: string[];
	/** The items of each quick pick. */
	readonly picks: { readonly label: string; readonly description?: string; readonly detail?: string }[][];
	/** The tree views that were made. */
	readonly views: FakeTreeView[];
	/** The panels that were opened, or made with {@link newPanel}. */
	readonly panels: FakePanel[];
	/** The values of settings, without their section. */
	readonly settings: Record<string, unknown>;
	/** Titles of tabs that were pinned. */
	readonly pinned: string[];
	/** What was copied. */
	readonly copied: string[];
	/** Brings the window to the front, or another one. */
	focus(focused: boolean): void;
	/** What a command comes to. */
	onCommand: (name: string) => Promise<unknown>;
	/** The button that is chosen in a message. */
	onMessage: (message: string, buttons: readonly string[]) => string | undefined | Promise<undefined>;
	/** A panel as VS Code hands it back after a reload. */
	newPanel: (title: string, options?: unknown, column?: number) => FakePanel;
}

/** A tree view without its tree. */
export interface FakeTreeView {
	readonly message: string;
	readonly description: string;
	/** Selects rows as VS Code tells of it. */
	readonly select: (nodes: readonly unknown[]) => void;
	/** What VS Code says when it is asked; it changes without a word while the tree is read anew. */
	selection: readonly unknown[];
	/** What was revealed. */
	readonly revealed: { readonly key: string }[];
	readonly badge: { readonly value: number } | undefined;
	/** Shows or hides it. */
	readonly look: (visible: boolean) => void;
}

/** A webview panel without its page. */
export class FakePanel {
	disposed = false;
	active = true;
	/** How often it was brought to the front. */
	revealed = 0;
	private readonly closed = new Emitter<void>();
	readonly onDidDispose = this.closed.event;
	private readonly changed = new Emitter<{ readonly webviewPanel: FakePanel }>();
	readonly onDidChangeViewState = this.changed.event;

	constructor(
		public title: string,
		readonly options?: unknown,
		/** Where it was asked to stand. */
		public column?: number,
	) {}

	reveal(column?: number): void {
		assert.equal(this.disposed, false, 'VS Code refuses to reveal a closed panel');
		this.revealed += 1;
		this.column = column ?? this.column;
	}

	/** Somebody looks at this one, or at another. */
	activate(active: boolean): void {
		this.active = active;
		this.changed.fire({ webviewPanel: this });
	}

	dispose(): void {
		if (!this.disposed) {
			this.disposed = true;
			this.closed.fire();
		}
	}
}

/** Parts of the stand-in that a test brings along, by the name of VS Code's namespace; they go before those here. */
export type Parts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Loads a source file, `path` below src, with the stand-in in the place of VS Code. */
export function loadWith<T>(path: string): { readonly editor: Editor; readonly loaded: T } {
	const { editor, loaded } = loadAll<[T]>([path]);
	return { editor, loaded: loaded[0] };
}

/** Loads several source files, which share the stand-in. */
export function loadAll<T extends readonly unknown[]>(
	paths: readonly string[],
	parts: (editor: Editor) => Parts = () => ({}),
): { readonly editor: Editor; readonly loaded: T } {
	const windowState = { focused: true };
	const windowChanged = new Emitter<typeof windowState>();
	const editor: Editor = {
		commands: [],
		messages: [],
		details: [],
		statusBar: [],
		prompts: [],
		picks: [],
		views: [],
		panels: [],
		settings: {},
		pinned: [],
		copied: [],
		focus: (focused) => {
			windowState.focused = focused;
			windowChanged.fire(windowState);
		},
		onCommand: async () => undefined,
		onMessage: () => undefined,
		newPanel: (title, options, column) => {
			const panel = new FakePanel(title, options, column);
			editor.panels.push(panel);
			return panel;
		},
	};
	const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
	const before = loader._load;
	const vscode = merged(moduleFor(editor, windowState, windowChanged), parts(editor));
	loader._load = (request, ...rest) =>
		request === 'vscode' ? vscode : Reflect.apply(before, loader, [request, ...rest]);
	try {
		// Anew each time: a module keeps the stand-in that it was loaded with.
		for (const known of Object.keys(require.cache).filter((name) => /\/src\/(?:ui|connections)\//.test(name))) {
			delete require.cache[known];
		}
		const loaded = paths.map((path) => require(require.resolve(`../../../src/${path}`)));
		return { editor, loaded: loaded as unknown as T };
	} finally {
		loader._load = before;
	}
}

/** An event that does not happen. */
const never = (): { dispose(): void } => ({ dispose: () => {} });

function merged(all: Record<string, unknown>, parts: Parts): unknown {
	const own = Object.entries(parts).map(([name, part]) => [name, { ...(all[name] as object), ...part }]);
	return { ...all, ...Object.fromEntries(own) };
}

function moduleFor(
	editor: Editor,
	windowState: { focused: boolean },
	windowChanged: Emitter<{ focused: boolean }>,
): Record<string, unknown> {
	const say = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
		editor.messages.push(message);
		const [options] = rest;
		if (typeof options === 'object' && options !== null && 'detail' in options) {
			editor.details.push(String(options.detail));
		}
		return editor.onMessage(
			message,
			rest.filter((button): button is string => typeof button === 'string'),
		);
	};
	const uri = { joinPath: () => uri, file: () => uri, parse: (text: string) => text, toString: () => 'uri' };
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
			constructor(public value = '') {}
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
		ViewColumn: { Active: -1, Beside: -2 },
		QuickPickItemKind: { Separator: -1 },
		ProgressLocation: { Notification: 15 },
		env: { language: 'en', clipboard: { writeText: async (text: string) => void editor.copied.push(text) } },
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
			state: windowState,
			onDidChangeWindowState: windowChanged.event,
			createTreeView: () => {
				const selected = new Emitter<{ readonly selection: readonly unknown[] }>();
				const visibility = new Emitter<void>();
				const view = {
					visible: true,
					selection: [] as readonly unknown[],
					onDidChangeVisibility: visibility.event,
					revealed: [] as { readonly key: string }[],
					badge: undefined,
					reveal: async (node: { readonly key: string }) => void view.revealed.push(node),
					look: (visible: boolean) => {
						view.visible = visible;
						visibility.fire();
					},
					onDidChangeSelection: selected.event,
					dispose: () => {},
					message: '',
					description: '',
					select: (selection: readonly unknown[]) => {
						view.selection = selection;
						selected.fire({ selection });
					},
				};
				editor.views.push(view);
				return view;
			},
			withProgress: ({ title }: { title?: string }, work: () => Promise<unknown>) => {
				editor.messages.push(...(title === undefined ? [] : [title]));
				return work();
			},
			setStatusBarMessage: (text: string) => {
				editor.statusBar.push(text);
				return never();
			},
			showInputBox: async ({ prompt }: { prompt: string }) => void editor.prompts.push(prompt),
			createWebviewPanel: (_viewType: string, title: string, column: number, options: unknown) =>
				editor.newPanel(title, options, column),
			tabGroups: {
				get all() {
					return [{ tabs: editor.pinned.map((label) => ({ label, isPinned: true })) }];
				},
			},
			registerWebviewPanelSerializer: never,
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
