import type { Browser } from 'playwright-core';

/** Where a VS Code keeps its extensions and its user's data; a fresh pair is a fresh VS Code. */
export interface Places {
	readonly extensionsDir: string;
	readonly userDataDir: string;
}
export interface ServerOptions extends Places {
	/** Laid over `defaultSettings`. */
	readonly settings?: Record<string, unknown>;
	readonly keybindings?: readonly unknown[];
	/** Reaches the extension host. */
	readonly env?: Record<string, string>;
	/** 0, the default, takes a free one. */
	readonly port?: number;
	readonly log?: (text: string) => void;
	/** Lets a page ask for an extension test run; VS Code then shows no notifications. */
	readonly testDriver?: boolean;
}
export interface Server {
	readonly url: string;
	readonly port: number;
	stop(): Promise<void>;
	/** Ends it without a warning, with all that it started. */
	kill(): Promise<void>;
}
export interface Host {
	/** The Node that the server runs on. */
	readonly node: string;
	/** The server's entry file. */
	readonly main: string;
}
export const projectRoot: string;
export const cacheRoot: string;
export const defaultSettings: Readonly<Record<string, unknown>>;
export function ensureHost(): Promise<Host>;
export function hostEnvironment(): NodeJS.ProcessEnv;
export function startServer(options: ServerOptions): Promise<Server>;
export function writeUserFiles(
	userDataDir: string,
	settings?: Record<string, unknown>,
	keybindings?: readonly unknown[],
): Promise<void>;
export function installVsix(vsix: string, places: Places): Promise<void>;
export function packVsix(folder: string, vsix: string, flags?: readonly string[]): Promise<string>;
export function ensureBrowser(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }>;
export function launchBrowser(): Promise<Browser>;
