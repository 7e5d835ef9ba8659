/**
 * The fields of a DCS task in the order in which a person reads them. Names and meanings: "Listing Migration Tasks" and "Querying Details of a Data
 * Migration Task" (DCS API V2).
 */
import * as l10n from '@vscode/l10n';
import { lookUp, text } from '../../core/values';
import {
	asBlock,
	asCode,
	asDate,
	asList,
	asNumber,
	asWord,
	asYesNo,
	type DetailContext,
	type DetailRow,
	type Show,
} from '../../migration/detailFields';
import { HELPS } from './helps';
import {
	FILE_SOURCE_WORDS,
	INSTANCE_WORDS,
	IP_SWITCH_WORDS,
	METHOD_WORDS,
	NETWORK_WORDS,
	RESUME_WORDS,
	TYPE_WORDS,
} from './labels';
import { DCS_BACKUP_FILES, DCS_INSTANCE, type DcsFields } from './schema';
import { statuses } from './statuses';

const asBandwidth = asNumber((value) => l10n.t('{0} MB/s', value));
const asMethod: Show = (value, context) => ({ ...asWord(METHOD_WORDS)(value, context), help: HELPS.method() });
const asMachine: Show = () => ({ code: true, hint: l10n.t('to be allowed at each end that is in the same VPC') });
/** The page says bytes, its example "754.0MB": a bare number is bytes, anything else stands as it came. */
const asSize: Show = (value, { format }) => {
	const size = text(value).trim();
	return /^\d+$/.test(size) ? { value: l10n.t('{0} bytes', format.integer(Number(size))) } : { value: size };
};

/** The page knows `task_status` as that of an IP switch alone; any other value is not said to be one. */
function statusLabel(came: unknown): string {
	return lookUp(IP_SWITCH_WORDS, text(came).trim()) ? l10n.t('IP switch') : l10n.t('Status of the task');
}

/** The page calls it the time of completion, but it is there while a task runs too. */
function updatedLabel(_came: unknown, { fields }: DetailContext): string {
	const { group, stage } = statuses.row((fields as DcsFields).status ?? '');
	return group === 'succeeded' ? l10n.t('Completed') : stage === 'over' ? l10n.t('Ended') : l10n.t('Last changed');
}

export const ABOUT: readonly DetailRow[] = [
	['migration_type', () => l10n.t('Kind'), asWord(TYPE_WORDS)],
	['migration_method', () => l10n.t('Method'), asMethod],
	['resume_mode', () => l10n.t('Reconnection'), asWord(RESUME_WORDS)],
	['bandwidth_limit_mb', () => l10n.t('Bandwidth limit'), asBandwidth],
	['task_status', statusLabel, asWord(IP_SWITCH_WORDS)],
	['description', () => l10n.t('Description'), asBlock],
	['version', () => l10n.t('Version')],
	['supported_features', () => l10n.t('Supported features'), asList],
	['task_id', () => l10n.t('Task ID'), asCode],
];

export const WHEN: readonly DetailRow[] = [
	['created_at', () => l10n.t('Created'), asDate],
	['updated_at', updatedLabel, asDate],
	['released_at', () => l10n.t('Migration machine released'), asDate],
];

export const NETWORK: readonly DetailRow[] = [
	['ecs_tenant_private_ip', () => l10n.t('Migration machine'), asMachine],
	['network_type', () => l10n.t('Network type'), asWord(NETWORK_WORDS)],
	['tenant_vpc_id', () => l10n.t('VPC'), asCode],
	['tenant_subnet_id', () => l10n.t('Subnet'), asCode],
	['tenant_security_group_id', () => l10n.t('Security group'), asCode],
];

export const ERROR: readonly DetailRow[] = [['error_message', () => l10n.t('Error'), asBlock]];

export const BACKUP: readonly DetailRow[] = [
	['backup_files.file_source', () => l10n.t('Backup source'), asWord(FILE_SOURCE_WORDS)],
	['backup_files.bucket_name', () => l10n.t('Bucket'), asCode],
	['backup_files.backup_id', () => l10n.t('Backup record'), asCode],
];

/** Rows of one backup file, by its position. */
export function fileRows(index: number): readonly DetailRow[] {
	const file = `backup_files.files.${index}`;
	return [
		[`${file}.file_name`, () => l10n.t('File {0}', index + 1), asCode],
		[`${file}.size`, () => l10n.t('Size'), asSize],
		[`${file}.update_at`, () => l10n.t('Last changed'), asDate],
	];
}

/** One of the two ends of a migration. */
export type Side = 'source' | 'target';

/** A row whose value may have two names: that of the details first, then that of the list. */
export type SideRow = readonly [fields: readonly string[], label: () => string, show?: Show];

/** Rows of one side. */
export function sideRows(side: Side): readonly SideRow[] {
	const nested = `${side}_instance`;
	return [
		[[`${nested}.addrs`, side === 'source' ? 'data_source' : 'target_instance_addrs'], () => l10n.t('Address'), asCode],
		[[`${nested}.id`, `${nested}_id`], () => l10n.t('Instance'), asCode],
		[[`${nested}.ip`], () => l10n.t('IP address'), asCode],
		[[`${nested}.port`], () => l10n.t('Port'), asCode],
		[[`${nested}.db`], () => l10n.t('Database')],
		[[`${nested}.proxy_multi_db`], () => l10n.t('Multi-DB'), asYesNo],
		[[`${nested}.task_status`], () => l10n.t('State'), asWord(INSTANCE_WORDS)],
		[[`${nested}_spec_code`], () => l10n.t('Specification'), asCode],
		[[`${nested}_subnet_id`], () => l10n.t('Subnet'), asCode],
	];
}

/** The state of one side's instance. */
export function stateRow(side: Side): DetailRow {
	return [`${side}_instance_status`, () => l10n.t('State of the instance'), asWord(INSTANCE_WORDS)];
}

/** What is known of the objects inside a task. */
export const NESTED: Readonly<Record<string, ReadonlySet<string>>> = {
	source_instance: new Set(Object.keys(DCS_INSTANCE)),
	target_instance: new Set(Object.keys(DCS_INSTANCE)),
	backup_files: new Set(Object.keys(DCS_BACKUP_FILES)),
};

/** Fields of a task that have a place on the page; name and status stand in its head. */
export const KNOWN: ReadonlySet<string> = new Set([
	...[...ABOUT, ...WHEN, ...NETWORK, ...ERROR].map(([field]) => field),
	...(['source', 'target'] as const).flatMap((side) => [
		`${side}_instance_name`,
		stateRow(side)[0],
		...sideRows(side).flatMap(([fields]) => fields),
	]),
	...Object.keys(NESTED),
	'task_name',
	'status',
]);
