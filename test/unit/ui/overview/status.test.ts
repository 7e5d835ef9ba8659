import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Format } from '../../../../src/migration/format';
import { dcsRow, FakePort, FakeSource, ref, storeOver } from '../../store/fakes';
import { loadAll } from '../editor';

/** Longer than changes are gathered, ms. */
const DRAWN = 400;

interface Item {
	text: string;
	tooltip: { readonly value: string };
	command: { readonly command: string };
	shown: boolean;
}

async function statusOver(...rows: readonly ReturnType<typeof dcsRow>[]) {
	const { store } = storeOver(new FakePort().add('c1', [new FakeSource([...rows])]));
	await store.refresh();
	// Reading their sources takes longer than drawing does.
	await Promise.all(store.services.all.map((service) => service.presenter()));
	const items: Item[] = [];
	const { loaded } = loadAll<
		[typeof import('../../../../src/ui/overview/status'), typeof import('../../../../src/ui/runs/runNotes')]
	>(['ui/overview/status', 'ui/runs/runNotes'], () => ({
		StatusBarAlignment: { Left: 1 },
		window: {
			createStatusBarItem: () => {
				const item = {
					shown: false,
					show: () => {
						item.shown = true;
					},
					dispose: () => {
						item.shown = false;
					},
				};
				items.push(item as never);
				return item;
			},
		},
	}));
	const notes = new loaded[1].RunNotes();
	const status = new loaded[0].OverviewStatus({ store, notes, format: new Format('en') });
	await sleep(DRAWN);
	return { items, notes, dispose: () => status.dispose() };
}

describe('the item of the overview in the status bar', () => {
	it('counts what runs, and names what needs somebody with the reason', async () => {
		const rows = [dcsRow('t1', 'FULLMIGRATING'), dcsRow('t2', 'INCRMIGRATING'), dcsRow('t3', 'RUNNING')];
		const { items, notes, dispose } = await statusOver(...rows);
		assert.equal(items[0]?.text, '$(sync) 2 running · 1 needs you');
		assert.match(items[0]?.tooltip.value ?? '', /\*\*task t3\*\*: waiting for configuration/);
		assert.equal(items[0]?.command.command, 'migrationTasks.openOverview');
		const words = { text: 'drained: switch now', icon: 'pass', tone: 'good', needsYou: true } as const;
		notes.set(ref('t2'), words, Number.POSITIVE_INFINITY);
		await sleep(DRAWN);
		assert.equal(items[0]?.text, '$(sync) 2 running · 2 need you');
		assert.match(items[0]?.tooltip.value ?? '', /\*\*task t2\*\*: drained\\: switch now/);
		dispose();
	});

	it('is not there while nothing runs and nothing is watched', async () => {
		const { items, notes, dispose } = await statusOver(dcsRow('t1', 'SUCCESS'), dcsRow('t2', 'RUNNING'));
		assert.equal(items.length, 0);
		notes.setWatched([ref('t2')]);
		await sleep(DRAWN);
		assert.equal(items[0]?.text, '$(sync) 1 watched · 1 needs you');
		notes.setWatched([]);
		await sleep(DRAWN);
		assert.equal(items[0]?.shown, false);
		dispose();
	});
});
