/** Whether an action that was accepted is over, as far as one look at its task tells. No words, no files. */
import { type ActionWords, actionEnd } from '../../migration/actionWords';
import type { Task } from '../../migration/task';
import type { Trace, TraceNote } from '../../store/submissionJournal';

/** So many looks follow each other soon. Whatever an action does is seen in one of them. */
export const EARLY = 40;
/** After so long nobody waits any more, and nothing else is sent, ms. */
export const PATIENCE = 20 * 60_000;
/** A task is read so often before it is believed that it failed: it may show how it was before. */
const SURE = 3;

/** How it ended. `late`: it took too long. `unsaid`: the task shows what it showed before. `lost`: another window follows it. `cancelled`: nobody waits for it. */
export type Ending = 'done' | 'failed' | 'gone' | 'late' | 'unsaid' | 'lost' | 'cancelled';

/** An action that was accepted, and what was seen of it. */
export interface Looked {
	readonly trace: Trace & { readonly note: TraceNote };
	/** How often the task was looked at. */
	looks: number;
	/** The task showed something else than before the action. */
	moved: boolean;
}

/** Takes note of a look. `task` is undefined where nothing could be read; `reason` is what the service says went wrong, as it came. */
export function endingOf(
	one: Looked,
	words: ActionWords,
	task: Task | 'gone' | undefined,
	now: number,
): { readonly state: Ending; readonly reason?: string } | undefined {
	const { sentAt, note } = one.trace;
	one.looks++;
	if (task === 'gone') {
		return { state: words.removes ? 'done' : 'gone' };
	}
	if (task) {
		one.moved ||= note.before === undefined || words.shows?.(task) !== note.before;
		const end = actionEnd(words, task, one.moved ? undefined : note.before);
		if (end) {
			return end;
		}
		if (task.group === 'failed' && task.over && !words.removes && !words.shows && one.looks > SURE) {
			return { state: 'failed' };
		}
		if (!one.moved && one.looks > EARLY) {
			return { state: 'unsaid' };
		}
	}
	return isLate(sentAt, now) && (task !== undefined || one.looks > SURE) ? { state: 'late' } : undefined;
}

/** Whether something was sent so long ago that nobody waits for it any more; both in ms since 1970. A clock that was set back counts as late. */
export function isLate(sentAt: number, now: number): boolean {
	return now < sentAt || now - sentAt > PATIENCE;
}
