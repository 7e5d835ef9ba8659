/** What the tab of a panel says: what its panel is about, and whether the next one that is opened by a click takes its place. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';

export class PanelTab {
	constructor(
		private readonly panel: Pick<vscode.WebviewPanel, 'title'>,
		private named: string,
		private preview = false,
		private readonly changed: () => void = () => {},
	) {
		this.draw();
	}

	get name(): string {
		return this.named;
	}

	set name(name: string) {
		this.named = name;
		this.draw();
	}

	get isPreview(): boolean {
		return this.preview;
	}

	/** Somebody wants it to stay. */
	keep(): void {
		if (this.preview) {
			this.preview = false;
			this.draw();
			this.changed();
		}
	}

	private draw(): void {
		// VS Code sets the title of its own previews in italics, which no extension can.
		this.panel.title = this.preview ? previewTitle(this.named) : this.named;
	}
}

function previewTitle(name: string): string {
	return l10n.t('{0} (preview)', name);
}

/** The name out of the title of a tab that was restored; undefined where that was no preview. */
export function previewed(title: string): string | undefined {
	const [before = '', after = ''] = previewTitle('\n').split('\n');
	const name = title.slice(before.length, title.length - after.length);
	return name !== '' && title === previewTitle(name) ? name : undefined;
}
