/** Keeps what a workbench shows while a test goes on, to be searched together with all that it has written. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from './driver';
import { readBrowserStorage } from './support';

/** Collects the texts of a workbench by the place where they stood. */
export class Witness {
	private readonly seen = new Map<string, Set<string>>();

	constructor(private readonly w: Workbench) {}

	/** Keeps a text that a test got hold of: an error, an answer of the API, the clipboard. */
	note(place: string, text: string): void {
		const texts = this.seen.get(place) ?? new Set();
		this.seen.set(place, texts.add(text));
	}

	/** Keeps what can be seen now: the window, every page in it (its saved state is in its document), messages, the console. */
	async look(): Promise<void> {
		for (const frame of this.w.page.frames()) {
			// Frames come and go.
			const html = await frame.content().catch(() => '');
			const kind = frame === this.w.page.mainFrame() ? 'the window' : 'a page';
			this.note(kind, html);
		}
		this.note('messages', (await this.w.messages.everyText()).join('\n'));
		this.note('the console', this.w.consoleErrors.join('\n'));
	}

	/** Everything that was seen, and all files and browser storages as they are now. */
	async places(): Promise<Map<string, string>> {
		await this.look();
		const places = new Map([...this.seen].map(([place, texts]) => [place, [...texts].join('\n')]));
		for (const [file, text] of await filesIn(this.w.userDataDir)) {
			places.set(file, text);
		}
		for (const [store, text] of Object.entries(await this.w.page.evaluate(readBrowserStorage))) {
			places.set(store, text);
		}
		return places;
	}
}

/** Bytes as they are, so that nothing is lost; text in UTF-8 besides. */
async function filesIn(root: string): Promise<[string, string][]> {
	const entries = await readdir(root, { recursive: true, withFileTypes: true });
	return Promise.all(
		entries
			.filter((entry) => entry.isFile())
			.map(async (entry): Promise<[string, string]> => {
				const file = path.join(entry.parentPath, entry.name);
				const bytes = await readFile(file).catch(() => Buffer.alloc(0));
				return [`the file ${path.relative(root, file)}`, `${bytes.toString('latin1')}\n${bytes.toString('utf8')}`];
			}),
	);
}
