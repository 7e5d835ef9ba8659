/** A browser for the workbench: Debian's Chromium where it is installed, else a headless one that comes as an npm package. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { cleanEnvironment, provideOnce, run, say } from './provide.mjs';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const PACKAGED_CHROMIUM = '@sparticuz/chromium@143.0.4';
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
];
/** A machine without a locale (LANG=C) makes the browser speak "en-US@posix", which is no language to its own Intl. */
const LOCALE = { LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', LANGUAGE: 'en_US' };
const SYSTEM_LIBRARY_FOLDERS = [
	'/lib/x86_64-linux-gnu',
	'/usr/lib/x86_64-linux-gnu',
	'/lib64',
	'/usr/lib64',
	'/usr/lib',
];

/**
 * Starts a headless browser. `TEST_BROWSER=system` or `=package` in the environment forces one of the two kinds.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
	const { executablePath, env } = await ensureBrowser();
	return chromium.launch({ executablePath, args: FLAGS, env, headless: true, handleSIGINT: false });
}

/** @returns {Promise<{ executablePath: string, env: NodeJS.ProcessEnv }>} */
export async function ensureBrowser() {
	const wanted = process.env.TEST_BROWSER;
	if (wanted === 'system' || (wanted !== 'package' && existsSync(SYSTEM_CHROMIUM))) {
		return { executablePath: SYSTEM_CHROMIUM, env: { ...cleanEnvironment(), ...LOCALE } };
	}
	const folder = await provideOnce(`browser-${PACKAGED_CHROMIUM.split('@').at(-1)}`, buildBrowser);
	return { executablePath: path.join(folder, 'chromium'), env: await browserEnvironment(folder) };
}

/** The package is meant for servers without libraries and fonts, and brings both, packed. */
async function buildBrowser(folder) {
	say('Preparing a browser (once, some seconds)');
	await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
	await run('npm', ['install', PACKAGED_CHROMIUM, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder,
		env: cleanEnvironment(),
	});
	const packed = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
	const executable = path.join(folder, 'chromium');
	await writeFile(executable, await unbrotli(path.join(packed, 'chromium.br')));
	await chmod(executable, 0o755);
	for (const archive of await readdir(packed)) {
		if (!archive.endsWith('.tar.br')) {
			continue;
		}
		const tar = path.join(folder, archive.replace(/\.br$/, ''));
		// SwiftShader's libraries are looked for beside the executable.
		const target = archive.startsWith('swiftshader') ? folder : path.join(folder, archive.replace(/\.tar\.br$/, ''));
		await writeFile(tar, await unbrotli(path.join(packed, archive)));
		await mkdir(target, { recursive: true });
		await run('tar', ['-xf', tar, '-C', target]);
		await rm(tar);
	}
	await rm(path.join(folder, 'node_modules'), { recursive: true });
}

async function unbrotli(file) {
	return promisify(brotliDecompress)(await readFile(file));
}

/** Adds the package's libraries and fonts only where the machine has none: its own fit it better. */
async function browserEnvironment(folder) {
	const env = { ...cleanEnvironment(), ...LOCALE };
	const hasLibraries = ['libnss3.so', 'libnspr4.so'].every((name) =>
		SYSTEM_LIBRARY_FOLDERS.some((place) => existsSync(path.join(place, name))),
	);
	if (!hasLibraries || process.env.TEST_BROWSER === 'package') {
		const libraries = path.join(folder, 'al2023', 'lib');
		env.LD_LIBRARY_PATH = [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':');
	}
	if (!existsSync('/usr/share/fonts') || !existsSync('/etc/fonts/fonts.conf')) {
		env.FONTCONFIG_PATH = await findFonts(path.join(folder, 'fonts'));
	}
	return env;
}

async function findFonts(folder) {
	if (existsSync(path.join(folder, 'fonts.conf'))) {
		return folder;
	}
	const inner = (await readdir(folder)).find((name) => existsSync(path.join(folder, name, 'fonts.conf')));
	return inner === undefined ? folder : path.join(folder, inner);
}
