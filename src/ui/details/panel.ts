/** One task's panel: draws the watch's findings, and watches only while it can be seen. */

import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { refKey, type Service, type Task, type TaskRef } from '../../migration/task';
import { TaskPoller } from '../../store/taskPoller';
import type { TaskStore } from '../../store/taskStore';
import { runCommand } from '../commands';
import { pageHtml, pageRoot } from '../page';
import { SANDBOX_ID } from '../sandboxHost';
import { settings } from '../settings';
import { factAt } from './fieldText';
import type { FromDetailsPage, ProblemAction, ToDetailsPage } from './protocol';
import { buildSnapshot } from './snapshot';

const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('refresh') }),
	v.object({ type: v.literal('pause'), paused: v.boolean() }),
	v.object({ type: v.literal('configure') }),
	v.object({ type: v.literal('copy'), field: v.pipe(v.string(), v.maxLength(300)) }),
	v.object({ type: v.literal('copyJson') }),
	v.object({ type: v.literal('console') }),
	v.object({
		type: v.literal('remedy'),
		action: v.picklist(['refresh', 'updateCredential', 'editConnection', 'openSandbox']),
	}),
]);

/** What a panel needs of the rest. */
export interface DetailsParts {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly views: Readonly<Record<Service, ServicePresenter>>;
	readonly format: Format;
	readonly consoleUrl: (ref: TaskRef) => string | undefined;
	readonly fault: (error: unknown) => void;
	readonly note: (line: string) => void;
}

export class DetailsPanel implements vscode.Disposable {
	private readonly watch: TaskPoller;
	private readonly subscriptions: vscode.Disposable[] = [];
	private ready = false;
	/** The last that was known of the task: it stays on the page when the task, or its connection, is gone. */
	private last: Task | undefined;

	constructor(
		readonly panel: vscode.WebviewPanel,
		readonly ref: TaskRef,
		private readonly parts: DetailsParts,
	) {
		const { store, connections, extensionUri } = parts;
		this.watch = new TaskPoller(store, ref, {
			interval: settings.statsInterval,
			connectionName: () => connections.name(ref.connectionId),
			fault: parts.fault,
		});
		this.subscriptions.push(
			this.watch,
			vscode.Disposable.from(
				this.watch.onDidChange(() => this.send()),
				store.onDidChangeTasks(({ added, changed, removed }) => {
					const own = refKey(ref);
					if (
						[...added, ...changed].some((task) => refKey(task.ref) === own) ||
						removed.some((gone) => refKey(gone) === own)
					) {
						this.send();
					}
				}),
			),
			connections.onDidChange(({ id, kind }) => {
				if (id === ref.connectionId) {
					this.connectionChanged(kind);
				}
			}),
			panel.onDidChangeViewState(() => this.look()),
			panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
		);
		panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
		panel.iconPath = {
			light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
			dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
		};
		panel.webview.html = pageHtml(panel.webview, extensionUri, 'details', panel.title, ref);
		this.look();
	}

	dispose(): void {
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	/** Reads the task again now. */
	async refresh(): Promise<void> {
		await this.watch.refresh();
	}

	private connectionChanged(kind: 'added' | 'removed' | 'renamed' | 'replaced'): void {
		if (kind === 'replaced' || kind === 'added') {
			// Another credential or place: everything known is void, so it is read anew, if anybody looks.
			this.last = undefined;
			this.watch.look(false);
			this.watch.reset();
			this.look();
		} else if (kind === 'removed') {
			this.watch.look(false);
		}
		this.send();
	}

	private look(): void {
		const connected = this.parts.connections.profile(this.ref.connectionId) !== undefined;
		this.watch.look(connected && this.panel.visible && this.ready);
		this.send();
	}

	private receive(raw: unknown): void {
		const read = v.safeParse(MessageSchema, raw);
		if (!read.success) {
			this.parts.note('details page: a message that is not in the protocol was dropped');
			return;
		}
		const message: FromDetailsPage = read.output;
		switch (message.type) {
			case 'ready':
				this.ready = true;
				this.look();
				return;
			case 'refresh':
				void this.refresh();
				return;
			case 'pause':
				this.watch.pause(message.paused);
				return;
			case 'configure':
				runCommand('configureTask', this.ref);
				return;
			case 'copy':
				void this.copy(message.field);
				return;
			case 'copyJson':
				runCommand('copyTaskJson', this.ref);
				return;
			case 'console':
				runCommand('openInConsole', this.ref);
				return;
			case 'remedy':
				this.remedy(message.action);
				return;
		}
	}

	private remedy(action: ProblemAction): void {
		if (action === 'refresh') {
			void this.refresh();
		} else {
			runCommand(action, action === 'openSandbox' ? undefined : { connectionId: this.ref.connectionId });
		}
	}

	private async copy(field: string): Promise<void> {
		const task = this.parts.store.get(this.ref) ?? this.last;
		const text = task && factAt(task.raw, field);
		if (text !== undefined) {
			await vscode.env.clipboard.writeText(text);
			this.post({ type: 'copied', field });
		}
	}

	private send(): void {
		if (!this.ready || !this.panel.visible) {
			return;
		}
		const { store, connections, views, format, consoleUrl } = this.parts;
		const { ref, watch } = this;
		const profile = connections.profile(ref.connectionId);
		this.last = store.get(ref) ?? this.last;
		const snapshot = buildSnapshot({
			task: this.last,
			title: this.panel.title,
			view: views[ref.service],
			samples: store.samples.of(ref),
			connection: profile && { name: profile.name, region: profile.region },
			sandbox: ref.connectionId === SANDBOX_ID,
			hasConsole: consoleUrl(ref) !== undefined,
			watch,
			interval: settings.statsInterval(),
			format,
			now: Date.now(),
		});
		this.panel.title = snapshot.title;
		this.post({ type: 'snapshot', snapshot });
	}

	private post(message: ToDetailsPage): void {
		void this.panel.webview.postMessage(message);
	}
}
