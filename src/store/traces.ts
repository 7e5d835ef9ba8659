/** The traces of writes: written before anything is sent, renewed while somebody waits for the answer, gone once its outcome is known. */
import type { Disposable } from '../core/emitter';
import type { Logger } from '../core/logger';
import type { SetTimer } from '../core/timer';
import { allows, type TaskRef } from '../migration/task';
import type { Outcome, Running, RunOptions, Standing } from './outcome';
import { BEAT, type FoundTrace, isHeld, type Journal, type TraceEntry } from './submissionJournal';

export interface TracesDeps {
	readonly journal: Journal;
	readonly logger: Logger;
	/** ms since 1970. */
	readonly now: () => number;
	readonly setTimer: SetTimer;
}

/** A write of this window. */
export interface InFlight {
	readonly action: string;
	readonly ref: TaskRef;
	readonly sentAt: number;
	stage: Running['stage'];
	/** Its connection was removed: no trace of it is kept. */
	forgotten: boolean;
}

/** A write whose trace is there. */
export interface Begun {
	/** Its outcome is known: the trace goes, or says that there was none. */
	readonly end: (outcome: Outcome) => Promise<Outcome>;
}

export class Traces {
	constructor(private readonly deps: TracesDeps) {}

	/** How a write stands of which this trace was found. */
	standingOf(found: FoundTrace): Standing {
		return { state: isHeld(found, this.deps.now()) ? 'elsewhere' : 'unsettled', sentAt: found.sentAt };
	}

	/** Writes the trace of a write that is about to be sent; an outcome where it must not be. */
	async begin(own: InFlight, options: RunOptions): Promise<Begun | Outcome> {
		let entry: TraceEntry | undefined;
		try {
			const written = await this.write(own, options);
			if ('kind' in written) {
				return written;
			}
			entry = written;
		} catch (error) {
			this.deps.logger.error(error);
			if (!options.untraced) {
				return { kind: 'untraced', error };
			}
		}
		const beats = entry && this.beat(entry);
		return {
			end: async (outcome) => {
				beats?.dispose();
				if (entry) {
					await this.close(own, entry, outcome);
				}
				return outcome;
			},
		};
	}

	/** Writes the trace, before anything is sent; where another stands there already, tells of that one. */
	private async write(own: InFlight, { decided }: RunOptions): Promise<TraceEntry | Outcome> {
		const { journal } = this.deps;
		const { action, ref, sentAt } = own;
		const before = await journal.find(action, ref);
		const standing = before && this.standingOf(before);
		if (standing && !(standing.state === 'unsettled' && standing.sentAt === decided)) {
			return { kind: standing.state === 'elsewhere' ? 'elsewhere' : 'unsettled', sentAt: standing.sentAt };
		}
		// A window that was faster has just begun, or has just decided about the same earlier sending.
		return (await journal.create({ action, ref, sentAt }, before)) ?? { kind: 'elsewhere', sentAt };
	}

	/** The trace stays as long as the outcome is in doubt, and no longer. */
	private async close(own: InFlight, entry: TraceEntry, outcome: Outcome): Promise<void> {
		const doubt = outcome.kind === 'unknown' && !(outcome.task && !allows(outcome.task, own.action));
		await this.guarded(() => (doubt && !own.forgotten ? entry.markUnanswered() : entry.remove()));
	}

	/** Says again and again that somebody still waits for the answer. */
	private beat(entry: TraceEntry): Disposable {
		let timer: Disposable | undefined;
		const next = (): void => {
			timer = this.deps.setTimer(() => {
				void this.guarded(() => entry.beat());
				next();
			}, BEAT);
		};
		next();
		return { dispose: () => timer?.dispose() };
	}

	/** What goes wrong with the journal must not stop what it is kept for. */
	async guarded(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.deps.logger.error(error);
		}
	}
}
