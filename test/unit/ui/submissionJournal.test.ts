import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FoundTrace } from '../../../src/store/submissionJournal';
import { FileJournal } from '../../../src/ui/submissionJournal';
import { ref } from '../store/fakes';

describe('the journal of writes on their way', () => {
	let root: string;
	let folder: string;
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'migration-tasks-journal-'));
		folder = path.join(root, 'late');
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	/** Many windows ask at the same moment; how many got an entry. */
	async function race(after?: FoundTrace): Promise<number> {
		const trace = { action: 'configure', ref: ref('t1'), sentAt: 1 };
		const entries = await Promise.all(
			Array.from({ length: 8 }, () => new FileJournal({ folder }).create(trace, after)),
		);
		return entries.filter(Boolean).length;
	}

	it('makes no folder before there is something to write', async () => {
		const journal = new FileJournal({ folder });
		assert.equal(await journal.find('configure', ref('t1')), undefined);
		await journal.sweep(() => true);
		assert.deepEqual(readdirSync(root), []);
	});

	it('gives an entry to one of many who ask at the same moment, each time', async () => {
		for (let round = 0; round < 20; round++) {
			assert.equal(await race(), 1);
			assert.equal(await race(), 0, 'one stands there already');
			const found = await new FileJournal({ folder }).find('configure', ref('t1'));
			assert.ok(found);
			assert.equal(await race(found), 1);
			assert.equal(await race(found), 0, 'another has taken its place');
			assert.equal(readdirSync(folder).length, 1);
			await (await new FileJournal({ folder }).find('configure', ref('t1')))?.remove();
			assert.equal(await race(found), 0, 'what it was to follow is gone');
		}
	});
});
