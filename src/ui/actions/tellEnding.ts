/** Tells how an action that was accepted ended, with what a person may do then. */
import * as l10n from '@vscode/l10n';
import type { ActionWords } from '../../migration/actionWords';
import type { TaskRef } from '../../migration/task';
import { runCommand } from '../commands';
import { showError, showInfo, showWarning } from '../messages';
import type { Ending } from './ending';
import { type EndingContext, endingText, lateText } from './endingText';

/** Another action that is offered. */
export interface Another {
	readonly words: ActionWords;
	/** Asks about it. */
	readonly run: () => Promise<void>;
}

export interface EndingOffers {
	/** What was to come next, and was not sent. */
	readonly unsent?: Another | undefined;
	/** What takes back what was done. */
	readonly undo?: Another | undefined;
}

/** `done` tells what is done and offers nothing. */
export async function tellEnding(
	ending: Ending,
	ref: TaskRef,
	words: ActionWords,
	context: EndingContext,
	{ unsent, undo }: EndingOffers,
	done: (text: string) => void,
): Promise<void> {
	if (unsent && ending !== 'gone') {
		await offer(unsent, (label) => showWarning(lateText(ending, words, unsent.words, context), label));
	} else if (ending === 'done' && undo) {
		await offer(undo, (label) => showInfo(words.done(context.name), label));
	} else if (ending === 'done') {
		done(words.done(context.name));
	} else {
		const show = ending === 'failed' ? showError : showWarning;
		const open = l10n.t('Open Task');
		if ((await show(endingText(ending, words, context), open)) === open) {
			runCommand('openTask', ref);
		}
	}
}

async function offer(another: Another, show: (label: string) => Thenable<string | undefined>): Promise<void> {
	const label = l10n.t('{0}…', another.words.label());
	if ((await show(label)) === label) {
		await another.run();
	}
}
