/** The sub-tasks of a server migration: their names in words, where they stand, and which one is at work. */
import * as l10n from '@vscode/l10n';
import { readDate } from '../../core/dates';
import { filled, lookUp } from '../../core/values';
import type { SmsFields, SmsSubTaskFields } from './schema';
import { statuses } from './statuses';

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

/** A step in words. */
export interface StepName {
	/** As a heading. */
	readonly name: string;
	/** Within a line. */
	readonly brief: string;
}

/** The words for a wire name; unknown ones stay as they came. */
export function stepName(wireName: string): StepName {
	const brief = lookUp(STEP_WORDS, wireName)?.();
	return brief === undefined
		? { name: wireName, brief: wireName }
		: { name: brief.charAt(0).toLocaleUpperCase() + brief.slice(1), brief };
}

/** The step that a task is at, or at which it failed. */
export interface CurrentStep extends StepName {
	/** Per cent of this step alone; null where the service does not say. */
	readonly progress: number | null;
}

/** Where a step stands. `halted`: it was at work when the task was stopped; `unfinished`: nobody finished it, for a reason that is not known. */
export type StepState = 'done' | 'running' | 'failed' | 'halted' | 'unfinished' | 'waiting' | 'notBegun';

export interface SubTask {
	/** '' where it has none. */
	readonly wireName: string;
	/** Per cent, or null where the service does not say. */
	readonly progress: number | null;
	/** ms since 1970. */
	readonly startedAt: number | undefined;
	readonly endedAt: number | undefined;
	readonly state: StepState;
}

/** The step at work; of a failed task, the one it failed at. Undefined where neither the sub-tasks nor `subtask_info` name one. */
export function currentStep(fields: SmsFields): CurrentStep | undefined {
	const state = filled(fields.state) ?? '';
	const all = readSubTasks(fields.sub_tasks ?? [], state);
	const busy = all.filter((step) => step.state === 'running' || step.state === 'failed').at(-1);
	if (busy && busy.wireName !== '') {
		return { ...stepName(busy.wireName), progress: busy.progress };
	}
	// Where the sub-tasks came, one of a task that is over has no step at work, whatever the text still says.
	return all.length > 0 && statuses.row(state).stage === 'over' ? undefined : stepOfInfo(filled(fields.subtask_info));
}

/** `subtask_info` ("the current subtask and progress") has no documented form: a name that is known and a number behind it are read, anything else stands as it came. */
export function stepOfInfo(info: string | undefined): CurrentStep | undefined {
	if (info === undefined) {
		return undefined;
	}
	const wireName = KNOWN_STEPS.filter((name) => new RegExp(`(?<![A-Z_])${name}(?![A-Z_])`).test(info)).at(-1);
	if (wireName === undefined) {
		return { name: info, brief: info, progress: null };
	}
	const number = /\d+(?:\.\d+)?/.exec(info.slice(info.indexOf(wireName) + wireName.length))?.[0];
	const progress = number === undefined ? null : Number(number);
	return { ...stepName(wireName), progress: progress !== null && progress <= 100 ? progress : null };
}

/** The sub-tasks of a task of that state. The service gives a step no state of its own: it follows from its progress and from how the whole task stands. */
export function readSubTasks(list: readonly SmsSubTaskFields[], state: string): SubTask[] {
	const read = list.map(({ name, progress, start_date, end_date }) => {
		const startedAt = readDate(start_date).at;
		const endedAt = readDate(end_date).at;
		const ended = typeof progress === 'number' ? progress >= 100 : endedAt !== undefined;
		const begun = !ended && (startedAt !== undefined || (progress ?? 0) > 0);
		return { wireName: filled(name) ?? '', progress: progress ?? null, startedAt, endedAt, ended, begun };
	});
	const last = read.filter(({ begun }) => begun).at(-1);
	return read.map(({ ended, begun, ...step }, index) => ({
		...step,
		state: stateOf({ ended, begun, isLast: read[index] === last }, state),
	}));
}

function stateOf(
	{ ended, begun, isLast }: { ended: boolean; begun: boolean; isLast: boolean },
	state: string,
): StepState {
	const { group, stage } = statuses.row(state);
	if (ended) {
		return 'done';
	}
	if (!begun) {
		return stage === 'over' ? 'notBegun' : 'waiting';
	}
	switch (group) {
		case 'active':
			return 'running';
		case 'failed':
			return isLast ? 'failed' : 'unfinished';
		case 'stopped':
			return 'halted';
		default:
			return 'unfinished';
	}
}
