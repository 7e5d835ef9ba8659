/** The HTML of a webview page: one script, one style sheet, nothing else allowed. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { TaskRef } from '../../migration/task';
import type { PageSetup } from '../details/protocol';
import { type PageName, pageRoot } from './pageRoot';
import { pageTexts } from './pageTexts';

/** The document of a page, with the texts of the display language, and the reference that the panel is restored by and its context menu's commands get. Scripts need its nonce. */
export function pageHtml(
	webview: vscode.Webview,
	extensionUri: vscode.Uri,
	page: PageName,
	title: string,
	/** Left out for a page that is of no task. */
	reference?: TaskRef,
): string {
	const uri = (file: string): string =>
		webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), file)).toString();
	const nonce = randomBytes(16).toString('base64');
	const setup: PageSetup = { l10n: texts(page), locale: vscode.env.language, ...(reference && { reference }) };
	const policy = [
		"default-src 'none'",
		"connect-src 'none'",
		`style-src ${webview.cspSource}`,
		`font-src ${webview.cspSource}`,
		`script-src 'nonce-${nonce}'`,
		"form-action 'none'",
		"base-uri 'none'",
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uri(`${page}.css`)}">
<title>${escapeHtml(title)}</title>
</head>
<body data-setup="${escapeHtml(JSON.stringify(setup))}" data-vscode-context="${escapeHtml(JSON.stringify(reference ?? {}))}">
<main id="app"></main>
<script nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
</body>
</html>`;
}

/** The texts of the display language, as the pages' l10n takes them; those that the page uses, where that is known. */
function texts(page: PageName): Record<string, string> | undefined {
	const bundle = vscode.l10n.bundle;
	const used: readonly string[] | undefined = pageTexts?.[page];
	return (
		bundle &&
		Object.fromEntries(
			Object.entries(bundle)
				.filter(([key]) => used?.includes(key) ?? true)
				.map(([key, value]) => [key, String(value)]),
		)
	);
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
