/** All that is known of a server migration task, in sections. Which field is called and shown how stands in smsRows.ts. */
import * as l10n from '@vscode/l10n';
import { isRecord } from '../../cloud/tableReader';
import { at, text, textAt } from '../../core/values';
import { asJson, type FactContext, type FactRow, factsOf, otherFacts } from '../../migration/detailFields';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import type { Card, Fact, Section } from '../../migration/viewModel';
import { adviceFor } from './advice';
import { ABOUT, CLONE, NETWORK, PLACE, RESOURCES, SOURCE, SOURCE_STATE, TARGET, WHEN } from './detailFields';
import { DISK_LISTS, diskFacts } from './disks';
import { asOption } from './labels';
import { faultsOf, faultText } from './parseErrorJson';
import { stepsOf } from './steps';

/** The sections in the order in which a person reads them. `now` in ms since 1970. */
export function smsSections(task: Task, format: Format, now: number): Section[] {
	const context: FactContext = { raw: task.raw, format, now };
	const sections: Section[] = [];
	const add = (id: string, title: string, facts: readonly Fact[]): void => {
		if (facts.length > 0) {
			sections.push({ id, title, layout: 'facts', facts });
		}
	};
	const error = errorFacts(context);
	const steps = stepsOf(task.raw, format);
	add('error', l10n.t('Error'), error);
	sections.push({
		id: 'ends',
		title: l10n.t('From → to'),
		layout: 'pair',
		from: sourceCard(context),
		to: targetCard(context),
	});
	if (steps.length > 0) {
		sections.push({ id: 'steps', title: l10n.t('Steps'), layout: 'steps', steps });
	}
	const noSteps = steps.length > 0 ? [] : factsOf([['sub_tasks', () => l10n.t('Steps')]], context);
	const noError = error.length > 0 ? [] : factsOf([['error_json', () => l10n.t('Error')]], context);
	add('about', l10n.t('About this task'), [...factsOf(ABOUT, context), ...noSteps, ...noError]);
	add('when', l10n.t('When'), factsOf(WHEN, context));
	add('resources', l10n.t('Load'), factsOf(RESOURCES, context));
	add('network', l10n.t('Network measurement'), [
		...unlessObject('network_check_info', context),
		...factsOf(NETWORK, context),
	]);
	add('options', l10n.t('Advanced options'), optionFacts(context));
	add('disks', l10n.t('Disks of the target server'), diskFacts(task.raw, format));
	add('place', l10n.t('Place'), factsOf(PLACE, context));
	add('other', l10n.t('Other fields'), [...otherFacts(context, KNOWN), ...otherNested(context)]);
	return sections;
}

/** The error in words, what it means, and, where it is JSON, the text as it came. */
function errorFacts(context: FactContext): Fact[] {
	const faults = faultsOf(context.raw);
	if (faults.length === 0) {
		return [];
	}
	const value = faults.map(faultText).join('\n');
	const advice = [...new Set(faults.flatMap(({ code, message }) => adviceFor(code, message) ?? []))].join(' ');
	const came = text(at(context.raw, 'error_json')).trim();
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

function sourceCard(context: FactContext): Card {
	const facts = [...unlessObject('source_server', context), ...factsOf(SOURCE, context)];
	const [state] = factsOf([SOURCE_STATE], context);
	return card(
		'source_server',
		l10n.t('From'),
		l10n.t('Source server'),
		state?.empty ? [...facts, state] : facts,
		context,
		state,
	);
}

function targetCard(context: FactContext): Card {
	const facts = [
		...unlessObject('target_server', context),
		...factsOf(TARGET, context),
		...unlessObject('clone_server', context),
		...factsOf(CLONE, context),
	];
	return card('target_server', l10n.t('To'), l10n.t('Target server'), facts, context);
}

function card(
	server: string,
	role: string,
	untitled: string,
	facts: readonly Fact[],
	context: FactContext,
	note?: Fact,
): Card {
	const name = textAt(context.raw, `${server}.name`);
	return {
		role,
		title: name ?? untitled,
		...(name === undefined ? {} : { titleField: `${server}.name` }),
		...(note && !note.empty ? { note } : {}),
		facts: name === undefined ? [...factsOf([[`${server}.name`, () => l10n.t('Name')]], context), ...facts] : facts,
	};
}

/** An object that came as null, or as something else than an object. */
function unlessObject(field: string, context: FactContext): Fact[] {
	const labels: Readonly<Record<string, () => string>> = {
		source_server: () => l10n.t('Source server'),
		target_server: () => l10n.t('Target server'),
		clone_server: () => l10n.t('Cloned server'),
		network_check_info: () => l10n.t('Network measurement'),
	};
	return isRecord(at(context.raw, field)) ? [] : factsOf([[field, labels[field] ?? (() => field)]], context);
}

function optionFacts(context: FactContext): Fact[] {
	const options = at(context.raw, 'special_config');
	if (!Array.isArray(options) || options.length === 0) {
		return factsOf([['special_config', () => l10n.t('Advanced options')]], context);
	}
	return options.flatMap((option: unknown, index) => {
		const path = `special_config.${index}`;
		if (!isRecord(option)) {
			return factsOf([[path, () => l10n.t('Option {0}', index + 1)]], context);
		}
		return factsOf(
			[
				[`${path}.config_key`, () => l10n.t('Option {0}', index + 1), asOption],
				[`${path}.config_value`, () => l10n.t('Value of option {0}', index + 1)],
				[`${path}.config_status`, () => l10n.t('Status of option {0}', index + 1)],
				...unknownRows(path, option, ['config_key', 'config_value', 'config_status']),
			],
			context,
		);
	});
}

/** The parts of an object that the tables name. */
function partsOf(rows: readonly FactRow[]): string[] {
	return rows.map(([field]) => field.slice(field.indexOf('.') + 1));
}

const NESTED: Readonly<Record<string, readonly string[]>> = {
	source_server: ['name', 'state', ...partsOf(SOURCE)],
	target_server: ['name', ...DISK_LISTS, ...partsOf(TARGET)],
	clone_server: partsOf(CLONE),
	network_check_info: partsOf(NETWORK),
};

/** Fields inside the known objects that no page names. */
function otherNested(context: FactContext): Fact[] {
	return Object.entries(NESTED).flatMap(([parent, known]) => {
		const object = at(context.raw, parent);
		return isRecord(object) ? factsOf(unknownRows(parent, object, known), context) : [];
	});
}

function unknownRows(path: string, object: Readonly<Record<string, unknown>>, known: readonly string[]): FactRow[] {
	// A name with a dot in it is no path; such a field is left to "Copy Task as JSON".
	return Object.keys(object)
		.filter((key) => !known.includes(key) && !key.includes('.'))
		.map((key): FactRow => {
			const field = `${path}.${key}`;
			return typeof object[key] === 'object' ? [field, () => field, asJson] : [field, () => field];
		});
}

/** Top-level fields that stand somewhere on the page already. */
const KNOWN: ReadonlySet<string> = new Set([
	...[...ABOUT, ...WHEN, ...RESOURCES, ...PLACE].map(([field]) => field),
	...Object.keys(NESTED),
	...['name', 'state', 'error_json', 'sub_tasks', 'special_config'],
]);
