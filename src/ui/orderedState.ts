/**
 * The state that VS Code keeps for all windows, without its losses. VS Code tells the extension of each write with all keys as they stood then, and takes
 * that for what is known, though a later write may have been made meanwhile (`ExtensionMemento` in its extHostMemento.ts): of two writes that
 * follow each other closely, the second can be undone. So one is made after the other, and each is looked at afterwards.
 */
import type * as vscode from 'vscode';

/** Another window may write at the very same moment; then a write is made once more. */
const MOST_TRIES = 3;

type GlobalState = vscode.ExtensionContext['globalState'];

export class OrderedState implements GlobalState {
	/** What is on its way, newest of each key. */
	private readonly coming = new Map<string, { readonly value: unknown }>();
	private writing: Promise<void> = Promise.resolve();

	constructor(private readonly kept: GlobalState) {}

	keys(): readonly string[] {
		const all = new Set([...this.kept.keys(), ...this.coming.keys()]);
		return [...all].filter((key) => this.get(key) !== undefined);
	}

	get<T>(key: string): T | undefined;
	get<T>(key: string, otherwise: T): T;
	get<T>(key: string, otherwise?: T): T | undefined {
		const coming = this.coming.get(key);
		const value = coming ? (coming.value as T | undefined) : this.kept.get<T>(key);
		return value === undefined ? otherwise : value;
	}

	/** Known to {@link get} at once. Resolves when VS Code has it. */
	update(key: string, value: unknown): Promise<void> {
		const own = { value };
		this.coming.set(key, own);
		const writing = this.writing.then(async () => {
			try {
				await this.write(key, value);
			} finally {
				if (this.coming.get(key) === own) {
					this.coming.delete(key);
				}
			}
		});
		this.writing = writing.catch(() => {});
		return writing;
	}

	setKeysForSync(keys: readonly string[]): void {
		this.kept.setKeysForSync(keys);
	}

	/** Resolves when nothing is on its way any more. Never rejects. */
	written(): Promise<void> {
		return this.writing;
	}

	private async write(key: string, value: unknown): Promise<void> {
		const wanted = JSON.stringify(value);
		for (let tries = 1; tries <= MOST_TRIES; tries++) {
			await this.kept.update(key, value);
			if (JSON.stringify(this.kept.get(key)) === wanted) {
				return;
			}
		}
	}
}

/** The context as VS Code gave it, but for its state of all windows. */
export function withState(context: vscode.ExtensionContext, globalState: OrderedState): vscode.ExtensionContext {
	return Object.create(context, { globalState: { value: globalState, enumerable: true } });
}
