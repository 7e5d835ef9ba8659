/**
 * Handing on the collected log of a task. The link to it is a secret: it is asked for when somebody wants it, goes into the clipboard, and is kept,
 * shown and logged nowhere.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { CollectedLog } from '../../migration/collectedLog';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { showError, showInfo, showQuietly, showWarning } from '../messages';
import type { PickRow } from '../quickPicks';
import { nameOf } from '../taskNames';

export interface CollectedLogDeps {
	readonly store: TaskStore;
	readonly connections: Pick<ConnectionManager, 'name'>;
	readonly format: Format;
}

/** Its row among what can be done to a task. */
export function collectedLogRow(): PickRow {
	return {
		icon: 'link',
		label: l10n.t('Copy Link to Collected Logs'),
		description: l10n.t('anybody who has it can read them for a while'),
	};
}

/** Tells that a log was collected (`done`, a sentence), where it lies, and offers its link. */
export async function tellCollected(ref: TaskRef, done: string, deps: CollectedLogDeps): Promise<void> {
	const where = await whereItLies(ref, deps);
	const copy = l10n.t('Copy Link');
	if ((await showInfo([done, ...where].join(' '), copy)) === copy) {
		await copyLogLink(ref, deps);
	}
}

/** Copies the link to the collected log of a task, or says why there is none. */
export async function copyLogLink(ref: TaskRef, { store, connections, format }: CollectedLogDeps): Promise<void> {
	const name = nameOf(ref, store.get(ref));
	let found: CollectedLog | undefined;
	try {
		found = await showQuietly(l10n.t('Asking for the link…'), () => store.collectedLog(ref));
	} catch (error) {
		if (!(error instanceof CloudError)) {
			throw error;
		}
		void showError(errorMessage(error, connections.name(ref.connectionId)));
		return;
	}
	if (!found) {
		void showWarning(
			l10n.t(
				'{0} has no collected log of “{1}” any more. Collect it again.',
				store.services.get(ref.service).label,
				name,
			),
		);
		return;
	}
	const { link, bucket, expiresAt } = found;
	const now = Date.now();
	if (link === undefined || (expiresAt !== undefined && expiresAt <= now)) {
		const inBucket = bucket === undefined ? [] : [l10n.t('The files are still in the bucket “{0}”.', bucket)];
		const why =
			link === undefined
				? l10n.t('The service gave no link to the log of “{0}”. Collect it again for one.', name)
				: l10n.t(
						'The link to the log of “{0}” was good until {1}. Collect it again for a new one.',
						name,
						time(expiresAt ?? now, format, now),
					);
		void showWarning([why, ...inBucket].join(' '));
		return;
	}
	await vscode.env.clipboard.writeText(link);
	void showInfo(
		expiresAt === undefined
			? l10n.t('The link to the log of “{0}” was copied. Whoever has it can read the log.', name)
			: l10n.t(
					'The link to the log of “{0}” was copied. Whoever has it can read the log until {1}.',
					name,
					time(expiresAt, format, now),
				),
	);
}

/** Sentences of the bucket and how long the link is good; none where the service does not say, which is told where somebody wants the link. */
async function whereItLies(ref: TaskRef, { store, format }: CollectedLogDeps): Promise<readonly string[]> {
	try {
		const { bucket, expiresAt } = (await store.collectedLog(ref)) ?? {};
		return [
			...(bucket === undefined ? [] : [l10n.t('It is in the bucket “{0}”.', bucket)]),
			...(expiresAt === undefined ? [] : [l10n.t('Its link is good until {0}.', time(expiresAt, format, Date.now()))]),
		];
	} catch {
		return [];
	}
}

function time(at: number, format: Format, now: number): string {
	return new Date(at).toDateString() === new Date(now).toDateString() ? format.clock(at) : format.dateTime(at);
}
