/** What the numbers and words of a server migration mean, for whoever asks beside them; a new one is a new row. */
import * as l10n from '@vscode/l10n';

export const HELPS = {
	step: () =>
		l10n.t('The percentage of this step alone. Each step counts to 100 % by itself, and not every step copies data.'),
	estimate: () =>
		l10n.t(
			'The service’s own estimate, which may jump. Where it gives none, nothing is shown: a percentage of a step tells no time.',
		),
	stopWriting: () =>
		l10n.t(
			'A last synchronization copies what changed until it began: so stop writing at the source first, then synchronize once more.',
		),
} as const;

const STATUS_HELPS: Readonly<Record<string, () => string>> = {
	RUNNING: () =>
		l10n.t('The first copy of the server is being made. Changes at the source need a synchronization afterwards.'),
	SYNCING: () =>
		l10n.t('What changed at the source since the copy is copied once more. It can be done again as often as needed.'),
};

/** What the status of a task means, where its word alone may mislead. */
export function statusHelp({ status }: { readonly status: string }): string | undefined {
	const word = status.toUpperCase();
	return Object.hasOwn(STATUS_HELPS, word) ? STATUS_HELPS[word]?.() : undefined;
}
