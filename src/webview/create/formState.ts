/** What the form knows: the values, which fields were touched or typed, and what the host said. No document in here. */
import * as l10n from '@vscode/l10n';
import {
	type BackupRow,
	type CacheInstance,
	CREATION_TEXTS,
	type CreateForm,
	type CreationFacts,
	type CreationField,
	type CreationProblem,
	type CreationText,
	type CreationValues,
	checkCreation,
	emptyCreation,
	fieldsOf,
	type InstancesState,
	instanceOf,
	type Listed,
	type Progress,
	suggestName,
} from '../../ui/create/protocol';
import { isRecord } from '../shared/host';

export const PASSWORD = 'target_instance.password';
/** What is filled in from the chosen instances until somebody types there. */
export const DERIVED = ['name', 'vpc_id', 'subnet_id', 'security_group_id'] as const satisfies readonly CreationText[];

export interface FormState {
	form: CreateForm | undefined;
	progress: Progress;
	/** The instances to choose among, as far as they are known. */
	instances: InstancesState;
	values: CreationValues;
	/** Derived fields that a person typed into: they are filled in no more. */
	readonly typed: Set<CreationText>;
	/** Fields whose errors may be shown: something was typed and left. */
	readonly touched: Set<CreationField>;
	/** After the first attempt to submit, every error is shown. */
	attempted: boolean;
	/** What the host found; a field's problems go when the field is edited. */
	refused: readonly CreationProblem[];
	/** A submission is on its way and the host has not yet said anything about it. */
	sending: boolean;
	/** The values come from a draft. */
	restored: boolean;
	/** A password was typed and went with an earlier life of the page. */
	lost: boolean;
	revealed: boolean;
	requestOpen: boolean;
	/** The backups of one instance. */
	backups: { readonly of: string; readonly list: Listed<BackupRow> } | undefined;
}

export function initialState(): FormState {
	return {
		form: undefined,
		progress: { state: 'editing' },
		instances: { state: 'loading' },
		values: emptyCreation(),
		typed: new Set(),
		touched: new Set(),
		attempted: false,
		refused: [],
		sending: false,
		restored: false,
		lost: false,
		revealed: false,
		requestOpen: false,
		backups: undefined,
	};
}

/** Begins anew: nothing of an earlier migration is left. */
export function reset(state: FormState): void {
	state.values = emptyCreation();
	state.typed.clear();
	state.touched.clear();
	state.attempted = false;
	state.refused = [];
	state.restored = false;
	state.lost = false;
	state.revealed = false;
}

/** The instances that are known. */
export function rowsOf(instances: InstancesState): readonly CacheInstance[] {
	return instances.state === 'ready' ? instances.rows : [];
}

/** What is known beside the values. */
export function factsOf({ instances, backups, values }: FormState): CreationFacts {
	const known = backups && backups.of === values['source_instance.id'].trim() ? backups.list.rows : undefined;
	return { instances: rowsOf(instances), ...(known ? { backups: known } : {}) };
}

/** The values with what follows from the chosen instances: the network of the target, else that of the source, and a name. */
export function withDerived(state: FormState): CreationValues {
	const { values, typed } = state;
	const facts = factsOf(state);
	const at =
		instanceOf(values['target_instance.id'], facts.instances) ??
		instanceOf(values['source_instance.id'], facts.instances);
	const derived: Partial<Record<CreationText, string>> = {
		...(at ? { vpc_id: at.vpcId, subnet_id: at.subnetId, security_group_id: at.securityGroupId } : {}),
		name: suggestName(values, facts) || values.name,
	};
	const free = DERIVED.filter((field) => !typed.has(field) && derived[field] !== undefined);
	return { ...values, ...Object.fromEntries(free.map((field) => [field, derived[field]])) };
}

/** All that stops the submission. */
export function errorsOf(state: FormState): CreationProblem[] {
	return problemsOf(state).filter(({ severity }) => severity === 'error');
}

/** What stands beside the fields now: warnings at once, errors once the person had a chance to finish, what the host refused always. */
export function shownProblems(state: FormState): CreationProblem[] {
	const refused = new Set(state.refused.map(textKey));
	return problemsOf(state).filter(
		(problem) =>
			problem.severity === 'warning' ||
			state.attempted ||
			state.touched.has(problem.field) ||
			refused.has(textKey(problem)),
	);
}

function problemsOf(state: FormState): CreationProblem[] {
	const { values, refused, lost } = state;
	const own = checkCreation(values, factsOf(state));
	if (lost && fieldsOf(values).includes(PASSWORD)) {
		const text = l10n.t('Passwords are not kept when the tab is hidden. Enter it again.');
		own.push({ field: PASSWORD, severity: 'warning', text });
	}
	const known = new Set(own.map(textKey));
	return [...own, ...refused.filter((problem) => !known.has(textKey(problem)))];
}

function textKey({ field, text }: CreationProblem): string {
	return `${field} ${text}`;
}

export function canSubmit({ form, progress, sending }: FormState): boolean {
	return form?.allowed === true && progress.state !== 'busy' && progress.state !== 'created' && !sending;
}

/** What the page keeps of its values: all but the password, of which it keeps that there was one. */
export function draftOf({ values, typed, lost }: FormState): Readonly<Record<string, unknown>> {
	const bare = { ...values, [PASSWORD]: '' };
	const had = values[PASSWORD] !== '' || lost;
	return {
		...(JSON.stringify(bare) === JSON.stringify(emptyCreation()) ? {} : { values: bare, typed: [...typed] }),
		...(had ? { password: true } : {}),
	};
}

/** A kept draft, or undefined if it is none (an older version may have kept something else). */
export function readDraft(draft: unknown): CreationValues | undefined {
	if (!isRecord(draft)) {
		return undefined;
	}
	const { migration_type: kind, 'backup_files.file_source': place } = draft;
	if (
		(kind !== 'online_migration' && kind !== 'backupfile_import') ||
		(place !== 'backup_record' && place !== 'self_build_obs') ||
		CREATION_TEXTS.some((name) => typeof draft[name] !== 'string')
	) {
		return undefined;
	}
	const texts = Object.fromEntries(CREATION_TEXTS.map((name) => [name, String(draft[name])]));
	return { ...emptyCreation(), ...texts, migration_type: kind, 'backup_files.file_source': place, [PASSWORD]: '' };
}

/** The derived fields that were typed into, out of what was kept. */
export function readTyped(kept: unknown): CreationText[] {
	return Array.isArray(kept) ? DERIVED.filter((field) => kept.includes(field)) : [];
}
