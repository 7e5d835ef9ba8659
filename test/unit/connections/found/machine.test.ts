import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FoundError, MAX_BYTES } from '../../../../src/connections/found/finding';
import { readSmall, shortPath } from '../../../../src/connections/found/machine';

const SECRET = 'secretOfTheKey0123456789';

describe('a file of another tool', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'found-'));
	});
	afterEach(() => rm(folder, { recursive: true }));

	const at = (name: string): string => path.join(folder, name);
	const refused = (file: string, how: FoundError['how']): Promise<void> =>
		assert.rejects(readSmall(file, 'the file'), (error: FoundError) => {
			assert.ok(error instanceof FoundError);
			assert.deepEqual([error.where, error.how], ['the file', how]);
			assert.ok(!`${error.message}${error.stack}`.includes(SECRET));
			return true;
		});

	it('is read up to 1 MB, and not beyond', async () => {
		await writeFile(at('small'), 'x'.repeat(MAX_BYTES));
		await writeFile(at('large'), SECRET.padEnd(MAX_BYTES + 1));
		assert.equal((await readSmall(at('small'), 'the file'))?.length, MAX_BYTES);
		await refused(at('large'), 'large');
	});

	it('that is not there is none', async () => {
		assert.equal(await readSmall(at('nothing'), 'the file'), undefined);
		await writeFile(at('file'), '');
		assert.equal(await readSmall(at('file/below'), 'the file'), undefined);
	});

	it('is read through a link; links in a circle and folders are said by name', async () => {
		await writeFile(at('file'), SECRET);
		await symlink(at('file'), at('link'));
		await symlink(at('b'), at('a'));
		await symlink(at('a'), at('b'));
		assert.equal(await readSmall(at('link'), 'the file'), SECRET);
		await refused(at('a'), 'unreadable');
		await refused(folder, 'unreadable');
	});

	it('is not opened where it would never end, or never begin', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		execFileSync('mkfifo', [at('pipe')]);
		await refused(at('pipe'), 'unreadable');
		await refused('/dev/zero', 'unreadable');
	});

	it('may be of PowerShell, which writes UTF-16', async () => {
		await writeFile(at('wide'), `\uFEFFak=${SECRET}`, 'utf16le');
		assert.equal((await readSmall(at('wide'), 'the file'))?.replace('\uFEFF', ''), `ak=${SECRET}`);
	});

	it('is called by its path in the home folder', () => {
		const home = path.join(path.sep, 'home', 'me');
		assert.equal(shortPath(path.join(home, '.hcloud', 'x'), home), path.join('~', '.hcloud', 'x'));
		assert.equal(shortPath(path.join(path.sep, 'home', 'metoo', 'x'), home), path.join(path.sep, 'home', 'metoo', 'x'));
	});
});
