import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Emitter } from '../../../../src/core/emitter';
import type { VerdictWords } from '../../../../src/migration/cutover';
import { Format } from '../../../../src/migration/format';
import { refKey } from '../../../../src/migration/task';
import { dcsRow, FakePort, FakeSource, ref, storeOver } from '../../store/fakes';
import { loadAll } from '../editor';

/** Longer than changes are gathered, ms. */
const DRAWN = 400;

interface Item {
	text: string;
	tooltip: { readonly value: string; readonly isTrusted: unknown };
	backgroundColor?: { readonly id: string };
	accessibilityInformation: { readonly label: string };
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
	const acted = new Emitter<undefined>();
	const doing = new Map<string, VerdictWords>();
	const status = new loaded[0].OverviewStatus({ store, notes, format: new Format('en'), doing, acted: acted.event });
	await sleep(DRAWN);
	return { items, notes, doing, acted, status, store, dispose: () => status.dispose() };
}

describe('the item of the overview in the status bar', () => {
	it('counts what runs, and names what needs somebody with the reason', async () => {
		const rows = [dcsRow('t1', 'FULLMIGRATING'), dcsRow('t2', 'INCRMIGRATING'), dcsRow('t3', 'RUNNING')];
		const { items, notes, dispose } = await statusOver(...rows);
		assert.equal(items[0]?.text, '$(sync) 2 running · 1 needs you');
		assert.match(
			items[0]?.tooltip.value ?? '',
			/\*\*\[task t3\]\(command:migrationTasks\.openTask\?[^)]*\)\*\*: waiting for configuration/,
		);
		assert.equal(items[0]?.command.command, 'migrationTasks.openOverview');
		const words = { text: 'drained: switch now', icon: 'pass', tone: 'good', needsYou: true } as const;
		notes.set(ref('t2'), words, Number.POSITIVE_INFINITY);
		await sleep(DRAWN);
		assert.equal(items[0]?.text, '$(sync) 2 running · 2 need you');
		assert.match(items[0]?.tooltip.value ?? '', /\[task t2\][^:]*:[^:]*: drained\\: switch now/);
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

	it('leads to each of up to twelve tasks, what needs somebody first, and says how many more there are', async () => {
		const rows = [
			...Array.from({ length: 12 }, (_, index) => dcsRow(`r${index}`, 'FULLMIGRATING')),
			dcsRow('odd)(id', 'RUNNING', { task_name: '[x](command:evil) $(zap)' }),
		];
		const { items, dispose } = await statusOver(...rows);
		const { value, isTrusted } = items[0]?.tooltip ?? { value: '', isTrusted: true };
		assert.deepEqual(isTrusted, { enabledCommands: ['migrationTasks.openTask'] });
		const lines = value.split('\n\n');
		assert.equal(lines.length, 13);
		assert.equal(lines[12], '1 more in the overview');
		const links = lines
			.slice(0, 12)
			.map((line) => /\]\(command:migrationTasks\.openTask\?([^()\s]*)\)\*\*: /.exec(line)?.[1] ?? '');
		assert.deepEqual(JSON.parse(decodeURIComponent(links[0] ?? '')), [
			{ connectionId: 'c1', service: 'dcs', id: 'odd)(id' },
		]);
		assert.doesNotMatch(value, /\(command:evil/);
		assert.ok(links.every((link) => link !== ''));
		dispose();
	});

	it('has a background only where a task that somebody watches goes badly', async () => {
		const { items, notes, dispose } = await statusOver(dcsRow('t1', 'INCRMIGRATING'), dcsRow('t2', 'INCRMIGRATING'));
		const words = { text: 'falling behind', icon: 'warning', tone: 'warning', needsYou: true } as const;
		notes.set(ref('t1'), words, Number.POSITIVE_INFINITY);
		await sleep(DRAWN);
		assert.equal(items[0]?.text, '$(sync) 2 running · 1 needs you');
		assert.equal(
			'backgroundColor' in (items[0] ?? {}) && items[0]?.backgroundColor,
			undefined,
			'nobody asked to be told',
		);
		notes.setWatched([ref('t1')]);
		await sleep(DRAWN);
		assert.equal(items[0]?.backgroundColor?.id, 'statusBarItem.warningBackground');
		assert.match(items[0]?.accessibilityInformation.label ?? '', /^Migrations: 2 running · 1 needs you$/);
		dispose();
	});

	it('does not count what is being done to a task as something that needs somebody', async () => {
		const { items, doing, acted, dispose } = await statusOver(dcsRow('t1', 'FULLMIGRATING'), dcsRow('t2', 'RUNNING'));
		assert.equal(items[0]?.text, '$(sync) 1 running · 1 needs you');
		doing.set(refKey(ref('t2')), { text: 'being deleted', icon: 'loading', tone: 'busy', needsYou: false });
		acted.fire(undefined);
		await sleep(DRAWN);
		assert.equal(items[0]?.text, '$(sync) 1 running');
		dispose();
	});

	it('draws again at the next change where it could not be drawn once', async () => {
		const { items, status, acted, dispose } = await statusOver(dcsRow('t1', 'FULLMIGRATING'));
		const [item] = items;
		assert.ok(item);
		item.text = 'as it was before';
		const { loadPresenters } = status;
		status.loadPresenters = async () => {
			throw new Error('a part of the extension could not be loaded');
		};
		acted.fire(undefined);
		await sleep(DRAWN);
		assert.equal(item.text, 'as it was before');
		status.loadPresenters = loadPresenters;
		acted.fire(undefined);
		await sleep(DRAWN);
		assert.equal(item.text, '$(sync) 1 running');
		dispose();
	});
});
