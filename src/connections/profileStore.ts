/** The connections' profiles: those of the settings, and those of this session alone (the sandbox). */
import * as vscode from 'vscode';
import type { Services } from '../services';
import { type ConnectionProfile, readProfiles } from './profileSchema';

const SECTION = 'migrationTasks';
const KEY = 'connections';

export class ProfileStore implements vscode.Disposable {
	private readonly session = new Map<string, ConnectionProfile>();
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;
	private known: readonly ConnectionProfile[];

	/** The profiles may have changed, in this window or another. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly services: Services,
		private readonly report: (problem: string) => void,
	) {
		this.known = this.read();
		this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${SECTION}.${KEY}`)) {
				this.reload();
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

	/** Writes a profile into the user settings, in the place of the one with its id. Entries that cannot be read are left as they are. */
	async save(profile: ConnectionProfile): Promise<void> {
		const entries = this.stored();
		const index = entries.findIndex((entry) => idOf(entry) === profile.id);
		await this.write(index < 0 ? [...entries, profile] : entries.map((entry, i) => (i === index ? profile : entry)));
	}

	/** Takes a profile out of the settings, or out of the session. */
	async remove(id: string): Promise<void> {
		if (this.session.delete(id)) {
			this.changed.fire();
			return;
		}
		await this.write(this.stored().filter((entry) => idOf(entry) !== id));
	}

	/** Adds a profile for this session alone; nothing is written. */
	addForSession(profile: ConnectionProfile): void {
		this.session.set(profile.id, profile);
		this.changed.fire();
	}

	private async write(entries: readonly unknown[]): Promise<void> {
		await vscode.workspace.getConfiguration(SECTION).update(KEY, entries, vscode.ConfigurationTarget.Global);
		// The event comes later or, where nothing changed, not at all; whoever saves may read at once.
		this.reload();
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

	/** The setting as it stands in the user's file, unreadable entries included. */
	private stored(): readonly unknown[] {
		const value = vscode.workspace.getConfiguration(SECTION).inspect(KEY)?.globalValue;
		return Array.isArray(value) ? value : [];
	}
}

function idOf(entry: unknown): unknown {
	return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}
