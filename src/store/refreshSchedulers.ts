/** A clock for each connection, so that one that is slow or fails holds up no other. */
import type { Disposable } from '../core/emitter';
import { RefreshScheduler, type RefreshSchedulerOptions } from './refreshScheduler';
import type { TaskStore } from './taskStore';

export interface RefreshSchedulersOptions
	extends Pick<RefreshSchedulerOptions, 'interval' | 'now' | 'random' | 'setTimer'> {
	/** Refreshes one connection; resolves to whether it went well. */
	readonly run: (id: string) => Promise<boolean>;
	/** How long a connection asked to be left alone from now on, ms. */
	readonly rest: (id: string) => number;
}

/**
 * The clocks of a store's connections: each reads its own and heeds what its services ask for. `ran` hears of each run that is through, also where
 * nothing was asked (a refused credential).
 */
export function schedulersOf(
	store: Pick<TaskStore, 'refresh' | 'isFailing' | 'restOf'>,
	{ ran, ...clock }: Omit<RefreshSchedulersOptions, 'run' | 'rest'> & { readonly ran?: (id: string) => void },
): RefreshSchedulers {
	return new RefreshSchedulers({
		...clock,
		run: async (id) => {
			await store.refresh({ ids: [id], quietly: true });
			ran?.(id);
			return !store.isFailing(id);
		},
		rest: (id) => store.restOf(id),
	});
}

export class RefreshSchedulers implements Disposable {
	private readonly byConnection = new Map<string, RefreshScheduler>();
	private visible = false;

	constructor(private readonly options: RefreshSchedulersOptions) {}

	/** Which connections there are now; those that are not among them stop. */
	setConnections(ids: readonly string[]): void {
		for (const [id, scheduler] of this.byConnection) {
			if (!ids.includes(id)) {
				scheduler.dispose();
				this.byConnection.delete(id);
			}
		}
		for (const id of ids) {
			if (!this.byConnection.has(id)) {
				const { run, rest, ...others } = this.options;
				const made = new RefreshScheduler({ ...others, run: () => run(id), rest: () => rest(id) });
				this.byConnection.set(id, made);
				made.setVisible(this.visible);
			}
		}
	}

	/** Whether anybody looks, see {@link RefreshScheduler.setVisible}. */
	setVisible(visible: boolean): void {
		this.visible = visible;
		for (const scheduler of this.byConnection.values()) {
			scheduler.setVisible(visible);
		}
	}

	/** Tells that these connections, or all, were just read by other means. */
	ran(ids: readonly string[] = [...this.byConnection.keys()]): void {
		for (const id of ids) {
			this.byConnection.get(id)?.reset();
		}
	}

	/** Tells that the interval has changed. */
	intervalChanged(): void {
		for (const scheduler of this.byConnection.values()) {
			scheduler.reset(false);
		}
	}

	dispose(): void {
		this.setConnections([]);
	}
}
