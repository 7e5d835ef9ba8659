/** Why tasks failed, in a few words, for the rows of the tree. What explains errors is loaded when the first failed row is drawn. */
import type { Logger } from '../../core/logger';
import type { VerdictWords } from '../../migration/cutover';
import type { ServiceInfo, ServicePresenter, ServiceRegistry } from '../../migration/ports';
import type { ServiceId, Task, TaskRef } from '../../migration/task';

export class FailureNotes {
	private readonly presenters = new Map<ServiceId, ServicePresenter>();
	/** Tasks whose service is still to be loaded. */
	private readonly waiting = new Map<ServiceId, TaskRef[]>();
	private readonly notes = new WeakMap<Task, VerdictWords | 'none'>();

	/** `redraw` is called with each task that was asked for too early, once its causes can be told. */
	constructor(
		private readonly services: ServiceRegistry,
		private readonly redraw: (ref: TaskRef) => void,
		private readonly logger: Logger,
	) {}

	/** What the task's error is known to mean; undefined where it did not fail, or its error could mean this and that. */
	of(task: Task): VerdictWords | undefined {
		if (!task.over || task.group !== 'failed') {
			return undefined;
		}
		const presenter = this.presenters.get(task.ref.service);
		if (!presenter) {
			this.wait(task.ref);
			return undefined;
		}
		const known = this.notes.get(task);
		if (known !== undefined) {
			return known === 'none' ? undefined : known;
		}
		const words = causeWords(task, presenter, this.services.get(task.ref.service));
		this.notes.set(task, words ?? 'none');
		return words;
	}

	private wait(ref: TaskRef): void {
		const waiting = this.waiting.get(ref.service);
		if (waiting) {
			waiting.push(ref);
		} else {
			this.waiting.set(ref.service, [ref]);
			void this.load(ref.service);
		}
	}

	private async load(id: ServiceId): Promise<void> {
		try {
			this.presenters.set(id, await this.services.get(id).presenter());
		} catch (error) {
			this.logger.error(error);
			return;
		}
		for (const ref of this.waiting.get(id) ?? []) {
			this.redraw(ref);
		}
		this.waiting.delete(id);
	}
}

/** What the error of a task that failed is known to mean; undefined where it could mean this and that. */
export function causeWords(
	task: Task,
	presenter: Pick<ServicePresenter, 'causes'>,
	{ statuses }: Pick<ServiceInfo, 'statuses'>,
): VerdictWords | undefined {
	const [first] = presenter.causes?.(task) ?? [];
	const { icon, color } = statuses.row(task.status);
	return first?.certainty === 'very likely'
		? { text: first.cause.short(), icon, color, tone: 'bad', needsYou: true }
		: undefined;
}
