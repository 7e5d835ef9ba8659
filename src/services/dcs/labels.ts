/** The wire words of DCS in the display language. One row a word; a word without one is shown as it came. */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';

type Words = Readonly<Record<string, () => string>>;

export const METHOD_WORDS: Words = {
	full_amount_migration: () => l10n.t('Full, once'),
	incremental_migration: () => l10n.t('Full, then incremental'),
};

export const TYPE_WORDS: Words = {
	backupfile_import: () => l10n.t('Backup import'),
	online_migration: () => l10n.t('Online'),
	// The documented example of the details holds a method here.
	...METHOD_WORDS,
};

export const RESUME_WORDS: Words = { auto: () => l10n.t('Automatic'), manual: () => l10n.t('Manual') };

export const NETWORK_WORDS: Words = { vpc: () => 'VPC', vpn: () => 'VPN' };

export const FILE_SOURCE_WORDS: Words = {
	self_build_obs: () => l10n.t('OBS bucket'),
	backup_record: () => l10n.t('Backup record'),
};

/** States of an instance, at the one end or the other. */
export const INSTANCE_WORDS: Words = {
	CREATING: () => l10n.t('Being created'),
	CREATEFAILED: () => l10n.t('Creation failed'),
	RUNNING: () => l10n.t('Running'),
	ERROR: () => l10n.t('Faulty'),
	RESTARTING: () => l10n.t('Restarting'),
	FROZEN: () => l10n.t('Frozen'),
	EXTENDING: () => l10n.t('Being scaled'),
	RESTORING: () => l10n.t('Being restored'),
	FLUSHING: () => l10n.t('Being cleared'),
};

/** `task_status` of a task: how far the switch of the instances' IP addresses is. */
export const IP_SWITCH_WORDS: Words = {
	EXCHANGING: () => l10n.t('IP addresses are being switched'),
	EXCHANGE_SUCCESS: () => l10n.t('IP addresses were switched'),
	ROLLBACK_SUCCESS: () => l10n.t('IP addresses were switched back'),
};

/** Whether a `task_status` says that addresses are being switched right now. */
export function isSwitchingIp(status: string | null | undefined): boolean {
	return filled(status) === 'EXCHANGING';
}

/** Whether a `task_status` says that addresses were switched, and not switched back. */
export function hasSwitchedIp(status: string | null | undefined): boolean {
	return filled(status) === 'EXCHANGE_SUCCESS';
}
