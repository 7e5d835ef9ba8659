/** What became of an action on one task, in words. Pure. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import { plainBlock } from '../../core/plainText';
import type { Outcome } from '../../store/submissions';
import { type OutcomeContext, untracedText } from '../configure/outcomeWords';
import { withNextTry } from '../nextTry';

/**
 * `accepted`: the service took it, which is not yet done. `doubt`: nobody knows whether it did. `unsettled`: so it is with an earlier one, and nothing
 * was sent now.
 */
export type ActionResult =
	| { readonly state: 'accepted' }
	| { readonly state: 'failed' | 'doubt'; readonly text: string }
	| { readonly state: 'unsettled'; readonly text: string; readonly sentAt: number };

type ResultContext = Pick<OutcomeContext, 'connectionName' | 'format' | 'now'>;

/** An outcome in words. */
export function actionResult(outcome: Outcome, { connectionName, format, now }: ResultContext): ActionResult {
	switch (outcome.kind) {
		case 'answered':
			return outcome.answer.error === ''
				? { state: 'accepted' }
				: { state: 'failed', text: plainBlock(outcome.answer.error) };
		case 'refused':
			return {
				state: 'failed',
				text: withNextTry(errorMessage(outcome.error, connectionName), outcome.error, format, now),
			};
		case 'unknown':
			return {
				state: 'doubt',
				text:
					outcome.error instanceof CloudError
						? l10n.t(
								'It was sent, but no answer came back, so it is not known whether it was done. {0}',
								errorMessage(outcome.error, connectionName),
							)
						: l10n.t(
								'A fault in the extension interrupted it, so it is not known whether it was sent. Details are in the log.',
							),
			};
		case 'unsettled':
			return { state: 'unsettled', sentAt: outcome.sentAt, text: unsettledText(outcome.sentAt, { format, now }) };
		case 'elsewhere':
			return { state: 'failed', text: l10n.t('Another window is sending it now. Nothing was sent from here.') };
		case 'untraced':
			return { state: 'failed', text: untracedText() };
	}
}

/** An earlier sending whose outcome nobody knows; `sentAt` in ms since 1970. */
export function unsettledText(sentAt: number, { format, now }: Omit<ResultContext, 'connectionName'>): string {
	const today = new Date(sentAt).toDateString() === new Date(now).toDateString();
	return l10n.t(
		'It was sent at {0}, and no answer came: whether it was done is not known.',
		today ? format.clock(sentAt) : format.dateTime(sentAt),
	);
}
