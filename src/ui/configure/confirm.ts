/** The questions before a configuration is sent. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { type ConfigureValues, summarize } from '../../migration/configuration';
import type { Task } from '../../migration/task';
import { ask } from '../messages';
import { doubtText, type OutcomeContext, untracedText } from './outcomeWords';

/** Says what will happen to which task, and asks. `earlier`: why this is not the first sending, which then has to be decided in so many words. */
export async function confirmSending(
	task: Task,
	connectionName: string,
	values: ConfigureValues,
	nameOf: (id: string) => string | undefined,
	earlier: string | undefined,
): Promise<boolean> {
	const send = earlier === undefined ? l10n.t('Configure and Start') : l10n.t('Send Again');
	const detail = [
		earlier,
		summarize(values, nameOf),
		l10n.t('Keys of the same name at the target are overwritten.'),
		values.resume_mode === 'auto'
			? l10n.t('When following cannot resume after a break, a new full copy begins by itself.')
			: undefined,
	];
	const choice = await ask(
		l10n.t('Configure and start “{0}” on {1}?', plainLine(task.name), plainLine(connectionName)),
		{ detail: detail.filter(Boolean).join('\n\n') },
		send,
	);
	return choice === send;
}

/** Asks where no trace of the sending can be kept. */
export async function confirmUntraced(): Promise<boolean> {
	const send = l10n.t('Send All the Same');
	const title = l10n.t('Send the configuration without a note of it?');
	return (await ask(title, { detail: untracedText() }, send)) === send;
}

/** One of unknown outcome went out before; `sentAt` in ms since 1970. */
export function sentBefore(sentAt: number, context: OutcomeContext): string {
	const text = doubtText(sentAt, context);
	return l10n.t('{0} If it arrived, this is the second one: the task may be configured twice.', text);
}

/** One was taken, and its answer named an error. */
export function answeredBefore(): string {
	return l10n.t('The service took the last configuration and reported an error. This is the second one.');
}
