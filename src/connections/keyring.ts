/** The keyring behind VS Code's secret storage, which may refuse, or never answer. Nothing here knows what a secret holds. */
import type * as vscode from 'vscode';
import { Emitter } from '../core/emitter';
import { type SetTimer, setTimer } from '../core/timer';

const PREFIX = 'migrationTasks.credential.';
/** Long for a keyring that works; one that waits for its password is not waited for, but heard when it answers. */
const PATIENCE_MS = 5_000;

/** `refused`: the keyring failed. `silent`: it did not answer in time. Holds no secret, nor the keyring's own words. */
export class KeyringError extends Error {
	override readonly name = 'KeyringError';

	constructor(readonly how: 'refused' | 'silent') {
		super(`the keyring ${how === 'refused' ? 'refused' : 'did not answer'}`);
	}
}

/** Every call may throw a `KeyringError`. Writes to one id happen in their order, also those that nobody waits for any more. */
export class Keyring {
	private readonly writing = new Map<string, Promise<void>>();
	private readonly changed = new Emitter<string>();
	private readonly subscription: vscode.Disposable;

	/** The id of a secret that changed, in this window or another, or that was read after nobody waited any more. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly timer: SetTimer = setTimer,
	) {
		this.subscription = secrets.onDidChange(({ key }) => {
			if (key.startsWith(PREFIX)) {
				this.changed.fire(key.slice(PREFIX.length));
			}
		});
	}

	dispose(): void {
		this.subscription.dispose();
		this.changed.dispose();
	}

	/** Undefined where nothing is stored. */
	async get(id: string): Promise<string | undefined> {
		const text = await this.inTime(this.secrets.get(PREFIX + id), () => this.changed.fire(id));
		return text === '' ? undefined : text;
	}

	store(id: string, text: string): Promise<void> {
		return this.write(id, () => this.secrets.store(PREFIX + id, text));
	}

	delete(id: string): Promise<void> {
		return this.write(id, () => this.secrets.delete(PREFIX + id));
	}

	private write(id: string, work: () => Thenable<void>): Promise<void> {
		const before = this.writing.get(id) ?? Promise.resolve();
		const own = before.then(work, work);
		this.writing.set(id, own);
		return this.inTime(own, () => {});
	}

	/** `late` is called where an answer comes after all. */
	private inTime<T>(work: Thenable<T>, late: () => void): Promise<T> {
		return new Promise((resolve, reject) => {
			let over = false;
			const timer = this.timer(() => {
				over = true;
				reject(new KeyringError('silent'));
			}, PATIENCE_MS);
			work.then(
				(value) => {
					timer.dispose();
					resolve(value);
					if (over) {
						late();
					}
				},
				() => {
					timer.dispose();
					reject(new KeyringError('refused'));
				},
			);
		});
	}
}
