/** The base of every panel of a task: its page, messages that are checked before anybody acts on them, and news of its connection. */
import type * as v from 'valibot';
import { safeParse } from 'valibot';
import * as vscode from 'vscode';
import type { ConnectionChange, ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { Task, TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { pageHtml } from './pageHtml';
import { type PageName, pageRoot } from './pageRoot';
import type { PanelContent } from './panelManager';
import type { PanelTab } from './panelTab';

/** What every panel is built from. */
export interface TaskPanelDeps {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly logger: Logger;
	/** The panel's tab, where several tasks may have the panel one after the other. */
	readonly tab?: PanelTab;
}

/** `In`: what its page may say. `Out`: what is said to it. */
export abstract class TaskPanel<In extends { readonly type: string }, Out> implements PanelContent {
	protected readonly service: ServiceInfo;
	/** The tab's icon where nothing more is to be said by it. */
	protected readonly plainIcon: { readonly light: vscode.Uri; readonly dark: vscode.Uri };
	private readonly subscriptions: vscode.Disposable[];
	private disposed = false;
	/** Whether the page has begun to speak. What comes before is of the page that another task had in this panel, which goes on until it is replaced. */
	private begun: boolean;

	constructor(
		protected readonly panel: vscode.WebviewPanel,
		readonly ref: TaskRef,
		protected readonly presenter: ServicePresenter,
		protected readonly base: TaskPanelDeps,
		page: PageName,
		schema: v.GenericSchema<unknown, In>,
	) {
		const { extensionUri, connections, logger } = base;
		this.begun = base.tab === undefined;
		this.service = base.store.services.get(ref.service);
		panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
		this.plainIcon = {
			light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
			dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
		};
		panel.iconPath = this.plainIcon;
		this.subscriptions = [
			// At once: whoever gets to speak before the manager has disposed of this would speak to a panel that is gone.
			panel.onDidDispose(() => {
				this.disposed = true;
			}),
			panel.webview.onDidReceiveMessage((raw: unknown) => {
				const message = safeParse(schema, raw);
				this.begun ||= message.success && message.output.type === 'ready';
				if (!this.begun) {
					return;
				}
				if (message.success) {
					this.receive(message.output).catch((error: unknown) => logger.error(error));
				} else {
					logger.info(`${page} page: a message that is not in the protocol was dropped`);
					this.dropped(raw);
				}
			}),
			connections.onDidChange(({ id, kind }) => {
				if (id === ref.connectionId) {
					this.connectionChanged(kind);
				}
			}),
		];
		panel.webview.html = pageHtml(panel.webview, extensionUri, page, base.tab?.name ?? panel.title, ref);
	}

	dispose(): void {
		this.disposed = true;
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	abstract refresh(): Promise<void>;
	/** Acts on a message of the page. */
	protected abstract receive(message: In): Promise<void>;
	/** A message was none: a page that waits for an answer to it still gets one. */
	protected dropped(_raw: unknown): void {}
	protected abstract connectionChanged(kind: ConnectionChange['kind']): void;

	/** Whether the panel was closed. What was sent meanwhile goes on; nobody is left to be told here. */
	protected get isDisposed(): boolean {
		return this.disposed;
	}

	protected get task(): Task | undefined {
		return this.base.store.get(this.ref);
	}

	/** Ends with the panel. */
	protected own(...disposables: readonly { dispose(): void }[]): void {
		this.subscriptions.push(vscode.Disposable.from(...disposables));
	}

	protected post(message: Out): void {
		if (!this.disposed) {
			void this.panel.webview.postMessage(message);
		}
	}
}
