/** What the table of errors says of one. */
import type { CloudError } from './errors';

/** What a person can do about it: try again, sign in, enter another credential, or correct the connection. */
export type Remedy = 'retry' | 'signIn' | 'updateCredential' | 'edit';

export interface ErrorRow {
	/** What happened, what it means, what to do. `name` is the connection's, in quotes. */
	readonly sentence: (error: CloudError, name: string) => string;
	/** A few words for a row of the tree. */
	readonly short: () => string;
	readonly remedy: Remedy;
	/** The same request may succeed a few seconds later. */
	readonly retryable: boolean;
	/** The credential cannot be used as it is: nothing is asked again by itself until somebody did something about it. */
	readonly refused: boolean;
	/** It says something of one task, not of the service. */
	readonly ofOneTask: boolean;
}
