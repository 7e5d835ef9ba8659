/** The tasks of one service: the fixtures, the generated ones, those created since the sandbox opened, and what has been done to them. */

/** Simulated seconds for which a deleted task is listed still. */
export const DELETION = 20;

/** What the store reads of a task. */
export interface Stored {
	readonly id: string;
	/** Simulated seconds: somebody asked for its deletion then. */
	readonly deletedAt?: number;
}

/** Tasks that are computed when they are asked for. */
export interface Generated<T> {
	readonly count: number;
	/** undefined if the id is none of these. */
	indexOf(id: string): number | undefined;
	task(index: number): T;
}

/** Which tasks there are at a moment. A position stays a task's own: first the fixtures, then the generated, then the created. */
export interface Listing {
	readonly count: number;
	/** The position of the n-th task. */
	position(n: number): number;
}

export class TaskStore<T extends Stored> {
	readonly #fixtures: readonly T[];
	readonly #created: T[] = [];
	/** Positions of all but the generated. */
	readonly #places: Map<string, number>;
	readonly #generated: Generated<T>;
	readonly #time: () => number;
	readonly #changed = new Map<string, T>();

	/** `time`: simulated seconds. */
	constructor(fixtures: readonly T[], generated: Generated<T>, time: () => number) {
		this.#fixtures = fixtures;
		this.#places = new Map(fixtures.map((task, place) => [task.id, place]));
		this.#generated = generated;
		this.#time = time;
	}

	get count(): number {
		return this.listing().count;
	}

	/** undefined for what never was, and for what is gone. */
	find(id: string): T | undefined {
		const position = this.#positionOf(id);
		const task = position === undefined ? undefined : this.at(position);
		return task && this.#isGone(task) ? undefined : task;
	}

	/** Lists a new task after all others. */
	add(task: T): void {
		this.#places.set(task.id, this.#total);
		this.#created.push(task);
	}

	/** Puts a changed task in place of the one with its id. */
	change(task: T): void {
		this.#changed.set(task.id, task);
	}

	/** Begins the deletion of a task: it is gone `DELETION` seconds later. One that has begun goes on. */
	delete(task: T): void {
		this.change({ ...task, deletedAt: task.deletedAt ?? this.#time() });
	}

	/** The tasks that there are now. */
	listing(): Listing {
		const gone = [...this.#changed.values()]
			.filter((task) => this.#isGone(task))
			.map((task) => this.#positionOf(task.id) ?? 0)
			.sort((a, b) => a - b);
		return {
			count: this.#total - gone.length,
			position: (n) => gone.reduce((position, absent) => (absent <= position ? position + 1 : position), n),
		};
	}

	/** The task of a position. */
	at(position: number): T {
		const task = this.kept(position) ?? this.#generated.task(this.generatedIndex(position));
		return this.#changed.get(task.id) ?? task;
	}

	/** The fixtures and the created ones, as they were at first. */
	protected get allKept(): readonly T[] {
		return [...this.#fixtures, ...this.#created];
	}

	/** The fixture or created task of a position as it was at first; undefined for a generated one. */
	protected kept(position: number): T | undefined {
		return this.#fixtures[position] ?? this.#created[position - this.#fixtures.length - this.#generated.count];
	}

	protected generatedIndex(position: number): number {
		return position - this.#fixtures.length;
	}

	get #total(): number {
		return this.#fixtures.length + this.#generated.count + this.#created.length;
	}

	#positionOf(id: string): number | undefined {
		const place = this.#places.get(id);
		if (place !== undefined) {
			return place;
		}
		const index = this.#generated.indexOf(id);
		return index === undefined ? undefined : this.#fixtures.length + index;
	}

	#isGone({ deletedAt }: T): boolean {
		return deletedAt !== undefined && this.#time() >= deletedAt + DELETION;
	}
}
