import assert from 'node:assert/strict';
import type { Live, Snapshot } from '../../src/ui/details/protocol';
import { usePages, type WebviewPage } from './harness';
import { failedTask, NOW, running } from './readingFixtures';

describe('Small buttons that are one tab stop', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(snapshot: Snapshot): Promise<void> {
		view = await pages.open('details', { now: NOW });
		await view.send({ type: 'snapshot', snapshot });
	}
	const focused = (): Promise<string> => view.page.evaluate(() => document.activeElement?.textContent ?? '');

	it('are led through by the arrow keys when they come later than the page: the time ranges, once a run is long enough', async () => {
		const snapshot = running(100);
		const { overview, ...short } = snapshot.live as Live;
		assert.ok(overview);
		await show({ ...snapshot, live: short });
		assert.equal(await view.page.locator('.range-choices').count(), 0);
		await view.send({ type: 'snapshot', snapshot });
		await view.page.locator('.range-choice').first().focus();
		await view.page.keyboard.press('Home');
		const first = await focused();
		await view.page.keyboard.press('ArrowRight');
		assert.notEqual(await focused(), first);
	});

	it('keep a stop that can be seen when the list of the one that had the focus is folded', async () => {
		const snapshot = failedTask('WRONGPASS invalid username-password pair.');
		const why = snapshot.why;
		assert.ok(why?.evidenceField);
		const error = [{ field: 'error_code', label: 'Code', value: '4711' }];
		await show({ ...snapshot, why: { ...why, error } });
		const summary = view.page.locator('.why-error summary');
		await summary.click();
		await view.page.locator('.why-error button.copy').focus();
		await summary.click();
		const quoted = view.page.locator('.evidence button.copy');
		await view.page.waitForFunction(() => document.querySelector<HTMLElement>('.evidence .copy')?.tabIndex === 0);
		await summary.focus();
		await view.page.keyboard.press('Shift+Tab');
		assert.ok(await quoted.evaluate((one) => one === document.activeElement));
	});

	it('promise other buttons to the arrow keys where there are others, and nowhere else', async () => {
		await show(running(100));
		const wrong = await view.page.evaluate(() => {
			const seen = [...document.querySelectorAll<HTMLElement>('button[data-roving]')].filter((one) =>
				one.checkVisibility(),
			);
			return seen.flatMap((one) => {
				const group = one.closest('section, dl.tiles, .range-choices, header');
				const own = [...(group?.querySelectorAll<HTMLElement>('button[data-roving]') ?? [])].filter(
					(other) => other.checkVisibility() && other.closest('section, dl.tiles, .range-choices, header') === group,
				);
				const says = one.getAttribute('aria-describedby') === 'roving-keys';
				return says === (own.length > 1 && group?.tagName !== 'HEADER') ? [] : [one.outerHTML.slice(0, 120)];
			});
		});
		assert.deepEqual(wrong, []);
	});
});
