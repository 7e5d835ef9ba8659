/** Which pages webviews have, and where they lie. */
import * as vscode from 'vscode';

export type PageName = 'details' | 'configure' | 'create' | 'overview';

/** The only folder that pages may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
	return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
