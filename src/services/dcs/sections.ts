/**
 * The fields of a DCS migration task in the order in which a person reads them. Names and meanings: "Listing Migration Tasks" and "Querying Details
 * of a Data Migration Task" (DCS API V2).
 */
import * as l10n from '@vscode/l10n';
import { at, text, textAt } from '../../core/values';
import {
	asBlock,
	asCode,
	asDate,
	asNumber,
	asWord,
	asYesNo,
	type FactContext,
	type FactRow,
	factsOf,
	otherFacts,
	type Show,
} from '../../migration/detailFields';
import type { Format } from '../../migration/format';
import type { Task, WireFields } from '../../migration/task';
import type { Card, Fact, Section } from '../../migration/viewModel';

export const METHOD_WORDS: Readonly<Record<string, () => string>> = {
	full_amount_migration: () => l10n.t('Full, once'),
	incremental_migration: () => l10n.t('Full, then incremental'),
};

export const TYPE_WORDS: Readonly<Record<string, () => string>> = {
	backupfile_import: () => l10n.t('Backup import'),
	online_migration: () => l10n.t('Online'),
	// The documented example of the details holds a method here.
	...METHOD_WORDS,
};

const RESUME_WORDS = { auto: () => l10n.t('Automatic'), manual: () => l10n.t('Manual') };
const NETWORK_WORDS = { vpc: () => 'VPC', vpn: () => 'VPN' };
const FILE_SOURCE_WORDS = { self_build_obs: () => l10n.t('OBS bucket'), backup_record: () => l10n.t('Backup record') };
const INSTANCE_WORDS: Readonly<Record<string, () => string>> = {
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
const TASK_STATUS_WORDS: Readonly<Record<string, () => string>> = {
	EXCHANGING: () => l10n.t('IP addresses are being switched'),
	EXCHANGE_SUCCESS: () => l10n.t('IP addresses were switched'),
	ROLLBACK_SUCCESS: () => l10n.t('IP addresses were switched back'),
};

const asList: Show = (value) => ({ value: Array.isArray(value) ? value.map(text).join(', ') : text(value) });
const asBandwidth = asNumber((value) => l10n.t('{0} MB/s', value));
const asMachine: Show = (value) => ({ value: text(value), code: true, hint: l10n.t('allow it at source and target') });

const ABOUT: readonly FactRow[] = [
	['migration_type', () => l10n.t('Kind'), asWord(TYPE_WORDS)],
	['migration_method', () => l10n.t('Method'), asWord(METHOD_WORDS)],
	['resume_mode', () => l10n.t('Reconnection'), asWord(RESUME_WORDS)],
	['bandwidth_limit_mb', () => l10n.t('Bandwidth limit'), asBandwidth],
	['task_status', () => l10n.t('IP switch'), asWord(TASK_STATUS_WORDS)],
	['description', () => l10n.t('Description'), asBlock],
	['version', () => l10n.t('Version')],
	['supported_features', () => l10n.t('Supported features'), asList],
	['task_id', () => l10n.t('Task ID'), asCode],
];

const WHEN: readonly FactRow[] = [
	['created_at', () => l10n.t('Created'), asDate],
	['updated_at', () => l10n.t('Completed'), asDate],
	['released_at', () => l10n.t('Migration machine released'), asDate],
];

const NETWORK: readonly FactRow[] = [
	['ecs_tenant_private_ip', () => l10n.t('Migration machine'), asMachine],
	['network_type', () => l10n.t('Network type'), asWord(NETWORK_WORDS)],
	['tenant_vpc_id', () => l10n.t('VPC'), asCode],
	['tenant_subnet_id', () => l10n.t('Subnet'), asCode],
	['tenant_security_group_id', () => l10n.t('Security group'), asCode],
];

const ERROR: readonly FactRow[] = [['error_message', () => l10n.t('Error'), asBlock]];

const BACKUP: readonly FactRow[] = [
	['backup_files.file_source', () => l10n.t('Backup source'), asWord(FILE_SOURCE_WORDS)],
	['backup_files.bucket_name', () => l10n.t('Bucket'), asCode],
	['backup_files.backup_id', () => l10n.t('Backup record'), asCode],
];

type Side = 'source' | 'target';

/** Rows of one side; the first field of a row is the details' one, those after it are the list's names for the same. */
function sideRows(side: Side): readonly (readonly [fields: readonly string[], label: () => string, show?: Show])[] {
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

/** All that is known of a DCS task, in sections. */
export function dcsSections(task: Task, format: Format, now: number): Section[] {
	const context: FactContext = { raw: task.raw, format, now };
	const sections: Section[] = [];
	const error = factsOf(ERROR, context).filter((fact) => !fact.empty);
	if (error.length > 0) {
		sections.push({ id: 'error', title: l10n.t('Error'), layout: 'facts', facts: error });
	}
	sections.push({
		id: 'ends',
		title: l10n.t('From → to'),
		layout: 'pair',
		from: card('source', context),
		to: card('target', context),
	});
	add(sections, 'backup', l10n.t('Backup files'), [...factsOf(BACKUP, context), ...fileFacts(context)]);
	add(sections, 'about', l10n.t('About this task'), [
		...factsOf(ABOUT, context),
		...(error.length > 0 ? [] : factsOf(ERROR, context)),
	]);
	add(sections, 'when', l10n.t('When'), factsOf(WHEN, context));
	add(sections, 'network', l10n.t('Network'), factsOf(NETWORK, context));
	add(sections, 'other', l10n.t('Other fields'), [...otherFacts(context, KNOWN), ...otherNested(context)]);
	return sections;
}

function add(sections: Section[], id: string, title: string, facts: readonly Fact[]): void {
	if (facts.length > 0) {
		sections.push({ id, title, layout: 'facts', facts });
	}
}

function card(side: Side, context: FactContext): Card {
	const { raw } = context;
	const nameFields = [`${side}_instance.name`, `${side}_instance_name`];
	const titleField = nameFields.find((field) => textAt(raw, field) !== undefined);
	const facts = sideRows(side).flatMap(([fields, label, show]) => oneOf(fields, label, show, context));
	const name = titleField === undefined ? undefined : textAt(raw, titleField);
	if (titleField !== undefined) {
		// Both names came and differ: the other one is a fact of its own.
		facts.push(
			...factsOf(
				nameFields
					.filter((field) => field !== titleField && textAt(raw, field) !== name)
					.map((field) => [field, () => l10n.t('Name')]),
				context,
			),
		);
	} else {
		facts.push(...oneOf(nameFields, () => l10n.t('Name'), undefined, context));
	}
	const [note] = factsOf(
		[[`${side}_instance_status`, () => l10n.t('State of the instance'), asWord(INSTANCE_WORDS)]],
		context,
	);
	if (note?.empty) {
		facts.push(note);
	}
	return {
		role: side === 'source' ? l10n.t('From') : l10n.t('To'),
		title: name ?? untitled(side, context),
		...(titleField === undefined ? {} : { titleField }),
		also: nameFields.filter((field) => field !== titleField && textAt(raw, field) === (name ?? '')),
		...(note && !note.empty ? { note } : {}),
		facts,
	};
}

function untitled(side: Side, { raw }: FactContext): string {
	if (side === 'target') {
		return l10n.t('Target');
	}
	if (textAt(raw, 'migration_type') === 'backupfile_import') {
		return l10n.t('Backup files');
	}
	return textAt(raw, 'data_source') || textAt(raw, 'source_instance.addrs')
		? l10n.t('Self-hosted Redis')
		: l10n.t('Source');
}

/** One fact for a value that list and details both tell; two where they differ. */
function oneOf(fields: readonly string[], label: () => string, show: Show | undefined, context: FactContext): Fact[] {
	const rows: FactRow[] = fields.map((field) => (show ? [field, label, show] : [field, label]));
	const facts = factsOf(rows, context);
	const [first, second] = facts;
	if (!first || !second) {
		return facts;
	}
	if (first.value === second.value) {
		return [{ ...first, also: [second.field] }];
	}
	return first.empty ? [second] : second.empty ? [first] : [first, second];
}

function fileFacts(context: FactContext): Fact[] {
	const files = at(context.raw, 'backup_files.files');
	if (!Array.isArray(files)) {
		return [];
	}
	return files.flatMap((_, index) =>
		factsOf(
			[
				[`backup_files.files.${index}.file_name`, () => l10n.t('File {0}', index + 1), asCode],
				[`backup_files.files.${index}.size`, () => l10n.t('Size'), asSize],
				[`backup_files.files.${index}.update_at`, () => l10n.t('Last changed'), asDate],
			],
			context,
		),
	);
}

/** The page says bytes, its example "754.0MB": a bare number is bytes, anything else stands as it came. */
const asSize: Show = (value, { format }) => {
	const size = text(value).trim();
	return /^\d+$/.test(size) ? { value: l10n.t('{0} bytes', format.integer(Number(size))) } : { value: size };
};

const NESTED: Readonly<Record<string, ReadonlySet<string>>> = {
	source_instance: new Set(['addrs', 'id', 'ip', 'port', 'db', 'proxy_multi_db', 'task_status', 'name']),
	target_instance: new Set(['addrs', 'id', 'ip', 'port', 'db', 'proxy_multi_db', 'task_status', 'name']),
	backup_files: new Set(['file_source', 'bucket_name', 'backup_id', 'files']),
};

/** Fields inside the known objects that no page names. */
function otherNested(context: FactContext): Fact[] {
	return Object.entries(NESTED).flatMap(([parent, known]) => {
		const object = at(context.raw, parent);
		if (object === undefined) {
			return [];
		}
		if (typeof object !== 'object' || object === null || Array.isArray(object)) {
			return factsOf([[parent, () => parent]], context);
		}
		return otherFacts({ ...context, raw: object as WireFields }, known).map((fact) => ({
			...fact,
			field: `${parent}.${fact.field}`,
			label: `${parent}.${fact.label}`,
		}));
	});
}

/** Top-level fields that stand somewhere on the page already. */
const KNOWN: ReadonlySet<string> = new Set([
	...[...ABOUT, ...WHEN, ...NETWORK, ...ERROR].map(([field]) => field),
	...(['source', 'target'] as const).flatMap((side) => sideRows(side).flatMap(([fields]) => fields)),
	...['source_instance_name', 'target_instance_name', 'source_instance_status', 'target_instance_status'],
	...Object.keys(NESTED),
	'task_name',
	'status',
]);
