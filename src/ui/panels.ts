/** Panels by task: one each, revealed when asked for again, restored after the window was reloaded. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { refKey, type TaskRef } from '../migration/task';
import { pageRoot } from './page';
import { refOf } from './taskRefs';

/** What stands in a panel. */
export interface PanelContent extends vscode.Disposable {
	readonly panel: vscode.WebviewPanel;
}

export class Panels<T extends PanelContent> implements vscode.WebviewPanelSerializer, vscode.Disposable {
	private readonly open = new Map<string, T>();
	private readonly registration: vscode.Disposable;

	constructor(
		private readonly viewType: string,
		private readonly extensionUri: vscode.Uri,
		private readonly title: (ref: TaskRef) => string,
		private readonly fill: (panel: vscode.WebviewPanel, ref: TaskRef) => T,
	) {
		this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
	}

	dispose(): void {
		this.registration.dispose();
		// The panels themselves stay: after a reload the serializer gets them back.
		for (const content of this.open.values()) {
			content.dispose();
		}
	}

	/** The content of a task's panel, if it is open. */
	get(ref: TaskRef): T | undefined {
		return this.open.get(refKey(ref));
	}

	/** Opens the panel of a task, or brings the open one to the front. */
	show(ref: TaskRef): T {
		const known = this.get(ref);
		if (known) {
			known.panel.reveal();
			return known;
		}
		const panel = vscode.window.createWebviewPanel(this.viewType, this.title(ref), vscode.ViewColumn.Active, {
			enableScripts: true,
			localResourceRoots: [pageRoot(this.extensionUri)],
		});
		return this.put(panel, ref);
	}

	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		const ref =
			typeof state === 'object' && state !== null && 'reference' in state ? refOf(state.reference) : undefined;
		const known = ref && this.get(ref);
		if (!ref || known) {
			// A restored tab wakes only when somebody looks at it; meanwhile the task may have got another panel.
			panel.dispose();
			known?.panel.reveal();
			return;
		}
		this.put(panel, ref);
	}

	private put(panel: vscode.WebviewPanel, ref: TaskRef): T {
		const key = refKey(ref);
		panel.title ||= l10n.t('Migration task');
		const content = this.fill(panel, ref);
		this.open.set(key, content);
		panel.onDidDispose(() => {
			if (this.open.get(key) === content) {
				this.open.delete(key);
			}
			content.dispose();
		});
		return content;
	}
}
