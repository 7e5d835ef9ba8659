/**
 * Which failures of tasks are news. A failure is told when a task goes from something else to failed. Services sometimes say one thing in their list
 * and another in the details, in turns: so once it was told, it counts again only when the task was really started anew. That is known when two
 * whole lists said meanwhile that it had not failed; or when a whole list still says that it has, which was asked for after that came. Pure.
 */
import { type MigrationTask, refKey, type StatusGroup, type TaskRef } from '../migration/task';
import type { ConnectionState } from '../store/taskStore';

interface Memory {
	readonly ref: TaskRef;
	group: StatusGroup;
	/** Its failure was told, or was there when the task was first seen. */
	told: boolean;
	/** How many whole lists were read when it left "failed". */
	left: number;
	/** A failure that waits to be confirmed: by the list after so many. */
	doubtedUntil: number | undefined;
}

/** The whole lists of one service that were read. */
interface Lists {
	count: number;
	/** When the last one was asked for, ms since 1970. */
	at: number;
	/** Another one is under way. */
	loading: boolean;
}

type Connection = Pick<ConnectionState, 'id' | 'loading' | 'services'>;

export class FailureMemory {
	private readonly tasks = new Map<string, Memory>();
	private readonly doubted = new Set<Memory>();
	private readonly lists = new Map<string, Lists>();

	/** Takes note of the lists that were read. To be called first, whatever happened. */
	noteLists(connections: readonly Connection[]): void {
		for (const { id, loading, services } of connections) {
			for (const { info, loadedAt, incomplete } of services) {
				const lists = this.listsOf({ connectionId: id, service: info.id });
				lists.loading = loading;
				if (loadedAt !== undefined && loadedAt > lists.at && incomplete === undefined) {
					lists.at = loadedAt;
					lists.count++;
				}
			}
		}
	}

	/** Takes note of a task that came or changed. Returns whether the group that it is in now is news. */
	seen({ ref, group }: Pick<MigrationTask, 'ref' | 'group'>): boolean {
		const memory = this.tasks.get(refKey(ref));
		if (!memory) {
			this.tasks.set(refKey(ref), { ref, group, told: group === 'failed', left: 0, doubtedUntil: undefined });
			return false;
		}
		const before = memory.group;
		if (before === group) {
			return false;
		}
		memory.group = group;
		this.doubted.delete(memory);
		const { count, loading } = this.listsOf(ref);
		if (before === 'failed') {
			memory.left = count;
		}
		if (group === 'failed' && memory.told && count - memory.left < 2) {
			// The list under way may be the one that said it.
			memory.doubtedUntil = loading ? count + 1 : count;
			this.doubted.add(memory);
			return false;
		}
		memory.told ||= group === 'failed';
		return true;
	}

	/** The tasks whose doubted failure a later list has confirmed; each once. */
	confirmed(): TaskRef[] {
		return [...this.doubted].flatMap((memory) => {
			if (this.listsOf(memory.ref).count <= (memory.doubtedUntil ?? 0)) {
				return [];
			}
			this.doubted.delete(memory);
			return [memory.ref];
		});
	}

	/** Forgets the tasks of a connection: what comes of it next is seen for the first time. */
	forget(connectionId: string): void {
		for (const [key, memory] of this.tasks) {
			if (memory.ref.connectionId === connectionId) {
				this.tasks.delete(key);
				this.doubted.delete(memory);
			}
		}
		for (const key of [...this.lists.keys()].filter((one) => one.startsWith(`${connectionId}/`))) {
			this.lists.delete(key);
		}
	}

	private listsOf({ connectionId, service }: Pick<TaskRef, 'connectionId' | 'service'>): Lists {
		const key = `${connectionId}/${service}`;
		const known = this.lists.get(key) ?? { count: 0, at: Number.NEGATIVE_INFINITY, loading: false };
		this.lists.set(key, known);
		return known;
	}
}
