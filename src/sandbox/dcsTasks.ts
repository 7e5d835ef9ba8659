/** All DCS tasks: the fixtures, the generated ones, and what has been done to them since the sandbox opened. */
import { DCS_FIXTURES } from './dcsFixtures';
import { GeneratedTasks } from './dcsGenerated';
import type { DcsTask } from './dcsTask';

export class DcsTasks {
	readonly #fixtures = new Map(DCS_FIXTURES.map((task) => [task.id, task]));
	readonly #generated: GeneratedTasks;
	/** Tasks that were configured or stopped. */
	readonly #changed = new Map<string, DcsTask>();

	constructor(seed: number, generated: number) {
		this.#generated = new GeneratedTasks(seed, generated);
	}

	get count(): number {
		return this.#fixtures.size + this.#generated.count;
	}

	find(id: string): DcsTask | undefined {
		return this.#changed.get(id) ?? this.#fixtures.get(id) ?? this.#generated.find(id);
	}

	/** Puts a changed task in place of the one with its id. */
	change(task: DcsTask): void {
		this.#changed.set(task.id, task);
	}

	/** One page of those whose name contains the text. Only that page's tasks are built. */
	page(offset: number, limit: number, name: string): { readonly count: number; readonly tasks: readonly DcsTask[] } {
		const fixtures = DCS_FIXTURES.filter((task) => task.name.includes(name));
		const indices = name === '' ? undefined : this.#indicesNamed(name);
		const count = fixtures.length + (indices?.length ?? this.#generated.count);
		const tasks: DcsTask[] = [];
		for (let n = offset; n < Math.min(count, offset + limit); n++) {
			const named = fixtures[n];
			const index = n - fixtures.length;
			const task = named ?? this.#generated.task(indices ? (indices[index] ?? 0) : index);
			tasks.push(this.#changed.get(task.id) ?? task);
		}
		return { count, tasks };
	}

	#indicesNamed(name: string): number[] {
		const found: number[] = [];
		for (let index = 0; index < this.#generated.count; index++) {
			if (this.#generated.name(index).includes(name)) {
				found.push(index);
			}
		}
		return found;
	}
}
