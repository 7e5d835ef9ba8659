/** What must hold before an action: read anew and shown one by one, with what only a person knows to be confirmed. Nothing is sent from here. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import type { ConnectionManager } from '../../connections/connectionManager';
import { plainLine } from '../../core/plainText';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import type { CacheInstance } from '../../migration/instances';
import type {
	AskedCondition,
	CheckedCondition,
	PreconditionFacts,
	PreconditionPort,
} from '../../migration/preconditions';
import type { Task, TaskRef } from '../../migration/task';
import type { Instances } from '../../store/instances';
import type { Runs } from '../../store/runs/runs';
import type { TaskStore } from '../../store/taskStore';
import { showQuietly, showWarning } from '../messages';
import { Left, type PickHeading, type StandingRow, standInBox } from '../quickPicks';
import { nameOf } from '../taskNames';

export interface PreconditionDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly instances: Instances;
	readonly runs: Pick<Runs, 'open'>;
	readonly format: Format;
}

/** What was found, and confirmed. */
export interface Prepared {
	/** For the question: what exactly happens, and what is not known. */
	notes(entered: unknown): readonly string[];
	/** What is sent for what was entered. */
	input(entered: unknown): unknown;
	/** Reads everything once more, just before it is sent. Tells what does not hold any more. */
	stillHolds(): Promise<boolean>;
}

interface Found {
	readonly task: Task;
	readonly facts: PreconditionFacts;
	readonly checked: readonly CheckedCondition[];
}

/** Shows them until all that is known holds and everything asked is confirmed. Undefined: the user gave up, or the task could not be read, which is told. */
export async function askPreconditions(
	words: ActionWords,
	port: PreconditionPort,
	ref: TaskRef,
	deps: PreconditionDeps,
): Promise<Prepared | undefined> {
	const check = (): Promise<Found> => find(ref, port, deps);
	const confirmed = new Set<string>();
	let found: Found;
	try {
		found = await showQuietly(l10n.t('Checking…'), check);
		await standInBox<Row>(
			{ title: l10n.t('{0}: {1}', words.label(), nameOf(ref, found.task)), back: false },
			{
				prompt: l10n.t('Confirm what only you know, with Enter. Then choose the last row.'),
				rows: () => rowsOf(found, port, confirmed, deps.format),
				press: ({ id, does }) => {
					if (does === 'confirm' && !confirmed.delete(id)) {
						confirmed.add(id);
					}
					const missing = does === 'go' ? missingOf(found, port, confirmed) : [];
					if (missing.length > 0) {
						void showWarning(l10n.t('Not yet: {0}', missing.join(' · ')));
					}
					return does === 'go' && missing.length === 0;
				},
				refresh: {
					label: l10n.t('Check Again'),
					run: async () => {
						found = await check();
					},
				},
			},
		);
	} catch (error) {
		if (!(error instanceof Left)) {
			tellUnread(error, ref, deps);
		}
		return undefined;
	}
	// What is read later must not change what was asked about.
	const asked = found;
	return {
		notes: (entered) => [
			port.says(entered, asked.task, asked.facts),
			...asked.checked
				.filter(({ ok }) => ok === undefined)
				.map(({ label, value }) => l10n.t('Not known whether this holds: {0} ({1})', label, value)),
		],
		input: (entered) => port.input(entered, asked.task, asked.facts),
		stillHolds: async () => {
			let now: Found;
			try {
				now = await showQuietly(l10n.t('Checking…'), check);
			} catch (error) {
				tellUnread(error, ref, deps);
				return false;
			}
			const failing = now.checked.filter(({ ok }) => ok === false);
			if (failing.length > 0) {
				void showWarning(
					l10n.t('Nothing was sent. {0}', failing.map((one) => l10n.t('fails: {0}', withValue(one))).join(' · ')),
				);
			}
			return failing.length === 0;
		},
	};
}

interface Row extends StandingRow {
	readonly does: 'nothing' | 'confirm' | 'go';
}

