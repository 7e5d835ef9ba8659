/** All that is known of a server migration task, in sections. Which field is called and shown how stands in detailFields.ts. */
import * as l10n from '@vscode/l10n';
import { filled, isRecord, text } from '../../core/values';
import { type DetailContext, type DetailRow, detailFields, otherFields } from '../../migration/detailFields';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import type { Card, DetailField, Section } from '../../migration/viewModel';
import { adviceFor } from './advice';
import { ABOUT, CLONE, NETWORK, PLACE, RESOURCES, SOURCE, SOURCE_STATE, TARGET, WHEN } from './detailFields';
import { DISK_LISTS, diskFields } from './disks';
import { asOption } from './labels';
import { listItems } from './listItems';
import { errorJsonOf, faultsOf, faultText } from './parseErrorJson';
import type { SmsFields } from './schema';
import { stepsOf } from './steps';

interface Context extends DetailContext {
	readonly fields: SmsFields;
}

/** The sections in the order in which a person reads them. `now` in ms since 1970. */
export function sections(task: Task<SmsFields>, format: Format, now: number): Section[] {
	const { fields, raw } = task;
	const context: Context = { fields, raw, format, now };
	const all: Section[] = [];
	const add = (id: string, title: string, shown: readonly DetailField[]): void => {
		if (shown.length > 0) {
			all.push({ id, title, layout: 'fields', fields: shown });
		}
	};
	const error = errorFields(context);
	const steps = stepsOf(task, format);
	add('error', l10n.t('Error'), error);
	all.push({
		id: 'ends',
		title: l10n.t('From → to'),
		layout: 'pair',
		from: sourceCard(context),
		to: targetCard(context),
	});
	if (steps.length > 0) {
		all.push({ id: 'steps', title: l10n.t('Steps'), layout: 'steps', steps });
	}
	const noSteps = steps.length > 0 ? [] : detailFields([['sub_tasks', () => l10n.t('Steps')]], context);
	const noError = error.length > 0 ? [] : detailFields([['error_json', () => l10n.t('Error')]], context);
	const about = detailFields(ABOUT, context);
	sayOsOnce(all, about);
	add('about', l10n.t('About this task'), [...about, ...noSteps, ...noError]);
	add('when', l10n.t('When'), detailFields(WHEN, context));
	add('resources', l10n.t('Load'), detailFields(RESOURCES, context));
	add('network', l10n.t('Network measurement'), [
		...unlessObject('network_check_info', context),
		...detailFields(NETWORK, context),
	]);
	add('options', l10n.t('Advanced options'), optionFields(context));
	add('disks', l10n.t('Disks of the target server'), diskFields(raw, format));
	add('place', l10n.t('Place'), detailFields(PLACE, context));
	add('other', l10n.t('Other fields'), [...otherTopFields(context), ...otherNestedFields(context)]);
	return all;
}

/** Source and target have the operating system of the task: it is said where the task's is, under all names that it has. */
function sayOsOnce(sections: Section[], about: DetailField[]): void {
	const at = about.findIndex(({ field }) => field === 'os_type');
	const os = about[at];
	const place = sections.findIndex(({ layout }) => layout === 'pair');
	const pair = sections[place];
	if (!os || os.empty || pair?.layout !== 'pair') {
		return;
	}
	const isSame = ({ field, value }: DetailField): boolean => field.endsWith('_server.os_type') && value === os.value;
	const also = [pair.from, pair.to].flatMap(({ fields }) => fields.filter(isSame).map(({ field }) => field));
	const without = (end: Card): Card => ({ ...end, fields: end.fields.filter((field) => !isSame(field)) });
	if (also.length > 0) {
		about[at] = { ...os, also };
		sections[place] = { ...pair, from: without(pair.from), to: without(pair.to) };
	}
}

/** The error in words, what it means, and, where it is JSON, the text as it came. */
function errorFields(context: Context): DetailField[] {
	const faults = faultsOf(context);
	if (faults.length === 0) {
		return [];
	}
	const value = faults.map(faultText).join('\n');
	const advice = [...new Set(faults.flatMap(({ code, message }) => adviceFor(code, message) ?? []))].join(' ');
	const came = text(errorJsonOf(context)).trim();
	return [
		{
			field: 'error_json',
			label: l10n.t('Error'),
			value,
			block: true,
			tone: 'bad',
			...(advice === '' ? {} : { hint: advice }),
		},
		// The field is shown readable above; this is the same one once more, so its path must be another.
		...(came === value
			? []
			: [{ field: 'error_json.raw', label: l10n.t('As the service sent it'), value: came, block: true, code: true }]),
	];
}

