/** Which things somebody has seen to before a migration: kept with its task, on this machine. */
import type * as vscode from 'vscode';
import { refKey, type TaskRef } from '../../migration/task';

const KEY = 'migrationTasks.checklists';
/** Tasks of which it is kept; the one that was ticked longest ago makes room. */
const MOST = 200;

type Kept = Readonly<Record<string, readonly string[]>>;

export class ChecklistMemory {
	constructor(private readonly memento: vscode.Memento) {}

	/** Ids of what is ticked for a task. */
	of(ref: TaskRef): readonly string[] {
		return this.all()[refKey(ref)] ?? [];
	}

	/** Ticks one row of a task's list, or takes that back. */
	async tick(ref: TaskRef, id: string, ticked: boolean): Promise<void> {
		const key = refKey(ref);
		const { [key]: before = [], ...others } = this.all();
		const ids = [...before.filter((one) => one !== id), ...(ticked ? [id] : [])];
		const rest = Object.entries(others).slice(-(MOST - 1));
		await this.memento.update(KEY, Object.fromEntries([...rest, ...(ids.length > 0 ? [[key, ids] as const] : [])]));
	}

	/** The connection was removed: what was ticked for its tasks goes. */
	async forget(connectionId: string): Promise<void> {
		const all = Object.entries(this.all());
		const kept = all.filter(([key]) => !key.startsWith(`${connectionId}/`));
		if (kept.length < all.length) {
			await this.memento.update(KEY, Object.fromEntries(kept));
		}
	}

	private all(): Kept {
		return this.memento.get<Kept>(KEY, {});
	}
}
