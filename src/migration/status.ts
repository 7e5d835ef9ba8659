/**
 * What each wire status means. One row a status: whoever meets a new one adds a row here and touches nothing else; until then it is shown in
 * `other`, as the service said it.
 */
import * as l10n from '@vscode/l10n';
import type { Service, StatusGroup } from './task';

/** Where in its life a task stands, as far as its status alone tells. */
export type Stage =
	| 'creating'
	| 'unconfigured'
	| 'ready'
	| 'running'
	| 'full'
	| 'incremental'
	| 'syncing'
	| 'stopping'
	| 'over'
	| 'unknown';

export interface StatusRow {
	readonly group: StatusGroup;
	readonly stage: Stage;
	/** In words, in the display language. */
	readonly words: () => string;
}

/**
 * DCS: the union of "Listing Migration Tasks" (4 values), "Querying Details of a Data Migration Task" (10) and the values seen in older pages and
 * in other clients. `RUNNING` waits for its configuration; `INCRMIGEATING` is the spelling that the service really sends.
 */
const DCS: Readonly<Record<string, StatusRow>> = {
	CREATING: { group: 'active', stage: 'creating', words: () => l10n.t('Being created') },
	RUNNING: { group: 'pending', stage: 'unconfigured', words: () => l10n.t('Waiting for configuration') },
	MIGRATING: { group: 'active', stage: 'running', words: () => l10n.t('Migrating') },
	FULLMIGRATING: { group: 'active', stage: 'full', words: () => l10n.t('Full sync') },
	INCRMIGRATING: { group: 'active', stage: 'incremental', words: () => l10n.t('Following changes') },
	INCRMIGEATING: { group: 'active', stage: 'incremental', words: () => l10n.t('Following changes') },
	TERMINATING: { group: 'active', stage: 'stopping', words: () => l10n.t('Stopping') },
	TERMINATED: { group: 'stopped', stage: 'over', words: () => l10n.t('Stopped') },
	RELEASED: { group: 'stopped', stage: 'over', words: () => l10n.t('Migration machine released') },
	DELETED: { group: 'stopped', stage: 'over', words: () => l10n.t('Deleted') },
	SUCCESS: { group: 'succeeded', stage: 'over', words: () => l10n.t('Succeeded') },
	MIGRATION_SUCCESS: { group: 'succeeded', stage: 'over', words: () => l10n.t('Succeeded, resources not yet cleared') },
	FAILED: { group: 'failed', stage: 'over', words: () => l10n.t('Failed') },
	MIGRATION_FAILED: { group: 'failed', stage: 'over', words: () => l10n.t('Failed, resources not yet cleared') },
	ERROR: { group: 'failed', stage: 'over', words: () => l10n.t('Faulty') },
};

/** SMS: the 12 states of the answers and the 10 of the filter in "Listing Migration Tasks" make 14. `RUNNING` is in progress here. */
const SMS: Readonly<Record<string, StatusRow>> = {
	READY: { group: 'pending', stage: 'ready', words: () => l10n.t('Ready to start') },
	RUNNING: { group: 'active', stage: 'running', words: () => l10n.t('Migrating') },
	SYNCING: { group: 'active', stage: 'syncing', words: () => l10n.t('Synchronizing changes') },
	ABORTING: { group: 'active', stage: 'stopping', words: () => l10n.t('Stopping') },
	SKIPPING: { group: 'active', stage: 'running', words: () => l10n.t('Skipping a step') },
	DELETING: { group: 'active', stage: 'stopping', words: () => l10n.t('Being deleted') },
	RESETING: { group: 'active', stage: 'running', words: () => l10n.t('Rolling back') },
	SYNC_F_ROLLBACKING: {
		group: 'active',
		stage: 'running',
		words: () => l10n.t('Synchronization failed, rolling back'),
	},
	ABORT: { group: 'stopped', stage: 'over', words: () => l10n.t('Stopped') },
	MIGRATE_SUCCESS: { group: 'succeeded', stage: 'over', words: () => l10n.t('Migrated') },
	SYNC_SUCCESS: { group: 'succeeded', stage: 'over', words: () => l10n.t('Synchronized') },
	MIGRATE_FAIL: { group: 'failed', stage: 'over', words: () => l10n.t('Migration failed') },
	SYNC_FAIL: { group: 'failed', stage: 'over', words: () => l10n.t('Synchronization failed') },
	SYNC_F_ROLLBACK_SUCCESS: {
		group: 'failed',
		stage: 'over',
		words: () => l10n.t('Synchronization failed, rolled back'),
	},
};

const TABLES: Readonly<Record<Service, Readonly<Record<string, StatusRow>>>> = { dcs: DCS, sms: SMS };

/** The wire statuses that this version knows. */
export function knownStatuses(service: Service): readonly string[] {
	return Object.keys(TABLES[service]);
}

/** The row of a wire status; an unknown one gets group `other` and itself as words. Case and blanks around it do not matter. */
export function statusRow(service: Service, status: string): StatusRow & { readonly known: boolean } {
	const key = status.trim().toUpperCase();
	const table = TABLES[service];
	const row = Object.hasOwn(table, key) ? table[key] : undefined;
	if (row) {
		return { ...row, known: true };
	}
	return {
		group: 'other',
		stage: 'unknown',
		words: () => (key === '' ? l10n.t('No status given') : status.trim()),
		known: false,
	};
}

/** The name of a group, as the tree shows it. */
export function groupTitle(group: StatusGroup): string {
	switch (group) {
		case 'failed':
			return l10n.t('Failed');
		case 'pending':
			return l10n.t('Waiting for configuration');
		case 'active':
			return l10n.t('In progress');
		case 'stopped':
			return l10n.t('Stopped');
		case 'succeeded':
			return l10n.t('Succeeded');
		case 'other':
			return l10n.t('Other');
	}
}
