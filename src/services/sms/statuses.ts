/**
 * What each state of a server migration means, one row a state. The 12 states of the answers and the 10 of the filter in "Listing Migration Tasks"
 * make 14. `RUNNING` is in progress here.
 */
import * as l10n from '@vscode/l10n';
import { GROUP_COLORS, Statuses, type StatusRow, type StatusTable } from '../../migration/status';

type Look = Pick<StatusRow, 'group' | 'icon' | 'color'>;

// A mark of its own: the other shapes of a server say nothing of a failure.
const FAILED: Look = { group: 'failed', icon: 'report', color: GROUP_COLORS.failed };
const PENDING: Look = { group: 'pending', icon: 'vm-outline', color: GROUP_COLORS.pending };
const ACTIVE: Look = { group: 'active', icon: 'vm-running', color: GROUP_COLORS.active };
const STOPPED: Look = { group: 'stopped', icon: 'vm-connect', color: GROUP_COLORS.stopped };
const SUCCEEDED: Look = { group: 'succeeded', icon: 'vm-active', color: GROUP_COLORS.succeeded };

const TABLE: StatusTable = {
	READY: {
		...PENDING,
		stage: 'ready',
		words: () => l10n.t('Waiting to be started'),
		actions: ['start', 'drill', 'networkCheck', 'speedLimit', 'delete'],
	},
	RUNNING: {
		...ACTIVE,
		stage: 'running',
		words: () => l10n.t('Migrating'),
		actions: ['stop', 'speedLimit', 'collectLog'],
	},
	SYNCING: {
		...ACTIVE,
		stage: 'syncing',
		words: () => l10n.t('Synchronizing changes'),
		actions: ['stop', 'drill', 'cloneTest', 'skip', 'speedLimit', 'collectLog'],
	},
	ABORTING: { ...ACTIVE, stage: 'stopping', words: () => l10n.t('Stopping') },
	SKIPPING: { ...ACTIVE, stage: 'running', words: () => l10n.t('Skipping a step') },
	DELETING: { ...ACTIVE, stage: 'stopping', words: () => l10n.t('Being deleted') },
	RESETING: { ...ACTIVE, stage: 'running', words: () => l10n.t('Rolling back') },
	SYNC_F_ROLLBACKING: { ...ACTIVE, stage: 'running', words: () => l10n.t('Synchronization failed, rolling back') },
	ABORT: {
		...STOPPED,
		stage: 'over',
		words: () => l10n.t('Stopped'),
		actions: ['start', 'speedLimit', 'collectLog', 'delete'],
	},
	MIGRATE_SUCCESS: {
		...SUCCEEDED,
		stage: 'over',
		words: () => l10n.t('Migrated'),
		actions: ['start', 'clear', 'collectLog', 'delete'],
	},
	SYNC_SUCCESS: {
		...SUCCEEDED,
		stage: 'over',
		words: () => l10n.t('Synchronized'),
		actions: ['start', 'clear', 'collectLog', 'delete'],
	},
	MIGRATE_FAIL: {
		...FAILED,
		stage: 'over',
		words: () => l10n.t('Migration failed'),
		actions: ['restart', 'collectLog', 'delete'],
	},
	SYNC_FAIL: {
		...FAILED,
		stage: 'over',
		words: () => l10n.t('Synchronization failed'),
		actions: ['restart', 'collectLog', 'delete'],
	},
	SYNC_F_ROLLBACK_SUCCESS: {
		...FAILED,
		stage: 'over',
		words: () => l10n.t('Synchronization failed, rolled back'),
		actions: ['restart', 'collectLog', 'delete'],
	},
};

/** The states of SMS. */
export const statuses = new Statuses(TABLE, 'server');
