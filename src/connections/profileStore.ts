/** The connections' profiles: those of the settings, and those of this session alone (the sandbox). */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '../core/values';
import type { Services } from '../services';
import { type ConnectionProfile, readProfile, readProfiles, unknownFields } from './profileSchema';

const SECTION = 'migrationTasks';
const KEY = 'connections';
const MAX_TRIES = 3;
/** A window that writes what it read before sees our change this late at the most. */
const OVERWRITTEN_MS = 5_000;

type Entries = readonly unknown[];
/** A change to the entries; made twice, it changes nothing more. Throws `SettingsError` where it would lose something. */
type Change = (entries: Entries) => Entries;

interface Written {
	readonly change: Change;
	/** All entries as they stood before. */
	readonly before: Entries;
	readonly at: number;
}

/** The settings were not written. The message is for the user: why, and what to mend. */
export class SettingsError extends Error {
	override readonly name = 'SettingsError';
}

export interface ProfileStoreOptions {
	/** ms since 1970. */
	readonly now?: () => number;
	/** Lets some time pass before the settings are written again. */
	readonly pause?: () => Promise<void>;
}

export class ProfileStore implements vscode.Disposable {
	private readonly session = new Map<string, ConnectionProfile>();
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;
	private readonly now: () => number;
	private readonly pause: () => Promise<void>;
	private known: readonly ConnectionProfile[];
	/** Writes of this window, one after the other. */
	private writing: Promise<unknown> = Promise.resolve();
	/** What this window just wrote, by id, until another window can no longer overwrite it unawares. */
	private readonly recent = new Map<string, Written>();

	/** The profiles may have changed, in this window or another. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly services: Services,
		private readonly report: (problem: string) => void,
		options: ProfileStoreOptions = {},
	) {
		this.now = options.now ?? Date.now;
		this.pause = options.pause ?? (() => new Promise((resolve) => setTimeout(resolve, 200)));
		this.known = this.read();
		this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${SECTION}.${KEY}`)) {
				this.reload();
				this.restoreLost();
			}
		});
	}

	dispose(): void {
		this.subscription.dispose();
		this.changed.dispose();
	}

	/** All profiles, the settings' first, in their order. */
	all(): readonly ConnectionProfile[] {
		return [...this.known, ...this.session.values()];
	}

	get(id: string): ConnectionProfile | undefined {
		return this.all().find((profile) => profile.id === id);
	}

	isSession(id: string): boolean {
		return this.session.has(id);
	}

	/** The ids of all entries that have a secret, usable or not; undefined where the setting cannot be read. */
	withSecret(): ReadonlySet<string> | undefined {
		const value = vscode.workspace.getConfiguration(SECTION).get(KEY);
		if (value !== undefined && !Array.isArray(value)) {
			return undefined;
		}
		const entries = ((value ?? []) as Entries).filter(isRecord);
		return new Set(entries.filter(({ credential }) => credential !== 'environment').map(({ id }) => String(id)));
	}

	/** Throws `SettingsError` where the setting cannot be written without losing what stands there. */
	checkWritable(): void {
		this.stored();
	}

	/** Adds a profile to the user settings. Entries that cannot be read are left as they are. Throws `SettingsError`. */
	async add(profile: ConnectionProfile): Promise<void> {
		const { problems } = readProfiles([profile], this.services);
		if (problems.length > 0) {
			throw new Error(l10n.t('The connection cannot be added: {0}', problems.join(' ')));
		}
		await this.change(profile.id, (entries) =>
			entries.some((entry) => idOf(entry) === profile.id) ? entries : [...entries, profile],
		);
	}

	/**
	 * Changes a profile as it stands in the settings by now, which may be another than a while ago. Fields that this version does not know stay. Where
	 * nothing is different, nothing is written: not even the order of the fields is another.
	 * Resolves to whether it was still there. Throws `SettingsError`.
	 */
	async update(id: string, change: (profile: ConnectionProfile) => ConnectionProfile): Promise<boolean> {
		let found = false;
		await this.change(id, (entries) => {
			const index = entries.findIndex((entry) => readProfile(entry, this.services)?.id === id);
			const profile = readProfile(entries[index], this.services);
			found = profile !== undefined;
			if (!profile) {
				return entries;
			}
			const after = change(profile);
			if (JSON.stringify(after) === JSON.stringify(profile)) {
				return entries;
			}
			const changed = { ...after, ...unknownFields(entries[index], this.services) };
			return entries.map((entry, i) => (i === index ? changed : entry));
		});
		return found;
	}

