/** What a poller of one task is told by whoever looks at the task. */
import type { Logger } from '../core/logger';
import type { SetTimer } from '../core/timer';

export interface TaskPollerOptions {
	/** Interval between samples, ms. Read at each poll. */
	readonly interval: () => number;
	readonly connectionName: () => string;
	readonly now?: () => number;
	readonly random?: () => number;
	readonly setTimer?: SetTimer;
	/** Hears of errors that are not the cloud's. */
	readonly logger?: Logger;
}
