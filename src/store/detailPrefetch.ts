/** Details and statistics of a few running tasks at each refresh, for services whose list does not tell how far they are. */
import { CloudError } from '../cloud/errors';
import { errorRow } from '../cloud/errorTable';
import type { TaskReading, TaskSource } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Wanted, When } from './serviceTasks';

/** Requests of one refresh, its list left out. */
const BUDGET = 20;
/** As many of them are kept for what the list itself brings to light. */
const RESERVE = 4;
/** Tasks that are asked for side by side. */
const PARALLEL = 4;
/** The next refresh asks again, and what is in trouble is not asked more by trying each of them four times. */
const ONCE = { once: true };

export interface Prefetched {
	readonly id: string;
	readonly detail: (TaskReading & { readonly when: When }) | undefined;
	readonly sample: Sample | undefined;
}

export interface DetailPrefetchDeps {
	readonly source: TaskSource;
	/** Nothing is handed on after this has ended. */
	readonly signal: AbortSignal;
	/** ms since 1970. */
	readonly now: () => number;
	/** Hears of each task just before it is asked for. */
	readonly asks: (id: string, at: number) => void;
	readonly take: (found: Prefetched) => void;
}

/** The details of one refresh: each task is asked for once, however often {@link run} is called. */
export class DetailPrefetch {
	private readonly asked = new Set<string>();
	private budget = BUDGET;
	private trouble = false;

	constructor(private readonly deps: DetailPrefetchDeps) {}

	/**
	 * Reads details and statistics of these tasks, the first ones first, as far as the budget goes; less the reserve where the list is not in yet.
	 * Never throws: what fails is left out, and a service in trouble is not asked for more.
	 */
	async run(tasks: readonly Wanted[], listIsIn: boolean): Promise<void> {
		const left = listIsIn ? 0 : RESERVE;
		const next = tasks.filter(({ id }) => !this.asked.has(id)).values();
		const worker = async (): Promise<void> => {
			for (const task of next) {
				const cost = task.sampled ? 2 : 1;
				if (this.trouble || this.deps.signal.aborted || this.budget - cost < left) {
					return;
				}
				this.budget -= cost;
				this.asked.add(task.id);
				await this.read(task);
			}
		};
		await Promise.all(Array.from({ length: PARALLEL }, worker));
	}

	private async read({ id, sampled }: Wanted): Promise<void> {
		const { source, signal, now, asks, take } = this.deps;
		const at = now();
		asks(id, at);
		const [detail, sample] = await Promise.allSettled([
			source.show(id, signal, ONCE).then((reading) => ({ ...reading, when: { at, answeredAt: now() } })),
			sampled ? source.sample(id, signal, ONCE) : undefined,
		]);
		if (signal.aborted) {
			return;
		}
		take({
			id,
			detail: detail.status === 'fulfilled' ? detail.value : undefined,
			sample: sample.status === 'fulfilled' ? sample.value?.sample : undefined,
		});
		this.trouble ||= [detail, sample].some((result) => result.status === 'rejected' && !isOfOneTask(result.reason));
	}
}

function isOfOneTask(error: unknown): boolean {
	return error instanceof CloudError && errorRow(error).ofOneTask;
}
