/**
 * Looks for errors in a task's own log while its numbers say that one may switch: what they cannot show may stand there. Nothing is asked before,
 * and none for a task that nobody looks at or watches.
 */
import type * as vscode from 'vscode';
import type { Logger } from '../../core/logger';
import type { RunState } from '../../migration/runState';
import { refKey, type TaskRef } from '../../migration/task';
import type { LogKeeper } from '../../store/keptRows';
import { TaskLog } from '../../store/taskLog';
import type { TaskStore } from '../../store/taskStore';

export interface LogGuardDeps {
	readonly store: TaskStore;
	readonly interval: () => number;
	readonly connectionName: (id: string) => string;
	/** Whether a panel shows the task, or this window watches it. */
	readonly isWanted: (ref: TaskRef) => boolean;
	/** Hears whether the log holds an error of the last ten minutes; undefined where nobody could look. */
	readonly found: (ref: TaskRef, errors: boolean | undefined) => void;
	/** Where the lines are kept that it reads. */
	readonly keeper: LogKeeper;
	readonly logger: Logger;
}

export class LogGuard implements vscode.Disposable {
	private readonly logs = new Map<string, { readonly log: TaskLog; readonly ref: TaskRef }>();

	constructor(private readonly deps: LogGuardDeps) {}

	dispose(): void {
		for (const { log } of this.logs.values()) {
			log.dispose();
		}
		this.logs.clear();
	}

	/** Begins to read a log, or stops. */
	runChanged(ref: TaskRef, { judgement }: RunState): void {
		const { store, isWanted, found } = this.deps;
		const key = refKey(ref);
		const wanted = judgement?.phase === 'inStep' && store.services.get(ref.service).log !== undefined && isWanted(ref);
		const known = this.logs.get(key);
		if (wanted && !known) {
			this.logs.set(key, { ref, log: this.open(ref) });
		} else if (!wanted && known) {
			known.log.dispose();
			this.logs.delete(key);
			found(ref, undefined);
		}
	}

	/** Somebody looks at a task, or no more. */
	wantedChanged(): void {
		for (const [key, { log, ref }] of this.logs) {
			if (!this.deps.isWanted(ref)) {
				log.dispose();
				this.logs.delete(key);
			}
		}
	}

	private open(ref: TaskRef): TaskLog {
		const { store, interval, connectionName, keeper, logger, found } = this.deps;
		const name = (): string => connectionName(ref.connectionId);
		const log = new TaskLog(store, ref, { interval, connectionName: name, keeper, logger });
		log.setLevel('ERROR');
		log.onDidChange(() => found(ref, log.errorsAt(Date.now())));
		log.setOpen(true);
		log.setVisible(true);
		return log;
	}
}
