/** A closer look at a few running tasks, for services whose list does not tell how far they are. */
import { CloudError, type CloudErrorKind } from '../cloud/errors';
import type { TaskSource } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Task, WireFields } from '../migration/task';

/** Running tasks that are looked at along with a list; the newest ones. */
const LOOK_CLOSER = 10;
/** Tasks that are looked at side by side. */
const PARALLEL = 2;
/** Failures that say something of one task, not of the service. */
const OF_ONE_TASK: ReadonlySet<CloudErrorKind> = new Set(['noSuchTask', 'notFound', 'wrongState', 'invalid']);

export interface Found {
	readonly id: string;
	readonly detail: WireFields | undefined;
	readonly sample: Sample | undefined;
}

/**
 * Reads details and statistics of the newest running tasks and hands them on one by one. Never throws: what fails is left out, and a service in
 * trouble is not asked for more. Nothing is handed on after `signal` has ended.
 */
export async function prefetchDetails(
	tasks: readonly Task[],
	source: TaskSource,
	signal: AbortSignal,
	take: (found: Found) => void,
): Promise<void> {
	const running = tasks
		.filter((task) => task.live && !task.over)
		.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		.slice(0, LOOK_CLOSER);
	const next = running.values();
	let trouble = false;
	const worker = async (): Promise<void> => {
		for (const { ref } of next) {
			const [detail, sample] = await Promise.allSettled([source.show(ref.id, signal), source.sample(ref.id, signal)]);
			if (signal.aborted) {
				return;
			}
			take({
				id: ref.id,
				detail: detail.status === 'fulfilled' ? detail.value : undefined,
				sample: sample.status === 'fulfilled' ? sample.value.sample : undefined,
			});
			trouble ||= [detail, sample].some((result) => result.status === 'rejected' && !isOfOneTask(result.reason));
			if (trouble) {
				return;
			}
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, worker));
}

function isOfOneTask(error: unknown): boolean {
	return error instanceof CloudError && OF_ONE_TASK.has(error.kind);
}
