import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { projectRoot, type Server, startServer } from '../../../scripts/vscode-host.mjs';
import { acquireBrowser, releaseBrowser } from './browser';
import { readGlobalState } from './globalState';
import { Helper } from './helper';
import { inAnyLanguage, speak } from './language';
import { isNoise, readLogs } from './logs';
import { type Dialog, Messages, type Notification } from './messages';
import { Palette } from './palette';
import { extensionsFolder, removeFolder, temporaryFolder, vsixUnderTest } from './places';
import { QuickInput } from './quickInput';
import { SandboxProcess, type SandboxProcessOptions } from './sandbox';
import { SecretVault } from './secrets';
import { THEMES, type Theme } from './themes';
import { Tree, type TreeRow } from './tree';
import { PATIENCE, persist, TRY, until } from './waiting';
import { findWebview, type WebviewChoice } from './webviews';

export const EXTENSION_ID = 'cloud-migrations.migration-tasks';
const VIEW_TITLE = inAnyLanguage('view.tasks');
const SHOW_VIEW = 'workbench.view.extension.migrationTasks';
const TOOLTIP_DELAY = 'workbench.hover.delay';
/** The edge of the side bar can be taken hold of this far away, in CSS pixels. */
const EDGE = 4;
/** No test lasts so long, ms. */
const NEVER = 3_600_000;

export interface WorkbenchOptions {
	/** User settings. */
	readonly settings?: Record<string, unknown>;
	/** Environment of the extension host; the person's own cloud keys never reach it. */
	readonly env?: Record<string, string>;
	/** Starts a sandbox process of its own, with a connection to it unless `connect` is false. */
	readonly sandbox?: SandboxProcessOptions | true;
	readonly connect?: boolean;
	/** In CSS pixels; 1,200 × 800 unless given. */
	readonly viewport?: { readonly width: number; readonly height: number };
	readonly theme?: Theme;
	/** The window's display language, as `vscode.env.language` names it. Extensions speak it; VS Code, which has no language pack here, goes on in English. */
	readonly language?: string;
	/** How much VS Code and its extensions log, in all windows and after each reload; `info` unless given. */
	readonly logLevel?: 'trace';
	/** A folder to open; none unless given. */
	readonly folder?: string;
	/** Instead of the VSIX that `npm run package` made. */
	readonly vsix?: string;
}

/** What is new each time the server starts. */
interface ServeOptions {
	readonly settings: Record<string, unknown>;
	readonly port?: number;
}

/** A VS Code with the extension installed from its VSIX and fresh user data, driven as a person drives it. */
export class Workbench {
	readonly page: Page;
	readonly quickInput: QuickInput;
	readonly tree: Tree;
	readonly messages: Messages;
	readonly userDataDir: string;
	/** Undefined unless asked for. */
	readonly sandbox: SandboxProcess | undefined;
	/** What the page and its webviews wrote to the console as errors, known noise of the server left out. */
	readonly consoleErrors: string[] = [];
	private readonly palette: Palette;
	private readonly context: BrowserContext;
	private readonly server: Server;
	private readonly serve: (more: ServeOptions) => Promise<Server>;
	private readonly helper: Helper;
	private readonly vault: SecretVault;

	private constructor(parts: {
		page: Page;
		context: BrowserContext;
		server: Server;
		serve: (more: ServeOptions) => Promise<Server>;
		helper: Helper;
		vault: SecretVault;
		userDataDir: string;
		sandbox: SandboxProcess | undefined;
	}) {
		this.page = parts.page;
		this.context = parts.context;
		this.server = parts.server;
		this.serve = parts.serve;
		this.helper = parts.helper;
		this.vault = parts.vault;
		this.userDataDir = parts.userDataDir;
		this.sandbox = parts.sandbox;
		this.quickInput = new QuickInput(this.page);
		this.palette = new Palette(this.page, this.quickInput);
		this.tree = new Tree(this.page);
		this.messages = new Messages(this.page);
	}

