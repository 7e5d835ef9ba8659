/** Follows one creation that the service took, until its task waits for the configuration, is imported, or has failed. Knows no words. */
import { CloudError } from '../../cloud/errors';
import type { Logger } from '../../core/logger';
import { type SetTimer, setTimer } from '../../core/timer';
import type { CreationKind } from '../../migration/creation';
import type { Task, TaskRef } from '../../migration/task';
import type { CreationPlace, Creations } from '../../store/creations';
import type { TaskStore } from '../../store/taskStore';
import type { ChosenEnds } from './chosenEnds';

/** Pause between two looks, ms: at first, and after {@link EARLY} of them. */
const PACE = 5_000;
const LATER = 10_000;
const EARLY = 12;
/** After so long nobody waits any more, ms. */
const PATIENCE = 60 * 60_000;
/** A service whose clock is behind ours may date a new task so much before its request, ms. */
const CLOCKS_DIFFER = 10 * 60_000;

/** What is kept of a creation, beyond the window's life. */
export interface CreationFacts extends CreationPlace {
	readonly kind: CreationKind;
	readonly name: string;
	/** ms since 1970. */
	readonly sentAt: number;
	/** The service answered that it took it. False: no answer came, and whether there is a task is not known. */
	readonly accepted: boolean;
	/** The new task's id; '' until it is known. */
	readonly taskId: string;
	/** The job that makes the machine; '' where there is none, or it may not be read. */
	readonly job: string;
	readonly ends: ChosenEnds;
	/** Ids of tasks of the same name that were there before. */
	readonly others: readonly string[];
}

export type RunStep = 'machine' | 'waiting' | 'import';
/** How it stands. `left`: the task that is in the list; undefined where none is. */
export type RunState =
	| { readonly state: 'going'; readonly step: RunStep }
	| { readonly state: 'done'; readonly configurable: boolean }
	| { readonly state: 'failed'; readonly step: RunStep; readonly error: string; readonly left: Task | undefined }
	/** Nobody waits any more. */
	| { readonly state: 'given up'; readonly step: RunStep };

export interface RunDeps {
	readonly store: TaskStore;
	readonly creations: Pick<Creations, 'job'>;
	readonly logger: Logger;
	/** It stands differently, or more is known of it. */
	readonly changed: (run: CreationRun) => void;
	readonly setTimer?: SetTimer;
	/** ms since 1970. */
	readonly now?: () => number;
}

export class CreationRun {
	private timer: { dispose(): void } | undefined;
	private ended = false;
	private looks = 0;
	private machineMade = false;
	/** The service knows no details of the task while it is created: the list has to do. */
	private undescribed = false;
	private current: RunState;

	constructor(
		private known: CreationFacts,
		private readonly deps: RunDeps,
	) {
		this.current = { state: 'going', step: known.kind === 'online_migration' ? 'machine' : 'import' };
	}

	get facts(): CreationFacts {
		return this.known;
	}

	get state(): RunState {
		return this.current;
	}

	get over(): boolean {
		return this.current.state !== 'going';
	}

	/** The new task, once it is known. */
	get ref(): TaskRef | undefined {
		const { connectionId, service, taskId } = this.known;
		return taskId === '' ? undefined : { connectionId, service, id: taskId };
	}

	/** Begins to look, again and again. */
	start(): void {
		this.next(0);
	}

	dispose(): void {
		this.ended = true;
		this.timer?.dispose();
	}

	/** Reads the list and looks whether a task is there that this creation can have made. */
	async find(): Promise<boolean> {
		const { store } = this.deps;
		const { connectionId, taskId } = this.known;
		await store.refresh({ ids: [connectionId], quietly: true });
		if (taskId !== '') {
			return this.ref !== undefined && store.get(this.ref) !== undefined;
		}
		const found = findCreated(store, this.known);
		if (found) {
			this.know({ taskId: found.ref.id, accepted: true });
		}
		return found !== undefined;
	}

	private next(ms: number): void {
		this.timer = (this.deps.setTimer ?? setTimer)(() => {
			this.look().catch((error: unknown) => {
				this.deps.logger.error(error);
				this.next(LATER);
			});
		}, ms);
	}

	private async look(): Promise<void> {
		const { sentAt } = this.known;
		const state = await this.read();
		if (this.ended) {
			return;
		}
		const age = (this.deps.now ?? Date.now)() - sentAt;
		const step = this.current.state === 'going' ? this.current.step : 'waiting';
		this.set(state.state === 'going' && (age > PATIENCE || age < -PATIENCE) ? { state: 'given up', step } : state);
		if (!this.over) {
			this.looks++;
			this.next(this.looks <= EARLY ? PACE : LATER);
		}
	}

