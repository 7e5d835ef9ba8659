/** How an action that was accepted ended, in words. Pure. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import type { Ending } from './ending';

/** What a service says went wrong, in UTF-16 units. */
const REASON_LENGTH = 200;

export interface EndingContext {
	/** What the task was called. */
	readonly name: string;
	/** ms since 1970. */
	readonly sentAt: number;
	readonly now: number;
	/** What the service says went wrong; '' where it says nothing. */
	readonly reason: string;
	readonly format: Format;
}

/** An ending that was not what was asked for, or of which the task does not tell. */
export function endingText(ending: Ending, { label, lookAt, check }: ActionWords, context: EndingContext): string {
	const { name, reason } = context;
	switch (ending) {
		case 'failed': {
			const why = plainLine(reason, REASON_LENGTH);
			const said =
				why === ''
					? l10n.t('“{0}” failed after “{1}”. Open it to see why.', name, label())
					: l10n.t('“{0}” failed after “{1}”: {2}', name, label(), why);
			return check ? `${said.replace(/[.。]?$/, '.')} ${check()}` : said;
		}
		case 'gone':
			return l10n.t('“{0}” is not there any more.', name);
		default: {
			const accepted = l10n.t('“{0}”: “{1}” was accepted at {2}.', name, label(), timeOf(context.sentAt, context));
			const says =
				ending === 'unsaid'
					? l10n.t('The service does not say when this is over.')
					: l10n.t('The task does not say yet that it is done.');
			return `${accepted} ${says} ${lookAt ? l10n.t('Look at {0}.', lookAt()) : l10n.t('Look at it.')}`;
		}
	}
}

/** The task ended as `ending` says, so that what was to come next was not sent. */
export function lateText(ending: Ending, words: ActionWords, next: ActionWords, context: EndingContext): string {
	const first = ending === 'done' ? words.done(context.name) : endingText(ending, words, context);
	const left = l10n.t('“{0}”, asked for at {1}, was not sent.', next.label(), timeOf(context.sentAt, context));
	return `${first} ${left}`;
}

/** The time of an event, with its day where that is not today; both in ms since 1970. */
export function timeOf(at: number, { now, format }: { readonly now: number; readonly format: Format }): string {
	const today = new Date(at).toDateString() === new Date(now).toDateString();
	return today ? format.clock(at) : format.dateTime(at);
}
