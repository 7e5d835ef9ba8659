import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Watcher } from '../../../../src/store/runs/watcher';
import { WatchList } from '../../../../src/store/runs/watchList';
import { dcsRow, FakePort, FakeSource, ref, sample, settle, storeOver } from '../fakes';

describe('the list of watched tasks', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'watched-'));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));
	const odd = { connectionId: '../../etc', service: 'dcs', id: 'a/b\u0000c' };

	it('is the same in all windows, whatever the ids are made of', async () => {
		const [one, other] = ['one', 'other'].map((window) => new WatchList(folder, window));
		assert.ok(one && other);
		await one.add(ref('t1'));
		await other.add(odd);
		assert.equal((await one.all()).length, 2);
		assert.ok((await one.all()).some(({ id }) => id === odd.id));
		await other.remove(ref('t1'));
		assert.deepEqual(await one.all(), [odd]);
		await one.forget(odd.connectionId);
		assert.deepEqual(await other.all(), []);
	});

	it('leaves out what is damaged', async () => {
		const list = new WatchList(folder, 'one');
		await list.add(ref('t1'));
		await writeFile(path.join(folder, 'torn.json'), '{"connectionId":"c');
		assert.deepEqual(await list.all(), [ref('t1')]);
	});

	it('has one window sample, and the next one once that has ended or fallen silent', async () => {
		const [one, other] = ['one', 'other'].map((window) => new WatchList(folder, window));
		assert.ok(one && other);
		assert.deepEqual([await one.lead(), await other.lead(), await one.lead()], [true, false, true]);
		await one.release();
		assert.deepEqual([await other.lead(), await one.lead()], [true, false]);
		const long = Date.now() / 1000 - 60;
		await utimes(path.join(folder, 'sampler.lease'), long, long);
		assert.deepEqual([await one.lead(), await other.lead()], [true, false]);
	});
});

describe('a watched task', () => {
	it('is sampled without a panel, not while a panel does, and no more once it has ended', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'watched-'));
		try {
			const source = new FakeSource([dcsRow('t1', 'FULLMIGRATING')]);
			const { store } = storeOver(new FakePort().add('c1', [source]));
			let due: (() => void)[] = [];
			let shown = false;
			const watcher = new Watcher(store, new WatchList(folder, 'one'), {
				interval: () => 5_000,
				connectionName: (id) => id,
				isConnected: () => true,
				isShown: () => shown,
				setTimer: (run) => {
					due.push(run);
					return {
						dispose: () => {
							due = due.filter((one) => one !== run);
						},
					};
				},
			});
			const pass = async (): Promise<void> => {
				for (const run of due.splice(0)) {
					run();
				}
				await watcher.look();
				await settle();
			};
			const samples = (): number => source.asked.filter((what) => /sample/.test(String(what))).length;
			await store.refresh();
			await watcher.watch(ref('t1'));
			const before = samples();
			await pass();
			await pass();
			assert.ok(samples() > before, source.asked.join());
			assert.equal(watcher.isWatched(ref('t1')), true);

			shown = true;
			await pass();
			const while1 = samples();
			await pass();
			await pass();
			assert.equal(samples(), while1, 'the panel samples it');

			shown = false;
			source.rows = [dcsRow('t1', 'SUCCESS')];
			source.onSample = async () => ({ sample: sample(2, {}, false) });
			for (let turn = 0; turn < 8 && watcher.isWatched(ref('t1')); turn++) {
				await pass();
			}
			assert.equal(watcher.isWatched(ref('t1')), false);
			watcher.dispose();
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
