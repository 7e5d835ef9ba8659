/**
 * The two pages in a real browser, without VS Code: bundled as they ship, served under the policy of the panels, with a stand-in for the API that
 * VS Code puts into a webview. Set CHROMIUM to the browser to be used.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { THEMES, type ThemeName } from './themes';

const ROOT = join(__dirname, '..', '..');
const NONCE = 'dGVzdA';
/** The task that the pages are opened for. */
export const REFERENCE = { connectionId: 'c', service: 'dcs', id: 't' };

export type PageName = 'details' | 'configure' | 'create' | 'overview';

export interface OpenOptions {
	readonly width?: number;
	readonly height?: number;
	readonly theme?: ThemeName;
	/** What VS Code would have kept from an earlier life of the page. */
	readonly state?: unknown;
	readonly locale?: string;
	readonly l10n?: Record<string, string>;
	/** Makes the page's clock stand at this time, ms since 1970. */
	readonly now?: number;
}

/** What the stand-in for VS Code's API keeps. */
interface Recorded {
	posted: { type: string; [key: string]: unknown }[];
	state: unknown;
	violations: string[];
	errors: string[];
}

/** A browser with one page, used again and again: opening another for each test would cost more than the test. */
export class Pages {
	private constructor(
		private readonly server: Server,
		private readonly browser: Browser,
		private readonly page: Page,
		private readonly origin: string,
	) {}

	static async start(): Promise<Pages> {
		const files = await bundle();
		const server = createServer((request, response) => {
			const url = new URL(request.url ?? '/', 'http://page');
			const name = url.pathname.slice(1);
			const file = files.get(name);
			if (file) {
				response.setHeader('content-type', name.endsWith('.css') ? 'text/css' : 'text/javascript');
				response.setHeader('cache-control', 'max-age=3600');
				response.end(file);
			} else {
				response.setHeader('content-type', 'text/html; charset=utf-8');
				response.end(html(name, url.searchParams));
			}
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		const context = await browser.newContext({ timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
		return new Pages(
			server,
			browser,
			await context.newPage(),
			`http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		);
	}

	/** Loads a page anew, as VS Code does when a panel is opened. What was opened before is gone. */
	async open(name: PageName, options: OpenOptions = {}): Promise<WebviewPage> {
		await this.page.setViewportSize({ width: options.width ?? 1200, height: options.height ?? 900 });
		const query = new URLSearchParams({
			setup: JSON.stringify({ l10n: options.l10n, locale: options.locale ?? 'en', reference: REFERENCE }),
			given: JSON.stringify({
				state: options.state ?? null,
				now: options.now ?? null,
				...THEMES[options.theme ?? 'dark'],
			}),
		});
		await this.page.goto(`${this.origin}/${name}?${query}`);
		return new WebviewPage(this.page);
	}

	async stop(): Promise<void> {
		await this.browser.close();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** A browser for the tests of a `describe`: there before the first, gone after the last; after each, no page has anything to complain of. */
export function usePages(): Pick<Pages, 'open'> {
	let pages: Pages;
	let opened: WebviewPage | undefined;
	before(async function () {
		this.timeout(20_000);
		pages = await Pages.start();
	});
	after(() => pages.stop());
	afterEach(async () => assert.deepEqual(await opened?.complaints(), []));
	return {
		async open(name, options) {
			opened = await pages.open(name, options);
			return opened;
		},
	};
}

export class WebviewPage {
	constructor(readonly page: Page) {}

	/** Sends a message as the extension would, and lets the page draw. */
	async send(message: unknown): Promise<void> {
		await this.page.evaluate(async (data) => {
			window.postMessage(data, '*');
			await new Promise((resolve) => setTimeout(resolve));
			await new Promise((resolve) => requestAnimationFrame(resolve));
		}, message);
	}

	async posted(type?: string): Promise<Recorded['posted']> {
		const { posted } = await this.recorded();
		return type === undefined ? posted : posted.filter((message) => message.type === type);
	}

	async state(): Promise<unknown> {
		return (await this.recorded()).state;
	}

	/** What the policy forbade and what the scripts threw: nothing, one hopes. */
	async complaints(): Promise<string[]> {
		const { violations, errors } = await this.recorded();
		return [...violations, ...errors];
	}

	/** Whether something is wider than the page. */
	async overflows(): Promise<boolean> {
		return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
	}

	private recorded(): Promise<Recorded> {
		return this.page.evaluate(() => (window as unknown as { recorded: Recorded }).recorded);
	}
}

/** Runs in the page before its script: VS Code's API, the theme, a fixed clock if asked for, and a record of what happens. */
const STAND_IN = `{
	// tsx marks functions with a helper that a page does not have.
	window.__name = (named) => named;
	const given = JSON.parse(document.body.dataset.given);
	const recorded = { posted: [], state: given.state, violations: [], errors: [] };
	Object.assign(window, {
		recorded,
		acquireVsCodeApi: () => ({
			postMessage: (message) => void recorded.posted.push(message),
			getState: () => recorded.state ?? undefined,
			setState: (state) => void (recorded.state = state),
		}),
	});
	document.addEventListener('securitypolicyviolation', (event) => recorded.violations.push(event.violatedDirective + ': ' + event.blockedURI));
	window.addEventListener('error', (event) => recorded.errors.push(event.message));
	for (const [name, value] of Object.entries(given.variables)) document.documentElement.style.setProperty(name, value);
	document.body.className = given.bodyClass;
	if (given.now !== null) Date.now = () => given.now;
}`;

async function bundle(): Promise<Map<string, Uint8Array>> {
	const { outputFiles } = await build({
		entryPoints: {
			details: join(ROOT, 'src/webview/details/main.tsx'),
			configure: join(ROOT, 'src/webview/configure/main.tsx'),
			create: join(ROOT, 'src/webview/create/main.tsx'),
			overview: join(ROOT, 'src/webview/overview/main.tsx'),
		},
		bundle: true,
		write: false,
		minify: true,
		format: 'iife',
		platform: 'browser',
		target: 'chrome128',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		outdir: 'out',
		logLevel: 'error',
	});
	return new Map(outputFiles.map(({ path, contents }) => [path.split('/').pop() ?? path, contents]));
}

function html(name: string, query: URLSearchParams): string {
	const attribute = (key: string): string =>
		(query.get(key) ?? '{}').replace(/[&'<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
	const policy = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self'`;
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${name}.css"><title>${name}</title></head><body data-setup="${attribute('setup')}" data-given="${attribute('given')}">
<main id="app"></main><script nonce="${NONCE}">${STAND_IN}</script><script nonce="${NONCE}" src="${name}.js"></script></body></html>`;
}
