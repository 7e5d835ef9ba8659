/** Remembers by id which connections have a secret on this machine, since the secret storage does not list them. Holds no secret. */
import type * as vscode from 'vscode';
import { isRecord } from '../core/values';

const KEY = 'migrationTasks.secrets';
/** How long a connection must be missing before its secret goes: settings are synchronised, edited by hand and broken for a while. */
export const MISSING_MS = 24 * 60 * 60_000;

interface Entry {
	/** It was to be deleted, and the keyring did not do it. */
	readonly deleted?: true;
	/** Since when no connection has been there for it, ms since 1970. */
	readonly missingSince?: number;
}

export class SecretIndex {
	constructor(
		private readonly state: Pick<vscode.Memento, 'get' | 'update'>,
		private readonly now: () => number = Date.now,
	) {}

	/** A secret is there, and wanted. */
	async stored(id: string): Promise<void> {
		const entry = this.entries()[id];
		if (!entry || entry.deleted) {
			await this.put(id, {});
		}
	}

	/** A secret is to go, whether or not the keyring does it now. */
	async unwanted(id: string): Promise<void> {
		await this.put(id, { deleted: true });
	}

	async gone(id: string): Promise<void> {
		await this.put(id, undefined);
	}

	has(id: string): boolean {
		return this.entries()[id] !== undefined;
	}

	isUnwanted(id: string): boolean {
		return this.entries()[id]?.deleted === true;
	}

	/**
	 * The ids of secrets that are to go now: those that were to go before, and those whose connection has been missing for a day. `needed` are the
	 * connections that there are; undefined where that cannot be told.
	 */
	async toDelete(needed: ReadonlySet<string> | undefined): Promise<readonly string[]> {
		const ids: string[] = [];
		for (const [id, { deleted, missingSince }] of Object.entries(this.entries())) {
			if (deleted) {
				ids.push(id);
			} else if (needed?.has(id)) {
				if (missingSince !== undefined) {
					await this.put(id, {});
				}
			} else if (needed && missingSince === undefined) {
				await this.put(id, { missingSince: this.now() });
			} else if (needed && missingSince !== undefined && this.now() - missingSince >= MISSING_MS) {
				ids.push(id);
			}
		}
		return ids;
	}

	private entries(): Readonly<Record<string, Entry>> {
		const known = this.state.get<unknown>(KEY);
		return isRecord(known) ? Object.fromEntries(Object.entries(known).map(([id, entry]) => [id, entryOf(entry)])) : {};
	}

	private async put(id: string, entry: Entry | undefined): Promise<void> {
		const { [id]: _, ...others } = this.entries();
		await this.state.update(KEY, entry ? { ...others, [id]: entry } : others);
	}
}

function entryOf(value: unknown): Entry {
	const { deleted, missingSince } = isRecord(value) ? value : {};
	return {
		...(deleted === true ? { deleted } : {}),
		...(typeof missingSince === 'number' ? { missingSince } : {}),
	};
}
