/**
 * The creations of this window: each is sent once, noted before it is sent, and followed until its task is there, whether its form is open or not.
 * A reload goes on with them.
 */
import type * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import { type Disposable, Emitter } from '../../core/emitter';
import type { CreationValues } from '../../migration/creation';
import { refKey, type TaskRef } from '../../migration/task';
import type { CreationPlace, Creations } from '../../store/creations';
import type { Journal } from '../../store/submissionJournal';
import { type Outcome, type RunOptions, Submissions } from '../../store/submissions';
import { chooseEnds } from './chosenEnds';
import { CREATING } from './creating';
import { type CreationFacts, CreationRun, findCreated, namesakes, type RunDeps } from './creationRun';

/** What the journal calls it. */
const ACTION = 'create';
/** Creations that are kept over a reload. */
const MOST = 50;

export interface CreationRunsDeps extends Omit<RunDeps, 'changed' | 'creations'> {
	readonly creations: Pick<Creations, 'job' | 'create'>;
	readonly journal: Journal;
	readonly memento: vscode.Memento;
	/** Whether the connection is still there. */
	readonly knows: (connectionId: string) => boolean;
	/** A run is over: `attended` where a form shows it. */
	readonly ended: (run: CreationRun, attended: boolean) => void;
	/** Nothing was created, or nobody knows, and no form is open that says so. */
	readonly untold: (facts: CreationFacts, shown: Shown) => void;
}

/** What the form of a connection shows. */
export type Shown =
	| { readonly kind: 'sending' }
	| { readonly kind: 'outcome'; readonly outcome: Exclude<Outcome, { kind: 'unknown' | 'unsettled' }> }
	| { readonly kind: 'unknown'; readonly facts: CreationFacts; readonly error?: unknown }
	| { readonly kind: 'run'; readonly run: CreationRun };

export class CreationRuns implements Disposable {
	private readonly submissions: Submissions;
	private readonly runs = new Set<CreationRun>();
	private readonly sending = new Map<string, Promise<Outcome>>();
	/** Sent, and no answer so far. */
	private readonly open = new Map<string, CreationFacts>();
	private readonly shown = new Map<string, Shown>();
	private readonly attended = new Map<string, number>();
	private readonly changed: Emitter<CreationPlace>;
	/** What a connection's form shows is something else now. */
	readonly onDidChange: Emitter<CreationPlace>['event'];

	constructor(private readonly deps: CreationRunsDeps) {
		const { journal, logger } = deps;
		this.changed = new Emitter((error) => logger.error(error));
		this.onDidChange = this.changed.event;
		this.submissions = new Submissions({
			store: {
				runAction: (_action, ref, input) => deps.creations.create(ref, input as CreationValues),
				runBatch: async () => {
					throw new Error('creations are sent one by one');
				},
				refreshTask: (ref) => this.findTask(ref),
			},
			journal,
			logger,
			...(deps.now ? { now: deps.now } : {}),
			...(deps.setTimer ? { setTimer: deps.setTimer } : {}),
		});
	}

	dispose(): void {
		for (const run of this.runs) {
			run.dispose();
		}
	}

	/** What the form of a connection shows; undefined for the form itself. */
	showing(place: CreationPlace): Shown | undefined {
		return this.shown.get(keyOf(place));
	}

	/** Says that a form shows the creations of a connection, until the result is disposed of. */
	attend(place: CreationPlace): Disposable {
		const key = keyOf(place);
		const count = (by: number): void => void this.attended.set(key, (this.attended.get(key) ?? 0) + by);
		count(1);
		return { dispose: () => count(-1) };
	}

	/** Sends a creation, once, and follows what comes of it. While one of this name is on its way, whoever asks gets its outcome. Never rejects. */
	create(place: CreationPlace, values: CreationValues, options: RunOptions = {}): Promise<Outcome> {
		const key = refKey(traceRef({ ...place, name: values.name.trim() }));
		const sending = this.sending.get(key) ?? this.send(place, values, options).finally(() => this.sending.delete(key));
		this.sending.set(key, sending);
		return sending;
	}

	private async send(place: CreationPlace, values: CreationValues, options: RunOptions): Promise<Outcome> {
		const { deps } = this;
		const name = values.name.trim();
		const facts: CreationFacts = {
			...placeOf(place),
			kind: values.migration_type,
			name,
			sentAt: (deps.now ?? Date.now)(),
			accepted: false,
			taskId: '',
			job: '',
			ends: { sourceId: values['source_instance.id'].trim(), targetId: values['target_instance.id'].trim() },
			others: namesakes(deps.store, place, name).map(({ ref }) => ref.id),
		};
		const ref = traceRef(facts);
		this.open.set(refKey(ref), facts);
		this.keep();
		this.show(place, { kind: 'sending' });
		const outcome = await this.submissions.run(ACTION, ref, values, options);
		this.open.delete(refKey(ref));
		this.settle(facts, outcome);
		this.keep();
		if (outcome.kind === 'unsettled') {
			await this.lookAgain(place);
		}
		return outcome;
	}

	/** Looks once more whether a task came of a request without an answer. */
	async lookAgain(place: CreationPlace): Promise<void> {
		const shown = this.showing(place);
		if (shown?.kind === 'unknown') {
			await this.seek(shown.facts);
		}
	}

	/** Leaves the creation that is shown to itself: it is followed on, and told of in a message. */
	another(place: CreationPlace): void {
		this.show(place, undefined);
	}

