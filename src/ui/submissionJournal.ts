/**
 * The journal of writes on their way, as small files in a folder that all windows share. A file is named after its action and task and a number: the
 * first has 1, and one that follows it by a person's decision the next. Creating a name that exists fails, and that is what lets only one window send.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { refKey, type TaskRef } from '../migration/task';
import type { FoundTrace, Journal, Trace, TraceEntry } from '../store/submissionJournal';

const FileSchema = v.object({
	id: v.string(),
	action: v.string(),
	ref: v.object({ connectionId: v.string(), service: v.string(), id: v.string() }),
	sentAt: v.number(),
	note: v.optional(v.object({ name: v.string(), next: v.optional(v.string()), before: v.optional(v.string()) })),
	state: v.picklist(['sent', 'unanswered']),
	host: v.string(),
	pid: v.number(),
});
type FileContent = v.InferOutput<typeof FileSchema>;

const NAME = /^([0-9a-f]{32})-(\d{1,9})\.json$/;

export interface FileJournalOptions {
	/** Made when the first trace is written. */
	readonly folder: string;
	/** ms since 1970. */
	readonly now?: () => number;
	/** Which process writes. */
	readonly sender?: { readonly host: string; readonly pid: number };
	/** Whether a process of this machine is running. */
	readonly isRunning?: (pid: number) => boolean;
}

export class FileJournal implements Journal {
	private readonly folder: string;
	private readonly now: () => number;
	private readonly sender: { readonly host: string; readonly pid: number };
	private readonly isRunning: (pid: number) => boolean;

	constructor(options: FileJournalOptions) {
		this.folder = options.folder;
		this.now = options.now ?? Date.now;
		this.sender = options.sender ?? { host: hostname(), pid: process.pid };
		this.isRunning = options.isRunning ?? isRunning;
	}

	async find(action: string, ref: TaskRef): Promise<FoundTrace | undefined> {
		return (await this.findEach([action], ref)).get(action);
	}

	async findEach(actions: readonly string[], ref: TaskRef): Promise<ReadonlyMap<string, FoundTrace>> {
		const newest = await this.newest();
		const found = new Map<string, FoundTrace>();
		for (const action of newest.size === 0 ? [] : actions) {
			const name = newest.get(stemOf(action, ref));
			const trace = name === undefined ? undefined : await this.read(name);
			if (trace) {
				found.set(action, trace);
			}
		}
		return found;
	}

	/** Every trace, of any action of any task. */
	async all(): Promise<readonly FoundTrace[]> {
		const read = await Promise.all([...(await this.newest()).values()].map((name) => this.read(name)));
		return read.filter((trace) => trace !== undefined);
	}

	async create(trace: Trace, after?: FoundTrace): Promise<TraceEntry | undefined> {
		await mkdir(this.folder, { recursive: true });
		const stem = stemOf(trace.action, trace.ref);
		const before = (await this.numbers(stem)).at(-1);
		const known = before === undefined ? undefined : await this.read(`${stem}-${before}.json`);
		if (known?.id !== after?.id) {
			return undefined;
		}
		const name = `${stem}-${(before ?? 0) + 1}.json`;
		const content: FileContent = { id: randomUUID(), ...trace, state: 'sent', ...this.sender };
		if (!(await this.write(name, content))) {
			return undefined;
		}
		// Whoever settled the earlier one in between, or came and went, changed what the decision was about.
		const now = (await this.numbers(stem)).map((number) => `${stem}-${number}.json`);
		if (!now.includes(name) || now.at(-1) !== name || now.at(-2) !== (before && `${stem}-${before}.json`)) {
			await this.unlink(name);
			return undefined;
		}
		await Promise.all(now.slice(0, -1).map((old) => this.unlink(old)));
		return this.entry(name, content);
	}

	async sweep(picks: Parameters<Journal['sweep']>[0]): Promise<void> {
		for (const name of await this.names()) {
			const content = await this.content(name);
			const sentAt = content?.sentAt ?? (await this.touchedAt(name));
			if (sentAt !== undefined && picks({ connectionId: content?.ref.connectionId, sentAt })) {
				await this.unlink(name);
			}
		}
	}

