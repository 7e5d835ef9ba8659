/** Collecting the log of a server migration ("Uploading Migration Task Logs"): into which bucket, and how it goes. Pure. */
import * as l10n from '@vscode/l10n';
import { text } from '../../core/values';
import type { Task } from '../../migration/task';
import type { SmsFields } from './schema';

/** INIT, UPLOADING, UPLOADED or UPLOAD_FAIL in the list of tasks, or a word that nobody knew; '' where none came. */
export function logStatus({ fields }: Task<SmsFields>): string {
	return text(fields.log_collect_status).trim().toUpperCase();
}

/** What is wrong with the name of a bucket, by the rules of OBS; undefined where nothing is. */
export function bucketFault(name: string): string | undefined {
	if (name.length < 3 || name.length > 63 || !/^[a-z0-9.-]+$/.test(name)) {
		return l10n.t('A bucket’s name has 3 to 63 characters: small letters, digits, hyphens and dots.');
	}
	if (!/^[a-z0-9].*[a-z0-9]$/.test(name) || /\.\.|\.-|-\./.test(name)) {
		return l10n.t('A bucket’s name begins and ends with a letter or digit, and has no dot beside a dot or hyphen.');
	}
	return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) ? l10n.t('A bucket’s name cannot look like an IP address.') : undefined;
}
