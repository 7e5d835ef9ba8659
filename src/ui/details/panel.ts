/** One task's panel: draws what the poller finds, and polls only while it can be seen. */

import * as vscode from 'vscode';
import type { ConnectionChange } from '../../connections/connectionManager';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import type { Task, TaskRef } from '../../migration/task';
import { concerns } from '../../store/changes';
import { TaskPoller } from '../../store/taskPoller';
import { runCommand } from '../commands';
import { TaskPanel, type TaskPanelDeps } from '../panels/taskPanel';
import { SANDBOX_ID } from '../sandboxHost';
import { settings } from '../settings';
import { TITLE_LENGTH, taskName } from '../taskNames';
import { fieldText } from './fieldText';
import { PastedKeyspaces } from './keyspaces';
import { MessageSchema } from './messageSchema';
import { plainSnapshot, wholePath, wholeText } from './plainSnapshot';
import type { FromDetailsPage, PageSection, ProblemAction, Snapshot, ToDetailsPage } from './protocol';
import { buildSnapshot } from './snapshot';

/** What a panel is built from. */
export interface DetailsDeps extends TaskPanelDeps {
	readonly format: Format;
	readonly consoleUrl: (ref: TaskRef) => string | undefined;
	/** A write of unknown outcome, in words. */
	readonly doubt: (ref: TaskRef) => Promise<string | undefined>;
}

export class DetailsPanel extends TaskPanel<FromDetailsPage, ToDetailsPage> {
	private readonly poller: TaskPoller;
	private ready = false;
	private sending = false;
	/** The last that was known of the task: it stays on the page when the task, or its connection, is gone. */
	private last: Task | undefined;
	private doubt: string | undefined;
	private readonly pasted = new PastedKeyspaces();
	/** The section that a page which is not there yet is to begin with. */
	private focusNext: PageSection | undefined;
	/** What the page shows, before long texts were cut. */
	private shown: Snapshot | undefined;

	constructor(
		panel: vscode.WebviewPanel,
		ref: TaskRef,
		presenter: ServicePresenter,
		private readonly deps: DetailsDeps,
	) {
		super(panel, ref, presenter, deps, 'details', MessageSchema);
		const { store, connections, logger } = deps;
		this.poller = new TaskPoller(store, ref, {
			interval: settings.statsInterval,
			connectionName: () => connections.name(ref.connectionId),
			logger,
		});
		this.own(this.poller);
		this.own(this.poller.onDidChange(() => this.sendSoon()));
		this.own(
			store.onDidChangeTasks((changes) => {
				if (concerns(changes, ref)) {
					this.sendSoon();
					this.lookForDoubt();
				}
			}),
		);
		this.own(panel.onDidChangeViewState(() => this.visibilityChanged()));
		this.own(vscode.window.onDidChangeWindowState(() => this.visibilityChanged()));
		this.visibilityChanged();
	}

	/** Reads the task again now. */
	override async refresh(): Promise<void> {
		this.lookForDoubt();
		await this.poller.refresh();
	}

	/** Moves the focus to a section of the page; of one that VS Code has yet to draw (anew), as soon as it is there. */
	focusSection(section: PageSection): void {
		if (this.ready && this.panel.visible) {
			this.post({ type: 'focusSection', section });
		} else {
			this.focusNext = section;
		}
	}

	protected override connectionChanged(kind: ConnectionChange['kind']): void {
		if (kind === 'replaced' || kind === 'added' || kind === 'renewed') {
			// Another account or place: everything known is void. It is read anew, if anybody looks.
			this.last = kind === 'renewed' ? this.last : undefined;
			this.poller.setVisible(false);
			this.poller.reset();
			this.visibilityChanged();
		} else if (kind === 'removed') {
			this.poller.setVisible(false);
		}
		this.sendSoon();
	}

	private visibilityChanged(): void {
		const connected = this.deps.connections.profile(this.ref.connectionId) !== undefined;
		// Another window in front: nobody looks, as with the tree.
		this.poller.setVisible(connected && this.panel.visible && this.ready && vscode.window.state.focused);
		this.sendSoon();
		this.lookForDoubt();
	}

