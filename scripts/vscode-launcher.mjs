/**
 * Stands in for desktop VS Code's executable in an extension test run: starts the server, opens its workbench in a browser, lets the extension
 * host run the tests there, prints what they print and ends with their exit code.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser, startServer } from './vscode-host.mjs';

/** A run that hangs must not hang its caller for ever, ms. */
const LIMIT = Number(process.env.TEST_LIMIT ?? 10 * 60_000);

/** Before each line of the tests, to tell them from what the workbench itself has to say. */
const LINE_MARK = 'test: ';
const chatter = [];
let testsSpoke = false;

const flag = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const developmentPath = flag('extensionDevelopmentPath');
const testsPath = flag('extensionTestsPath');
if (developmentPath === undefined || testsPath === undefined) {
	console.error(
		'Usage: vscode-launcher --extensionDevelopmentPath=<folder> --extensionTestsPath=<file> [--user-data-dir=] [--extensions-dir=]',
	);
	process.exit(2);
}

const workFolder = await mkdtemp(path.join(tmpdir(), 'migration-tasks-launcher-'));
const cleanUps = [() => rm(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })];
let code = 1;
try {
	code = await runInBrowser();
} catch (error) {
	console.error(error.message);
}
if (code !== 0 && !testsSpoke) {
	console.error(`The tests did not start. The last words of the workbench:\n${chatter.slice(-60).join('\n')}`);
}
for (const cleanUp of cleanUps.reverse()) {
	await cleanUp().catch((error) => console.error(error.message));
}
process.exit(code);

async function runInBrowser() {
	const server = await startServer({
		extensionsDir: flag('extensions-dir') ?? path.join(workFolder, 'extensions'),
		userDataDir: path.join(workFolder, 'user'),
		settings: userSettings(flag('user-data-dir')),
		env: { TEST_RESULTS: process.env.TEST_RESULTS ?? '', TEST_LINE_MARK: LINE_MARK },
		testDriver: true,
	});
	cleanUps.push(server.stop);
	const browser = await launchBrowser();
	cleanUps.push(() => browser.close());
	const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, locale: 'en-US' });
	const ended = new Promise((resolve, reject) => {
		page.exposeFunction('codeAutomationExit', resolve).catch(reject);
		page.on('crash', () => reject(new Error('The browser page crashed.')));
		browser.on('disconnected', () => reject(new Error('The browser went away.')));
		setTimeout(() => reject(new Error(`The test run did not end within ${LIMIT / 60_000} minutes.`)), LIMIT).unref();
	});
	await page.exposeFunction('codeAutomationLog', (_type, args) => {
		const line = format(...args);
		if (line.startsWith(LINE_MARK)) {
			console.log(line.slice(LINE_MARK.length));
			testsSpoke = true;
		} else {
			chatter.push(line);
		}
	});
	const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
	const payload = [
		['extensionDevelopmentPath', remote(developmentPath)],
		['extensionTestsPath', remote(testsPath)],
		['skipWelcome', 'true'],
	];
	await page.goto(`${server.url}?ew=true&payload=${encodeURIComponent(JSON.stringify(payload))}`);
	return ended;
}

/** What desktop VS Code would read from its user data. */
function userSettings(userDataDir) {
	const file = userDataDir === undefined ? '' : path.join(userDataDir, 'User', 'settings.json');
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