	/** Opens a fresh VS Code and waits until its extensions run. Close it with {@link close}. */
	static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
		const userDataDir = await temporaryFolder('user');
		const helper = new Helper(path.join(userDataDir, 'helper.sock'));
		const [browser, extensionsDir, sandbox] = await Promise.all([
			acquireBrowser(),
			extensionsFolder(options.vsix ?? vsixUnderTest()),
			options.sandbox === undefined ? undefined : SandboxProcess.start(options.sandbox === true ? {} : options.sandbox),
		]);
		const connected = sandbox !== undefined && options.connect !== false;
		const serve = (more: ServeOptions): Promise<Server> =>
			startServer({
				extensionsDir,
				userDataDir,
				env: { ...sandbox?.environment(), TEST_HELPER_SOCKET: helper.socket, ...options.env },
				...more,
			});
		const server = await serve({
			settings: {
				// A headless window may lose the focus at any moment.
				'workbench.quickOpen.closeOnFocusLost': false,
				// A tooltip lies over what is to be clicked next, and on a busy machine it stays.
				[TOOLTIP_DELAY]: NEVER,
				// A group that sticks to the top of the tree would stand there twice, over other rows.
				'workbench.tree.enableStickyScroll': false,
				...(connected ? { 'migrationTasks.connections': [sandbox.connection()] } : {}),
				...(options.theme === undefined ? {} : { 'workbench.colorTheme': THEMES[options.theme].id }),
				...options.settings,
			},
		});
		const context = await browser.newContext({
			viewport: options.viewport ?? { width: 1200, height: 800 },
			locale: options.language ?? 'en-US',
			// Desktop VS Code asks nobody before it copies.
			permissions: ['clipboard-read', 'clipboard-write'],
		});
		if (options.language !== undefined) {
			await speak(context, options.language);
		}
		const vault = new SecretVault();
		await vault.serve(context);
		const page = await context.newPage();
		const workbench = new Workbench({ page, context, server, serve, helper, vault, userDataDir, sandbox });
		const query = new URLSearchParams({
			...(options.folder === undefined ? {} : { folder: options.folder }),
			...(options.logLevel === undefined ? {} : { payload: JSON.stringify([['logLevel', options.logLevel]]) }),
		});
		await workbench.show(query.size === 0 ? server.url : `${server.url}?${query}`);
		return workbench;
	}

	/**
	 * Opens a second window of the same VS Code, with the same user data. {@link execute} and {@link callApi} of either reach the extension host
	 * that started last. The window goes with {@link closeWindow}, or with the first one.
	 */
	async openWindow(): Promise<Workbench> {
		const { context, server, serve, helper, vault, userDataDir, sandbox } = this;
		const page = await context.newPage();
		const workbench = new Workbench({ page, context, server, serve, helper, vault, userDataDir, sandbox });
		const before = await this.hostPid();
		await workbench.show(server.url);
		await until('the extension host of the second window', async () => (await this.hostPid()) !== before, 60_000);
		await workbench.waitReady();
		return workbench;
	}

	/** Shuts this window alone; the server and other windows stay. */
	async closeWindow(): Promise<void> {
		await this.page.close();
	}

	private async show(url: string): Promise<void> {
		this.page.setDefaultTimeout(PATIENCE);
		await this.listen();
		await this.page.goto(url);
		await this.waitReady();
	}

	private async listen(): Promise<void> {
		await this.page.addInitScript(() => {
			// A tooltip that stays is seen through by the mouse.
			const sheet = new CSSStyleSheet();
			sheet.replaceSync('.workbench-hover-container { pointer-events: none !important; }');
			document.adoptedStyleSheets.push(sheet);
		});
		// esbuild, which runs these tests, wraps named functions in a helper that the page has not.
		await this.page.addInitScript('globalThis.__name ??= (value) => value;');
		await this.messages.keepHistory();
		// A window with unsaved editors asks before it goes; nobody is there to answer.
		this.page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
		this.page.on('pageerror', (error) => this.consoleErrors.push(error.message));
		this.page.on('console', (message) => {
			if (message.type() === 'error' && !isNoise(message.text(), message.location().url)) {
				this.consoleErrors.push(message.text());
			}
		});
	}

	private async waitReady(): Promise<void> {
		await this.page.locator('.monaco-workbench').waitFor({ state: 'visible', timeout: 60_000 });
		await until('the extension in the extension host', () => this.offersCommand(SHOW_VIEW), 60_000);
	}

	private async offersCommand(command: string): Promise<boolean> {
		const commands = await this.helper.ask('commands');
		return Array.isArray(commands) && commands.includes(command);
	}

	/** The view's icon in the activity bar; a low window keeps it in an overflow menu. */
	private get viewIcon(): Locator {
		return this.page.locator('.activitybar .action-item').filter({ has: this.page.getByLabel(VIEW_TITLE) });
	}

	/** Runs a command from the palette by its title, category included: "Migration Tasks: Refresh". */
	async runCommand(title: string): Promise<void> {
		await this.palette.run(title);
	}

	/** The titles that the palette offers for some words. */
	async paletteTitles(words: string): Promise<string[]> {
		return this.palette.titles(words);
	}

	/**
	 * Runs a command with arguments as another extension would, and gives what it resolves to (as JSON carries it).
	 * @throws Error with the command's own message when it rejects
	 */
	async execute(command: string, ...args: unknown[]): Promise<unknown> {
		return this.helper.ask('command', { id: command, args });
	}

	/** Opens a link as if it had been clicked somewhere. */
	async openLink(link: string): Promise<void> {
		await this.helper.ask('openLink', { link });
	}

	/** Calls a method (or reads a value) of the extension's public API as another extension would. */
	async callApi(member: string, ...args: unknown[]): Promise<unknown> {
		return this.helper.ask('call', { extension: EXTENSION_ID, member, args });
	}

	async isExtensionActive(): Promise<boolean> {
		return (await this.helper.ask('isActive', { extension: EXTENSION_ID })) === true;
	}

	/** Shows the extension's view by a click on its icon, unless it is there already. */
	async openView(): Promise<void> {
		const icon = this.viewIcon;
		if ((await icon.isVisible()) && !(await this.isViewOpen())) {
			// A click at the icon of an open view would shut it, so there is only one.
			await icon.click();
			await until('the view after the click', () => this.isViewOpen(), TRY).catch(() => undefined);
		}
		await persist(
			'the view',
			() => this.execute(SHOW_VIEW),
			() => this.isViewOpen(),
		);
	}

	private async isViewOpen(): Promise<boolean> {
		const pane = this.page.locator('.part.sidebar .pane-body').first();
		return (await pane.isVisible()) && VIEW_TITLE.test(await this.tree.heading());
	}

	async treeRows(): Promise<TreeRow[]> {
		return this.tree.rows();
	}

	/** Does something while the mouse brings tooltips up; everywhere else none does. */
	async withTooltips<T>(work: () => Promise<T>): Promise<T> {
		await this.updateSettings({ [TOOLTIP_DELAY]: 100 });
		try {
			return await work();
		} finally {
			await this.updateSettings({ [TOOLTIP_DELAY]: NEVER });
			await this.page.mouse.move(0, 0);
		}
	}

	/** What the view's icon says to a screen reader, and the number on it (an empty string without a badge). */
	async badge(): Promise<{ readonly label: string; readonly text: string }> {
		const content = this.viewIcon.locator('.badge-content');
		return {
			label: (await this.viewIcon.locator('.action-label').getAttribute('aria-label')) ?? '',
			text: (await content.isVisible()) ? ((await content.textContent()) ?? '').trim() : '',
		};
	}

	/** The document of one of the extension's pages, once it is there. */
	async webview(choice: WebviewChoice): Promise<Frame> {
		return findWebview(this.page, choice);
	}

	/** The titles of the open editors, from left to right. */
	async editors(): Promise<string[]> {
		return (await this.page.locator('.tabs-container .tab .label-name').allInnerTexts()).map((text) => text.trim());
	}

	/** The title of the editor in front, or an empty string. */
	async activeEditor(): Promise<string> {
		return (await this.page.locator('.tabs-container .tab.active .label-name').allInnerTexts()).at(0)?.trim() ?? '';
	}

	async dialog(): Promise<Dialog> {
		return this.messages.dialog();
	}

	async notifications(): Promise<Notification[]> {
		return this.messages.notifications();
	}

	/** The words in the status bar, one entry an item. */
	async statusBar(): Promise<string[]> {
		return this.page
			.locator('.part.statusbar .statusbar-item')
			.evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? item.textContent ?? ''));
	}

	/** What VS Code has in the clipboard. A browser tells it to the window in front alone. */
	async clipboard(): Promise<string> {
		return until('the clipboard', async () => {
			await this.page.bringToFront();
			return { text: await this.page.evaluate(() => navigator.clipboard.readText()) };
		}).then(({ text }) => text);
	}

	/** Loads the window anew, as "Developer: Reload Window" does; the extension host starts anew with it. */
	async reload(): Promise<void> {
		const before = await this.hostPid();
		const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
		// By the command, which lets the window write its state first. The extension host that is asked ends with the window.
		await this.helper.ask('command', { id: 'workbench.action.reloadWindow', args: [] }).catch(() => undefined);
		await loaded;
		await this.page.locator('.monaco-workbench').waitFor({ state: 'visible', timeout: 60_000 });
		await until('a new extension host', async () => (await this.hostPid()) !== before, 60_000);
		await this.waitReady();
	}

	private hostPid(): Promise<unknown> {
		return this.helper.ask('pid');
	}

	/**
	 * Kills the extension host without a warning while something goes on, and loads the window anew once VS Code has noticed.
	 * @param during gets what kills it, and resolves after that
	 */
	async crash(during: (kill: () => void) => Promise<unknown>): Promise<void> {
		const pid = Number(await this.hostPid());
		await during(() => process.kill(pid, 'SIGKILL'));
		await this.page
			.getByText(/extension host terminated unexpectedly/i)
			.first()
			.waitFor();
		const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
		// By the window itself, which writes its state first, and needs no extension host for it.
		await this.runCommand('Developer: Reload Window');
		await loaded;
		await this.waitReady();
	}

	/**
	 * Kills VS Code without a warning: window, server and extension hosts. The result starts it again over the same user data; this workbench is of
	 * no use any more, but to be closed where that was never called.
	 */
	async kill(): Promise<() => Promise<Workbench>> {
		const { context, server, serve, helper, vault, userDataDir, sandbox } = this;
		await server.kill();
		await this.page.close();
		return async () => {
			// At the same address: a browser keeps what belongs to a page by that.
			const again = await serve({ settings: await this.settings(), port: server.port });
			const page = await context.newPage();
			const workbench = new Workbench({ page, context, server: again, serve, helper, vault, userDataDir, sandbox });
			await workbench.show(server.url);
			return workbench;
		};
	}

	/** Runs `act` when secrets have been written, before the extension hears of it; see {@link SecretVault.atNextWrite}. */
	async atNextSecret(act: () => unknown): Promise<{ readonly done: Promise<void> }> {
		return this.vault.atNextWrite(this.page, act);
	}

	/** Runs `act` as soon as the file of the settings is another. */
	atNextSettings(act: () => unknown): Promise<void> {
		return new Promise((resolve, reject) => {
			const watcher = watch(path.dirname(this.settingsFile), (_, name) => {
				if (name === path.basename(this.settingsFile)) {
					watcher.close();
					Promise.resolve(act()).then(() => resolve(), reject);
				}
			});
		});
	}

	/** What another extension cannot ask for: the state that VS Code keeps for the extension, in all windows. */
	async globalState(): Promise<Record<string, unknown>> {
		const text = await this.page.evaluate(readGlobalState, EXTENSION_ID);
		return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
	}

	/** The user settings as they stand in the file. */
	async settings(): Promise<Record<string, unknown>> {
		return JSON.parse(await readFile(this.settingsFile, 'utf8')) as Record<string, unknown>;
	}

	/** What VS Code's secret storage holds of the extension, by key. */
	async secrets(): Promise<Record<string, string>> {
		return this.vault.read(this.page, EXTENSION_ID);
	}

	/** Makes the secret storage of windows that are loaded from now on say nothing, until the result is called. */
	lockSecrets(): () => void {
		return this.vault.lock();
	}

	/** Has another extension show a message. */
	async say(text: string): Promise<void> {
		await this.helper.ask('say', { text });
	}

	/** Has another extension write a line into its log, at the lowest level. */
	async trace(text: string): Promise<void> {
		await this.helper.ask('trace', { text });
	}

	/** Changes some user settings, as the settings editor does; null removes one. Every one must be a setting that VS Code knows. */
	async updateSettings(changes: Record<string, unknown>): Promise<void> {
		await this.helper.ask('settings', { changes });
	}

	private get settingsFile(): string {
		return path.join(this.userDataDir, 'data', 'User', 'settings.json');
	}

	/** Changes the colour theme and waits until the window wears it. */
	async setTheme(theme: Theme): Promise<void> {
		await this.updateSettings({ 'workbench.colorTheme': THEMES[theme].id });
		await this.page.locator(`.monaco-workbench.${THEMES[theme].mark}`).waitFor();
	}

	async resize(width: number, height: number): Promise<void> {
		await this.page.setViewportSize({ width, height });
	}

	/** Drags the side bar's edge until it is this wide, in CSS pixels. */
	async resizeSideBar(width: number): Promise<void> {
		const sideBar = this.page.locator('.part.sidebar');
		const drag = async (): Promise<void> => {
			const box = await sideBar.boundingBox();
			if (box === null) {
				throw new Error('The side bar is not on show.');
			}
			const y = box.y + box.height / 2;
			await this.page.mouse.move(box.x + box.width, y);
			await this.page.mouse.down();
			await this.page.mouse.move(box.x + width, y, { steps: 5 });
			await this.page.mouse.up();
			await this.page.mouse.move(box.x + 5, box.y + 5);
		};
		await persist(`a side bar of ${width} pixels`, drag, async () => {
			return Math.abs(((await sideBar.boundingBox())?.width ?? 0) - width) <= EDGE;
		});
	}

	/** Takes a picture of the window: `out/screenshots/<name>.png` unless the name is a path. */
	async screenshot(name: string): Promise<string> {
		const file = path.isAbsolute(name) ? name : path.join(projectRoot, 'out', 'screenshots', `${name}.png`);
		await this.page.screenshot({ path: file });
		return file;
	}

	/** What the extension has logged in this workbench, all windows and reloads together. */
	async extensionLog(): Promise<string> {
		return readLogs(this.userDataDir, EXTENSION_ID);
	}

	/** What the extension host itself has logged: activation failures, unhandled errors. */
	async hostLog(): Promise<string> {
		return readLogs(this.userDataDir, 'remoteexthost.log');
	}

	async close(): Promise<void> {
		await this.context.close().catch(() => undefined);
		await Promise.all([this.server.stop(), this.sandbox?.stop(), releaseBrowser()]);
		await removeFolder(this.userDataDir);
	}
}
