/** What each status of a DCS task means. One row a status: a new one is a new row; until then it is shown in `other`, as the service said it. */
import * as l10n from '@vscode/l10n';
import { GROUP_COLORS, Statuses, type StatusRow } from '../../migration/status';
import type { Stage, StatusGroup } from '../../migration/task';

const ICONS: Readonly<Record<StatusGroup, string>> = {
	failed: 'error',
	pending: 'circle-large-outline',
	active: 'sync',
	stopped: 'circle-slash',
	succeeded: 'pass',
	other: 'question',
};

function row(group: StatusGroup, stage: Stage, words: () => string, actions: readonly string[] = []): StatusRow {
	return { group, stage, words, icon: ICONS[group], color: GROUP_COLORS[group], actions };
}

/** What can be done to a migration that runs; deleting it stops it first. */
const RUNS = ['stop', 'reconnection', 'delete'];
/** What can be done while changes are followed. Of both, readTask.ts leaves the one that fits how far a switch of addresses is, or none. */
const FOLLOWS = [...RUNS, 'stopSync', 'switchIp', 'rollbackIp'];

/**
 * The union of "Listing Migration Tasks" (4 values), "Querying Details of a Data Migration Task" (10) and the values seen in older pages and in other
 * clients. `RUNNING` waits for its configuration; `INCRMIGEATING` is the spelling that the service really sends.
 */
export const statuses = new Statuses(
	{
		CREATING: row('active', 'creating', () => l10n.t('Being created')),
		RUNNING: row('pending', 'unconfigured', () => l10n.t('Waiting for configuration'), ['configure', 'delete']),
		MIGRATING: row('active', 'running', () => l10n.t('Migrating'), RUNS),
		FULLMIGRATING: row('active', 'full', () => l10n.t('Full sync'), RUNS),
		INCRMIGRATING: row('active', 'incremental', () => l10n.t('Following changes'), FOLLOWS),
		INCRMIGEATING: row('active', 'incremental', () => l10n.t('Following changes'), FOLLOWS),
		TERMINATING: row('active', 'stopping', () => l10n.t('Stopping'), ['rollbackIp']),
		TERMINATED: row('stopped', 'over', () => l10n.t('Stopped'), ['restart', 'delete', 'rollbackIp']),
		RELEASED: row('stopped', 'over', () => l10n.t('Migration machine released'), ['delete', 'rollbackIp']),
		DELETED: row('stopped', 'over', () => l10n.t('Deleted')),
		SUCCESS: row('succeeded', 'over', () => l10n.t('Succeeded'), ['delete', 'rollbackIp']),
		MIGRATION_SUCCESS: row('succeeded', 'over', () => l10n.t('Succeeded, resources not yet cleared'), [
			'delete',
			'rollbackIp',
		]),
		FAILED: row('failed', 'over', () => l10n.t('Failed'), ['restart', 'delete']),
		MIGRATION_FAILED: row('failed', 'over', () => l10n.t('Failed, resources not yet cleared'), ['restart', 'delete']),
		ERROR: row('failed', 'over', () => l10n.t('Faulty'), ['delete']),
	},
	ICONS.other,
);
