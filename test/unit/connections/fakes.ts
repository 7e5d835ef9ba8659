/** The settings file, the keyring and the memory of VS Code, as tests need them. */
import { Emitter } from '../../../src/core/emitter';
import type { SetTimer } from '../../../src/core/timer';

const SECTION = 'migrationTasks';
const KEY = 'connections';

/** The user's settings file, with any number of windows that look at it. */
export class SettingsFile {
	private readonly changed = new Emitter<void>();
	/** Runs before a window writes; throws where the file cannot be written. */
	beforeWrite: () => void | Promise<void> = () => {};
	/** Writes, successful or not. */
	writes = 0;

	constructor(public value: unknown = undefined) {}

	/** `workspace` of VS Code, as a window has it. A window that `lags` sees what others wrote only when it is told to look. */
	workspace(lags = false): Readonly<Record<string, unknown>> & { look(): void } {
		const told = new Emitter<{ affectsConfiguration: (name: string) => boolean }>();
		let seen = this.value;
		const look = (): void => {
			seen = this.value;
			told.fire({ affectsConfiguration: (name) => name === SECTION || name === `${SECTION}.${KEY}` });
		};
		if (!lags) {
			this.changed.event(look);
		}
		return {
			look,
			onDidChangeConfiguration: told.event,
			getConfiguration: () => ({
				get: () => seen,
				inspect: () => ({ globalValue: seen }),
				update: async (_: string, value: unknown) => {
					this.writes++;
					await this.beforeWrite();
					this.value = JSON.parse(JSON.stringify(value));
					this.changed.fire();
					look();
				},
			}),
		};
	}

	/** Somebody writes into it: another window, or the user by hand. */
	put(value: unknown): void {
		this.value = value;
		this.changed.fire();
	}
}

/** The keyring behind `SecretStorage`. */
export class FakeSecrets {
	readonly stored = new Map<string, string>();
	private readonly changed = new Emitter<{ readonly key: string }>();
	readonly onDidChange = this.changed.event;
	/** Why it refuses, by what is asked of it; it hangs for `never`. */
	refuses: { [way in 'get' | 'store' | 'delete']?: Error | 'never' } = {};
	private waiting: (() => void)[] = [];

	constructor(known: Readonly<Record<string, object | string>> = {}) {
		for (const [id, value] of Object.entries(known)) {
			this.stored.set(keyOf(id), typeof value === 'string' ? value : JSON.stringify(value));
		}
	}

	of(id: string): unknown {
		const text = this.stored.get(keyOf(id));
		return text === undefined ? undefined : JSON.parse(text);
	}

	/** Lets go on what hangs. */
	answer(): void {
		this.refuses = {};
		for (const go of this.waiting.splice(0)) {
			go();
		}
	}

	async get(key: string): Promise<string | undefined> {
		await this.allow('get');
		return this.stored.get(key);
	}

	async store(key: string, value: string): Promise<void> {
		await this.allow('store');
		this.stored.set(key, value);
		this.changed.fire({ key });
	}

	async delete(key: string): Promise<void> {
		await this.allow('delete');
		if (this.stored.delete(key)) {
			this.changed.fire({ key });
		}
	}

	private async allow(way: 'get' | 'store' | 'delete'): Promise<void> {
		const refusal = this.refuses[way];
		if (refusal === 'never') {
			await new Promise<void>((go) => this.waiting.push(go));
		} else if (refusal) {
			throw refusal;
		}
	}
}

function keyOf(id: string): string {
	return `migrationTasks.credential.${id}`;
}

/** `Memento`, which is written whole. */
export class FakeState {
	readonly values = new Map<string, unknown>();

	get<T>(key: string, otherwise: T): T {
		return (this.values.get(key) as T | undefined) ?? otherwise;
	}

	async update(key: string, value: unknown): Promise<void> {
		this.values.set(key, value);
	}
}

/** Lets everything go on that need not wait for anything outside. */
export function settled(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

/** A timer that runs when a test says so. */
export class HandTimer {
	private readonly waiting = new Set<() => void>();

	readonly set: SetTimer = (run) => {
		this.waiting.add(run);
		return { dispose: () => void this.waiting.delete(run) };
	};

	/** Time is up for all that wait now, once they have begun to. */
	async run(): Promise<void> {
		while (this.waiting.size === 0) {
			await settled();
		}
		for (const run of [...this.waiting]) {
			this.waiting.delete(run);
			run();
		}
	}
}
