/** Tells how an action that was accepted ended, with what a person may do then. */
import * as l10n from '@vscode/l10n';
import type { ActionWords } from '../../migration/actionWords';
import type { TaskRef } from '../../migration/task';
import { runCommand } from '../commands';
import { showError, showInfo, showWarning } from '../messages';
import type { Ending } from './ending';
import { type EndingContext, endingText, lateText } from './endingText';

/** What was to come next, and was not sent: `again` asks about it anew. */
export interface Unsent {
	readonly words: ActionWords;
	readonly again: () => Promise<void>;
}

export async function tellEnding(
	ending: Ending,
	ref: TaskRef,
	words: ActionWords,
	context: EndingContext,
	next: Unsent | undefined,
): Promise<void> {
	if (next && ending !== 'gone') {
		const again = l10n.t('{0}…', next.words.label());
		if ((await showWarning(lateText(ending, words, next.words, context), again)) === again) {
			await next.again();
		}
	} else if (ending === 'done') {
		void showInfo(words.done(context.name));
	} else {
		const show = ending === 'failed' ? showError : showWarning;
		const open = l10n.t('Open Task');
		if ((await show(endingText(ending, words, context), open)) === open) {
			runCommand('openTask', ref);
		}
	}
}
