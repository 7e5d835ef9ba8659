/** What fails while a task is polled, and how long to wait after it. */
import { CloudError } from '../cloud/errors';
import type { Logger } from '../core/logger';
import { type ConnectionProblem, toConnectionProblem } from './connectionProblem';
import { pauseAskedFor } from './pauses';

/** The longest pause after failures, ms; or the interval, if that is longer. */
const MAX_PAUSE = 60_000;

export class PollFailures {
	/** What the last reading of the details failed with. */
	details: ConnectionProblem | undefined;
	/** Why the last sample failed. */
	sample: ConnectionProblem | undefined;
	private inARow = 0;
	/** When the last poll ended that failed, ms since 1970. */
	private at: number | undefined;

	/** What counts; a refusal before all else, since nothing is asked after one. */
	get worst(): ConnectionProblem | undefined {
		return [this.details, this.sample].find((problem) => problem?.refused) ?? this.details ?? this.sample;
	}

	/** Tells that a poll is through; `now` in ms since 1970. */
	polled(now: number): void {
		this.inARow = this.worst ? this.inARow + 1 : 0;
		this.at = this.worst && now;
	}

	forget(): void {
		this.details = undefined;
		this.sample = undefined;
		this.inARow = 0;
		this.at = undefined;
	}

	/**
	 * Whether the list was read well since the last poll failed, so that it is worth trying again at once, unless patience was asked for. True once;
	 * refusals are over then.
	 */
	recovered(listedAt: number | undefined): boolean {
		const patient = pauseAskedFor([this.details, this.sample]) > 0;
		if (patient || this.at === undefined || listedAt === undefined || listedAt <= this.at) {
			return false;
		}
		this.at = undefined;
		this.details = this.details?.refused ? undefined : this.details;
		this.sample = this.sample?.refused ? undefined : this.sample;
		return true;
	}

	/** ms until the next try; `random` between 0 and 1. */
	pause(interval: number, random: number): number {
		const longest = Math.max(interval, MAX_PAUSE);
		const backOff = Math.min(longest, interval * 2 ** Math.min(this.inARow, 6) * (0.8 + 0.4 * random));
		return Math.max(backOff, pauseAskedFor([this.details, this.sample]));
	}
}

/** What some work fails with; undefined where it succeeds. Errors that are not the cloud's go to the log. */
export async function failureOf(
	work: () => Promise<unknown>,
	{ logger, connectionName }: { readonly logger?: Logger; readonly connectionName: () => string },
): Promise<ConnectionProblem | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		if (!(error instanceof CloudError)) {
			logger?.error(error);
		}
		return toConnectionProblem(error, connectionName());
	}
}

/** Whether the service has no such task (any more). */
export function isNoSuchTask({ error }: ConnectionProblem): boolean {
	return error?.kind === 'noSuchTask';
}
