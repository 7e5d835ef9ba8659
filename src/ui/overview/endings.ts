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

	/** What ran when this was remembered, and is over now, ended in between. `now` in ms since 1970. */
	constructor(
		private readonly memento?: Pick<vscode.Memento, 'get' | 'update'>,
		now = Date.now(),
	) {
		const { running, ended } = this.remembered(now);
		for (const key of running) {
			this.running.set(key, true);
		}
		for (const [key, at] of ended) {
			this.seen.set(key, at);
		}
	}

	/** Takes what the store says has changed; `now` in ms since 1970. */
	take({ added, changed, removed }: Pick<Changes, 'added' | 'changed' | 'removed'>, now: number): void {
		const news = new Set<string>();
		for (const task of [...added, ...changed]) {
			const key = refKey(task.ref);
			if (!task.over) {
				const active = task.group === 'active';
				const ran = this.running.get(key) === true;
				this.running.set(key, active);
				if (this.seen.delete(key) || ran !== active) {
					news.add(key);
				}
			} else if (this.running.delete(key)) {
				this.seen.set(key, now);
				news.add(key);
			}
		}
		for (const ref of removed) {
			const key = refKey(ref);
			const [ran, ended] = [this.running.delete(key), this.seen.delete(key)];
			if (ran || ended) {
				news.add(key);
			}
		}
		this.remember(news, now);
	}

	/** ms since 1970; undefined where nobody knows. */
	of(task: Task, presenter: ServicePresenter | undefined): number | undefined {
		// It cannot have ended before it was created.
		return presenter?.endedAt?.(task) ?? this.seen.get(refKey(task.ref)) ?? lastChange(task);
	}

	/** Only of what there is news: of all else another window may know more. */
	private remember(news: ReadonlySet<string>, now: number): void {
		if (!this.memento || news.size === 0) {
			return;
		}
		const before = this.remembered(now);
		const own = [...news];
		const running = [
			...before.running.filter((key) => !news.has(key)),
			...own.filter((key) => this.running.get(key) === true),
		].slice(-MOST);
		const ended = [
			...before.ended.filter(([key]) => !news.has(key)),
			...own.flatMap((key) => {
				const at = this.seen.get(key);
				return at === undefined ? [] : [[key, at] as const];
			}),
		].slice(-MOST);
		void this.memento.update(KEY, { running, ended });
	}

	/** What is written down by now, by this window or another; what ended too long ago is no news any more. */
	private remembered(now: number): {
		readonly running: readonly string[];
		readonly ended: readonly (readonly [key: string, at: number])[];
	} {
		const kept = this.memento?.get<{ readonly running?: unknown; readonly ended?: unknown }>(KEY);
		return {
			running: listOf(kept?.running).filter((key) => typeof key === 'string'),
			ended: listOf(kept?.ended)
				.map(listOf)
				.flatMap(([key, at]) =>
					typeof key === 'string' && typeof at === 'number' && Math.abs(now - at) < RECENT ? [[key, at] as const] : [],
				),
		};
	}
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
