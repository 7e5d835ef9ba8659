/** How the run of a task stands, in a few words, for the rows of the tree. Small, and there from the start; what it says is worked out elsewhere. */
import { Emitter } from '../../core/emitter';
import type { VerdictWords } from '../../migration/cutover';
import { refKey, type TaskRef } from '../../migration/task';

export class RunNotes {
	private readonly notes = new Map<
		string,
		{ readonly ref: TaskRef; readonly words: VerdictWords; readonly until: number }
	>();

	private readonly changed = new Emitter<undefined>();
	/** What is known has changed, or what is watched. */
	readonly onDidChange = this.changed.event;

	private watched: ReadonlyMap<string, TaskRef> = new Map();

	/** What is known of a task at `now` (ms since 1970); undefined where that is nothing, or old. */
	of(ref: TaskRef, now: number): VerdictWords | undefined {
		const note = this.notes.get(refKey(ref));
		return note && note.until >= now ? note.words : undefined;
	}

	/** The watched tasks. */
	get watchedRefs(): readonly TaskRef[] {
		return [...this.watched.values()];
	}

	isWatched(ref: TaskRef): boolean {
		return this.watched.has(refKey(ref));
	}

	/** Says which tasks are watched, and gives those for which that is another than before. */
	setWatched(refs: readonly TaskRef[]): readonly TaskRef[] {
		const before = this.watched;
		this.watched = new Map(refs.map((ref) => [refKey(ref), ref]));
		this.changed.fire(undefined);
		return [
			...refs.filter((ref) => !before.has(refKey(ref))),
			...[...before].flatMap(([key, ref]) => (this.watched.has(key) ? [] : [ref])),
		];
	}

	/** Tasks whose notes have grown old since this was asked last. */
	takeExpired(now: number): readonly TaskRef[] {
		const old = [...this.notes.values()].filter(({ until }) => until < now);
		for (const { ref } of old) {
			this.notes.delete(refKey(ref));
		}
		return old.map(({ ref }) => ref);
	}

	/** `until` in ms since 1970: from then on the words are old. */
	set(ref: TaskRef, words: VerdictWords | undefined, until: number): void {
		if (words) {
			this.notes.set(refKey(ref), { ref, words, until });
		} else {
			this.notes.delete(refKey(ref));
		}
		this.changed.fire(undefined);
	}
}
