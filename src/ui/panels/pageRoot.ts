/** Where the pages of webviews lie. */
import * as vscode from 'vscode';

/** The only folder that pages may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
	return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
