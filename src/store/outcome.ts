/** What is told of a write on its way: how it stands, and what became of it. */
import type { CloudError } from '../cloud/errors';
import type { ActionAnswer } from '../migration/ports';
import type { Task, TaskRef } from '../migration/task';

/** What became of a request to send something. Where it is not said otherwise nothing was sent, or the service refused it: the task is as it was. */
export type Outcome =
	/** The service answered; its answer may name an error all the same. */
	| { readonly kind: 'answered'; readonly answer: ActionAnswer }
	| { readonly kind: 'refused'; readonly error: CloudError }
	/** It may have been done. `task` is what was read afterwards, `readError` why nothing could be. `sentAt` in ms since 1970. */
	| {
			readonly kind: 'unknown';
			readonly sentAt: number;
			readonly error: unknown;
			readonly task?: Task;
			readonly readError?: unknown;
	  }
	/** Another window is sending it now. */
	| { readonly kind: 'elsewhere'; readonly sentAt: number }
	/** It was sent before, and what became of that is not known. A person decides, see {@link RunOptions.decided}. */
	| { readonly kind: 'unsettled'; readonly sentAt: number }
	/** Nothing can be written to the journal. A person decides, see {@link RunOptions.untraced}. */
	| { readonly kind: 'untraced'; readonly error: unknown };

/** A write of this window that is on its way. */
export interface Running {
	readonly sentAt: number;
	/** `reading`: no answer came, so the task is read again. */
	readonly stage: 'sending' | 'reading';
	/** Never rejects. */
	readonly outcome: Promise<Outcome>;
}

/** How a write stands that was begun before, here or elsewhere, in this session or an earlier one. `sentAt` in ms since 1970. */
export type Standing =
	| { readonly state: 'running'; readonly sentAt: number; readonly running: Running }
	| { readonly state: 'elsewhere'; readonly sentAt: number }
	| { readonly state: 'unsettled'; readonly sentAt: number };

export interface RunOptions {
	/** `sentAt` of the earlier sending of unknown outcome that a person was told of, and decided to follow with another. */
	readonly decided?: number | undefined;
	/** A person decided to send it though no trace can be kept. */
	readonly untraced?: boolean;
}

/** A write and what became of it. */
export interface Settled {
	readonly action: string;
	readonly ref: TaskRef;
	readonly outcome: Outcome;
}
