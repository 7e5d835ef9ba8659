/** The panel of all migrations that run or ended lately: sends rows, samples what its page shows, reads the lists where they are old. */
import { safeParse } from 'valibot';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import { refKey, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { runCommand } from '../commands';
import { pageHtml } from '../panels/pageHtml';
import { pageRoot } from '../panels/pageRoot';
import type { RunHost } from '../runs/runHost';
import type { RunNotes } from '../runs/runNotes';
import { onDidChangeSetting, settings } from '../settings';
import { rowCommand } from '../tree/rowCommand';
import { MessageSchema } from './messageSchema';
import type { FromOverviewPage, ToOverviewPage } from './protocol';
import { Sampler, type Wanted } from './sampler';
import type { OverviewStatus } from './status';
import { isSampled, OverviewViews } from './view';

/** Several changes at once are sent once, ms. */
const SOON = 200;
/** What grows old is drawn again, and old lists are looked for, ms. */
const ROUND = 15_000;
/** Details of a pinned task are read again after so long, ms: its status is in them. */
const DETAILS_EVERY = 30_000;

export interface OverviewDeps {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	readonly host: RunHost;
	readonly notes: RunNotes;
	readonly standing: OverviewStatus;
	/** What is being done to a task is another. */
	readonly acted: (listener: () => void) => { dispose(): void };
}

export class OverviewPanel implements vscode.Disposable {
	private readonly sampler: Sampler;
	private readonly subscriptions: vscode.Disposable[];
	private readonly views: OverviewViews;
	/** Rows that the page shows, those on the screen, and what it has pinned, by key. */
	private shown: ReadonlySet<string> = new Set();
	private onScreen: ReadonlySet<string> = new Set();
	private pinned: ReadonlySet<string> = new Set();
	private readonly detailsAt = new Map<string, number>();
	private ready = false;
	private disposed = false;
	private timer: NodeJS.Timeout | undefined;
	private readonly round: NodeJS.Timeout;

	constructor(
		private readonly panel: vscode.WebviewPanel,
		private readonly deps: OverviewDeps,
	) {
		const { extensionUri, store, connections, logger, host, notes } = deps;
		this.views = new OverviewViews(deps);
		this.sampler = new Sampler({
			wanted: () => this.wanted(),
			sample: (ref) => this.take(ref),
			interval: settings.statsInterval,
		});
		panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
		panel.iconPath = {
			light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
			dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
		};
		const changed = (): void => this.sendSoon();
		this.round = setInterval(() => {
			this.readLists();
			changed();
		}, ROUND);
		this.subscriptions = [
			vscode.Disposable.from(
				this.sampler,
				store.onDidChange(changed),
				host.runs.onDidChange(changed),
				connections.onDidChange(changed),
				notes.onDidChange(changed),
				deps.acted(changed),
			),
			onDidChangeSetting('statsInterval', changed),
			panel.onDidDispose(() => this.dispose()),
			panel.onDidChangeViewState(() => this.visibilityChanged()),
			vscode.window.onDidChangeWindowState(() => this.visibilityChanged()),
			panel.webview.onDidReceiveMessage((raw: unknown) => {
				const message = safeParse(MessageSchema, raw);
				if (message.success) {
					this.receive(message.output);
				} else {
					logger.info('overview page: a message that is not in the protocol was dropped');
				}
			}),
		];
		panel.webview.html = pageHtml(panel.webview, extensionUri, 'overview', panel.title);
	}

	dispose(): void {
		this.disposed = true;
		clearTimeout(this.timer);
		clearInterval(this.round);
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	private receive(message: FromOverviewPage): void {
		switch (message.type) {
			case 'ready':
				this.ready = true;
				this.views.forget();
				this.visibilityChanged();
				this.sendSoon();
				return;
			case 'shown':
				this.shown = new Set(message.keys);
				this.onScreen = new Set(message.onScreen);
				this.pinned = new Set(message.pinned);
				this.sendSoon();
				return;
			case 'open': {
				const ref = this.views.refOf(message.key);
				if (ref) {
					runCommand('openTask', ref);
				}
				return;
			}
			case 'refresh':
				runCommand('refresh');
				return;
			case 'connect':
				runCommand('addConnection');
				return;
			case 'remedy': {
				const node = this.views.problem(message.key);
				const command = node && rowCommand(node);
				if (command) {
					runCommand(command.name, command.argument);
				}
				return;
			}
		}
	}

	private get looks(): boolean {
		return !this.disposed && this.ready && this.panel.visible && vscode.window.state.focused;
	}

	private visibilityChanged(): void {
		this.sampler.setVisible(this.looks);
		this.readLists();
		this.sendSoon();
	}

	/** Reads what was never read, and lists that are older than the tree's would become. */
	private readLists(): void {
		const { store, logger } = this.deps;
		if (!this.looks) {
			return;
		}
		const failed = (error: unknown): void => logger.error(error);
		const interval = settings.refreshInterval();
		const old = store
			.connectionStates()
			.filter(
				({ loading, services }) =>
					!loading &&
					interval > 0 &&
					services.some(({ loadedAt }) => loadedAt !== undefined && Date.now() - loadedAt >= interval),
			)
			.map(({ id }) => id);
		store.load().catch(failed);
		if (old.length > 0) {
			store.refresh({ ids: old, quietly: true }).catch(failed);
		}
	}

	/** The running tasks among those that the page shows, where asking makes sense. */
	private wanted(): readonly Wanted[] {
		const { store, connections } = this.deps;
		return [...new Set([...this.pinned, ...this.shown])].flatMap((key) => {
			const ref = this.views.refOf(key);
			const task = ref && store.get(ref);
			const asks = task && isSampled(task) && connections.profile(ref.connectionId);
			return asks && store.restOf(ref.connectionId) <= 0 && !store.isFailing(ref.connectionId)
				? [{ ref, pinned: this.pinned.has(key), onScreen: this.onScreen.has(key), sampledAt: task.sample?.at }]
				: [];
		});
	}

	/** One reading: the details of a pinned task now and then, in the place of its numbers. */
	private async take(ref: TaskRef): Promise<void> {
		const { store } = this.deps;
		const key = refKey(ref);
		const now = Date.now();
		const before = this.detailsAt.get(key);
		if (this.pinned.has(key) && before !== undefined && Math.abs(now - before) >= DETAILS_EVERY) {
			this.detailsAt.set(key, now);
			await store.refreshTask(ref);
			return;
		}
		if (before === undefined) {
			this.detailsAt.set(key, now);
		}
		await store.sampleTask(ref);
	}

	private sendSoon(): void {
		this.timer ??= setTimeout(() => {
			this.send()
				.catch((error: unknown) => this.deps.logger.error(error))
				.finally(() => {
					this.timer = undefined;
				});
		}, SOON);
	}

	private async send(): Promise<void> {
		await this.deps.standing.loadPresenters();
		if (!this.disposed && this.ready && this.panel.visible) {
			const view = this.views.next(this.pinned, this.wanted().length, !this.looks, Date.now());
			const message: ToOverviewPage = { type: 'overview', view };
			void this.panel.webview.postMessage(message);
		}
	}
}