	/** Takes a profile out of the settings, or out of the session. Throws `SettingsError`. */
	async remove(id: string): Promise<void> {
		if (this.session.delete(id)) {
			this.changed.fire();
			return;
		}
		await this.change(id, (entries) => entries.filter((entry) => readProfile(entry, this.services)?.id !== id));
	}

	/** Adds a profile for this session alone; nothing is written. */
	addForSession(profile: ConnectionProfile): void {
		this.session.set(profile.id, profile);
		this.changed.fire();
	}

	private change(id: string, change: Change): Promise<void> {
		const own = this.writing.then(async () => {
			const before = this.stored();
			this.recent.delete(id);
			await this.write(change);
			this.recent.set(id, { change, before, at: this.now() });
		});
		this.writing = own.catch(() => {});
		return own;
	}

	/** Reads anew, writes, and looks whether it was kept: another window may write at the same time. */
	private async write(change: Change): Promise<void> {
		for (let tries = 1; ; tries++) {
			const before = this.stored();
			const after = change(before);
			if (same(before, after)) {
				return;
			}
			const refusal = await this.put(after);
			if (refusal === undefined && same(change(this.stored()), this.stored())) {
				return;
			}
			if (tries === MAX_TRIES) {
				throw new SettingsError(
					l10n.t(
						'The setting migrationTasks.connections could not be written, so nothing was changed. {0} Open the settings, save or mend them, and try again.',
						refusal ?? l10n.t('Something else writes it at the same time.'),
					),
				);
			}
			await this.pause();
		}
	}

	/** Resolves to why the settings were not written, in the words of VS Code. */
	private async put(entries: Entries): Promise<string | undefined> {
		try {
			await vscode.workspace.getConfiguration(SECTION).update(KEY, entries, vscode.ConfigurationTarget.Global);
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
		// The event comes later or, where nothing changed, not at all; whoever saves may read at once.
		this.reload();
		return undefined;
	}

	/**
	 * Another window may have written what it had read before: what was undone by that is written once more. It is told from somebody who takes back
	 * just this, or takes everything away, by the one other entry that it changed.
	 */
	private restoreLost(): void {
		for (const [id, written] of this.recent) {
			const { change, before, at } = written;
			if (this.now() - at > OVERWRITTEN_MS) {
				this.recent.delete(id);
				continue;
			}
			const restoring = this.writing.then(async () => {
				const entries = this.stored();
				const undone = !same(entries, change(entries)) && entryText(entries, id) === entryText(before, id);
				if (undone && this.recent.get(id) === written) {
					this.recent.delete(id);
					if (entries.length > 0 && differences(before, entries) === 1) {
						await this.write(change);
					}
				}
			});
			this.writing = restoring.catch((error: Error) => this.report(error.message));
		}
	}

	private reload(): void {
		const before = JSON.stringify(this.known);
		this.known = this.read();
		if (JSON.stringify(this.known) !== before) {
			this.changed.fire();
		}
	}

	private read(): readonly ConnectionProfile[] {
		const { profiles, problems } = readProfiles(vscode.workspace.getConfiguration(SECTION).get(KEY), this.services);
		problems.forEach(this.report);
		return profiles;
	}

	/** The setting as it stands in the user's file, unreadable entries included. Throws `SettingsError` where it is no list. */
	private stored(): Entries {
		const value: unknown = vscode.workspace.getConfiguration(SECTION).inspect(KEY)?.globalValue;
		if (value !== undefined && !Array.isArray(value)) {
			throw new SettingsError(
				l10n.t(
					'The setting migrationTasks.connections is not a list, so nothing was written: what stands there would be lost. Open the settings, make it a list or remove it, and try again.',
				),
			);
		}
		return value ?? [];
	}
}

function idOf(entry: unknown): unknown {
	return isRecord(entry) ? entry.id : undefined;
}

function entryText(entries: Entries, id: string): string | undefined {
	return JSON.stringify(entries.find((entry) => idOf(entry) === id));
}

/** How many entries stand in one list alone, or differ between both. */
function differences(a: Entries, b: Entries): number {
	const texts = (entries: Entries) => new Map(entries.map((entry) => [idOf(entry) ?? entry, JSON.stringify(entry)]));
	const [one, other] = [texts(a), texts(b)];
	return new Set([...one.keys(), ...other.keys()].filter((key) => one.get(key) !== other.get(key))).size;
}

function same(a: Entries, b: Entries): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
