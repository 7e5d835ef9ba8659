import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the web workbench itself complains of in a headless browser without a network. */
const NOISE = [
	/Failed to load resource/,
	/service ?worker/i,
	/bad HTTP response code \(404\)/,
	/WebGL/,
	/gallery|marketplace|open-vsx/i,
	/BroadcastChannel/,
	/Long running operations during shutdown/,
	/authentication provider 'github'/,
];

/** @param source the address of what wrote it */
export function isNoise(text: string, source: string): boolean {
	if (source.includes('vscode-resource')) {
		return false;
	}
	// The workbench styles its own log lines; of those only the ones about the extension matter.
	return NOISE.some((pattern) => pattern.test(text)) || (text.startsWith('%c') && !/migration-?tasks/i.test(text));
}

/**
 * The log files of a workbench whose path holds the words, in order of time.
 * @throws Error when there is none, which also happens where VS Code's logger could not be built
 */
export async function readLogs(userDataDir: string, words: string): Promise<string> {
	const root = path.join(userDataDir, 'data', 'logs');
	const files = (await readdir(root, { recursive: true }))
		.filter((file) => file.includes(words) && file.endsWith('.log'))
		.sort();
	if (files.length === 0) {
		throw new Error(`VS Code has written no log file for ${words}.`);
	}
	const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
	return texts.join('\n');
}