function rowsOf(
	{ task, facts, checked }: Found,
	port: PreconditionPort,
	confirmed: ReadonlySet<string>,
	format: Format,
): readonly (Row | PickHeading)[] {
	const asked = port.asked(task, facts);
	const failing = checked.filter(({ ok }) => ok === false).length;
	const open = asked.filter(({ id }) => !confirmed.has(id)).length;
	const left = [
		...(failing === 0 ? [] : [l10n.t('{0} fail', format.integer(failing))]),
		...(open === 0 ? [] : [l10n.t('{0} to be confirmed', format.integer(open))]),
	];
	return [
		{ heading: l10n.t('Checked at {0}', format.clock(facts.now)) },
		...checked.map(checkedRow),
		...(asked.length === 0 ? [] : [{ heading: l10n.t('Only you know') }]),
		...asked.map((one) => askedRow(one, confirmed.has(one.id))),
		{ heading: left.length === 0 ? l10n.t('Everything is ready') : l10n.t('Not ready yet') },
		{
			id: 'go',
			does: 'go',
			icon: left.length === 0 ? 'arrow-right' : 'circle-slash',
			label: port.go(),
			...(left.length === 0 ? {} : { description: left.join(', ') }),
		},
	];
}

function checkedRow({ id, ok, label, value, todo }: CheckedCondition): Row {
	const row = { id, does: 'nothing', description: value } as const;
	const detail = todo === '' ? {} : { detail: todo };
	switch (ok) {
		case true:
			return { ...row, icon: 'pass', label: l10n.t('holds: {0}', label) };
		case false:
			return { ...row, icon: 'error', label: l10n.t('fails: {0}', label), ...detail };
		default:
			return { ...row, icon: 'question', label: l10n.t('not known: {0}', label), ...detail };
	}
}

function askedRow({ id, label, detail }: AskedCondition, confirmed: boolean): Row {
	return confirmed
		? { id, does: 'confirm', icon: 'pass-filled', label: l10n.t('confirmed: {0}', label), detail }
		: { id, does: 'confirm', icon: 'circle-large-outline', label: l10n.t('to confirm: {0}', label), detail };
}

function missingOf({ task, facts, checked }: Found, port: PreconditionPort, confirmed: ReadonlySet<string>): string[] {
	return [
		...checked.filter(({ ok }) => ok === false).map((one) => l10n.t('fails: {0}', withValue(one))),
		...port
			.asked(task, facts)
			.filter(({ id }) => !confirmed.has(id))
			.map(({ label }) => l10n.t('to confirm: {0}', label)),
	];
}

function withValue({ label, value }: CheckedCondition): string {
	return l10n.t('{0} ({1})', label, value);
}

/** Reads the task, its statistics and the instances. The task must be read; what else cannot be is not known. */
async function find(ref: TaskRef, port: PreconditionPort, deps: PreconditionDeps): Promise<Found> {
	const { store, runs, format } = deps;
	const read = await store.refreshTask(ref);
	const sampling = store.sampleTask(ref).then(
		() => runs.open(ref),
		() => undefined,
	);
	const instances = new Map<string, CacheInstance>();
	const unread = new Map<string, string>();
	await Promise.all(
		port.needs(read).map(async (id) => {
			try {
				const instance = await deps.instances.show(ref.connectionId, ref.service, id);
				if (instance) {
					instances.set(id, instance);
				}
			} catch (error) {
				unread.set(id, reasonOf(error, ref, deps));
			}
		}),
	);
	const run = await sampling;
	const task = store.get(ref) ?? read;
	const facts: PreconditionFacts = { instances, unread, run, now: Date.now() };
	return { task, facts, checked: port.checked(task, facts, format) };
}

/** Throws what is no answer of a service. */
function tellUnread(error: unknown, ref: TaskRef, deps: PreconditionDeps): void {
	if (!(error instanceof CloudError)) {
		throw error;
	}
	void showWarning(l10n.t('Nothing was sent. {0}', reasonOf(error, ref, deps)));
}

function reasonOf(error: unknown, { connectionId }: TaskRef, { connections }: PreconditionDeps): string {
	return plainLine(error instanceof CloudError ? errorMessage(error, connections.name(connectionId)) : String(error));
}
