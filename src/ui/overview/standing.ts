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
		? endedAt !== undefined && now - endedAt < RECENT
		: task.group === 'active' || task.group === 'pending' || task.group === 'other';
}

const ENDED: ReadonlySet<string> = new Set(['failed', 'stopped', 'succeeded']);

/** Why a task that is of now needs somebody; undefined where it does not. */
export function needOf(
	task: Task,
	service: Pick<ServiceInfo, 'summary'>,
	words: VerdictWords | undefined,
	format: Format,
): string | undefined {
	if (task.group === 'failed') {
		const error = service.summary.error(task);
		return error ? l10n.t('failed: {0}', plainLine(error, WHY_LENGTH)) : l10n.t('failed');
	}
	if (task.stage === 'unconfigured' || (task.group === 'pending' && task.stage === 'ready')) {
		return service.summary.row(task, format);
	}
	return words?.needsYou && !task.over ? words.text : undefined;
}
