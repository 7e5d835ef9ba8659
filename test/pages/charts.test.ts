import assert from 'node:assert/strict';
import type { RangeChoice, Snapshot, TimeRange } from '../../src/ui/details/protocol';
import { timeLabels, WHOLE_STEPS } from '../../src/webview/details/axes';
import { formats } from '../../src/webview/shared/format';
import { violations } from './axe';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import { INTERVAL, longRun, MARKS, pageOf, START, taskOf } from './longRun';

const DAY = longRun(17_280);
const END = DAY.at(-1)?.at ?? 0;
const HOUR = 3_600_000;

describe('The charts of a long run', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(range?: RangeChoice, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', { ...options, now: END });
		await send(pageOf(DAY, { range, marks: MARKS }));
	}
	const send = (snapshot: Snapshot) => view.send({ type: 'snapshot', snapshot });
	const text = (selector: string): Promise<string | null> => view.page.locator(selector).first().textContent();
	/** The next range that the page asks for, once it has settled. */
	async function asked(before: number): Promise<Partial<TimeRange> & { last?: number | 'all' }> {
		await view.page.waitForFunction(
			(count) =>
				(window as unknown as { recorded: { posted: { type: string }[] } }).recorded.posted.filter(
					({ type }) => type === 'range',
				).length > count,
			before,
		);
		return ((await view.posted('range')).at(-1) ?? {}) as Partial<TimeRange> & { last?: number | 'all' };
	}
	const pressed = () =>
		view.page.locator('.range-choice[aria-pressed="true"]').evaluateAll((all) => all.map((one) => one.textContent));
	const chart = (id: string) => view.page.locator(`[data-plot="${id}"]`);

	it('show the last half hour at first, and all of it when asked', async () => {
		await show();
		assert.deepEqual(await pressed(), ['30 min']);
		assert.match((await text('[data-range]')) ?? '', /May 13, 1:29\s–\s1:59\sPM/);
		await view.page.getByRole('button', { name: 'All' }).click();
		assert.deepEqual(await asked(0), { type: 'range', last: 'all' });
		await send(pageOf(DAY, { range: { last: 'all' } }));
		assert.deepEqual(await pressed(), ['All']);
		assert.equal(await view.page.locator('figure canvas').count(), 5);
		assert.match((await text('[data-range]')) ?? '', /May 12, 2:00\sPM\s–\sMay 13, 1:59\sPM/);
		await chart('offset').focus();
		await view.page.keyboard.press('Home');
		assert.match((await chart('offset').getAttribute('aria-valuetext')) ?? '', /^May 12, 2:00:00\sPM: Offset 0$/);
	});

	it('zoom to what the mouse is dragged over, at once, and ask the host for it', async () => {
		await show({ last: 'all' });
		const over = await chart('keys').locator('.u-over').boundingBox();
		assert.ok(over);
		await view.page.mouse.move(over.x + over.width / 4, over.y + 40);
		await view.page.mouse.down();
		await view.page.mouse.move(over.x + over.width / 2, over.y + 44, { steps: 4 });
		await view.page.mouse.up();
		const words = await text('[data-range]');
		const { from = 0, to = 0 } = await asked(0);
		const length = END - START;
		assert.ok(Math.abs(from - START - length / 4) < length / 100, `${(from - START) / length}`);
		assert.ok(Math.abs(to - START - length / 2) < length / 100, `${(to - START) / length}`);
		await send(pageOf(DAY, { range: { from, to } }));
		assert.deepEqual([await text('[data-range]'), await pressed()], [words, []], 'what was drawn before the answer');
		await chart('keys').locator('.u-over').dblclick();
		assert.deepEqual(await asked(1), { type: 'range', last: 'all' });
	});

	it('are zoomed and moved by keys, which are described, and speak where they are', async () => {
		await show({ last: 2 * HOUR });
		await chart('ops').focus();
		await view.page.keyboard.press('+');
		const first = await asked(0);
		assert.deepEqual(first, { type: 'range', from: END - 1.5 * HOUR, to: END - 0.5 * HOUR });
		await view.page.keyboard.press('Shift+ArrowLeft');
		const second = await asked(1);
		assert.deepEqual(second, { type: 'range', from: END - 1.75 * HOUR, to: END - 0.75 * HOUR });
		assert.equal(
			await text('.range-bar [role="status"]').then((said) => said?.length),
			(await text('[data-range]'))?.replace(/May 13, /, '').length,
		);
		await view.page.keyboard.press('Shift+Home');
		assert.deepEqual(await asked(2), { type: 'range', from: START, to: START + HOUR });
		await view.page.keyboard.press('Shift+ArrowLeft');
		assert.deepEqual(await asked(3), { type: 'range', from: START, to: START + HOUR }, 'there is nothing before');
		await view.page.keyboard.press('Escape');
		assert.deepEqual(await asked(4), { type: 'range', last: 2 * HOUR });
		for (let times = 0; times < 5; times++) {
			await view.page.keyboard.press('-');
		}
		let count = 5;
		while ((await asked(count)).last !== 'all') {
			count++;
		}
		count = (await view.posted('range')).length;
		await view.page.keyboard.press('+');
		const closer = await asked(count);
		assert.equal(closer.last, undefined);
		await view.page.keyboard.press('0');
		assert.deepEqual(await asked(count + 1), { type: 'range', last: 'all' });
		const described = (await chart('ops').getAttribute('aria-describedby'))?.split(' ') ?? [];
		assert.match((await text(`#${described.at(-1)}`)) ?? '', /Shift with an arrow key moves the time range/);
	});

	it('move the crosshair with plain arrow keys, within what is shown, and Escape lets go of it first', async () => {
		await show({ from: START + HOUR, to: START + 2 * HOUR });
		await chart('ops').focus();
		await view.page.keyboard.press('End');
		assert.match((await chart('ops').getAttribute('aria-valuetext')) ?? '', /^May 12, 4:00:00\sPM/);
		await view.page.keyboard.press('ArrowLeft');
		assert.match((await chart('ops').getAttribute('aria-valuetext')) ?? '', /^May 12, 3:59:55\sPM/);
		await view.page.keyboard.press('Escape');
		assert.equal(await text('[data-chart="ops"] [data-chart-time]'), '');
		assert.deepEqual(await view.posted('range'), []);
	});

	it('have a strip of the whole run, whose ends and window can be moved', async () => {
		await show({ from: START + 6 * HOUR, to: START + 12 * HOUR });
		const end = view.page.getByRole('slider', { name: 'End of the time range' });
		assert.match((await end.getAttribute('aria-valuetext')) ?? '', /^May 13, 2:00:00\sAM$/);
		await end.focus();
		await view.page.keyboard.press('End');
		assert.deepEqual(await asked(0), { type: 'range', from: START + 6 * HOUR, to: END });
		const box = await view.page.locator('.overview').boundingBox();
		assert.ok(box);
		await show({ from: START + 6 * HOUR, to: START + 12 * HOUR });
		await view.page.mouse.move(box.x + box.width * 0.4, box.y + 10);
		await view.page.mouse.down();
		await view.page.mouse.move(box.x + box.width * 0.5, box.y + 10, { steps: 3 });
		await view.page.mouse.up();
		const { from = 0, to = 0 } = await asked(0);
		assert.ok(Math.abs(to - from - 6 * HOUR) < 5, 'as long as before');
		assert.ok(Math.abs(from - START - 8.4 * HOUR) < 0.1 * HOUR, `${(from - START) / HOUR} h`);
	});

	it('mark what happened with a line, and tell it in words', async () => {
		await show({ last: 'all' });
		const told = await view.page.getByRole('list', { name: 'What happened' }).getByRole('listitem').allTextContents();
		assert.deepEqual(
			told.map((one) => one.replace(/\s/g, ' ')),
			[
				'May 12, 3:23 PM full sync began again',
				'May 13, 2:30 AM close behind',
				'May 13, 4:23 AM no samples for 20 min',
			],
		);
		const picture = () =>
			chart('traffic')
				.locator('canvas')
				.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
		const marked = await picture();
		await send(pageOf(DAY, { range: { last: 'all' } }));
		assert.notEqual(await picture(), marked);
		assert.equal(await view.page.locator('[data-mark]').count(), 1, 'the gap is left');
	});

	it('show no offset in a full sync, and it is there once changes are followed', async () => {
		view = await pages.open('details');
		const early = DAY.slice(0, 400);
		const drawn = () =>
			view.page.locator('[data-chart]').evaluateAll((all) => all.map((one) => one.getAttribute('data-chart')));
		await send(pageOf(early, { task: taskOf('FULLMIGRATING') }));
		assert.deepEqual(await drawn(), ['progress', 'keys', 'ops', 'traffic']);
		await send(pageOf(early, { task: taskOf('INCRMIGEATING') }));
		assert.deepEqual(await drawn(), ['progress', 'offset', 'keys', 'ops', 'traffic']);
	});

	it('stand two in a row, or one below the other, and never three and one', async () => {
		const rows = async () => {
			const tops = await view.page
				.locator('.charts > figure')
				.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
			return [...new Set(tops)].map((top) => tops.filter((other) => other === top).length);
		};
		for (const [width, four, five] of [
			[1200, [2, 2], [2, 2, 1]],
			[1900, [2, 2], [2, 2, 1]],
			[600, [1, 1, 1, 1], [1, 1, 1, 1, 1]],
		] as const) {
			view = await pages.open('details', { width });
			await send(pageOf(DAY.slice(0, 400), { task: taskOf('FULLMIGRATING') }));
			assert.deepEqual(await rows(), four, `${width} px`);
			await send(pageOf(DAY));
			assert.deepEqual(await rows(), five, `${width} px`);
			assert.equal(await view.overflows(), false);
		}
	});

	it('come as a table of the newest samples of the range, each of them, though the curves are thinned', async () => {
		await show({ last: 'all' });
		await view.page.getByRole('button', { name: 'Show as table' }).click();
		const times = await view.page.locator('tbody th').allTextContents();
		assert.equal(times.length, 200);
		assert.match(times[1] ?? '', /1:59:50\sPM/);
		assert.match((await text('#samples p')) ?? '', /The newest 200 of 17,040 samples of this time range\./);
	});

	for (const theme of ['light', 'hc-black'] as const) {
		it(`are accessible in ${theme}`, async () => {
			await show({ from: START + HOUR, to: START + 2 * HOUR }, { theme });
			assert.deepEqual(await violations(view.page), []);
		}).timeout(20_000);
	}
});

describe('The axes of a chart', () => {
	it('name the day where time crosses midnight, and the time of day as the language has it', () => {
		const at = (hour: number) => new Date(2026, 4, 12, hour).getTime();
		const labels = (locale: string, ...hours: number[]) =>
			timeLabels(hours.map(at), HOUR, formats(locale)).map((label) => label.replace(/[^\S\n]/g, ' '));
		assert.deepEqual(labels('de', 20, 22, 24, 26), ['20:00\n12. Mai', '22:00', '00:00\n13. Mai', '02:00']);
		assert.deepEqual(labels('en', 13, 14), ['1:00 PM', '2:00 PM']);
		assert.deepEqual(timeLabels([at(0), at(24)], 24 * HOUR, formats('en')), ['May 12', 'May 13']);
		assert.deepEqual(timeLabels([at(0), at(0) + INTERVAL], INTERVAL, formats('de')), ['00:00:00', '00:00:05']);
	});

	it('count in whole numbers what is counted', () => {
		assert.ok(WHOLE_STEPS.every(Number.isInteger));
		assert.deepEqual(WHOLE_STEPS.slice(0, 4), [1, 2, 5, 10]);
	});
});
