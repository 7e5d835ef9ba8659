/** What the numbers and words of a DCS migration mean, for whoever asks beside them; a new one is a new row. The rules of the judgement: docs/insight.md. */
import * as l10n from '@vscode/l10n';
import { statuses } from './statuses';

export const HELPS = {
	progress: () =>
		l10n.t(
			'How much of the data that was there at the beginning is copied. 0 % is normal for minutes: the source takes its snapshot before the first byte is copied. The service gives whole per cents.',
		),
	offset: () =>
		l10n.t(
			'How far the target is behind the source while changes are followed; before, it says nothing. The service does not name its unit. It need not be exactly 0: heartbeats alone move it.',
		),
	keys: () =>
		l10n.t(
			'The two numbers may differ for good reasons: keys that have expired are still counted, keys are written between the two readings, and the target may have keys of its own. Ever more missing keys, or more than one in a thousand, are no such reason.',
		),
	left: () =>
		l10n.t(
			'A range, since nobody can know it exactly: it goes by how fast it has moved since the first movement, not since the task was created. The longer it runs steadily, the narrower the range.',
		),
	stopWriters: () =>
		l10n.t(
			'Each of these must have held for a minute. A burst of writes cannot be foreseen: so stop the writers first, say here that they are stopped, and wait for “switch now” before you switch the clients.',
		),
	method: () =>
		l10n.t(
			'Full: what is there at the beginning is copied once, and what is written later is left out. Incremental: after the full copy, later writes are followed until you stop the task.',
		),
} as const;

/** Statuses whose word misleads. */
const STATUS_HELPS: Readonly<Record<string, () => string>> = {
	unconfigured: () =>
		l10n.t(
			'The service calls this RUNNING: the migration machine runs. Nothing is copied before source and target are configured.',
		),
	incremental: () =>
		l10n.t(
			'The full copy is done, and what is written to the source is copied after it. This never ends by itself: you stop the task once the clients are switched.',
		),
};

/** What the status of a task means, where its word alone may mislead. */
export function statusHelp({ status }: { readonly status: string }): string | undefined {
	return STATUS_HELPS[statuses.row(status).stage]?.();
}
