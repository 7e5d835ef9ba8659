/** Which tasks are watched, and which window samples them: files in a folder that all windows of this machine share. */
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { digestOf } from '../../core/digest';
import { refKey, type TaskRef } from '../../migration/task';

const RefSchema = v.object({ connectionId: v.string(), service: v.string(), id: v.string() });
/** Holds the name of the window that samples. */
const LEASE = 'sampler.lease';
/** A lease that was not renewed for so long, ms, is anybody's. */
const LEASE_LIFE = 35_000;

export class WatchList {
	constructor(
		private readonly folder: string,
		/** Tells this window from others. */
		private readonly window: string,
		private readonly now: () => number = Date.now,
	) {}

	/** The watched tasks. A file that cannot be read is none. */
	async all(): Promise<readonly TaskRef[]> {
		const names = await readdir(this.folder).catch(() => []);
		const read = await Promise.all(
			names.filter((name) => name.endsWith('.json')).map((name) => this.read(path.join(this.folder, name))),
		);
		return read.filter((ref) => ref !== undefined);
	}

	/** Throws what the disk throws. */
	async add(ref: TaskRef): Promise<void> {
		await mkdir(this.folder, { recursive: true });
		const { connectionId, service, id } = ref;
		await writeFile(this.fileOf(ref), JSON.stringify({ connectionId, service, id }));
	}

	async remove(ref: TaskRef): Promise<void> {
		await rm(this.fileOf(ref), { force: true });
	}

	/** The tasks of a connection are not watched any more. */
	async forget(connectionId: string): Promise<void> {
		const gone = (await this.all()).filter((ref) => ref.connectionId === connectionId);
		await Promise.all(gone.map((ref) => this.remove(ref)));
	}

	/** Takes the lease, or renews it. Whether this window is to sample: of all windows one does, and another soon after that one has ended. */
	async lead(): Promise<boolean> {
		const file = path.join(this.folder, LEASE);
		const holder = await readFile(file, 'utf8').catch(() => undefined);
		if (holder === this.window) {
			const seconds = this.now() / 1000;
			await utimes(file, seconds, seconds).catch(() => undefined);
			return true;
		}
		if (holder !== undefined) {
			const renewed = await stat(file).then(
				({ mtimeMs }) => mtimeMs,
				() => 0,
			);
			// A clock that was set back is not waited for.
			if (Math.abs(this.now() - renewed) < LEASE_LIFE) {
				return false;
			}
			await rm(file, { force: true });
		}
		await mkdir(this.folder, { recursive: true });
		return writeFile(file, this.window, { flag: 'wx' }).then(
			() => true,
			() => false,
		);
	}

	/** Another window may sample at once. */
	async release(): Promise<void> {
		const file = path.join(this.folder, LEASE);
		if ((await readFile(file, 'utf8').catch(() => undefined)) === this.window) {
			await rm(file, { force: true });
		}
	}

	private fileOf(ref: TaskRef): string {
		return path.join(this.folder, `${digestOf(refKey(ref))}.json`);
	}

	private async read(file: string): Promise<TaskRef | undefined> {
		try {
			const parsed = v.safeParse(RefSchema, JSON.parse(await readFile(file, 'utf8')));
			return parsed.success ? parsed.output : undefined;
		} catch {
			return undefined;
		}
	}
}
