/** The very files that the VSIX holds, driven over HTTP: they have stand-ins, chunks and texts that the sources do not have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { standIn } from './editor.mjs';
import { openFront } from './front.mjs';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url)).slice(0, -1);
const dist = path.join(root, 'dist');
const keys = Object.keys(JSON.parse(readFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), 'utf8')));
const loadedFiles = () => Object.keys(require.cache).filter((file) => file.startsWith(dist + path.sep));

describe('The bundle that ships', () => {
	let editor;
	let sandbox;
	let front;
	let api;
	before(async () => {
		sandbox = await require(path.join(dist, 'sandbox.js')).startSandbox();
		front = await openFront(sandbox.url);
		delete require.cache[path.join(dist, 'sandbox.js')];
		editor = standIn({ root, texts: Object.fromEntries(keys.map((key) => [key, `«${key}»`])) });
	});
	after(async () => {
		editor.context.subscriptions.forEach((one) => void one.dispose());
		editor.restore();
		front.close();
		await sandbox.close();
	});
	beforeEach(() => {
		front.mode = 'pass';
		front.requests.length = 0;
	});
	const connect = (id, credential) => {
		editor.keep(id, credential ?? { kind: 'aksk', accessKey: sandbox.accessKey, secretKey: sandbox.secretKey });
		const endpoints = { dcs: front.url, sms: front.url, iam: front.url };
		const { region, projectId } = sandbox;
		const kind = credential?.kind ?? 'aksk';
		editor.set('connections', [{ id, name: id, cloud: 'custom', region, projectId, endpoints, credential: kind }]);
	};
	const until = async (what, ask) => {
		for (const limit = Date.now() + 10_000; Date.now() < limit; await sleep(20)) {
			if (ask()) {
				return;
			}
		}
		throw new Error(`Waited in vain for ${what}`);
	};

	it('loads one file and asks nobody anything when it is activated', () => {
		api = require(path.join(dist, 'extension.js')).activate(editor.context);
		assert.deepEqual(loadedFiles(), [path.join(dist, 'extension.js')]);
		assert.deepEqual(front.requests, []);
	});

	it('reads compressed answers', async () => {
		connect('compressed');
		const tasks = await api.getTasks();
		assert.deepEqual(new Set(tasks.map(({ ref }) => ref.service)), new Set(['dcs', 'sms']));
		assert.ok(tasks.some(({ name }) => name === 'payments-live'));
		assert.ok(front.requests.every(({ headers }) => /gzip/.test(String(headers['accept-encoding']))));
	});

	it('gives a page the texts that it uses, and no other', async () => {
		const [task] = (await api.getTasks()).filter(({ name }) => name === 'payments-live');
		await editor.execute('migrationTasks.openTask', task.ref);
		await until('the page', () => editor.panels[0]?.webview.html);
		const setup = /data-setup="([^"]*)"/.exec(editor.panels[0].webview.html)?.[1] ?? '';
		const { l10n } = JSON.parse(setup.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))));
		const page = readFileSync(path.join(dist, 'webview', 'details.js'), 'utf8');
		const named = keys.filter((key) => ['"', "'", '`'].some((quote) => page.includes(`(${quote}${key}${quote}`)));
		assert.ok(named.length > 20, `${named.length} texts in the page`);
		assert.deepEqual(
			named.filter((key) => l10n[key] !== `«${key}»`),
			[],
		);
		assert.ok(Object.keys(l10n).length < keys.length / 3, `${Object.keys(l10n).length} of ${keys.length} texts`);
	});

	it('posts a body', async () => {
		const { domain, user, password } = sandbox.login;
		connect('posted', { kind: 'password', domain, user, password });
		assert.ok((await api.getTasks()).length > 0);
		const post = front.requests.find(({ method }) => method === 'POST');
		assert.equal(post?.url.split('?')[0], '/v3/auth/tokens');
		assert.match(String(post?.headers['content-type']), /^application\/json/);
		assert.equal(Number(post?.headers['content-length']), Buffer.byteLength(post?.body ?? ''));
		assert.equal(JSON.parse(post?.body ?? '').auth.identity.password.user.name, user);
	});

	it('goes nowhere that an answer sends it', async () => {
		front.mode = 'redirect';
		connect('redirected');
		assert.deepEqual(await api.getTasks(), []);
		assert.ok(front.requests.length > 0);
		assert.ok(front.requests.every(({ url }) => url !== '/elsewhere'));
	});

	it('hangs up when the connection that it asks for is gone', async () => {
		front.mode = 'silence';
		connect('silent');
		const asking = api.getTasks();
		await until('a request', () => front.silent.length > 0);
		editor.set('connections', []);
		await Promise.all(front.silent);
		assert.deepEqual(await asking, []);
	});
});
