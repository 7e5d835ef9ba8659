/** The samples of a task, written to a file that the user chooses. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Pace } from '../core/turns';
import { countSamples, csvLines, type ExportNames, jsonLines } from '../migration/exportedSamples';
import type { Format } from '../migration/format';
import type { RunRecord } from '../migration/runRecord';
import type { TaskRef } from '../migration/task';
import type { Services } from '../services';
import type { TaskStore } from '../store/taskStore';
import { showError, showInfo, showProgress } from './messages';
import { askWhereToSave, type PickRow, pickOne } from './quickPicks';
import { nameOf } from './taskNames';

export interface ExportSamplesDeps {
	readonly store: Pick<TaskStore, 'get'>;
	readonly services: Services;
	readonly format: Format;
	/** The task meant by an argument, or the one that the user picks; undefined if the user gives up. */
	readonly choose: (argument: unknown, prompt: string) => Promise<TaskRef | undefined>;
	/** All that is known of the task's runs, oldest first. */
	readonly recordsOf: (ref: TaskRef) => Promise<readonly RunRecord[]>;
}

/** A form in which samples are written. */
interface FileKind extends PickRow {
	readonly extension: string;
	readonly linesOf: (records: readonly RunRecord[], names: ExportNames) => Iterable<string>;
}

function fileKinds(): readonly FileKind[] {
	return [
		{
			icon: 'json',
			label: l10n.t('JSON Lines'),
			description: '.jsonl',
			detail: l10n.t('One object a sample, to be judged again by a replay.'),
			extension: 'jsonl',
			linesOf: jsonLines,
		},
		{
			icon: 'table',
			label: l10n.t('CSV'),
			description: '.csv',
			detail: l10n.t('One row a sample, for spreadsheets.'),
			extension: 'csv',
			linesOf: csvLines,
		},
	];
}

/** Asks which task, form and place, and writes its samples there. Tells what came of it. */
export async function exportSamples(deps: ExportSamplesDeps, argument?: unknown): Promise<void> {
	const { store, format, choose, recordsOf } = deps;
	const ref = await choose(argument, l10n.t('Export the samples of which task?'));
	if (!ref) {
		return;
	}
	const name = nameOf(ref, store.get(ref));
	const records = await showProgress(l10n.t('Reading the samples of “{0}”…', name), () => recordsOf(ref));
	const count = countSamples(records);
	if (count === 0) {
		void showInfo(l10n.t('There are no samples of “{0}” to export. They are taken while the task is on show.', name));
		return;
	}
	const kind = await pickOne(fileKinds(), l10n.t('Export {0} samples as what?', format.integer(count)));
	const place = kind && (await askWhereToSave(fileName(name, kind), kind.label, kind.extension));
	if (!place) {
		return;
	}
	try {
		await vscode.workspace.fs.writeFile(place, await bytesOf(kind.linesOf(records, await namesFor(ref, deps))));
	} catch (error) {
		void showError(l10n.t('The samples were not written. {0}', error instanceof Error ? error.message : String(error)));
		return;
	}
	const open = l10n.t('Open');
	if ((await showInfo(l10n.t('Samples of “{0}” exported: {1}.', name, format.integer(count)), open)) === open) {
		await vscode.commands.executeCommand('vscode.open', place);
	}
}

async function namesFor(ref: TaskRef, { store, services }: ExportSamplesDeps): Promise<ExportNames> {
	const { wireNames } = await services.get(ref.service).presenter();
	const task = store.get(ref);
	return { run: ref.id, method: task && wireNames?.method(task), migrating: wireNames?.migrating };
}

/** Letters and digits of the task's name, which make a file name anywhere. */
function fileName(name: string, { extension }: FileKind): string {
	const words = name.slice(0, 60).match(/[\p{L}\p{N}_]+/gu) ?? ['task'];
	return `${words.join('-')}-samples.${extension}`;
}

async function bytesOf(lines: Iterable<string>): Promise<Uint8Array> {
	const pace = new Pace();
	const parts: string[] = [];
	for (const line of lines) {
		parts.push(line);
		if (parts.length % 200 === 0 && pace.isDue) {
			await pace.pause();
		}
	}
	return Buffer.from(parts.join(''));
}
