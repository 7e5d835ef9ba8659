/** Stands in for VS Code's own module under the bundle that ships: settings, secrets, commands and panels work, all else answers and does nothing. */

import { mkdtempSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SECTION = 'migrationTasks';

/** Puts the stand-in in the place of VS Code until `restore` is called; chunks that are loaded later get it as well. */
export function standIn({ root, texts }) {
	const settings = {};
	const secrets = new Map();
	const state = new Map();
	const commands = new Map();
	const panels = [];
	const configurationChanged = event();

	const vscode = {
		...namesOf(root),
		Uri: Place,
		EventEmitter: class {
			#event = event();
			event = this.#event.on;
			fire = this.#event.fire;
			dispose() {}
		},
		Disposable: { from: (...all) => ({ dispose: () => all.forEach((one) => void one.dispose()) }) },
		env: lenient({ language: 'de' }),
		l10n: { bundle: texts },
		commands: {
			registerCommand: (name, run) => {
				commands.set(name, run);
				return nothing();
			},
			executeCommand: async (name, ...rest) => commands.get(name)?.(...rest),
		},
		workspace: lenient({
			getConfiguration: () => ({ get: (name) => settings[name] }),
			onDidChangeConfiguration: configurationChanged.on,
		}),
		window: lenient({
			state: { focused: true },
			createTreeView: () => lenient({ visible: false }),
			createWebviewPanel: (_type, title) => {
				const webview = lenient({ html: '', cspSource: 'here', asWebviewUri: (uri) => uri });
				const panel = lenient({ title, visible: true, active: true, webview });
				panels.push(panel);
				return panel;
			},
			showInformationMessage: async () => undefined,
			showWarningMessage: async () => undefined,
			showErrorMessage: async () => undefined,
		}),
	};
	const before = Module._load;
	Module._load = function load(request, ...rest) {
		return request === 'vscode' ? vscode : Reflect.apply(before, this, [request, ...rest]);
	};
	return {
		panels,
		/** What `activate` is given. */
		context: {
			extensionUri: new Place(root),
			globalStorageUri: new Place(mkdtempSync(path.join(tmpdir(), 'migration-tasks-bundle-'))),
			extension: { packageJSON: { version: '0.0.0' } },
			subscriptions: [],
			globalState: { get: (key) => state.get(key), update: async (key, value) => void state.set(key, value) },
			secrets: {
				get: async (key) => secrets.get(key),
				store: async (key, value) => void secrets.set(key, value),
				delete: async (key) => void secrets.delete(key),
				onDidChange: nothing,
			},
		},
		execute: vscode.commands.executeCommand,
		keep: (id, credential) => secrets.set(`${SECTION}.credential.${id}`, JSON.stringify(credential)),
		set: (name, value) => {
			settings[name] = value;
			configurationChanged.fire({ affectsConfiguration: (asked) => `${SECTION}.${name}`.startsWith(asked) });
		},
		restore: () => {
			Module._load = before;
		},
	};
}

/** All that VS Code's module has: bundles copy it name by name. */
function namesOf(root) {
	const typings = readFileSync(path.join(root, 'node_modules', '@types', 'vscode', 'index.d.ts'), 'utf8');
	const names = typings.matchAll(/^\texport (?:class|enum|namespace|const|function) (\w+)/gm);
	return Object.fromEntries([...names].map(([, name]) => [name, lenient(anything)]));
}

class Place {
	constructor(fsPath) {
		this.fsPath = fsPath;
		this.path = fsPath;
	}
	static joinPath = ({ fsPath }, ...parts) => new Place(path.join(fsPath, ...parts));
	static parse = (text) => new Place(text);
	toString() {
		return `file://${this.fsPath}`;
	}
}

function nothing() {
	return { dispose: () => {} };
}

function event() {
	const listeners = new Set();
	return {
		on: (listener) => {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		fire: (value) => [...listeners].forEach((listener) => void listener(value)),
	};
}

/** The members given, and for every other name a function, class or enumeration that makes, or has, nothing of note. */
function lenient(members) {
	return new Proxy(members, {
		get: (target, name) =>
			// A "then" would make a promise of it.
			name in target || typeof name === 'symbol' || name === 'then' ? target[name] : lenient(anything),
	});
}

function anything() {
	return lenient({ dispose: () => {} });
}
