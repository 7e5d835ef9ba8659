/** When tasks ended: by their own dates, else when it was seen. Remembered, so that a night's failures are still news after a reload. */
import type * as vscode from 'vscode';
import type { ServicePresenter } from '../../migration/ports';
import { lastChange, refKey, type Task } from '../../migration/task';
import type { Changes } from '../../store/changes';
import { RECENT } from './standing';

const KEY = 'migrationTasks.endings';
/** So many tasks of either kind are remembered. */
const MOST = 1_000;

export class Endings {
	/** Tasks that were seen before they ended, and whether they were running. */
	private readonly running = new Map<string, boolean>();
	private readonly seen = new Map<string, number>();
	private kept = '';

	/** What ran when this was remembered, and is over now, ended in between. `now` in ms since 1970. */
	constructor(
		private readonly memento?: Pick<vscode.Memento, 'get' | 'update'>,
		now = Date.now(),
	) {
		const kept = memento?.get<{ readonly running?: unknown; readonly ended?: unknown }>(KEY);
		for (const key of listOf(kept?.running)) {
			if (typeof key === 'string') {
				this.running.set(key, true);
			}
		}
		for (const [key, at] of listOf(kept?.ended).map(listOf)) {
			if (typeof key === 'string' && typeof at === 'number' && Math.abs(now - at) < RECENT) {
				this.seen.set(key, at);
			}
		}
	}

	/** Takes what the store says has changed; `now` in ms since 1970. */
	take({ added, changed, removed }: Pick<Changes, 'added' | 'changed' | 'removed'>, now: number): void {
		for (const task of [...added, ...changed]) {
			const key = refKey(task.ref);
			if (!task.over) {
				this.running.set(key, task.group === 'active');
				this.seen.delete(key);
			} else if (this.running.delete(key)) {
				this.seen.set(key, now);
			}
		}
		for (const ref of removed) {
			this.running.delete(refKey(ref));
			this.seen.delete(refKey(ref));
		}
		this.remember();
	}

	/** ms since 1970; undefined where nobody knows. */
	of(task: Task, presenter: ServicePresenter | undefined): number | undefined {
		// It cannot have ended before it was created.
		return presenter?.endedAt?.(task) ?? this.seen.get(refKey(task.ref)) ?? lastChange(task);
	}

	private remember(): void {
		const running = [...this.running].flatMap(([key, active]) => (active ? [key] : [])).slice(-MOST);
		const value = { running, ended: [...this.seen].slice(-MOST) };
		const text = JSON.stringify(value);
		if (this.memento && text !== this.kept) {
			this.kept = text;
			void this.memento.update(KEY, value);
		}
	}
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
