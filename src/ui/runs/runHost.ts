/** The runs of this window: over the folder in which they are kept, told to the tree as notes. Loaded when the first task is sampled or watched. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import { validUntil } from '../../migration/runState';
import { refKey, type TaskRef } from '../../migration/task';
import { type RunChange, type RunHistory, Runs } from '../../store/runs/runs';
import { Watcher } from '../../store/runs/watcher';
import { WatchList } from '../../store/runs/watchList';
import type { TaskStore } from '../../store/taskStore';
import { settings } from '../settings';
import { LogGuard } from './logGuard';
import type { RunNotes } from './runNotes';
import { RunTeller } from './runTeller';

export interface RunHostDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
	readonly notes: RunNotes;
	/** Where the list of watched tasks is kept. */
	readonly folder: string;
	/** Where runs are kept. */
	readonly history: RunHistory;
	/** Rows of these tasks look different. */
	readonly redraw: (ref: TaskRef) => void;
}

export class RunHost implements vscode.Disposable {
	readonly runs: Runs;
	readonly watcher: Watcher;
	private readonly guard: LogGuard;
	private readonly subscriptions: vscode.Disposable[];
	/** Tasks whose panel samples them, by key. */
	private readonly shown = new Set<string>();

	constructor(private readonly deps: RunHostDeps) {
		const { store, connections, logger, format, folder, history } = deps;
		this.runs = new Runs(store, history, { logger });
		this.watcher = new Watcher(store, new WatchList(folder, randomUUID()), {
			interval: settings.statsInterval,
			connectionName: (id) => connections.name(id),
			isConnected: (id) => connections.profile(id) !== undefined,
			isShown: (ref) => this.shown.has(refKey(ref)),
			logger,
		});
		this.guard = new LogGuard({
			store,
			interval: settings.statsInterval,
			connectionName: (id) => connections.name(id),
			isWanted: (ref) => this.shown.has(refKey(ref)) || (this.watcher.samples && this.watcher.isWatched(ref)),
			found: (ref, errors) => this.runs.logSeen(ref, errors),
			keeper: this.runs.logs,
			logger,
		});
		const teller = new RunTeller(this.watcher, this.runs, { store, format });
		this.subscriptions = [
			vscode.Disposable.from(this.runs, this.watcher, this.guard, teller),
			vscode.Disposable.from(
				this.runs.onDidChange((change) => {
					this.guard.runChanged(change.ref, change.state);
					void this.note(change);
				}),
			),
			vscode.Disposable.from(
				this.watcher.onDidChange(() => {
					this.guard.wantedChanged();
					for (const ref of deps.notes.setWatched(this.watcher.refs)) {
						deps.redraw(ref);
					}
				}),
			),
			connections.onDidChange(({ id, kind }) => {
				if (kind === 'removed') {
					this.runs.forget(id);
					void this.watcher.forget(id).catch((error: unknown) => logger.error(error));
				} else if (kind === 'replaced') {
					this.runs.forget(id);
				}
			}),
		];
	}

	dispose(): void {
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	/** A panel begins to sample a task, or stops: what is watched is not sampled twice. */
	setShown(ref: TaskRef, shown: boolean): void {
		const key = refKey(ref);
		if (shown === this.shown.has(key)) {
			return;
		}
		if (shown) {
			this.shown.add(key);
		} else {
			this.shown.delete(key);
		}
		this.guard.wantedChanged();
		if (this.watcher.isWatched(ref)) {
			void this.watcher.look();
		}
	}

	private async note({ ref, state }: RunChange): Promise<void> {
		const { store, format, notes, redraw, logger } = this.deps;
		try {
			const presenter = await store.services.get(ref.service).presenter();
			const task = store.get(ref);
			const now = Date.now();
			notes.set(ref, task && presenter.cutover?.(task, state, format, now)?.words, validUntil(state, now));
			redraw(ref);
		} catch (error) {
			logger.error(error);
		}
	}
}
