/** The page of a DCS task: its detail fields, put together in sections. */
import * as l10n from '@vscode/l10n';
import { filled, isRecord, valueAt } from '../../core/values';
import { type DetailContext, type DetailRow, detailFields, otherFields, type Show } from '../../migration/detailFields';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import type { Card, DetailField, Section } from '../../migration/viewModel';
import {
	ABOUT,
	BACKUP,
	ERROR,
	fileRows,
	KNOWN,
	NESTED,
	NETWORK,
	type Side,
	type SideRow,
	sideRows,
	stateRow,
	WHEN,
} from './detailFields';
import { isBackupImport } from './readTask';
import type { DcsFields } from './schema';

interface Context extends DetailContext {
	readonly fields: DcsFields;
}

/** All that is known of a task. `now` in ms since 1970. */
export function sections({ fields, raw }: Task<DcsFields>, format: Format, now: number): Section[] {
	const context: Context = { fields, raw, format, now };
	const all: Section[] = [];
	const error = detailFields(ERROR, context).filter(({ empty }) => !empty);
	add(all, 'error', l10n.t('Error'), error);
	all.push({
		id: 'ends',
		title: l10n.t('From → to'),
		layout: 'pair',
		from: card('source', context),
		to: card('target', context),
	});
	add(all, 'backup', l10n.t('Backup files'), [...detailFields(BACKUP, context), ...backupFiles(context)]);
	add(all, 'about', l10n.t('About this task'), [
		...detailFields(ABOUT, context),
		...(error.length > 0 ? [] : detailFields(ERROR, context)),
	]);
	add(all, 'when', l10n.t('When'), detailFields(WHEN, context));
	add(all, 'network', l10n.t('Network'), detailFields(NETWORK, context));
	add(all, 'other', l10n.t('Other fields'), [
		...unreadHead(context),
		...otherFields(raw, KNOWN),
		...otherNested(context),
	]);
	return all;
}

function add(all: Section[], id: string, title: string, fields: readonly DetailField[]): void {
	if (fields.length > 0) {
		all.push({ id, title, layout: 'fields', fields });
	}
}

function card(side: Side, context: Context): Card {
	const { fields } = context;
	const names = [
		[`${side}_instance.name`, filled(fields[`${side}_instance`]?.name)],
		[`${side}_instance_name`, filled(fields[`${side}_instance_name`])],
	] as const;
	const [titleField, title] = names.find(([, name]) => name !== undefined) ?? [];
	const shown = inAddress(
		side,
		sideRows(side).flatMap((row) => oneOf(row, context)),
	);
	if (titleField === undefined) {
		shown.push(...oneOf([names.map(([field]) => field), () => l10n.t('Name')], context));
	} else {
		// Both names came and differ: the other one has a line of its own.
		const others = names.filter(([field, name]) => field !== titleField && name !== title);
		shown.push(
			...detailFields(
				others.map(([field]) => [field, () => l10n.t('Name')]),
				context,
			),
		);
	}
	const [state] = detailFields([stateRow(side)], context);
	// List and details both tell how the instance is.
	const twin = shown.findIndex(
		({ field, value }) => field === `${side}_instance.task_status` && value === state?.value,
	);
	const note = state && twin >= 0 ? { ...state, also: shown.splice(twin, 1).map(({ field }) => field) } : state;
	if (note?.empty) {
		shown.push(note);
	}
	return {
		role: side === 'source' ? l10n.t('From') : l10n.t('To'),
		title: title ?? untitled(side, fields),
		...(titleField === undefined ? {} : { titleField }),
		also: names
			.filter(([field, name]) => field !== titleField && name !== undefined && name === title)
			.map(([field]) => field),
		...(note && !note.empty ? { note } : {}),
		fields: shown,
	};
}

/** IP address and port that the address consists of stand in it, and not in lines of their own. */
function inAddress(side: Side, shown: readonly DetailField[]): DetailField[] {
	const at = (name: string): DetailField | undefined =>
		shown.find(({ field, also }) => field === name || also?.includes(name));
	const listed = side === 'source' ? 'data_source' : 'target_instance_addrs';
	const address = at(`${side}_instance.addrs`) ?? at(listed);
	const [ip, port] = [at(`${side}_instance.ip`), at(`${side}_instance.port`)];
	if (!address || !ip || !port || ip.empty || port.empty || address.value !== `${ip.value}:${port.value}`) {
		return [...shown];
	}
	const parts = [{ field: ip.field, text: ip.value }, { text: ':' }, { field: port.field, text: port.value }];
	return shown
		.filter((field) => field !== ip && field !== port)
		.map((field) => (field === address ? { ...field, parts } : field));
}

function untitled(side: Side, fields: DcsFields): string {
	if (side === 'target') {
		return l10n.t('Target');
	}
	if (isBackupImport(fields)) {
		return l10n.t('Backup files');
	}
	return (filled(fields.data_source) ?? filled(fields.source_instance?.addrs)) === undefined
		? l10n.t('Source')
		: l10n.t('Self-hosted Redis');
}

/** One line for a value that list and details both hold; two where they differ. */
function oneOf([fields, label, show]: SideRow, context: Context): DetailField[] {
	const found = detailFields(
		fields.map((field) => rowOf(field, label, show)),
		context,
	);
	const [one, other] = found;
	if (!one || !other) {
		return found;
	}
	if (one.value === other.value) {
		return [{ ...one, also: [other.field] }];
	}
	return one.empty ? [other] : other.empty ? [one] : [one, other];
}

function rowOf(field: string, label: () => string, show: Show | undefined): DetailRow {
	return show ? [field, label, show] : [field, label];
}

function backupFiles(context: Context): DetailField[] {
	const came = valueAt(context.raw, 'backup_files.files');
	const files = context.fields.backup_files?.files ?? [];
	// What is no list of objects is shown as it came: its positions would not be those of the files.
	if (came !== undefined && came !== null && came !== '' && !(Array.isArray(came) && came.length === files.length)) {
		return otherFields({ files: came }, new Set(), 'backup_files');
	}
	return files.flatMap((_, index) => detailFields(fileRows(index), context));
}

/** Name and status stand in the head of the page; here only where they could not be read. */
function unreadHead({ fields, raw }: Context): DetailField[] {
	return (['task_name', 'status'] as const).flatMap((field) =>
		fields[field] === undefined && raw[field] !== undefined ? otherFields({ [field]: raw[field] }, new Set()) : [],
	);
}

/** Fields inside the known objects that no page names. */
function otherNested(context: Context): DetailField[] {
	return Object.entries(NESTED).flatMap(([parent, known]) => {
		const object = context.raw[parent];
		return isRecord(object) ? otherFields(object, known, parent) : detailFields([[parent, () => parent]], context);
	});
}
