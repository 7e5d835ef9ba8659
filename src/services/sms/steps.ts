/** The sub-tasks of a server migration: their names in words, where they stand, and which one is at work. */
import * as l10n from '@vscode/l10n';
import { isRecord } from '../../cloud/tableReader';
import { readDate } from '../../core/dates';
import { at, text, textAt } from '../../core/values';
import type { Format } from '../../migration/format';
import { statusRow } from '../../migration/status';
import type { WireFields } from '../../migration/task';
import type { Step } from '../../migration/viewModel';

/** Words within a line, "copying files"; as a heading they begin with a capital. */
type Words = () => string;

const attach: Words = () => l10n.t('attaching the agent image');
const detach: Words = () => l10n.t('detaching the agent image');
const formatDisks: Words = () => l10n.t('formatting the target disks');
const copyBlocks: Words = () => l10n.t('copying disk blocks');
const syncBlocks: Words = () => l10n.t('synchronizing disk blocks');
const configure: Words = () => l10n.t('configuring the target system');

/** The names that the agent reports ("Updating Task Progress"); DETTACH is how the service spells it. */
const STEP_WORDS: Readonly<Record<string, Words>> = {
	CREATE_CLOUD_SERVER: () => l10n.t('creating the target server'),
	SSL_CONFIG: () => l10n.t('setting up the secure channel'),
	ATTACH_AGENT_IMAGE: attach,
	DETTACH_AGENT_IMAGE: detach,
	DETACH_AGENT_IMAGE: detach,
	FORMAT_DISK_LINUX: formatDisks,
	FORMAT_DISK_LINUX_FILE: formatDisks,
	FORMAT_DISK_LINUX_BLOCK: formatDisks,
	FORMAT_DISK_WINDOWS: formatDisks,
	MIGRATE_LINUX_FILE: () => l10n.t('copying files'),
	MIGRATE_LINUX_BLOCK: copyBlocks,
	MIGRATE_WINDOWS_BLOCK: copyBlocks,
	CLONE_VM: () => l10n.t('cloning the target server'),
	SYNC_LINUX_FILE: () => l10n.t('synchronizing files'),
	SYNC_LINUX_BLOCK: syncBlocks,
	SYNC_WINDOWS_BLOCK: syncBlocks,
	CONFIGURE_LINUX: configure,
	CONFIGURE_LINUX_BLOCK: configure,
	CONFIGURE_LINUX_FILE: configure,
	CONFIGURE_WINDOWS: configure,
};

/** The sub-task names that this version has words for. */
export const KNOWN_STEPS: readonly string[] = Object.keys(STEP_WORDS);

/** The step that a task is at, or at which it failed. */
export interface CurrentStep {
	readonly name: string;
	readonly brief: string;
	/** Per cent of this step alone; null where the service does not say. */
	readonly progress: number | null;
}

interface SubTask {
	readonly wire: WireFields;
	readonly field: string;
	readonly wireName: string;
	readonly progress: number | null;
	readonly startedAt: number | undefined;
	readonly endedAt: number | undefined;
	readonly state: Step['state'];
	readonly stateWords: string;
}

/** The step at work; of a failed task, the one it failed at. Undefined where neither the sub-tasks nor `subtask_info` name one. */
export function currentStep(raw: WireFields): CurrentStep | undefined {
	const all = subTasks(raw);
	const busy = all.filter(({ state }) => state === 'running' || state === 'failed').at(-1);
	if (busy && busy.wireName !== '') {
		return { ...wordsOf(busy.wireName), progress: busy.progress };
	}
	// Where the sub-tasks came, one of a task that is over has no step at work, whatever the text still says.
	return all.length > 0 && statusRow('sms', textAt(raw, 'state') ?? '').stage === 'over'
		? undefined
		: fromInfo(textAt(raw, 'subtask_info'));
}

/** `subtask_info` ("the current subtask and progress") has no documented form: a name that is known and a number behind it are read, anything else stands as it came. */
function fromInfo(info: string | undefined): CurrentStep | undefined {
	if (info === undefined) {
		return undefined;
	}
	const wireName = KNOWN_STEPS.filter((name) => new RegExp(`(?<![A-Z_])${name}(?![A-Z_])`).test(info)).at(-1);
	if (wireName === undefined) {
		return { name: info, brief: info, progress: null };
	}
	const number = /\d+(?:\.\d+)?/.exec(info.slice(info.indexOf(wireName) + wireName.length))?.[0];
	const progress = number === undefined ? null : Number(number);
	return { ...wordsOf(wireName), progress: progress !== null && progress <= 100 ? progress : null };
}

