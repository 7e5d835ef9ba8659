/** What the form knows: the values, which fields were touched, and what the host said of them. No document in here. */
import * as l10n from '@vscode/l10n';
import { type InstancesState, isListed } from '../../migration/instances';
import type { WriteNumber } from '../../migration/instanceWords';
import {
	type ConfigureValues,
	checkInstances,
	checkValues,
	type Endpoint,
	emptyValues,
	type FieldName,
	type FieldProblem,
	type FormDraft,
	type FormSetup,
	knownIds,
	type Progress,
	type Surroundings,
} from '../../ui/configure/protocol';
import { isRecord } from '../shared/host';

export type Side = 'source_instance' | 'target_instance';
export const SIDES: readonly Side[] = ['source_instance', 'target_instance'];

export interface FormState {
	form: FormSetup | undefined;
	progress: Progress;
	values: ConfigureValues;
	/** Fields whose errors may be shown: something was typed and left. */
	readonly touched: Set<FieldName>;
	/** After the first attempt to submit, every error is shown. */
	attempted: boolean;
	/** What the host found; a field's problems go when the field is edited. */
	refused: readonly FieldProblem[];
	/** A submission is on its way and the host has not yet said anything about it. */
	sending: boolean;
	/** The values come from a draft, not from the task. */
	restored: boolean;
	/** Ends whose password was typed and went with an earlier life of the page. */
	readonly lost: Set<Side>;
	readonly revealed: Set<Side>;
	requestOpen: boolean;
	instances: InstancesState;
	/** The end whose list of instances is open: what is typed there is not meant yet. */
	picking: Side | undefined;
	/** Ids of what is ticked in the checklist. */
	ticked: ReadonlySet<string>;
	readonly number: WriteNumber;
	/** The values in one sentence, as it was last worked out. */
	summary: string;
}

export function initialState(number: WriteNumber): FormState {
	return {
		form: undefined,
		progress: { state: 'editing' },
		values: emptyValues(),
		touched: new Set(),
		attempted: false,
		refused: [],
		sending: false,
		restored: false,
		lost: new Set(),
		revealed: new Set(),
		requestOpen: false,
		instances: { state: 'loading' },
		picking: undefined,
		ticked: new Set(),
		number,
		summary: '',
	};
}

/** All that stops the submission. */
export function errorsOf(state: FormState): FieldProblem[] {
	return problemsOf(state).filter(({ severity }) => severity === 'error');
}

/** What stands beside the fields now: warnings at once, errors once the person had a chance to finish, what the host refused always. */
export function shownProblems(state: FormState): FieldProblem[] {
	const refused = new Set(state.refused.map(textKey));
	return problemsOf(state).filter(
		(problem) =>
			problem.severity === 'warning' ||
			state.attempted ||
			state.touched.has(problem.field) ||
			refused.has(textKey(problem)),
	);
}

function problemsOf(state: FormState): FieldProblem[] {
	const { values, form, instances, refused, lost, picking } = state;
	const own = [
		...SIDES.filter((side) => lost.has(side)).map(lostPassword),
		...checkValues(
			values,
			knownIds(form?.values, (id) => isListed(instances, id)),
		),
		...checkInstances(values, surroundingsOf(state)).filter(({ field }) => field !== `${picking}.id`),
	];
	const known = new Set(own.map(textKey));
	return [...own, ...refused.filter((problem) => !known.has(textKey(problem)))];
}

/** What the checks of the two ends rest on beside the values. */
export function surroundingsOf({ instances, form, number }: FormState): Surroundings {
	return { instances, vpcId: form?.vpcId ?? '', atWork: form?.atWork ?? [], number };
}

function lostPassword(side: Side): FieldProblem {
	const text = l10n.t('Passwords are not kept when the tab is hidden or closed. Enter it again.');
	return { field: `${side}.password`, severity: 'warning', text };
}

function textKey({ field, text }: FieldProblem): string {
	return `${field} ${text}`;
}

export function canSubmit({ form, progress, sending }: FormState): boolean {
	return form?.allowed === true && progress.state !== 'busy' && progress.state !== 'done' && !sending;
}

/** The values as they may be kept: no password. */
export function withoutPasswords(values: ConfigureValues): ConfigureValues {
	const bare = (end: Endpoint): Endpoint => ({ ...end, password: '' });
	return { ...values, source_instance: bare(values.source_instance), target_instance: bare(values.target_instance) };
}

/** What the page keeps of its values: a draft where they differ from the task's, and at which ends a password was typed, never the password. */
export function draftOf({ values, form, lost }: FormState): FormDraft {
	const bare = withoutPasswords(values);
	const passwords = SIDES.filter((side) => values[side].password !== '' || lost.has(side));
	return {
		...(form && sameValues(bare, form.values) ? {} : { values: bare }),
		...(passwords.length === 0 ? {} : { passwords }),
	};
}

/** The ends whose passwords were typed, out of what was kept. */
export function readLost(kept: unknown): Side[] {
	return Array.isArray(kept) ? SIDES.filter((side) => kept.includes(side)) : [];
}

/** A kept draft, or undefined if it is none (an older version may have kept something else). */
export function readDraft(draft: unknown): ConfigureValues | undefined {
	if (!isRecord(draft)) {
		return undefined;
	}
	const { migration_method: method, resume_mode: resume, bandwidth_limit_mb: limit } = draft;
	const source = readEndpoint(draft.source_instance);
	const target = readEndpoint(draft.target_instance);
	if (
		(method !== 'full_amount_migration' && method !== 'incremental_migration') ||
		(resume !== 'auto' && resume !== 'manual') ||
		typeof limit !== 'string' ||
		!source ||
		!target
	) {
		return undefined;
	}
	return {
		migration_method: method,
		resume_mode: resume,
		bandwidth_limit_mb: limit,
		source_instance: source,
		target_instance: target,
	};
}

function readEndpoint(value: unknown): Endpoint | undefined {
	if (!isRecord(value)) {
		return undefined;
	}
	const { by, id, addrs } = value;
	return (by === 'id' || by === 'addrs') && typeof id === 'string' && typeof addrs === 'string'
		? { by, id, addrs, password: '' }
		: undefined;
}

/** Whether two sets of values say the same, passwords aside. */
export function sameValues(a: ConfigureValues, b: ConfigureValues): boolean {
	const text = (values: ConfigureValues): string => JSON.stringify(readDraft(values));
	return text(a) === text(b);
}
