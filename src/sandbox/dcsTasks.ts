/** All DCS tasks, found by a part of their name. */
import { DCS_FIXTURES } from './dcsFixtures';
import { GeneratedTasks } from './dcsGenerated';
import type { DcsTask, RunningPlan } from './dcsTask';
import { TaskStore } from './taskStore';

export class DcsTasks extends TaskStore<DcsTask> {
	readonly #named: GeneratedTasks;

	/** `time`: simulated seconds; `more`: named tasks beside the fixtures. */
	constructor(seed: number, generated: number, time: () => number, more: readonly DcsTask[] = []) {
		const named = new GeneratedTasks(seed, generated);
		super([...DCS_FIXTURES, ...more], named, time);
		this.#named = named;
	}

	/** The writers at the source of a named task stop, or (undefined) write again. Throws a RangeError where no running task has that name. */
	setWriters(name: string, writersStopped: RunningPlan['writersStopped']): void {
		const named = this.allKept.find((task) => task.name === name);
		const task = named && this.find(named.id);
		if (task?.plan.kind !== 'running') {
			throw new RangeError(`There is no running task of the name ${name}.`);
		}
		const { writersStopped: _before, ...plan } = task.plan;
		this.change({ ...task, plan: writersStopped ? { ...plan, writersStopped } : plan });
	}

	/** One page of those whose name contains the text. Only that page's tasks are built. */
	page(offset: number, limit: number, name: string): { readonly count: number; readonly tasks: readonly DcsTask[] } {
		const listing = this.listing();
		const tasks: DcsTask[] = [];
		if (name === '') {
			for (let n = offset; n < Math.min(listing.count, offset + limit); n++) {
				tasks.push(this.at(listing.position(n)));
			}
			return { count: listing.count, tasks };
		}
		let count = 0;
		for (let n = 0; n < listing.count; n++) {
			const position = listing.position(n);
			if (this.#nameAt(position).includes(name)) {
				if (count >= offset && count < offset + limit) {
					tasks.push(this.at(position));
				}
				count++;
			}
		}
		return { count, tasks };
	}

	#nameAt(position: number): string {
		return this.kept(position)?.name ?? this.#named.name(this.generatedIndex(position));
	}
}