	/** How it stands now. What cannot be read says nothing: the next look may tell. */
	private async read(): Promise<RunState> {
		const job = await this.readJob();
		if (this.ended) {
			return this.current;
		}
		this.machineMade ||= job?.state === 'succeeded';
		await this.readTask(job?.state === 'failed');
		const task = this.ref && this.deps.store.get(this.ref);
		if (job?.state === 'failed') {
			return this.failed('machine', job.error, task);
		}
		return task ? this.stateOf(task) : this.stateWithout();
	}

	/** The list is long, and alone says why a task failed: it is read until the task is in it, and at the end. In between its details will do. */
	private async readTask(atTheEnd: boolean): Promise<void> {
		const { store, logger } = this.deps;
		const { ref } = this;
		if (!atTheEnd && !this.undescribed && ref && store.get(ref)) {
			try {
				const { group } = await store.refreshTask(ref);
				if (group !== 'failed') {
					return;
				}
			} catch (error) {
				logger.debug(`following a creation: ${String(error)}`);
				if (!(error instanceof CloudError && error.kind === 'noSuchTask')) {
					return;
				}
				this.undescribed = true;
			}
		}
		await this.find();
	}

	private async readJob() {
		const { job } = this.known;
		if (job === '' || this.machineMade) {
			return undefined;
		}
		try {
			return await this.deps.creations.job(this.known, job);
		} catch (error) {
			if (error instanceof CloudError && ['permission', 'notFound', 'invalid', 'noSuchTask'].includes(error.kind)) {
				// The task itself tells as much, a little later.
				this.know({ job: '' });
			}
			this.deps.logger.debug(`following a creation: ${String(error)}`);
			return undefined;
		}
	}

	private stateOf(task: Task): RunState {
		const online = this.known.kind === 'online_migration';
		if (task.group === 'failed') {
			return this.failed(online ? (this.machineMade ? 'waiting' : 'machine') : 'import', '', task);
		}
		if (!online || (task.stage !== 'creating' && task.stage !== 'unknown')) {
			return { state: 'done', configurable: task.stage === 'unconfigured' };
		}
		return { state: 'going', step: this.machineMade ? 'waiting' : 'machine' };
	}

	private stateWithout(): RunState {
		const { store } = this.deps;
		const step: RunStep = this.known.kind !== 'online_migration' ? 'import' : this.machineMade ? 'waiting' : 'machine';
		const gone = this.ref !== undefined && store.goneBy(this.ref) !== undefined;
		return gone ? this.failed(step, '', undefined) : { state: 'going', step };
	}

	/** The task knows why it failed where the job does not say. */
	private failed(step: RunStep, error: string, left: Task | undefined): RunState {
		const { summary } = this.deps.store.services.get(this.known.service);
		return { state: 'failed', step, error: error || (left && summary.error(left)) || '', left };
	}

	private set(state: RunState): void {
		const before = this.current;
		this.current = state;
		if (
			before.state !== state.state ||
			(before.state === 'going' && state.state === 'going' && before.step !== state.step)
		) {
			this.deps.changed(this);
		}
	}

	private know(more: Partial<CreationFacts>): void {
		this.known = { ...this.known, ...more };
		this.deps.changed(this);
	}
}

/** The tasks of a name that were there when somebody asked. */
export function namesakes(store: TaskStore, { connectionId, service }: CreationPlace, name: string): readonly Task[] {
	return store
		.allTasks()
		.filter(
			({ ref, name: own }) => ref.connectionId === connectionId && ref.service === service && own.trim() === name,
		);
}

/** A task of the right name that was not there before: the newest. */
export function findCreated(store: TaskStore, facts: CreationFacts): Task | undefined {
	const fitting = namesakes(store, facts, facts.name).filter(
		({ ref, createdAt, createdZoneUnknown }) =>
			!facts.others.includes(ref.id) &&
			(createdAt === undefined || createdZoneUnknown === true || createdAt > facts.sentAt - CLOCKS_DIFFER),
	);
	return fitting.reduce<Task | undefined>(
		(newest, task) => ((task.createdAt ?? 0) > (newest?.createdAt ?? -1) ? task : newest),
		undefined,
	);
}