/** The sub-tasks as steps of the page. */
export function stepsOf(raw: WireFields, format: Format): Step[] {
	return subTasks(raw).map((task) => {
		const when = whenWords(task, format);
		const trace = traceOf(task);
		const id = textAt(task.wire, 'id');
		return {
			field: task.field,
			name: task.wireName === '' ? l10n.t('Unnamed step') : wordsOf(task.wireName).name,
			title: id === undefined ? task.wireName : l10n.t('{0} (ID {1})', task.wireName, id),
			progress: task.progress,
			state: task.state,
			stateWords: task.stateWords,
			...(when === '' ? {} : { when }),
			...(trace === '' ? {} : { trace }),
		};
	});
}

function wordsOf(wireName: string): { name: string; brief: string } {
	const known = Object.hasOwn(STEP_WORDS, wireName) ? STEP_WORDS[wireName] : undefined;
	if (!known) {
		return { name: wireName, brief: wireName };
	}
	const brief = known();
	return { name: brief.charAt(0).toLocaleUpperCase() + brief.slice(1), brief };
}

function subTasks(raw: WireFields): SubTask[] {
	const list = at(raw, 'sub_tasks');
	if (!Array.isArray(list)) {
		return [];
	}
	const read = list.map((item: unknown, index) => {
		const wire: WireFields = isRecord(item) ? item : { name: item };
		const progress = percentAt(wire, 'progress');
		const startedAt = readDate(wire.start_date).at;
		const endedAt = readDate(wire.end_date).at;
		const ended = progress !== null ? progress >= 100 : endedAt !== undefined;
		const begun = !ended && (startedAt !== undefined || (progress ?? 0) > 0);
		return {
			wire,
			field: `sub_tasks.${index}`,
			wireName: textAt(wire, 'name') ?? '',
			progress,
			startedAt,
			endedAt,
			ended,
			begun,
		};
	});
	const last = read.filter(({ begun }) => begun).at(-1);
	return read.map((task) => ({ ...task, ...stateOf(task, task === last, textAt(raw, 'state') ?? '') }));
}

/** The service gives a step no state of its own: it follows from its progress and from how the whole task stands. */
function stateOf(
	{ ended, begun }: { ended: boolean; begun: boolean },
	isLast: boolean,
	state: string,
): Pick<SubTask, 'state' | 'stateWords'> {
	const { group, stage } = statusRow('sms', state);
	if (ended) {
		return { state: 'done', stateWords: l10n.t('done') };
	}
	if (!begun) {
		return { state: 'waiting', stateWords: stage === 'over' ? l10n.t('not begun') : l10n.t('waiting') };
	}
	switch (group) {
		case 'active':
			return { state: 'running', stateWords: l10n.t('running') };
		case 'failed':
			return isLast
				? { state: 'failed', stateWords: l10n.t('failed') }
				: { state: 'waiting', stateWords: l10n.t('not finished') };
		case 'stopped':
			return { state: 'waiting', stateWords: l10n.t('stopped') };
		default:
			return { state: 'waiting', stateWords: l10n.t('not finished') };
	}
}

function whenWords({ startedAt, endedAt, wire }: SubTask, format: Format): string {
	const speed = percentAt(wire, 'migrate_speed');
	const speedWords = speed === null ? '' : l10n.t('{0} Mbit/s', format.number(speed));
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

const SHOWN: ReadonlySet<string> = new Set([
	'id',
	'name',
	'progress',
	'start_date',
	'end_date',
	'process_trace',
	'migrate_speed',
]);

/** The process trace, and below it what else the service says of the step. */
function traceOf({ wire }: SubTask): string {
	const others = Object.entries(wire)
		.filter(([key, value]) => !SHOWN.has(key) && text(value) !== '')
		.map(([key, value]) => `${key}: ${text(value)}`);
	return [text(wire.process_trace).trim(), ...others].filter((line) => line !== '').join('\n');
}

/** A number that may be text and may carry a percent sign. */
function percentAt(wire: WireFields, key: string): number | null {
	const value = textAt(wire, key)?.replace(/\s*%$/, '');
	const number = value === undefined ? Number.NaN : Number(value);
	return Number.isFinite(number) ? number : null;
}
