/** The collected log of a task, out of the current task of its source server ("Querying a Source Server"). Pure. */
import { type Note, readRow, type Table } from '../../cloud/tableReader';
import { readDate } from '../../core/dates';
import { filled, isRecord } from '../../core/values';
import type { CollectedLog } from '../../migration/collectedLog';

/** What the current task of a source server says of its logs; `log_expire` in s, 300–64,800. */
const SMS_CURRENT_TASK = {
	id: 'string',
	log_bucket: 'string',
	log_expire: 'number',
	log_upload_time: 'number',
} as const satisfies Table;

/** Longer ones are no seconds any more, but perhaps a date. */
const LONGEST_VALIDITY = 7 * 86_400;
/** Longer than the address of any signed link. */
const LINK_LENGTH = 8 * 1024;

/** Undefined where the server's current task is another one, or nothing is said of logs. */
export function readCollectedLog(
	{ current_task: task }: Readonly<Record<string, unknown>>,
	taskId: string,
	note: Note,
): CollectedLog | undefined {
	if (!isRecord(task)) {
		return undefined;
	}
	// Before the row is read, which takes all secrets out of it.
	const link = linkOf(task.log_share_url);
	const { fields } = readRow(SMS_CURRENT_TASK, task, note, 'current_task');
	const bucket = filled(fields.log_bucket);
	const id = filled(fields.id);
	if ((id !== undefined && id !== taskId) || (link === undefined && bucket === undefined)) {
		return undefined;
	}
	const { at: uploadedAt } = readDate(fields.log_upload_time);
	const validity = fields.log_expire ?? 0;
	const counted =
		uploadedAt !== undefined && validity > 0 && validity <= LONGEST_VALIDITY ? uploadedAt + validity * 1000 : undefined;
	return { bucket, link, expiresAt: signedUntil(link) ?? counted };
}

/** An address of the web in one word, as it came: a person pastes it wherever that may be. */
function linkOf(value: unknown): string | undefined {
	const link = typeof value === 'string' ? value.trim() : '';
	if (link.length > LINK_LENGTH || !/^https:\/\/[!-~]+$/i.test(link) || /["'`<>\\^{|}]/.test(link)) {
		return undefined;
	}
	return URL.canParse(link) ? link : undefined;
}

/** Signed links to OBS say themselves until when they are good: `Expires`, in s since 1970. */
function signedUntil(link: string | undefined): number | undefined {
	const expires = link === undefined ? null : new URL(link).searchParams.get('Expires');
	return expires !== null && /^\d{9,11}$/.test(expires) ? Number(expires) * 1000 : undefined;
}
