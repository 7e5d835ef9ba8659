/** One task's panel: draws what the poller finds, and polls only while it can be seen. */
import * as vscode from 'vscode';
import type { ConnectionChange } from '../../connections/connectionManager';
import type { Format } from '../../migration/format';
import { chartMark } from '../../migration/happenings';
import type { ServicePresenter } from '../../migration/ports';
import { sameRef, type Task, type TaskRef } from '../../migration/task';
import { concerns } from '../../store/changes';
import { TaskPoller } from '../../store/taskPoller';
import { runCommand } from '../commands';
import type { PanelTab } from '../panels/panelTab';
import { TaskPanel, type TaskPanelDeps } from '../panels/taskPanel';
import { SANDBOX_ID } from '../sandboxHost';
import { settings } from '../settings';
import { Doubt } from './doubt';
import { fieldText } from './fieldText';
import { keyspacesTicket, PastedKeyspaces } from './keyspaces';
import { isLogMessage, LogPart } from './logPart';
import { MessageSchema } from './messageSchema';
import { KEEPING, PAGE_COMMANDS } from './pageMessages';
import { plainSnapshot, wholePath, wholeText } from './plainSnapshot';
import type { FromDetailsPage, RangeChoice, Snapshot, ToDetailsPage } from './protocol';
import { buildSnapshot } from './snapshot';
import { runRemedy, runStep } from './stepActions';
import { type SupportDeps, supportOf } from './supportText';
import { TaskTab } from './taskTab';
import { hasFailed } from './why';

/** What a panel is built from. */
export interface DetailsDeps extends TaskPanelDeps, SupportDeps {
	readonly format: Format;
	/** The panel's tab. */
	readonly tab: PanelTab;
	readonly consoleUrl: (ref: TaskRef) => string | undefined;
	/** A write of unknown outcome, in words. */
	readonly doubt: (ref: TaskRef) => Promise<string | undefined>;
	/** What is being done to tasks, in words. */
	readonly doing: { of(ref: TaskRef): string | undefined; readonly onDidChange: vscode.Event<TaskRef> };
}

export class DetailsPanel extends TaskPanel<FromDetailsPage, ToDetailsPage> {
	private readonly poller: TaskPoller;
	/** The service's own log of the task, where it has one. */
	private readonly log: LogPart | undefined;
	/** A section that somebody wants to be led to. */
	private wantedSection: string | undefined;
	private ready = false;
	private sending = false;
	/** The last that was known of the task: it stays on the page when the task, or its connection, is gone. */
	private last: Task | undefined;
	private readonly doubt: Doubt;
	/** The stretch of the run that the page asked for. */
	private range: RangeChoice | undefined;
	private readonly pasted = new PastedKeyspaces();
	/** What the page shows, before long texts were cut. */
	private shown: Snapshot | undefined;
	private readonly tab: TaskTab;

	constructor(
		panel: vscode.WebviewPanel,
		ref: TaskRef,
		presenter: ServicePresenter,
		private readonly deps: DetailsDeps,
	) {
		super(panel, ref, presenter, deps, 'details', MessageSchema);
		const { store, connections, logger } = deps;
		this.tab = new TaskTab(panel, deps.tab, this.plainIcon);
		const reading = {
			interval: settings.statsInterval,
			connectionName: () => connections.name(ref.connectionId),
			logger,
		};
		const changed = (): void => this.sendSoon();
		this.doubt = new Doubt(() => deps.doubt(ref), changed, logger);
		this.own(deps.doing.onDidChange((of) => sameRef(of, ref) && changed()));
		this.poller = new TaskPoller(store, ref, reading);
		this.log =
			this.service.log &&
			new LogPart(store, ref, this.service.log, {
				...reading,
				keeper: deps.host.runs.logs,
				format: deps.format,
				post: (message) => this.post(message),
				copy: (text) => vscode.env.clipboard.writeText(text),
			});
		if (this.log) {
			this.own(this.log, this.log.onDidChange(changed));
		}
		this.own(this.poller, this.poller.onDidChange(changed));
		this.own(
			store.onDidChangeTasks((changes) => {
				if (concerns(changes, ref)) {
					this.sendSoon();
					this.lookForDoubt();
				}
			}),
		);
		this.own(deps.host.runs.onDidChange((change) => sameRef(change.ref, ref) && this.sendSoon()));
		this.own(deps.host.watcher.onDidChange(changed));
		this.own({ dispose: () => deps.host.setShown(ref, false) });
		deps.host.runs.open(ref).catch((error: unknown) => logger.error(error));
		this.own(panel.onDidChangeViewState(() => this.visibilityChanged()));
		this.own(vscode.window.onDidChangeWindowState(() => this.visibilityChanged()));
		this.visibilityChanged();
	}

	/** Reads the task again now. */
	override async refresh(): Promise<void> {
		this.lookForDoubt();
		await Promise.all([this.poller.refresh(), this.log?.refresh()]);
	}

	/** Leads to a section of the page. */
	focusSection(section: string): void {
		this.wantedSection = section;
		this.sendSoon();
	}

