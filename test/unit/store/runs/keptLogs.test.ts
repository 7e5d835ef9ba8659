import assert from 'node:assert/strict';
import type { RunRecord } from '../../../../src/migration/runRecord';
import type { LogRow } from '../../../../src/migration/taskLog';
import { KeptLogs, MAX_A_DAY, MAX_KEPT, MESSAGE_LENGTH } from '../../../../src/store/runs/keptLogs';
import type { RunHistory } from '../../../../src/store/runs/runs';
import { ref } from '../fakes';
import { DAY, NOON, TestFolder } from '../history/files';

function row(n: number, more: Partial<LogRow> = {}): LogRow {
	return { at: NOON + n * 1000, level: 'INFO', message: `line ${n}`, code: '', keywords: [], ...more };
}

/** In place of the disk. */
function memory(kept: RunRecord[] = []): RunHistory & { readonly kept: RunRecord[] } {
	return { kept, append: (_ref, records) => void kept.push(...records), read: async () => [...kept] };
}

const messages = (rows: readonly LogRow[]): string[] => rows.map(({ message }) => message);

describe('the lines of logs that are kept', () => {
	it('are there in another window, newest first, with all that they said', async () => {
		const folder = new TestFolder();
		const [one, other] = [folder.window(), folder.window()];
		const logs = new KeptLogs(one, { now: folder.clock.now });
		const full = row(3, { level: 'ERROR', code: 'DCS.1', keywords: ['rdb', 'sync'], atWords: '2025-03-04 12:00:03' });
		logs.keep(ref('t1'), [full, row(2), row(1)]);
		assert.deepEqual(messages(await logs.read(ref('t1'))), ['line 3', 'line 2', 'line 1']);
		await one.flush();
		const read = await new KeptLogs(other).read(ref('t1'));
		assert.deepEqual(read, [full, row(2), row(1)]);
		assert.deepEqual(await new KeptLogs(other).read(ref('t2')), []);
		folder.remove();
	});

	it('are kept once, also where they are read again, by whomever, or after a reload', async () => {
		const history = memory();
		const logs = new KeptLogs(history);
		const rows = [row(2), row(1)];
		logs.keep(ref('t1'), rows);
		logs.keep(ref('t1'), rows);
		logs.keep(ref('t1'), [row(3), row(2)]);
		await logs.read(ref('t1'));
		const later = new KeptLogs(history);
		later.keep(ref('t1'), [row(4), row(3), row(2)]);
		assert.deepEqual(messages(await later.read(ref('t1'))), ['line 4', 'line 3', 'line 2', 'line 1']);
		assert.equal(history.kept.length, 4);
	});

	it('hold no secret, no more text than is kept of one, and no line without a date', async () => {
		const history = memory();
		const logs = new KeptLogs(history);
		const half = `${'x'.repeat(MESSAGE_LENGTH - 12)} password=Sw0rdfish ${'y'.repeat(1_000_000)}`;
		logs.keep(ref('t1'), [
			row(3, { message: half }),
			row(2, { message: 'requirepass Sw0rdfish', keywords: ['token=Sw0rdfish'] }),
		]);
		logs.keep(ref('t1'), [row(1, { at: undefined })]);
		const read = await logs.read(ref('t1'));
		assert.equal(read.length, 2);
		assert.equal(read[0]?.message.length, MESSAGE_LENGTH);
		assert.ok(!/Sw0r/.test(JSON.stringify(history.kept)));
	});

	it('are so many a day at the most, and on the next day others', async () => {
		const history = memory();
		let now = NOON;
		const logs = new KeptLogs(history, { now: () => now });
		let last = 0;
		const burst = async (count: number): Promise<void> => {
			logs.keep(ref('t1'), Array.from({ length: count }, () => row(++last)).reverse());
			await logs.read(ref('t1'));
		};
		for (let turn = 0; turn < 5; turn++) {
			await burst(400);
		}
		assert.equal(history.kept.length, MAX_A_DAY);
		logs.keep(ref('t2'), [row(0)]);
		await logs.read(ref('t2'));
		assert.equal(history.kept.length, MAX_A_DAY + 1, 'another task has its own');
		now += DAY;
		await burst(1);
		assert.equal(messages(await logs.read(ref('t1')))[0], `line ${last}`);
		for (let day = 0; day < 3; day++) {
			now += DAY;
			await burst(400);
			await burst(400);
		}
		assert.ok(history.kept.length > MAX_KEPT);
		const read = await logs.read(ref('t1'));
		assert.equal(read.length, MAX_KEPT);
		assert.equal(read[0]?.message, `line ${last}`, 'the newest are given back');
	});

	it('are kept anew where the connection is another one', async () => {
		const history = memory();
		const logs = new KeptLogs(history);
		logs.keep(ref('t1'), [row(1)]);
		await logs.read(ref('t1'));
		history.kept.splice(0);
		logs.forget('c1');
		logs.keep(ref('t1'), [row(1)]);
		assert.deepEqual(messages(await logs.read(ref('t1'))), ['line 1']);
	});
});
