/** Explains a log that somebody has at hand: the editor in front, its selection, or what was copied. It goes nowhere and is not kept. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { redactText } from '../cloud/redact';
import { plainLine } from '../core/plainText';
import { explain, type FoundCause } from '../migration/explain';
import type { Format } from '../migration/format';
import type { Services } from '../services';
import { showDocument, showInfo } from './messages';
import { type PickRow, pickOne } from './quickPicks';

/** Longest line that is quoted, in UTF-16 units. */
const LINE_LENGTH = 400;

interface Choice extends PickRow {
	readonly text: string;
}

/** Asks what is to be explained, and shows the causes in a document of plain text, the likeliest first. */
export async function explainLog(services: Services, format: Format): Promise<void> {
	const text = await chooseText(format);
	if (text === undefined) {
		return;
	}
	const presenters = await Promise.all(services.all.map((service) => service.presenter()));
	// Services may share rows.
	const rows = [...new Set(presenters.flatMap(({ catalogue }) => catalogue ?? []))];
	const found = explain(rows, { texts: [{ from: 'pasted', text }] });
	if (found.length === 0) {
		void showInfo(
			l10n.t(
				'Nothing in this text is known to stop a migration. Look at the log of the source as well: it often has the line that says why.',
			),
		);
		return;
	}
	await showDocument(explanation(found));
}

async function chooseText(format: Format): Promise<string | undefined> {
	const editor = vscode.window.activeTextEditor;
	const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
	const whole = editor && selected === '' ? editor.document.getText() : '';
	const copied = await vscode.env.clipboard.readText();
	const characters = (of: string): string => l10n.t('{0} characters', format.integer(of.length));
	const choices: Choice[] = [
		{ icon: 'selection', label: l10n.t('The selected text'), description: characters(selected), text: selected },
		{ icon: 'file', label: l10n.t('The file in the editor'), description: characters(whole), text: whole },
		{ icon: 'clippy', label: l10n.t('The copied text'), description: characters(copied), text: copied },
	].filter(({ text }) => text.trim() !== '');
	if (choices.length === 0) {
		void showInfo(l10n.t('Open a log in an editor, or copy lines of one, then run this again.'));
		return undefined;
	}
	return (await pickOne(choices, l10n.t('Explain which text?')))?.text;
}

/** The causes as plain text: what happened, the line that says so, what to do. */
export function explanation(found: readonly FoundCause[]): string {
	return found
		.map(({ cause, evidence, certainty }) =>
			[
				`${certainty === 'very likely' ? l10n.t('Very likely') : l10n.t('Possible')}: ${cause.cause()}`,
				...(evidence ? ['', `    ${plainLine(redactText(evidence.line), LINE_LENGTH)}`] : []),
				'',
				...cause
					.steps()
					.map(({ text, literal }, index) => `${index + 1}. ${text}${literal === undefined ? '' : `\n   ${literal}`}`),
				'',
				l10n.t('Source: {0} ({1})', cause.source(), cause.id),
			].join('\n'),
		)
		.join('\n\n----\n\n');
}
