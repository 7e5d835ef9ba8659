/** All DCS tasks: the fixtures, the generated ones, and what has been done to them since the sandbox opened. */
import { DCS_FIXTURES } from './dcsFixtures';
import { GeneratedTasks } from './dcsGenerated';
import type { DcsTask, RunningPlan } from './dcsTask';

export class DcsTasks {
	readonly #fixtures: ReadonlyMap<string, DcsTask>;
	readonly #generated: GeneratedTasks;
	/** Tasks that were configured or stopped. */
	readonly #changed = new Map<string, DcsTask>();

	/** `more`: named tasks beside the fixtures. */
	constructor(seed: number, generated: number, more: readonly DcsTask[] = []) {
		this.#fixtures = new Map([...DCS_FIXTURES, ...more].map((task) => [task.id, task]));
		this.#generated = new GeneratedTasks(seed, generated);
	}

	get count(): number {
		return this.#fixtures.size + this.#generated.count;
	}

	find(id: string): DcsTask | undefined {
		return this.#changed.get(id) ?? this.#fixtures.get(id) ?? this.#generated.find(id);
	}

	/** The writers at the source of a named task stop, or (undefined) write again. Throws a RangeError where no running task has that name. */
	setWriters(name: string, writersStopped: RunningPlan['writersStopped']): void {
		const named = [...this.#fixtures.values()].find((task) => task.name === name);
		const task = named && this.find(named.id);
		if (task?.plan.kind !== 'running') {
			throw new RangeError(`There is no running task of the name ${name}.`);
		}
		const { writersStopped: _before, ...plan } = task.plan;
		this.change({ ...task, plan: writersStopped ? { ...plan, writersStopped } : plan });
	}

	/** Puts a changed task in place of the one with its id. */
	change(task: DcsTask): void {
		this.#changed.set(task.id, task);
	}

	/** One page of those whose name contains the text. Only that page's tasks are built. */
	page(offset: number, limit: number, name: string): { readonly count: number; readonly tasks: readonly DcsTask[] } {
		const fixtures = [...this.#fixtures.values()].filter((task) => task.name.includes(name));
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
