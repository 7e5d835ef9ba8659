/** The log: one output channel, from which every secret is taken out by name before a line is written. */
import * as vscode from 'vscode';
import { redactText } from '../cloud/redact';
import type { Logger } from '../core/logger';

export class Log implements Logger, vscode.Disposable {
	private opened: vscode.LogOutputChannel | undefined;

	debug(line: string): void {
		this.channel.debug(redactText(line));
	}

	info(line: string): void {
		this.channel.info(redactText(line));
	}

	warn(line: string): void {
		this.channel.warn(redactText(line));
	}

	error(error: unknown): void {
		this.channel.error(redactText(error instanceof Error ? (error.stack ?? error.message) : String(error)));
	}

	show(): void {
		this.channel.show(true);
	}

	dispose(): void {
		this.opened?.dispose();
	}

	/** Made with the first line. */
	private get channel(): vscode.LogOutputChannel {
		this.opened ??= vscode.window.createOutputChannel('Migration Tasks', { log: true });
		return this.opened;
	}
}
