/** The sub-tasks of a server migration as the steps of its page. */
import * as l10n from '@vscode/l10n';
import { filled, isRecord, text } from '../../core/values';
import type { Format } from '../../migration/format';
import type { Task, WireFields } from '../../migration/task';
import type { SubTaskStep } from '../../migration/viewModel';
import { readSubTasks, type StepState, type SubTask, stepName } from './currentStep';
import { listItems } from './listItems';
import type { SmsFields, SmsSubTaskFields } from './schema';

const STATES: Readonly<Record<StepState, readonly [state: SubTaskStep['state'], words: () => string]>> = {
	done: ['done', () => l10n.t('done')],
	running: ['running', () => l10n.t('running')],
	failed: ['failed', () => l10n.t('failed')],
	halted: ['waiting', () => l10n.t('stopped')],
	unfinished: ['waiting', () => l10n.t('not finished')],
	waiting: ['waiting', () => l10n.t('waiting')],
	notBegun: ['waiting', () => l10n.t('not begun')],
};

/** The steps in the service's order. An item that is no object becomes a step of that name, so that it is seen. */
export function stepsOf({ fields, raw, status }: Task<SmsFields>, format: Format): SubTaskStep[] {
	const items = listItems(fields.sub_tasks, raw.sub_tasks).map((item) => ({
		fields: item.fields ?? { name: text(item.raw) },
		raw: isRecord(item.raw) ? item.raw : {},
	}));
	const read = readSubTasks(
		items.map((item) => item.fields),
		status,
	);
	return read.flatMap((task, index) => {
		const item = items[index];
		return item === undefined ? [] : [stepOf(task, item, `sub_tasks.${index}`, format)];
	});
}

/** A sub-task as its table read it, and as it came. */
interface Item {
	readonly fields: SmsSubTaskFields;
	readonly raw: WireFields;
}

function stepOf(task: SubTask, item: Item, field: string, format: Format): SubTaskStep {
	const { wireName, progress } = task;
	const [state, words] = STATES[task.state];
	const when = whenWords(task, item.fields, format);
	const trace = traceOf(item);
	// A number that JSON cannot hold exactly has lost its last digits: another step would be named.
	const id = isRounded(item.raw.id) ? undefined : filled(item.fields.id);
	return {
		field,
		name: wireName === '' ? l10n.t('Unnamed step') : stepName(wireName).name,
		title: id === undefined ? wireName : l10n.t('{0} (ID {1})', wireName, id),
		progress,
		state,
		stateWords: words(),
		...(when === '' ? {} : { when }),
		...(trace === '' ? {} : { trace }),
	};
}

function isRounded(value: unknown): boolean {
	return typeof value === 'number' && !Number.isSafeInteger(value);
}

function whenWords(
	{ startedAt, endedAt }: SubTask,
	{ migrate_speed: speed }: SmsSubTaskFields,
	format: Format,
): string {
	const speedWords = typeof speed === 'number' ? l10n.t('{0} Mbit/s', format.number(speed)) : '';
	return [timeWords(startedAt, endedAt, format), speedWords].filter((part) => part !== '').join(' · ');
}

function timeWords(startedAt: number | undefined, endedAt: number | undefined, format: Format): string {
	if (startedAt === undefined) {
		return endedAt === undefined ? '' : l10n.t('until {0}', format.dateTime(endedAt));
	}
	if (endedAt === undefined) {
		return l10n.t('since {0}', format.dateTime(startedAt));
	}
	const sameDay = new Date(startedAt).toDateString() === new Date(endedAt).toDateString();
	const end = sameDay ? format.clock(endedAt) : format.dateTime(endedAt);
	return endedAt < startedAt
		? l10n.t('{0} – {1}', format.dateTime(startedAt), end)
		: l10n.t('{0} – {1} · {2}', format.dateTime(startedAt), end, format.duration(endedAt - startedAt));
}

/** Fields that have a place of their own in a step. */
const PLACED: ReadonlySet<string> = new Set<keyof SmsSubTaskFields>([
	'id',
	'name',
	'progress',
	'start_date',
	'end_date',
	'process_trace',
	'migrate_speed',
]);

/** The process trace, and below it what else the service says of the step; that includes what could not be read. */
function traceOf({ fields, raw }: Item): string {
	const others = Object.entries(raw)
		.filter(([key, value]) => text(value) !== '' && !(PLACED.has(key) && (fields as WireFields)[key] !== undefined))
		.map(([key, value]) => `${key}: ${text(value)}`);
	return [text(fields.process_trace).trim(), ...others].filter((line) => line !== '').join('\n');
}
