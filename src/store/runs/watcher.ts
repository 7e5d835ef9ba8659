/** Samples the watched tasks while no panel does, in one window of all; forgets those that have ended. */
import { type Disposable, Emitter, type Listen } from '../../core/emitter';
import { type Logger, noLogger } from '../../core/logger';
import { type SetTimer, setTimer } from '../../core/timer';
import { refKey, type TaskRef } from '../../migration/task';
import { TaskPoller } from '../taskPoller';
import type { TaskStore } from '../taskStore';
import type { WatchList } from './watchList';

/** How often the list is looked through and the lease renewed, ms. */
const ROUND = 10_000;
/** A watched task is sampled no more often than this, ms. */
const LEAST_INTERVAL = 10_000;

export interface WatcherOptions {
	/** Interval between samples of a panel, ms. */
	readonly interval: () => number;
	readonly connectionName: (id: string) => string;
	/** Whether there is such a connection. */
	readonly isConnected: (id: string) => boolean;
	/** Whether a panel samples the task anyway. */
	readonly isShown: (ref: TaskRef) => boolean;
	readonly logger?: Logger;
	readonly setTimer?: SetTimer;
}

export class Watcher implements Disposable {
	private readonly pollers = new Map<string, TaskPoller>();
	private readonly changed: Emitter<undefined>;
	private watched: readonly TaskRef[] = [];
	private leading = false;
	private timer: Disposable | undefined;
	private disposed = false;
	private round: Promise<void> = Promise.resolve();

	/** The list has changed, or who samples. */
	readonly onDidChange: Listen<undefined>;

	constructor(
		private readonly store: TaskStore,
		private readonly list: WatchList,
		private readonly options: WatcherOptions,
	) {
		this.changed = new Emitter((error) => this.logger.error(error));
		this.onDidChange = this.changed.event;
	}

	dispose(): void {
		this.disposed = true;
		this.timer?.dispose();
		this.stopAll();
		this.changed.dispose();
		void this.list.release().catch(() => undefined);
	}

	/** The watched tasks, as far as this window knows. */
	get refs(): readonly TaskRef[] {
		return this.watched;
	}

	/** Whether this window is the one that samples. */
	get samples(): boolean {
		return this.leading;
	}

	isWatched(ref: TaskRef): boolean {
		return this.watched.some((one) => refKey(one) === refKey(ref));
	}

	/** Throws what the disk throws. */
	async watch(ref: TaskRef): Promise<void> {
		await this.list.add(ref);
		await this.look();
	}

	async unwatch(ref: TaskRef): Promise<void> {
		await this.list.remove(ref);
		await this.look();
	}

	async forget(connectionId: string): Promise<void> {
		await this.list.forget(connectionId);
		await this.look();
	}

	/** Reads the list anew and acts on it. Resolves when that is done. */
	look(): Promise<void> {
		this.round = this.round.then(() => this.lookNow()).catch((error: unknown) => this.logger.error(error));
		return this.round;
	}

	private async lookNow(): Promise<void> {
		this.timer?.dispose();
		this.timer = undefined;
		const before = keysOf(this.watched);
		const led = this.leading;
		this.watched = await this.withoutEnded(await this.list.all());
		this.leading = this.watched.length > 0 && !this.disposed && (await this.list.lead());
		if (this.disposed) {
			return;
		}
		if (this.watched.length === 0 && led) {
			await this.list.release();
		}
		this.follow();
		if (before !== keysOf(this.watched) || led !== this.leading) {
			this.changed.fire(undefined);
		}
		if (this.watched.length > 0) {
			this.timer = (this.options.setTimer ?? setTimer)(() => void this.look(), ROUND);
		}
	}

	/** What has ended changes no more. */
	private async withoutEnded(refs: readonly TaskRef[]): Promise<readonly TaskRef[]> {
		const ended = refs.filter((ref) => {
			const poller = this.pollers.get(refKey(ref));
			const task = this.store.get(ref);
			// Its last numbers are read first.
			return poller !== undefined && (poller.gone || (task?.over === true && poller.atRest));
		});
		await Promise.all(ended.map((ref) => this.list.remove(ref)));
		return refs.filter((ref) => !ended.includes(ref));
	}

	private follow(): void {
		const wanted = new Map((this.leading ? this.watched : []).map((ref) => [refKey(ref), ref]));
		for (const [key, poller] of this.pollers) {
			if (!wanted.has(key)) {
				poller.dispose();
				this.pollers.delete(key);
			}
		}
		for (const [key, ref] of wanted) {
			const poller = this.pollers.get(key) ?? this.pollerOf(ref);
			this.pollers.set(key, poller);
			poller.setVisible(this.options.isConnected(ref.connectionId) && !this.options.isShown(ref));
		}
	}

	private pollerOf(ref: TaskRef): TaskPoller {
		const { interval, connectionName, logger, setTimer: timer } = this.options;
		return new TaskPoller(this.store, ref, {
			interval: () => Math.max(LEAST_INTERVAL, interval()),
			connectionName: () => connectionName(ref.connectionId),
			...(logger && { logger }),
			...(timer && { setTimer: timer }),
		});
	}

	private stopAll(): void {
		for (const poller of this.pollers.values()) {
			poller.dispose();
		}
		this.pollers.clear();
	}

	private get logger(): Logger {
		return this.options.logger ?? noLogger;
	}
}

function keysOf(refs: readonly TaskRef[]): string {
	return refs.map(refKey).sort().join('\n');
}
