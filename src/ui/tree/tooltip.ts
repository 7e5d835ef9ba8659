/** What a task's row says in its tooltip. Loaded with the first one: most are never asked for. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { allows, type Task } from '../../migration/task';
import { taskName } from '../taskNames';
import { type ItemContext, tooltipOf } from './items';

/** How much of one fact stands in a line, in characters, and of an error. */
const FACT_LENGTH = 120;
const ERROR_LENGTH = 400;

/** The facts that matter, for the tooltip, a line each. */
export function taskTooltip(
	task: Task,
	{ services, format, now, connectionName, note }: ItemContext,
): vscode.MarkdownString {
	const { statuses, summary, longName } = services.get(task.ref.service);
	const { known, words: wordsOf } = statuses.row(task.status);
	const words = wordsOf();
	const [from, to, method, error] = [summary.from(task), summary.to(task), summary.method(task), summary.error(task)];
	const ends = from === undefined && to === undefined ? undefined : [from ?? '?', to ?? '?'].map(shortly).join(' → ');
	return tooltipOf(taskName(task), [
		note?.(task)?.text,
		words === task.status ? words : l10n.t('{0} ({1} on the wire)', words, shortly(task.status)),
		[longName, summary.kind(task), connectionName(task.ref.connectionId)].filter(Boolean).map(shortly).join(' · '),
		ends,
		method === undefined ? undefined : l10n.t('Method: {0}', shortly(method)),
		created(task, format, now),
		error === undefined ? undefined : l10n.t('Error: {0}', plainLine(error, ERROR_LENGTH)),
		nextStep(task, known),
	]);
}

function shortly(text: string | undefined): string {
	return plainLine(text ?? '', FACT_LENGTH);
}

/** No age where the zone is not known, nor of a date to come: a clock that goes ahead of this one is no reason to call it "just now". */
function created({ createdAt: at, createdZoneUnknown }: Task, format: Format, now: number): string | undefined {
	if (at === undefined) {
		return undefined;
	}
	if (createdZoneUnknown) {
		return l10n.t('Created {0} (time zone not given)', format.dateTimeUtc(at));
	}
	return at > now
		? l10n.t('Created {0}', format.dateTime(at))
		: l10n.t('Created {0} ({1})', format.dateTime(at), format.age(at, now));
}

function nextStep(task: Task, known: boolean): string {
	if (allows(task, 'configure')) {
		return l10n.t('Next: configure it, to start the migration.');
	}
	if (task.group === 'failed') {
		return l10n.t('Next: open it for the whole error.');
	}
	return known
		? l10n.t('Open it for details.')
		: l10n.t('This version does not know this status. It is shown as the service said it.');
}
