/** The log: one output channel, from which every secret is taken out by name before a line is written. */
import * as vscode from 'vscode';
import { redactText } from '../cloud/redact';

export type Level = 'debug' | 'info' | 'warn' | 'error';

export class Log implements vscode.Disposable {
	private channel: vscode.LogOutputChannel | undefined;

	/** Writes a line. The channel is made with the first one. */
	write(line: string, level: Level = 'info'): void {
		this.open()[level](redactText(line));
	}

	/** Writes what an unexpected error says, with its stack. */
	fault(error: unknown): void {
		this.write(error instanceof Error ? (error.stack ?? error.message) : String(error), 'error');
	}

	show(): void {
		this.open().show(true);
	}

	dispose(): void {
		this.channel?.dispose();
	}

	private open(): vscode.LogOutputChannel {
		this.channel ??= vscode.window.createOutputChannel('Migration Tasks', { log: true });
		return this.channel;
	}
}
