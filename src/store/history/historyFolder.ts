/**
 * Where records lie: a folder a connection, in it a file for each task, UTC day and window. Ids are of others' making and may be no file names: they
 * are hashed, and nothing else is ever looked at or removed than what is named so.
 */
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '../../core/digest';
import type { TaskRef } from '../../migration/task';

export const DAY_MS = 86_400_000;

const CONNECTION = /^[0-9a-f]{32}$/;
const FILE = /^([0-9a-f]{32})-(\d{4})(\d{2})(\d{2})-[0-9a-f]{12}\.jsonl$/;
/** What the least file takes of a disk, bytes. */
const BLOCK = 4_096;

/** What one window kept of one task on one day. */
export interface DayFile {
	readonly path: string;
	/** Days since 1970, UTC. */
	readonly day: number;
}

/** How much of the disk it takes, bytes, and when it was written last, ms since 1970. */
export interface MeasuredFile extends DayFile {
	readonly bytes: number;
	readonly touchedAt: number;
}

export class HistoryFolder {
	constructor(private readonly root: string) {}

	/** @param window tells windows apart, whatever it is made of */
	fileOf(ref: TaskRef, day: number, window: string): string {
		const date = new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
		return path.join(this.connection(ref.connectionId), `${taskHash(ref)}-${date}-${hash([window], 12)}.jsonl`);
	}

	/** The files of all windows, those of the earliest day first. */
	async filesOf(ref: TaskRef): Promise<readonly DayFile[]> {
		const folder = this.connection(ref.connectionId);
		const own = taskHash(ref);
		const files = (await filesIn(folder)).filter(({ task }) => task === own);
		return files.sort((a, b) => a.day - b.day);
	}

	/** Those of all tasks of all connections. */
	async all(): Promise<readonly MeasuredFile[]> {
		const found: MeasuredFile[] = [];
		for (const folder of await this.connections()) {
			found.push(...(await measuredFilesIn(folder)));
		}
		return found;
	}

	async removeConnection(connectionId: string): Promise<void> {
		await rm(this.connection(connectionId), { recursive: true, force: true });
	}

	/** Removes the folders of all but these connections, unless something was written there since. */
	async removeOthers(connectionIds: Iterable<string>, since: number): Promise<void> {
		const known = new Set([...connectionIds].map((id) => this.connection(id)));
		for (const folder of await this.connections()) {
			if (!known.has(folder) && (await measuredFilesIn(folder)).every(({ touchedAt }) => touchedAt < since)) {
				await rm(folder, { recursive: true, force: true });
			}
		}
	}

	/** Removes the folders of connections in which nothing is left. */
	async removeEmpty(): Promise<void> {
		for (const folder of await this.connections()) {
			await rmdir(folder).catch(() => undefined);
		}
	}

	private connection(id: string): string {
		return path.join(this.root, hash([id], 32));
	}

	private async connections(): Promise<readonly string[]> {
		const entries = await entriesOf(this.root);
		const folders = entries.filter((entry) => entry.isDirectory() && CONNECTION.test(entry.name));
		return folders.map(({ name }) => path.join(this.root, name));
	}
}

/** How long a file is, bytes; 0 where there is none. */
export async function lengthOf(file: string): Promise<number> {
	return (await statOf(file))?.size ?? 0;
}

/** Does what needs the file's folder, which is made where it is missing: another window may just have removed it. */
export async function withFolder(file: string, work: () => Promise<void>): Promise<void> {
	for (let tries = 1; ; tries++) {
		try {
			return await work();
		} catch (error) {
			if (!isAbsence(error) || tries >= 3) {
				throw error;
			}
			await mkdir(path.dirname(file), { recursive: true });
		}
	}
}

/** Whether an error says that there is no such file or folder. */
export function isAbsence(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function measuredFilesIn(folder: string): Promise<readonly MeasuredFile[]> {
	const found: MeasuredFile[] = [];
	for (const file of await filesIn(folder)) {
		const stats = await statOf(file.path);
		if (stats) {
			const bytes = Math.ceil(stats.size / BLOCK) * BLOCK;
			found.push({ path: file.path, day: file.day, bytes, touchedAt: stats.mtimeMs });
		}
	}
	return found;
}

async function filesIn(folder: string): Promise<(DayFile & { readonly task: string })[]> {
	return (await entriesOf(folder)).flatMap((entry) => {
		const [name, task = '', year, month, date] = (entry.isFile() && FILE.exec(entry.name)) || [];
		const day = Date.UTC(Number(year), Number(month) - 1, Number(date)) / DAY_MS;
		return name === undefined ? [] : [{ path: path.join(folder, name), task, day }];
	});
}

async function entriesOf(folder: string) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (isAbsence(error)) {
			return [];
		}
		throw error;
	}
}

async function statOf(file: string) {
	try {
		return await stat(file);
	} catch (error) {
		if (isAbsence(error)) {
			return undefined;
		}
		throw error;
	}
}

function taskHash({ service, id }: TaskRef): string {
	return hash([service, id], 32);
}

/** As JSON, which tells any two lists of texts apart, halves of characters too. */
function hash(parts: readonly string[], length: number): string {
	return digestOf(JSON.stringify(parts), length);
}
