/** The machine as far as other tools' files are looked for: its home folder, its variables, reading one file, and what it may be told as a server. */
import { open, stat } from 'node:fs/promises';
import { homedir, hostname, platform } from 'node:os';
import path from 'node:path';
import { FoundError, MAX_BYTES } from './finding';

export interface Machine {
	/** As its user knows it. */
	readonly name: string;
	readonly home: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** As Node names it. */
	readonly platform: string;
	/** Where a cloud server asks what it is. */
	readonly metadata: string;
	/** The text of a file; undefined where there is none. Throws {@link FoundError}. */
	read(file: string): Promise<string | undefined>;
}

/** The machine that the extension runs on. */
export function thisMachine(): Machine {
	const home = homedir();
	return {
		name: hostname(),
		home,
		env: process.env,
		platform: platform(),
		metadata: 'http://169.254.169.254',
		read: (file) => readSmall(file, shortPath(file, home)),
	};
}

/** A path with `~` for the home folder. */
export function shortPath(file: string, home: string): string {
	return home !== '' && file.startsWith(`${home}${path.sep}`) ? `~${file.slice(home.length)}` : file;
}

/** The text of a file of at most {@link MAX_BYTES}; undefined where there is none. `where` is what it is called in the {@link FoundError} that it throws. */
export async function readSmall(file: string, where: string): Promise<string | undefined> {
	try {
		const { size } = await regular(file, where);
		if (size > MAX_BYTES) {
			throw new FoundError(where, 'large');
		}
		const handle = await open(file);
		try {
			// Its size may be another by now.
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES + 1), 0, MAX_BYTES + 1, 0);
			if (bytesRead > MAX_BYTES) {
				throw new FoundError(where, 'large');
			}
			return textOf(buffer.subarray(0, bytesRead));
		} finally {
			await handle.close();
		}
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

/** A device has no end, and a pipe is waited for: only files are opened. */
async function regular(file: string, where: string) {
	const found = await stat(file);
	if (!found.isFile()) {
		throw new FoundError(where, 'unreadable');
	}
	return found;
}

/** PowerShell writes UTF-16 with a byte order mark. */
function textOf(bytes: Buffer): string {
	return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
}
