/** Which failures somebody has seen: those in the view when it was left, and those that were opened. The badge counts the others. */
import type * as vscode from 'vscode';
import { digestOf } from '../../core/digest';
import { refKey, type Task, type TaskRef } from '../../migration/task';
import { isHistory } from './order';

const KEY = 'migrationTasks.seenFailures';
/** So many are remembered, the newest ones. */
const MOST = 5_000;
/** Hexadecimal digits of a remembered task. */
const DIGITS = 12;

export class SeenFailures {
	private seen: Set<string> | undefined;
	private readonly digests = new WeakMap<TaskRef, string>();

	constructor(private readonly memento: vscode.Memento | undefined) {}

	/** Those among the tasks that failed and that nobody has seen. Takes it that all tasks are given: one that failed no more is news when it fails again. */
	news(tasks: readonly Task[], now: number): readonly Task[] {
		const seen = this.read();
		const again = tasks.filter(({ ref, group }) => group !== 'failed' && seen.has(this.digest(ref)));
		for (const { ref } of again) {
			seen.delete(this.digest(ref));
		}
		if (again.length > 0) {
			this.write(seen);
		}
		return tasks.filter((task) => task.group === 'failed' && !isHistory(task, now) && !seen.has(this.digest(task.ref)));
	}

	/** Takes note that these were seen. Returns whether any had not been. */
	see(tasks: readonly Task[]): boolean {
		const seen = this.read();
		const fresh = tasks.filter(({ ref, group }) => group === 'failed' && !seen.has(this.digest(ref)));
		for (const { ref } of fresh) {
			seen.add(this.digest(ref));
		}
		if (fresh.length > 0) {
			this.write(seen);
		}
		return fresh.length > 0;
	}

	private read(): Set<string> {
		if (!this.seen) {
			const kept: unknown = this.memento?.get(KEY);
			this.seen = new Set(Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []);
		}
		return this.seen;
	}

	private write(seen: ReadonlySet<string>): void {
		void this.memento?.update(KEY, [...seen].slice(-MOST));
	}

	private digest(ref: TaskRef): string {
		const known = this.digests.get(ref) ?? digestOf(refKey(ref), DIGITS);
		this.digests.set(ref, known);
		return known;
	}
}