	private entry(name: string, content: FileContent): TraceEntry {
		const own = async (): Promise<boolean> => (await this.content(name))?.id === content.id;
		return {
			id: content.id,
			beat: async () => {
				const still = await own();
				if (still) {
					await this.touch(name);
				}
				return still;
			},
			markUnanswered: async () => {
				if (await own()) {
					await this.replace(name, { ...content, state: 'unanswered' });
				}
			},
			remove: async () => {
				if (await own()) {
					await this.unlink(name);
				}
			},
		};
	}

	/** A file that cannot be read stands for a sending whose time is that of the file. It may be about to be written. */
	private async read(name: string): Promise<FoundTrace | undefined> {
		const aliveAt = await this.touchedAt(name);
		if (aliveAt === undefined) {
			return undefined;
		}
		const content = await this.content(name);
		const id = content?.id ?? name;
		return {
			id,
			trace: content && { action: content.action, ref: content.ref, sentAt: content.sentAt, note: content.note },
			state: content?.state ?? 'sent',
			sentAt: content?.sentAt ?? aliveAt,
			aliveAt,
			senderGone: content !== undefined && content.host === this.sender.host && !this.isRunning(content.pid),
			remove: async () => {
				if (((await this.content(name))?.id ?? name) === id) {
					await this.unlink(name);
				}
			},
		};
	}

	private async content(name: string): Promise<FileContent | undefined> {
		try {
			const read = v.safeParse(FileSchema, JSON.parse(await readFile(this.at(name), 'utf8')));
			return read.success ? read.output : undefined;
		} catch {
			return undefined;
		}
	}

	/** Writes a new file; false where there is one already. A half-written one is taken away. */
	private async write(name: string, content: FileContent): Promise<boolean> {
		let file: Awaited<ReturnType<typeof open>>;
		try {
			file = await open(this.at(name), 'wx');
		} catch (error) {
			if (codeOf(error) === 'EEXIST') {
				return false;
			}
			throw error;
		}
		try {
			await file.writeFile(JSON.stringify(content));
			await file.sync();
		} catch (error) {
			await this.unlink(name).catch(() => undefined);
			throw error;
		} finally {
			await file.close();
		}
		await this.touch(name);
		return true;
	}

	/** Whoever reads meanwhile finds the old file or the new one, never a half. */
	private async replace(name: string, content: FileContent): Promise<void> {
		const next = this.at(`${content.id}.tmp`);
		try {
			const file = await open(next, 'w');
			await file.writeFile(JSON.stringify(content)).finally(() => file.close());
			await rename(next, this.at(name));
		} catch (error) {
			await rm(next, { force: true }).catch(() => undefined);
			throw error;
		}
	}

	private async touch(name: string): Promise<void> {
		const at = new Date(this.now());
		await utimes(this.at(name), at, at);
	}

	private async touchedAt(name: string): Promise<number | undefined> {
		try {
			return Math.round((await stat(this.at(name))).mtimeMs);
		} catch (error) {
			return absent(error);
		}
	}

	private async unlink(name: string): Promise<void> {
		await rm(this.at(name), { force: true });
	}

	private async names(): Promise<string[]> {
		try {
			return (await readdir(this.folder)).filter((name) => NAME.test(name));
		} catch (error) {
			return absent(error) ?? [];
		}
	}

	/** The file that counts of each action of each task, by their stem. */
	private async newest(): Promise<ReadonlyMap<string, string>> {
		const newest = new Map<string, { readonly number: number; readonly name: string }>();
		for (const name of await this.names()) {
			const [, stem = '', digits] = NAME.exec(name) ?? [];
			const number = Number(digits);
			if (number > (newest.get(stem)?.number ?? 0)) {
				newest.set(stem, { number, name });
			}
		}
		return new Map([...newest].map(([stem, { name }]) => [stem, name]));
	}

	/** The numbers of the files of one action of one task, ascending. */
	private async numbers(stem: string): Promise<number[]> {
		const parts = (await this.names()).map((name) => NAME.exec(name));
		return parts.flatMap((part) => (part?.[1] === stem ? [Number(part[2])] : [])).sort((a, b) => a - b);
	}

	private at(name: string): string {
		return path.join(this.folder, name);
	}
}

/** Ids are of the service's making and may be no file names. */
function stemOf(action: string, ref: TaskRef): string {
	return createHash('sha256')
		.update(`${action}\n${refKey(ref)}`)
		.digest('hex')
		.slice(0, 32);
}

function absent(error: unknown): undefined {
	if (codeOf(error) !== 'ENOENT') {
		throw error;
	}
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Signal 0 is never delivered: asking for it tells whether the process is there. */
function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}
