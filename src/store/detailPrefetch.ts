/** Details and statistics of a few running tasks, for services whose list does not tell how far they are. */
import { CloudError } from '../cloud/errors';
import { errorRow } from '../cloud/errorTable';
import type { TaskReading, TaskSource } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Task } from '../migration/task';

/** Running tasks that are prefetched along with a list; the newest ones. */
const PREFETCHED = 10;
/** Tasks that are asked for side by side. */
const PARALLEL = 4;

export interface Prefetched {
	readonly id: string;
	readonly detail: TaskReading | undefined;
	readonly sample: Sample | undefined;
}

/** The details of one refresh: each task is asked for once, however often {@link run} is called. */
export class DetailPrefetch {
	private readonly asked = new Set<string>();
	private trouble = false;

	/** Nothing is handed on after `signal` has ended. */
	constructor(
		private readonly source: TaskSource,
		private readonly signal: AbortSignal,
		private readonly take: (found: Prefetched) => void,
	) {}

	/**
	 * Reads details and statistics of the newest running tasks among these and hands them on one by one. Never throws: what fails is left out, and a
	 * service in trouble is not asked for more.
	 */
	async run(tasks: readonly Task[]): Promise<void> {
		const next = newestRunning(tasks)
			.filter(({ ref }) => !this.asked.has(ref.id))
			.values();
		const worker = async (): Promise<void> => {
			for (const { ref } of next) {
				if (this.trouble || this.signal.aborted) {
					return;
				}
				this.asked.add(ref.id);
				await this.read(ref.id);
			}
		};
		await Promise.all(Array.from({ length: PARALLEL }, worker));
	}

	private async read(id: string): Promise<void> {
		const [detail, sample] = await Promise.allSettled([
			this.source.show(id, this.signal),
			this.source.sample(id, this.signal),
		]);
		if (this.signal.aborted) {
			return;
		}
		this.take({
			id,
			detail: detail.status === 'fulfilled' ? detail.value : undefined,
			sample: sample.status === 'fulfilled' ? sample.value.sample : undefined,
		});
		this.trouble ||= [detail, sample].some((result) => result.status === 'rejected' && !isOfOneTask(result.reason));
	}
}

function newestRunning(tasks: readonly Task[]): Task[] {
	return tasks
		.filter((task) => task.live && !task.over)
		.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		.slice(0, PREFETCHED);
}

function isOfOneTask(error: unknown): boolean {
	return error instanceof CloudError && errorRow(error).ofOneTask;
}
