/** When tasks ended: by their own dates, else when this session saw it. */
import type { ServicePresenter } from '../../migration/ports';
import { refKey, type Task } from '../../migration/task';
import type { Changes } from '../../store/changes';

export class Endings {
	/** Tasks that were seen before they ended. */
	private readonly running = new Set<string>();
	private readonly seen = new Map<string, number>();

	/** Takes what the store says has changed; `now` in ms since 1970. */
	take({ added, changed, removed }: Pick<Changes, 'added' | 'changed' | 'removed'>, now: number): void {
		for (const task of [...added, ...changed]) {
			const key = refKey(task.ref);
			if (!task.over) {
				this.running.add(key);
				this.seen.delete(key);
			} else if (this.running.delete(key)) {
				this.seen.set(key, now);
			}
		}
		for (const ref of removed) {
			this.running.delete(refKey(ref));
			this.seen.delete(refKey(ref));
		}
	}

	/** ms since 1970; undefined where nobody knows. */
	of(task: Task, presenter: ServicePresenter | undefined): number | undefined {
		return presenter?.endedAt?.(task) ?? this.seen.get(refKey(task.ref));
	}
}