	private lookForDoubt(): void {
		if (!this.ready || this.isDisposed || !this.panel.visible) {
			return;
		}
		this.deps.doubt(this.ref).then(
			(doubt) => {
				if (doubt !== this.doubt) {
					this.doubt = doubt;
					this.sendSoon();
				}
			},
			(error: unknown) => this.deps.logger.error(error),
		);
	}

	protected override async receive(message: FromDetailsPage): Promise<void> {
		switch (message.type) {
			case 'ready':
				this.ready = true;
				this.visibilityChanged();
				this.welcome();
				return;
			case 'refresh':
				return this.refresh();
			case 'pause':
				this.poller.pause(message.paused);
				return;
			case 'configure':
				runCommand('configureTask', this.ref);
				return;
			case 'copy':
				return this.copy(message.field);
			case 'whole':
				return this.sendWhole(message.field);
			case 'copyJson':
				runCommand('copyTaskJson', this.ref);
				return;
			case 'console':
				runCommand('openInConsole', this.ref);
				return;
			case 'keyspaces':
				this.pasted.take(message, Date.now());
				this.sendSoon();
				return;
			case 'copyKeyspaces':
				return this.copyKeyspaces();
			case 'remedy':
				return this.remedy(message.action);
		}
	}

	/** Tells a page that is drawn anew what only this panel still knows. */
	private welcome(): void {
		if (this.pasted.texts) {
			this.post({ type: 'keyspaces', ...this.pasted.texts });
		}
		if (this.focusNext) {
			this.post({ type: 'focusSection', section: this.focusNext });
			this.focusNext = undefined;
		}
	}

	private async copyKeyspaces(): Promise<void> {
		const { last: task, presenter, service } = this;
		const facts = task && presenter.keys?.(task, this.deps.store.samples.of(this.ref));
		const { summary } = service;
		const names = task && { task: taskName(task), source: summary.from(task), target: summary.to(task) };
		const text = facts && names && this.pasted.markdown(facts, names, this.deps.format);
		if (text !== undefined) {
			await vscode.env.clipboard.writeText(text);
			this.post({ type: 'copied', field: 'keyspaces' });
		}
	}

	private async remedy(action: ProblemAction): Promise<void> {
		if (action === 'refresh') {
			await this.refresh();
		} else {
			runCommand(action, action === 'openSandbox' ? undefined : { connectionId: this.ref.connectionId });
		}
	}

	private async copy(field: string): Promise<void> {
		const task = this.task ?? this.last;
		const text = task && fieldText(task.raw, this.shown ? wholePath(this.shown, field) : field);
		if (text !== undefined) {
			await vscode.env.clipboard.writeText(text);
			this.post({ type: 'copied', field });
		}
	}

	private sendWhole(field: string): void {
		const text = this.shown && wholeText(this.shown, field);
		if (text !== undefined) {
			this.post({ type: 'whole', field, text });
		}
	}

	/** One snapshot for all that happened at once: details and statistics often arrive together. */
	private sendSoon(): void {
		if (!this.sending) {
			this.sending = true;
			queueMicrotask(() => {
				this.sending = false;
				this.send();
			});
		}
	}

	private send(): void {
		if (!this.ready || this.isDisposed || !this.panel.visible) {
			return;
		}
		const { store, connections, format, consoleUrl } = this.deps;
		const { ref, poller, service, presenter } = this;
		const profile = connections.profile(ref.connectionId);
		this.last = this.task ?? this.last;
		this.shown = buildSnapshot({
			task: this.last,
			title: this.panel.title,
			service,
			presenter,
			samples: store.samples.of(ref),
			pasted: this.pasted,
			connection: profile && { name: profile.name, region: profile.region },
			sandbox: ref.connectionId === SANDBOX_ID,
			hasConsole: consoleUrl(ref) !== undefined,
			polling: poller,
			doubt: this.doubt,
			unlisted: store.goneBy(ref) === 'unlisted',
			interval: settings.statsInterval(),
			format,
			now: Date.now(),
		});
		const snapshot = plainSnapshot(this.shown);
		this.panel.title = this.last ? taskName(this.last, TITLE_LENGTH) : snapshot.title;
		this.post({ type: 'snapshot', snapshot });
	}
}
