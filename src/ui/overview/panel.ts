/** The overview: what runs, what waits for somebody and what has ended lately, in all connections. Live while it can be seen. */
import * as l10n from '@vscode/l10n';
import { safeParse } from 'valibot';
import * as vscode from 'vscode';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import { groupTitle } from '../../migration/status';
import { refKey, STATUS_GROUPS, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { runCommand } from '../commands';
import { pageHtml } from '../panels/pageHtml';
import type { RunHost } from '../runs/runHost';
import { MessageSchema } from './messageSchema';
import type { FromOverviewPage, OverviewView } from './protocol';
import { isShown, type RowInput, rowOf } from './rows';
import { EVERY, OverviewSampler, PINNED_EVERY, type SampledTask } from './sampler';

/** Migrations that stand side by side. */
const MOST_PINNED = 6;
/** Rows that are drawn; whoever has more filters the tree. */
const MOST_ROWS = 500;
/** Changes that come together are drawn together, ms. */
const SOON = 250;
const PINNED = 'migrationTasks.pinned';

/** What the panel is kept under, in the place of a task. */
export const OVERVIEW_REF: TaskRef = { connectionId: '', service: '', id: 'overview' };

export interface OverviewDeps {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: { name(id: string): string };
	readonly format: Format;
	readonly logger: Logger;
	readonly host: RunHost;
	readonly memento: vscode.Memento;
}

export class OverviewPanel implements vscode.Disposable {
	private readonly subscriptions: vscode.Disposable[];
	private readonly sampler: OverviewSampler;
	private ready = false;
	private sending: NodeJS.Timeout | undefined;
	private shown: readonly SampledTask[] = [];

	constructor(
		private readonly panel: vscode.WebviewPanel,
		private readonly deps: OverviewDeps,
	) {
		const { store, extensionUri, host, logger } = deps;
		this.sampler = new OverviewSampler({
			sample: (ref) => store.sampleTask(ref),
			wanted: () => this.shown,
		});
		this.subscriptions = [
			vscode.Disposable.from(
				this.sampler,
				store.onDidChange(() => this.sendSoon()),
			),
			vscode.Disposable.from(host.runs.onDidChange(() => this.sendSoon())),
			panel.webview.onDidReceiveMessage((raw: unknown) => {
				const message = safeParse(MessageSchema, raw);
				if (message.success) {
					this.receive(message.output).catch((error: unknown) => logger.error(error));
				} else {
					logger.info('overview page: a message that is not in the protocol was dropped');
				}
			}),
			panel.onDidChangeViewState(() => this.visibilityChanged()),
			vscode.window.onDidChangeWindowState(() => this.visibilityChanged()),
		];
		panel.webview.html = pageHtml(panel.webview, extensionUri, 'overview', panel.title, OVERVIEW_REF);
	}

	dispose(): void {
		clearTimeout(this.sending);
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	private async receive(message: FromOverviewPage): Promise<void> {
		const { store } = this.deps;
		switch (message.type) {
			case 'ready':
				this.ready = true;
				this.visibilityChanged();
				return store.load();
			case 'refresh':
				return store.refresh();
			case 'open': {
				const task = this.task(message.key);
				return task && runCommand('openTask', task.ref);
			}
			case 'pin':
				await this.pin(message.key, message.on);
				return this.send();
		}
	}

	private get pinned(): readonly string[] {
		return this.deps.memento.get<readonly string[]>(PINNED, []);
	}

	private async pin(key: string, on: boolean): Promise<void> {
		const others = this.pinned.filter((one) => one !== key);
		await this.deps.memento.update(PINNED, (on ? [...others, key] : others).slice(-MOST_PINNED));
	}

	private task(key: string): Task | undefined {
		return this.deps.store.allTasks().find(({ ref }) => refKey(ref) === key);
	}

	private visibilityChanged(): void {
		const looks = this.ready && this.panel.visible && vscode.window.state.focused;
		this.sampler.setVisible(looks);
		if (looks) {
			this.sendSoon();
		}
	}

	private sendSoon(): void {
		if (this.ready && this.panel.visible) {
			this.sending ??= setTimeout(() => {
				this.sending = undefined;
				this.send().catch((error: unknown) => this.deps.logger.error(error));
			}, SOON);
		}
	}

	private async send(): Promise<void> {
		const view = await this.view();
		void this.panel.webview.postMessage({ type: 'overview', view });
	}

	private async view(): Promise<OverviewView> {
		const { store, connections, format, host } = this.deps;
		const now = Date.now();
		const pinned = new Set(this.pinned);
		const all = store.allTasks();
		const inputs: RowInput[] = [];
		for (const task of all) {
			const service = store.services.get(task.ref.service);
			if (inputs.length < MOST_ROWS && (isShown({ task, service, now }) || pinned.has(refKey(task.ref)))) {
				inputs.push({
					task,
					service,
					presenter: await service.presenter(),
					run: host.runs.of(task.ref),
					samples: store.samples.of(task.ref),
					connection: connections.name(task.ref.connectionId),
					pinned: pinned.has(refKey(task.ref)),
					format,
					now,
				});
			}
		}
		this.shown = inputs
			.filter(({ task }) => task.live && !task.over)
			.map(({ task, pinned: isPinned }) => ({ ref: task.ref, pinned: isPinned }));
		const failing = store.connectionStates().filter(({ problem }) => problem !== undefined);
		return {
			rows: inputs.map(rowOf),
			counts: STATUS_GROUPS.map((group) => ({
				group,
				title: groupTitle(group),
				count: all.filter((task) => task.group === group).length,
			})),
			budget: budgetText(this.shown.length, format),
			trouble:
				failing.length === 0
					? ''
					: l10n.t('Not read: {0}. The tree says why.', failing.map(({ name }) => name).join(', ')),
			loading: !store.loaded,
			mostPinned: MOST_PINNED,
		};
	}
}

function budgetText(count: number, format: Format): string {
	return count === 0
		? l10n.t('Nothing runs, so nothing is sampled.')
		: l10n.t(
				'While you look, {0} are sampled, each at most every {1} (pinned: {2}), with at most 60 requests a minute in all.',
				format.integer(count),
				format.duration(EVERY),
				format.duration(PINNED_EVERY),
			);
}
