/** Which migrations the overview and the status bar speak of, and which of them need somebody. Pure. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServiceInfo } from '../../migration/ports';
import type { Task } from '../../migration/task';

/** What ended so long ago is no news any more, ms. */
export const RECENT = 24 * 60 * 60_000;
/** Longest reason, in characters. */
const WHY_LENGTH = 200;

/** Whether a task is running, waits, or ended within a day. `endedAt`, `now` in ms since 1970; undefined where nobody knows when it ended. */
export function isOfNow(task: Pick<Task, 'over' | 'group'>, endedAt: number | undefined, now: number): boolean {
	return task.over || ENDED.has(task.group)
		? endedAt !== undefined && Math.abs(now - endedAt) < RECENT
		: task.group === 'active' || task.group === 'pending' || task.group === 'other';
}

const ENDED: ReadonlySet<string> = new Set(['failed', 'stopped', 'succeeded']);

/** What is said of a task beside its status: what is being done to it, else how its run stands, or why it failed. */
export interface Said {
	readonly doing: VerdictWords | undefined;
	readonly words: VerdictWords | undefined;
}

/**
 * Why a task that is of now needs somebody; undefined where it does not. A failure stays until the task runs again, is deleted, or a day has
 * passed: that somebody has seen it helps nobody.
 */
export function needOf(
	task: Task,
	service: Pick<ServiceInfo, 'summary'>,
	{ doing, words }: Said,
	format: Format,
): string | undefined {
	if (doing) {
		return doing.needsYou ? doing.text : undefined;
	}
	if (task.group === 'failed') {
		const error = words?.text ?? service.summary.error(task);
		return error ? l10n.t('failed: {0}', plainLine(error, WHY_LENGTH)) : l10n.t('failed');
	}
	if (task.stage === 'unconfigured' || (task.group === 'pending' && task.stage === 'ready')) {
		return service.summary.row(task, format);
	}
	return words?.needsYou && !task.over ? words.text : undefined;
}
