/** The parts of VS Code's module that the tree is made of; esbuild puts them in the module's place. */

export class EventEmitter<T> {
	private readonly listeners = new Set<(value: T) => unknown>();

	readonly event = (listener: (value: T) => unknown): { dispose(): void } => {
		this.listeners.add(listener);
		return { dispose: () => void this.listeners.delete(listener) };
	};

	fire(value: T): void {
		for (const listener of this.listeners) {
			listener(value);
		}
	}

	dispose(): void {
		this.listeners.clear();
	}
}

export class TreeItem {
	constructor(
		readonly label: string,
		readonly collapsibleState = 0,
	) {}
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export class ThemeIcon {
	constructor(
		readonly id: string,
		readonly color?: ThemeColor,
	) {}
}

export class ThemeColor {
	constructor(readonly id: string) {}
}

export class MarkdownString {
	value = '';

	appendText(text: string): this {
		this.value += text;
		return this;
	}

	appendMarkdown(text: string): this {
		return this.appendText(text);
	}
}

export const env = { language: 'en' };
