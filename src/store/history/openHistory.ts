/** Opens the history, and clears away what should not be in it any more: nobody did while VS Code was shut. */
import { HistoryFiles, type HistoryOptions } from './historyFiles';

/**
 * @param knownIds the connections that there are. None at all are taken for settings that cannot be read just now: then nothing goes before its age.
 * The history can be used at once; `tidied` resolves when all has gone that should, and never rejects.
 */
export function openHistory(
	options: HistoryOptions,
	knownIds: readonly string[],
): { readonly files: HistoryFiles; readonly tidied: Promise<void> } {
	const files = new HistoryFiles(options);
	const swept = knownIds.length > 0 ? files.sweep(knownIds) : Promise.resolve();
	return { files, tidied: swept.then(() => files.prune()) };
}
