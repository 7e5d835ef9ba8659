/** Panels by task: one each, revealed when asked for again, restored after the window was reloaded. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Logger } from '../../core/logger';
import type { ServiceRegistry } from '../../migration/ports';
import { refKey, type TaskRef } from '../../migration/task';
import { showError } from '../messages';
import { refOf } from '../taskRefs';

/** What stands in a panel. Its code is loaded with the first panel of its kind. */
export interface PanelContent extends vscode.Disposable {
	/** Reads the task again now. */
	refresh(): Promise<void>;
	/** Leads to a section of the page by its name. */
	focusSection?(section: string): void;
}

export interface PanelManagerOptions<T extends PanelContent> {
	readonly viewType: string;
	/** The only folder that pages may load from. */
	readonly pageRoot: vscode.Uri;
	readonly services: ServiceRegistry;
	readonly logger: Logger;
	readonly title: (ref: TaskRef) => string;
	/** Fills a panel, new or restored. */
	readonly fill: (panel: vscode.WebviewPanel, ref: TaskRef) => Promise<T>;
}

interface Open<T> {
	readonly panel: vscode.WebviewPanel;
	readonly content: Promise<T | undefined>;
}

export class PanelManager<T extends PanelContent> implements vscode.WebviewPanelSerializer, vscode.Disposable {
	private readonly open = new Map<string, Open<T>>();
	private readonly registration: vscode.Disposable;
	private readonly shown = new vscode.EventEmitter<TaskRef>();

	/** A panel came to the front. */
	readonly onDidShow = this.shown.event;

	constructor(private readonly options: PanelManagerOptions<T>) {
		this.registration = vscode.window.registerWebviewPanelSerializer(options.viewType, this);
	}

	dispose(): void {
		this.registration.dispose();
		this.shown.dispose();
		// The panels themselves stay: after a reload the serializer gets them back.
		for (const { content } of this.open.values()) {
			void content.then((filled) => filled?.dispose());
		}
	}

	/** Reads a task's panel again, if it is open. */
	async refresh(ref: TaskRef): Promise<void> {
		await (await this.contentOf(ref))?.refresh();
	}

	/** What stands in a task's panel, as soon as that is filled; undefined where none is open. */
	async contentOf(ref: TaskRef): Promise<T | undefined> {
		return this.open.get(refKey(ref))?.content;
	}

	/** Opens the panel of a task, or brings the open one to the front. */
	show(ref: TaskRef): void {
		const known = this.open.get(refKey(ref));
		if (known) {
			known.panel.reveal();
			return;
		}
		const { viewType, title, pageRoot } = this.options;
		const panel = vscode.window.createWebviewPanel(viewType, title(ref), vscode.ViewColumn.Active, {
			enableScripts: true,
			localResourceRoots: [pageRoot],
		});
		void this.put(panel, ref);
	}

	/** Brings the panel of a task to the front if it is open; the focus stays where it is. */
	bringUp(ref: TaskRef): void {
		const panel = this.open.get(refKey(ref))?.panel;
		if (panel && !panel.active) {
			panel.reveal(undefined, true);
		}
	}

	/** The same, and leads to a section of the page. */
	async showSection(ref: TaskRef, section: string): Promise<void> {
		this.show(ref);
		(await this.open.get(refKey(ref))?.content)?.focusSection?.(section);
	}

	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		const reference = typeof state === 'object' && state !== null && 'reference' in state ? state.reference : undefined;
		const ref = refOf(reference, this.options.services);
		const known = ref && this.open.get(refKey(ref));
		if (!ref || known) {
			// A restored tab wakes only when somebody looks at it; meanwhile the task may have got another panel.
			panel.dispose();
			known?.panel.reveal();
			return;
		}
		await this.put(panel, ref);
	}

	private async put(panel: vscode.WebviewPanel, ref: TaskRef): Promise<void> {
		const key = refKey(ref);
		panel.title ||= l10n.t('Migration task');
		let closed = false;
		const content = this.options.fill(panel, ref).catch((error: unknown) => {
			this.options.logger.error(error);
			if (!closed) {
				// An empty page says nothing, and would be brought to the front again and again.
				panel.dispose();
				void showError(l10n.t('The page of this task could not be opened. Try again; the log says more.'));
			}
			return undefined;
		});
		const own: Open<T> = { panel, content };
		this.open.set(key, own);
		if (panel.active) {
			this.shown.fire(ref);
		}
		panel.onDidChangeViewState(({ webviewPanel }) => {
			if (webviewPanel.active) {
				this.shown.fire(ref);
			}
		});
		panel.onDidDispose(() => {
			closed = true;
			if (this.open.get(key) === own) {
				this.open.delete(key);
			}
			void content.then((filled) => filled?.dispose());
		});
		await content;
	}
}