	/** The connection is gone: so is all that was known of its creations. */
	forget(connectionId: string): void {
		for (const run of [...this.runs].filter(({ facts }) => facts.connectionId === connectionId)) {
			run.dispose();
			this.runs.delete(run);
		}
		for (const [key, shown] of [...this.shown]) {
			const facts = shown.kind === 'run' ? shown.run.facts : shown.kind === 'unknown' ? shown.facts : undefined;
			if (facts?.connectionId === connectionId) {
				this.shown.delete(key);
			}
		}
		this.keep();
	}

	/** Goes on with what an earlier life of this window began. */
	async resume(): Promise<void> {
		const { memento, knows } = this.deps;
		for (const facts of memento.get<readonly CreationFacts[]>(CREATING, []).filter((one) => knows(one.connectionId))) {
			if (facts.accepted) {
				this.follow(facts);
				continue;
			}
			const standing = await this.submissions.standing(ACTION, traceRef(facts));
			if (standing?.state === 'unsettled') {
				const shown: Shown = { kind: 'unknown', facts: { ...facts, sentAt: standing.sentAt } };
				this.show(facts, shown);
				if (!(await this.seek(shown.facts)) && !this.isAttended(facts)) {
					this.deps.untold(facts, shown);
				}
			}
		}
		this.keep();
	}

	private settle(facts: CreationFacts, outcome: Outcome): void {
		if (outcome.kind === 'answered' && outcome.answer.error === '') {
			const { id: taskId, job = '' } = outcome.answer;
			this.follow({ ...facts, accepted: true, taskId, job });
		} else if (outcome.kind === 'unknown' && outcome.task) {
			this.follow({ ...facts, accepted: true, taskId: outcome.task.ref.id });
		} else {
			const shown = shownOf(facts, outcome);
			this.show(facts, shown);
			if (!this.isAttended(facts)) {
				this.deps.untold(facts, shown);
			}
		}
	}

	private follow(facts: CreationFacts): void {
		const run = new CreationRun(facts, { ...this.deps, changed: (one) => this.runChanged(one) });
		this.runs.add(run);
		this.show(facts, { kind: 'run', run });
		run.start();
	}

	private runChanged(run: CreationRun): void {
		const { ref, over, state, facts } = run;
		const shown = this.showing(facts);
		const own = shown?.kind === 'run' && shown.run === run;
		if (over && this.runs.delete(run)) {
			if (ref && state.state === 'done') {
				chooseEnds(ref, facts.ends);
			}
			this.deps.ended(run, own && this.isAttended(facts));
		}
		this.keep();
		if (own) {
			this.changed.fire(facts);
		}
	}

	/** Whether a task came of a request without an answer; then that is followed. */
	private async seek(facts: CreationFacts): Promise<boolean> {
		const { store } = this.deps;
		await store.refresh({ ids: [facts.connectionId], quietly: true });
		const task = findCreated(store, facts);
		const shown = this.showing(facts);
		if (!task || shown?.kind !== 'unknown') {
			this.changed.fire(facts);
			return false;
		}
		// The doubt is settled: so is its trace.
		await this.submissions.review(ACTION, { ...task, ref: traceRef(facts), actions: [] });
		this.follow({ ...facts, accepted: true, taskId: task.ref.id });
		this.keep();
		return true;
	}

	private async findTask(ref: TaskRef) {
		const { store } = this.deps;
		const facts = this.open.get(refKey(ref));
		await store.refresh({ ids: [ref.connectionId], quietly: true });
		const task = facts && findCreated(store, facts);
		if (!task) {
			throw new CloudError({ kind: 'noSuchTask', operation: 'CreationRuns' });
		}
		return task;
	}

	private show(place: CreationPlace, shown: Shown | undefined): void {
		if (shown) {
			this.shown.set(keyOf(place), shown);
		} else {
			this.shown.delete(keyOf(place));
		}
		this.changed.fire(placeOf(place));
	}

	private isAttended(place: CreationPlace): boolean {
		return (this.attended.get(keyOf(place)) ?? 0) > 0;
	}

	private keep(): void {
		const doubts = [...this.shown.values()].flatMap((one) => (one.kind === 'unknown' ? one.facts : []));
		const all = [...this.open.values(), ...doubts, ...Array.from(this.runs, ({ facts }) => facts)].slice(-MOST);
		void this.deps.memento.update(CREATING, all.length === 0 ? undefined : all);
	}
}

/** What stands for a task that is not there yet, in the journal of writes. */
function traceRef({ connectionId, service, name }: CreationPlace & { readonly name: string }): TaskRef {
	return { connectionId, service, id: `new:${name}` };
}

function keyOf({ connectionId, service }: CreationPlace): string {
	return `${connectionId}/${service}`;
}

function placeOf({ connectionId, service }: CreationPlace): CreationPlace {
	return { connectionId, service };
}

function shownOf(facts: CreationFacts, outcome: Outcome): Shown {
	switch (outcome.kind) {
		case 'unknown':
			return { kind: 'unknown', facts: { ...facts, sentAt: outcome.sentAt }, error: outcome.error };
		case 'unsettled':
			// What was there before that one was sent is not known any more.
			return { kind: 'unknown', facts: { ...facts, sentAt: outcome.sentAt, others: [] } };
		default:
			return { kind: 'outcome', outcome };
	}
}
