/** What several of the end-to-end tests need beside the driver: reading the pages, and asking the sandbox what it was asked. */
import { mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { type SandboxProcess, type TreeRow, until, type Workbench } from './driver';

/** A request as the sandbox saw it. */
export interface Asked {
	readonly method: string;
	readonly path: string;
	readonly query: string;
	readonly status: number;
}

/** Everything that the workbench's (or another) sandbox was asked from now on, with `since()`. At most the last 1,000 are kept by the sandbox. */
export async function listen(
	workbench: Workbench,
	sandbox = workbench.sandbox,
): Promise<{ since: () => Promise<Asked[]> }> {
	const before = (await sandboxState(sandbox)).requests;
	return {
		since: async () => {
			const { requests, recent } = await sandboxState(sandbox);
			const fresh = requests - before;
			return fresh <= 0 ? [] : recent.slice(-fresh);
		},
	};
}

async function sandboxState(sandbox: SandboxProcess | undefined): Promise<{ requests: number; recent: Asked[] }> {
	if (!sandbox) {
		throw new Error('This workbench has no sandbox of its own.');
	}
	return (await sandbox.state()) as { requests: number; recent: Asked[] };
}

/** Moves the sandbox's migrations ahead by so many simulated seconds. */
export async function advance(workbench: Workbench, seconds: number): Promise<void> {
	await control(workbench, 'advance', { method: 'POST', body: JSON.stringify({ seconds }) });
}

/** The writers at the source of a task of the sandbox stop, or write again. */
export async function setWriters(workbench: Workbench, task: string, writing: boolean): Promise<void> {
	await control(workbench, 'writers', { method: 'POST', body: JSON.stringify({ task, writing }) });
}

/** The body of the configure request that the sandbox got last, passwords and all; null before the first. */
export async function lastConfigureBody(workbench: Workbench): Promise<unknown> {
	const response = await control(workbench, 'last-configure-body', {});
	return ((await response.json()) as { body: unknown }).body;
}

async function control(workbench: Workbench, operation: string, init: RequestInit): Promise<Response> {
	const response = await fetch(new URL(`/__sandbox/${operation}`, workbench.sandbox?.facts.url), init);
	if (!response.ok) {
		throw new Error(`The sandbox refused "${operation}": ${response.status} ${await response.text()}`);
	}
	return response;
}

/** The text of the element that shows a wire field. */
export async function fieldText(page: Frame, field: string): Promise<string> {
	return textOf(page, `[data-field="${field}"]`);
}

/** The text of the element that shows a live statistic. */
export async function statText(page: Frame, stat: string): Promise<string> {
	return textOf(page, `[data-stat="${stat}"]`);
}

/** The text of the first element that fits. */
export async function textOf(page: Frame, selector: string): Promise<string> {
	return ((await page.locator(selector).first().textContent()) ?? '').trim();
}

/** Lets so many beats of a 1 s interval pass: that nothing was asked can be told only after a while. */
export async function letPass(beats: number): Promise<void> {
	await sleep(beats * 1_000);
}

/** Waits until an element of a page holds the text, and returns all that it says. */
export async function waitText(page: Frame, selector: string, text: string | RegExp): Promise<string> {
	return until(`${selector} to say ${text}`, async () => {
		const texts = await page.locator(selector).allInnerTexts();
		return texts.find((said) => (typeof text === 'string' ? said.includes(text) : text.test(said)));
	});
}

/** The lists that were asked for, of DCS and SMS. */
export function listsOf(asked: readonly Asked[]): Asked[] {
	return asked.filter(({ path: at }) => /\/(migration-tasks|v3\/tasks)$/.test(at));
}

/** The labels of the groups, from top to bottom, with their counts. */
export function groupsOf(rows: readonly TreeRow[]): string[] {
	return rows.filter(({ level }) => level === 1).map(({ label, description }) => `${label} ${description}`);
}

/** The group that stands above a row, or undefined where the row is not on show. */
export function groupAbove(rows: readonly TreeRow[], label: string): string | undefined {
	const index = rows.findIndex((row) => row.label === label);
	return rows
		.slice(0, Math.max(0, index))
		.reverse()
		.find(({ level }) => level === 1)?.label;
}

/** Where something that must stay secret stands, among all that VS Code has written or keeps; empty where it stands nowhere. */
export async function placesThatHold(workbench: Workbench, secret: string): Promise<string[]> {
	const files = await filesThatHold(workbench.userDataDir, secret);
	const kept = await workbench.page.evaluate(readBrowserStorage);
	return [...files, ...Object.keys(kept).filter((place) => kept[place]?.includes(secret))];
}

async function filesThatHold(root: string, secret: string): Promise<string[]> {
	const entries = await readdir(root, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
	const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(secret)));
	return files.filter((_, index) => found[index]);
}

/** Runs in the window: a browser-hosted VS Code keeps the state of windows and webviews in IndexedDB. */
export async function readBrowserStorage(): Promise<Record<string, string>> {
	const done = <T>(request: IDBRequest<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const entriesOf = (storage: Storage): string =>
		Object.entries({ ...storage })
			.flat()
			.join('\n');
	const texts: Record<string, string> = {
		localStorage: entriesOf(localStorage),
		sessionStorage: entriesOf(sessionStorage),
		'the address': location.href,
	};
	for (const { name } of await indexedDB.databases()) {
		if (name === undefined) {
			continue;
		}
		const database = await done(indexedDB.open(name));
		for (const store of database.objectStoreNames) {
			const objects = database.transaction(store).objectStore(store);
			const [keys, rows] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
			texts[`IndexedDB ${name}/${store}`] = [...keys, ...rows]
				.map((row: unknown) =>
					row instanceof Uint8Array
						? new TextDecoder().decode(row)
						: typeof row === 'string'
							? row
							: JSON.stringify(row),
				)
				.join('\n');
		}
		database.close();
	}
	return texts;
}

/** Pictures for people to look at: `out/screenshots`, or the folder that SHOTS names. */
export async function picture(workbench: Workbench, name: string): Promise<void> {
	const folder = process.env.SHOTS ?? path.join(projectRoot, 'out', 'screenshots');
	mkdirSync(folder, { recursive: true });
	await workbench.screenshot(path.join(folder, `${name}.png`));
}
