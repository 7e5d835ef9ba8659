/** An action that was accepted and is followed, and what is done once it is over. */
import type { TaskRef } from '../../migration/task';
import type { TraceEntry } from '../../store/submissionJournal';
import type { Ending, Looked } from './ending';

/** What is done with a task once it is as was asked for. */
export interface NextActions {
	/** Sends it, and tells what became of it. */
	carryOn(action: string, ref: TaskRef): Promise<void>;
	/** Asks a person about it anew. */
	run(action: string, ref: TaskRef): Promise<void>;
}

export interface Followed extends Looked {
	/** Says to other windows that this one follows it; undefined where nothing can be written. */
	readonly entry: TraceEntry | undefined;
	/** Whoever began it tells what became of it, and sends what comes next. */
	readonly caller?: { readonly next: () => Promise<void>; readonly ended: (ending: Ending) => void };
	/** What comes next is on its way: too late to be cancelled. */
	sending?: boolean;
}
