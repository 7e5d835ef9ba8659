/** All SMS tasks. */
import { GeneratedSmsTasks, SMS_FIXTURES } from './smsFixtures';
import type { SmsTask } from './smsTask';
import { TaskStore } from './taskStore';

export class SmsTasks extends TaskStore<SmsTask> {
	/** `time`: simulated seconds; `more`: named tasks beside the fixtures. */
	constructor(seed: number, generated: number, time: () => number, more: readonly SmsTask[] = []) {
		super([...SMS_FIXTURES, ...more], new GeneratedSmsTasks(seed, generated), time);
	}

	/** One page of all tasks. */
	page(
		offset: number,
		limit = Number.POSITIVE_INFINITY,
	): { readonly count: number; readonly tasks: readonly SmsTask[] } {
		const { count, position } = this.listing();
		const tasks: SmsTask[] = [];
		for (let n = offset; n < Math.min(count, offset + limit); n++) {
			tasks.push(this.at(position(n)));
		}
		return { count, tasks };
	}
}