	protected override connectionChanged(kind: ConnectionChange['kind']): void {
		if (kind === 'replaced' || kind === 'added' || kind === 'renewed') {
			// Another account or place: everything known is void. It is read anew, if anybody looks.
			this.last = kind === 'renewed' ? this.last : undefined;
			this.poller.setVisible(false);
			this.poller.reset();
			this.log?.reset(kind === 'renewed');
			this.visibilityChanged();
		} else if (kind === 'removed') {
			this.poller.setVisible(false);
			this.log?.setVisible(false);
		}
		this.sendSoon();
	}

	private visibilityChanged(): void {
		const connected = this.deps.connections.profile(this.ref.connectionId) !== undefined;
		// Another window in front: nobody looks, as with the tree.
		const looks = connected && this.panel.visible && this.ready && vscode.window.state.focused;
		this.deps.host.setShown(this.ref, looks && !this.poller.paused);
		this.poller.setVisible(looks);
		this.log?.setVisible(looks);
		this.sendSoon();
		this.lookForDoubt();
	}

	private lookForDoubt(): void {
		if (this.ready && !this.isDisposed && this.panel.visible) {
			this.doubt.look();
		}
	}

	protected override async receive(message: FromDetailsPage): Promise<void> {
		if (KEEPING.has(message.type)) {
			this.deps.tab.keep();
		}
		if (isLogMessage(message)) {
			return this.log?.receive(message);
		}
		switch (message.type) {
			case 'ready':
				this.ready = true;
				this.log?.pageReady();
				this.visibilityChanged();
				this.welcome();
				return;
			case 'refresh':
				return this.refresh();
			case 'typed':
				return;
			case 'pause':
				this.poller.pause(message.paused);
				this.visibilityChanged();
				return;
			case 'copyStep':
				return this.put(this.shown?.why?.steps[message.step]?.literal, `why.${message.step}`);
			case 'step':
				runStep(message.action, this.ref);
				return;
			case 'watch':
				runCommand(message.on ? 'watchTask' : 'unwatchTask', this.ref);
				return;
			case 'range':
				this.range = message;
				this.sendSoon();
				return;
			case 'why':
				return message.offer === 'support'
					? this.put(this.last && supportOf(this.last, this.presenter, this.log?.rows ?? [], this.deps), 'support')
					: runCommand(PAGE_COMMANDS[message.offer], this.ref);
			case 'copy':
				return this.copy(message.field);
			case 'whole':
				return this.sendWhole(message.field);
			case 'keyspaces':
				this.pasted.take(message, Date.now());
				this.sendSoon();
				return;
			case 'copyKeyspaces':
				return this.put(keyspacesTicket(this.pasted, this.last, this.presenter, this.deps), 'keyspaces');
			case 'remedy':
				return message.action === 'refresh' ? this.refresh() : runRemedy(message.action, this.ref);
			default:
				runCommand(PAGE_COMMANDS[message.type], this.ref);
		}
	}

	/** Tells a page that is drawn anew what only this panel still knows. */
	private welcome(): void {
		if (this.pasted.texts) {
			this.post({ type: 'keyspaces', ...this.pasted.texts });
		}
	}

	private async copy(field: string): Promise<void> {
		const task = this.task ?? this.last;
		const text = task && fieldText(task.raw, this.shown ? wholePath(this.shown, field) : field);
		await this.put(text, field);
	}

	/** Copies a text, and lets the page say so where it stands. */
	private async put(text: string | undefined, field: string): Promise<void> {
		if (text !== undefined) {
			await vscode.env.clipboard.writeText(text);
			this.post({ type: 'copied', field });
		}
	}

	private sendWhole(field: string): void {
		const text = this.log?.wholeText(field) ?? (this.shown && wholeText(this.shown, field));
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
		if (this.isDisposed) {
			return;
		}
		// What the tab says is true of a hidden panel, too.
		this.last = this.task ?? this.last;
		this.tab.draw(this.last);
		if (!this.ready || !this.panel.visible) {
			return;
		}
		const { store, connections, format, consoleUrl, host } = this.deps;
		const { ref, poller, service, presenter } = this;
		const profile = connections.profile(ref.connectionId);
		this.log?.setWanted(this.last !== undefined && hasFailed(this.last));
		const run = host.runs.of(ref);
		this.shown = buildSnapshot({
			task: this.last,
			title: this.deps.tab.name,
			service,
			presenter,
			samples: store.samples.of(ref),
			run,
			marks: run?.happenings.map((happening) => chartMark(happening, format)) ?? [],
			watched: host.watcher.isWatched(ref),
			range: this.range,
			pasted: this.pasted,
			connection: profile && { name: profile.name, region: profile.region },
			sandbox: ref.connectionId === SANDBOX_ID,
			hasConsole: consoleUrl(ref) !== undefined,
			polling: poller,
			doubt: this.doubt.text,
			doing: this.deps.doing.of(ref),
			unlisted: store.goneBy(ref) === 'unlisted',
			log: this.log?.view(Date.now()),
			logRows: this.log?.rows ?? [],
			interval: settings.statsInterval(),
			format,
			now: Date.now(),
		});
		const snapshot = plainSnapshot(this.shown);
		this.post({ type: 'snapshot', snapshot });
		this.log?.send();
		if (this.wantedSection !== undefined) {
			this.post({ type: 'focusSection', section: this.wantedSection });
			this.wantedSection = undefined;
		}
	}
}
