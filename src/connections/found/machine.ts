/** The machine as far as other tools' files are looked for: its home folder, its variables, and reading one file. */
import { readFile, stat } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import path from 'node:path';
import { FoundError, MAX_BYTES } from './finding';

export interface Machine {
	readonly home: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** As Node names it. */
	readonly platform: string;
	/** The text of a file; undefined where there is none. Throws {@link FoundError}. */
	read(file: string): Promise<string | undefined>;
}

/** The machine that the extension runs on. */
export function thisMachine(): Machine {
	const home = homedir();
	return {
		home,
		env: process.env,
		platform: platform(),
		read: (file) => readSmall(file, shortPath(file, home)),
	};
}

/** A path with `~` for the home folder. */
export function shortPath(file: string, home: string): string {
	return home !== '' && file.startsWith(`${home}${path.sep}`) ? `~${file.slice(home.length)}` : file;
}

async function readSmall(file: string, where: string): Promise<string | undefined> {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES) {
			throw new FoundError(where, 'large');
		}
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof FoundError) {
			throw error;
		}
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') {
			return undefined;
		}
		// The system's words may hold anything of the path.
		throw new FoundError(where, 'unreadable');
	}
}
