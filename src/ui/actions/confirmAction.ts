/** What is asked before an action is sent: what it needs, whether it is meant, and where something is lost, whether it is really meant. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { ActionWords } from '../../migration/actionWords';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import { ask } from '../messages';
import { askText, pickOne } from '../quickPicks';
import { nameOf } from '../taskNames';

/** Names in a question; of more, how many they are. */
const NAMED = 10;
/** Longest name among others, in UTF-16 units: what happens must still be in sight below them. */
const NAME_LENGTH = 80;
/** What plainLine puts around text that is written from right to left; nobody types it. */
const ISOLATES = /[\u2068\u2069]/g;

/** What is entered for an action; undefined where the user gave up. */
export async function askInput({ input }: ActionWords): Promise<{ readonly value: unknown } | undefined> {
	if (!input) {
		return { value: undefined };
	}
	if (input.kind === 'choice') {
		const rows = input.choices.map(({ label, detail, value }) => ({ label: label(), detail: detail(), value }));
		const picked = await pickOne(rows, input.prompt());
		return picked && { value: picked.value };
	}
	const typed = await askText({
		prompt: input.prompt(),
		placeHolder: input.placeHolder,
		fault: (text) => {
			const read = input.read(text);
			return 'fault' in read ? read.fault : undefined;
		},
	});
	const read = typed === undefined ? undefined : input.read(typed);
	return read && 'value' in read ? read : undefined;
}

export interface Asked {
	readonly words: ActionWords;
	readonly tasks: readonly Task[];
	/** What is sent of what was entered. */
	readonly value: unknown;
	/** Which tasks are left out and why, in words. */
	readonly leftOut: string | undefined;
	/** What else is to be known, a paragraph each. */
	readonly notes?: readonly string[] | undefined;
}

/** Says which tasks, what happens and what is lost. Where something is lost, a click is not enough: the name is typed, or how many they are. */
export async function confirmAction(
	{ words, tasks, value, leftOut, notes = [] }: Asked,
	fullName: (task: Task) => string,
	format: Format,
): Promise<boolean> {
	const names = tasks.map(fullName);
	const [name] = names.length === 1 ? names : [];
	const question =
		name !== undefined
			? (words.question?.(name) ?? l10n.t('{0} “{1}”?', words.label(), name))
			: l10n.t('{0}: {1} tasks?', words.label(), format.integer(names.length));
	const detail = [
		...(names.length === 1 ? [] : [listed(names).join('\n')]),
		...(names.length > NAMED ? [l10n.t('and {0} more', format.integer(names.length - NAMED))] : []),
		words.detail(value),
		...notes,
		...(leftOut === undefined ? [] : [l10n.t('Left out: {0}', leftOut)]),
	].join('\n\n');
	if ((await ask(question, { detail }, words.label())) !== words.label()) {
		return false;
	}
	const losing = tasks.filter((task) => words.loses?.(task) ?? false);
	const [first] = losing;
	return (
		first === undefined ||
		askToType(losing.length === 1 ? nameOf(first.ref, first) : String(losing.length), losing.length, words)
	);
}

function listed(names: readonly string[]): readonly string[] {
	return names.slice(0, NAMED).map((name) => plainLine(name, NAME_LENGTH));
}

async function askToType(wanted: string, count: number, { loss }: ActionWords): Promise<boolean> {
	const prompt =
		count === 1
			? (loss?.(wanted) ?? l10n.t('“{0}” is not over: what is not copied yet is lost. Type its name to go on.', wanted))
			: l10n.t('{0} of them are not over: what is not copied yet is lost. Type that number to go on.', wanted);
	const isWanted = (typed: string | undefined): boolean => typed !== undefined && asTyped(typed) === asTyped(wanted);
	const fault = (typed: string): string | undefined =>
		isWanted(typed) ? undefined : l10n.t('Type {0}, or press Escape.', wanted);
	return isWanted(await askText({ prompt, placeHolder: wanted, fault }));
}

/** A name as a keyboard gives it: without marks that cannot be seen, an accent and its letter as one. */
function asTyped(name: string): string {
	return name.replace(ISOLATES, '').normalize('NFC').trim();
}