function sourceCard(context: Context): Card {
	const shown = [...unlessObject('source_server', context), ...detailFields(SOURCE, context)];
	const [state] = detailFields([SOURCE_STATE], context);
	return card(
		'source_server',
		l10n.t('From'),
		l10n.t('Source server'),
		state?.empty ? [...shown, state] : shown,
		context,
		state,
	);
}

function targetCard(context: Context): Card {
	const shown = [
		...unlessObject('target_server', context),
		...detailFields(TARGET, context),
		...unlessObject('clone_server', context),
		...detailFields(CLONE, context),
	];
	return card('target_server', l10n.t('To'), l10n.t('Target server'), shown, context);
}

function card(
	server: 'source_server' | 'target_server',
	role: string,
	untitled: string,
	shown: readonly DetailField[],
	context: Context,
	note?: DetailField,
): Card {
	const name = filled(context.fields[server]?.name);
	return {
		role,
		title: name ?? untitled,
		...(name === undefined ? {} : { titleField: `${server}.name` }),
		...(note && !note.empty ? { note } : {}),
		fields:
			name === undefined ? [...detailFields([[`${server}.name`, () => l10n.t('Name')]], context), ...shown] : shown,
	};
}

/** An object that came as null, or as something else than an object. */
function unlessObject(field: string, context: Context): DetailField[] {
	const labels: Readonly<Record<string, () => string>> = {
		source_server: () => l10n.t('Source server'),
		target_server: () => l10n.t('Target server'),
		clone_server: () => l10n.t('Cloned server'),
		network_check_info: () => l10n.t('Network measurement'),
	};
	return isRecord(context.raw[field]) ? [] : detailFields([[field, labels[field] ?? (() => field)]], context);
}

const OPTION_PARTS: ReadonlySet<string> = new Set(['config_key', 'config_value', 'config_status']);

function optionFields(context: Context): DetailField[] {
	const options = listItems(context.fields.special_config, context.raw.special_config);
	if (options.length === 0) {
		return detailFields([['special_config', () => l10n.t('Advanced options')]], context);
	}
	// The fields leave out what is no object; here each option must stand in its place.
	const inPlace: DetailContext = {
		...context,
		fields: { special_config: options.map(({ fields, raw }) => fields ?? raw) },
	};
	return options.flatMap(({ raw }, index) => {
		const path = `special_config.${index}`;
		if (!isRecord(raw)) {
			return detailFields([[path, () => l10n.t('Option {0}', index + 1)]], inPlace);
		}
		const [key] = detailFields([[`${path}.config_key`, () => l10n.t('Option {0}', index + 1), asOption]], inPlace);
		const name = key && !key.empty ? key.value : undefined;
		const [value] = detailFields(
			[[`${path}.config_value`, () => name ?? l10n.t('Value of option {0}', index + 1)]],
			inPlace,
		);
		const status = detailFields(
			[
				[
					`${path}.config_status`,
					() => (name === undefined ? l10n.t('Status of option {0}', index + 1) : l10n.t('{0}: status', name)),
				],
			],
			inPlace,
		);
		// What it is called is its label.
		const named =
			key && name !== undefined && value
				? [{ ...value, also: [key.field], title: key.title ?? name }]
				: [key, value].filter((one) => one !== undefined);
		return [...named, ...status, ...otherFields(raw, OPTION_PARTS, path)];
	});
}

/** The parts of an object that the tables name. */
function partsOf(rows: readonly DetailRow[]): string[] {
	return rows.map(([field]) => field.slice(field.indexOf('.') + 1));
}

/** By the name of an object: its parts that stand somewhere on the page already. */
const NESTED: Readonly<Record<string, ReadonlySet<string>>> = {
	source_server: new Set(['name', 'state', ...partsOf(SOURCE)]),
	target_server: new Set(['name', ...DISK_LISTS, ...partsOf(TARGET)]),
	clone_server: new Set(partsOf(CLONE)),
	network_check_info: new Set(partsOf(NETWORK)),
};

/** Fields inside the known objects that no page names. */
function otherNestedFields({ raw }: Context): DetailField[] {
	return Object.entries(NESTED).flatMap(([parent, known]) => {
		const object = raw[parent];
		return isRecord(object) ? otherFields(object, known, parent) : [];
	});
}

/** Shown in the head of the page, where they could be read. */
const IN_HEAD = ['name', 'state'] as const;

/** Top-level fields that stand somewhere on the page already. */
const KNOWN: readonly string[] = [
	...[...ABOUT, ...WHEN, ...RESOURCES, ...PLACE].map(([field]) => field),
	...Object.keys(NESTED),
	...['error_json', 'sub_tasks', 'special_config'],
];

function otherTopFields({ fields, raw }: Context): DetailField[] {
	return otherFields(raw, new Set([...KNOWN, ...IN_HEAD.filter((field) => fields[field] !== undefined)]));
}
