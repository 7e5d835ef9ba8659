/** The filters that a person gave a name to. */
import * as v from 'valibot';
import type * as vscode from 'vscode';

export interface SavedFilter {
	readonly name: string;
	/** As typed. */
	readonly filter: string;
}

const KEY = 'migrationTasks.savedFilters';
/** The newest are kept. */
const MOST = 50;
/** Characters of a name and of a filter. */
export const MAX_NAME = 60;
export const MAX_FILTER = 255;

const part = (most: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(most));
const Schema = v.object({ name: part(MAX_NAME), filter: part(MAX_FILTER) });

export class SavedFilters {
	constructor(private readonly memento: vscode.Memento) {}

	/** In the order of their names. What another version wrote and this one cannot read is left out. */
	all(): readonly SavedFilter[] {
		const kept: unknown = this.memento.get(KEY);
		const read = (Array.isArray(kept) ? kept : []).map((one: unknown) => v.safeParse(Schema, one));
		return read.flatMap(({ success, output }) => (success ? [output] : []));
	}

	/** Keeps a filter under a name, in the place of any other of that name. `before`: what it was called. */
	async save(saved: SavedFilter, before: string = saved.name): Promise<void> {
		const others = this.all().filter(({ name }) => !isSameName(name, saved.name) && !isSameName(name, before));
		const all = [...others.slice(-(MOST - 1)), saved];
		await this.memento.update(
			KEY,
			all.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
		);
	}

	async remove(name: string): Promise<void> {
		await this.memento.update(
			KEY,
			this.all().filter((one) => !isSameName(one.name, name)),
		);
	}
}

function isSameName(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
