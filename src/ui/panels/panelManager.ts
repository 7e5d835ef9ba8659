/** Panels by task: one each, revealed when asked for again, restored after the window was reloaded. Those that clicks on rows open share one preview. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Logger } from '../../core/logger';
import type { ServiceRegistry } from '../../migration/ports';
import { refKey, type TaskRef } from '../../migration/task';
import { setContext } from '../contextKeys';
import { showError } from '../messages';
import { refOf } from '../taskRefs';
import { PanelTab, previewed } from './panelTab';

/** Of a double click VS Code tells as of two clicks: two within so long are one, ms. */
const DOUBLE_CLICK = 500;

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
	/** Where it is remembered of this window which task the preview has: a title alone does not tell, since a task may be called like one. */
	readonly memento?: Pick<vscode.Memento, 'get' | 'update'>;
	/** Fills a panel: a new one, a restored one, or a preview that another task had before. */
	readonly fill: (panel: vscode.WebviewPanel, ref: TaskRef, tab: PanelTab) => Promise<T>;
}

interface Open<T> {
	readonly panel: vscode.WebviewPanel;
	readonly ref: TaskRef;
	readonly tab: PanelTab;
	readonly content: Promise<T | undefined>;
	/** Takes the panel from its task. Resolves when what filled it is let go. */
	readonly release: () => Promise<void>;
}

export class PanelManager<T extends PanelContent> implements vscode.WebviewPanelSerializer, vscode.Disposable {
	private readonly open = new Map<string, Open<T>>();
	private readonly registration: vscode.Disposable;
	private readonly shown = new vscode.EventEmitter<TaskRef>();
	/** Whether the preview is in front, as VS Code was told. */
	private told = false;
	private clicked: { readonly key: string; readonly at: number } | undefined;

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

	/** Opens the panel of a task for good, or brings the open one to the front; `beside` what is looked at, where that is wanted. */
	show(ref: TaskRef, beside = false): void {
		const known = this.open.get(refKey(ref));
		known?.tab.keep();
		if (known) {
			known.panel.reveal(beside ? vscode.ViewColumn.Beside : undefined);
		} else {
			this.create(ref, beside, false);
		}
	}

	/** The same for a click on a row: opens it as the preview, which the next click uses again. A double click keeps it. */
	preview(ref: TaskRef): void {
		const [key, at] = [refKey(ref), Date.now()];
		const known = this.open.get(key);
		const again = this.clicked?.key === key && at - this.clicked.at < DOUBLE_CLICK;
		this.clicked = { key, at };
		if (again || vscode.workspace.getConfiguration('workbench.editor').get('enablePreview') === false) {
			this.show(ref);
			return;
		}
		const before = known ?? this.replaceable();
		if (!before) {
			this.create(ref, false, true);
			return;
		}
		if (!known) {
			const released = before.release();
			void this.put(before.panel, ref, this.tabOf(before.panel, this.options.title(ref), true), released);
		}
		before.panel.reveal();
	}

	/** Keeps the preview that is in front. */
	keep(): void {
		this.inFront()?.tab.keep();
	}

	/** The task whose panel is in front. */
	get active(): TaskRef | undefined {
		return this.inFront()?.ref;
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
		const preview = this.options.memento?.get(this.previewKey) === refKey(ref);
		const name = (preview ? previewed(panel.title) : undefined) ?? panel.title;
		await this.put(panel, ref, this.tabOf(panel, name || l10n.t('Migration task'), preview));
	}

	private create(ref: TaskRef, beside: boolean, preview: boolean): void {
		const { viewType, title, pageRoot } = this.options;
		const name = title(ref);
		const column = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
		const panel = vscode.window.createWebviewPanel(viewType, name, column, {
			enableScripts: true,
			localResourceRoots: [pageRoot],
		});
		void this.put(panel, ref, this.tabOf(panel, name, preview));
	}

	private tabOf(panel: vscode.WebviewPanel, name: string, preview: boolean): PanelTab {
		return new PanelTab(panel, name, preview, () => this.tell());
	}

	private get previewKey(): string {
		return `${this.options.viewType}.preview`;
	}

	/** Remembers a task as the one of the preview, or no more as that. */
	private remember(key: string, isPreview: boolean): void {
		const { memento } = this.options;
		if (memento && (memento.get(this.previewKey) === key) !== isPreview) {
			void memento.update(this.previewKey, isPreview ? key : undefined);
		}
	}

	/** The preview, unless its tab was pinned. */
	private replaceable(): Open<T> | undefined {
		const open = [...this.open.values()].find(({ tab }) => tab.isPreview);
		if (open && isPinned(open.panel)) {
			open.tab.keep();
			return undefined;
		}
		return open;
	}

	private inFront(): Open<T> | undefined {
		return [...this.open.values()].find(({ panel }) => panel.active);
	}

	private tell(): void {
		for (const [key, { tab }] of this.open) {
			this.remember(key, tab.isPreview);
		}
		const isPreview = this.inFront()?.tab.isPreview ?? false;
		if (isPreview !== this.told) {
			this.told = isPreview;
			setContext('migrationTasks.previewInFront', isPreview);
		}
	}

	/** `ready`: when what filled the panel before is gone. */
	private async put(panel: vscode.WebviewPanel, ref: TaskRef, tab: PanelTab, ready?: Promise<void>): Promise<void> {
		const key = refKey(ref);
		let closed = false;
		const fill = async (): Promise<T | undefined> => {
			if (ready) {
				await ready;
			}
			return closed ? undefined : this.options.fill(panel, ref, tab);
		};
		const content = fill().catch((error: unknown) => {
			this.options.logger.error(error);
			if (!closed) {
				// An empty page says nothing, and would be brought to the front again and again.
				panel.dispose();
				void showError(l10n.t('The page of this task could not be opened. Try again; the log says more.'));
			}
			return undefined;
		});
		const own: Open<T> = {
			panel,
			ref,
			tab,
			content,
			release: async () => {
				closed = true;
				listeners.dispose();
				if (this.open.get(key) === own) {
					this.open.delete(key);
				}
				(await content)?.dispose();
			},
		};
		const listeners = vscode.Disposable.from(
			panel.onDidChangeViewState(({ webviewPanel }) => {
				this.tell();
				if (webviewPanel.active) {
					this.shown.fire(ref);
				}
			}),
			panel.onDidDispose(() => {
				void own.release();
				this.tell();
			}),
		);
		this.open.set(key, own);
		this.tell();
		if (panel.active) {
			this.shown.fire(ref);
		}
		await content;
	}
}

/** Whether somebody has pinned the tab of a panel. VS Code names no tab to its panel: the title has to do. */
function isPinned({ title, viewColumn }: vscode.WebviewPanel): boolean {
	return vscode.window.tabGroups.all.some(
		(group) => group.viewColumn === viewColumn && group.tabs.some((tab) => tab.isPinned && tab.label === title),
	);
}
