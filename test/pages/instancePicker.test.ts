import assert from 'node:assert/strict';
import { violations } from './axe';
import { cacheInstance, freshForm, INSTANCES } from './fixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import type { ThemeName } from './themes';

describe('Choosing an instance in the form', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(instances: unknown = INSTANCES, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('configure', options);
		await view.send({ type: 'form', form: freshForm, progress: { state: 'editing' } });
		await view.send({ type: 'instances', instances });
	}
	const field = () => view.page.locator('input[name="source_instance.id"]');
	const rows = () => view.page.locator('.instances [role="option"]');
	const problems = (name: string) => view.page.locator(`[data-control="${name}"] .problem`);

	it('shows all that tells instances apart, and narrows them down while one types', async () => {
		await show();
		await field().click();
		assert.equal(await rows().count(), 3);
		assert.match(
			(await rows().first().textContent()) ?? '',
			/orders-cache.*RUNNING.*Redis 6\.0 · master\/standby · 6\.4 GB of 16 GB used · 192\.168\.10\.21:6379 · vpc-main/,
		);
		await field().pressSequentially('old FROZEN');
		assert.deepEqual(await rows().locator('strong').allTextContents(), ['old-analytics']);
		await field().fill('192.168.20.15');
		assert.deepEqual(await rows().locator('strong').allTextContents(), ['orders-target']);
	});

	it('is done with the keyboard alone: down, Enter, and the id stands in the field', async () => {
		await show();
		await field().focus();
		assert.equal(await rows().count(), 0, 'nothing opens by itself');
		await view.page.keyboard.type('orders');
		await view.page.keyboard.press('ArrowDown');
		const active = await field().getAttribute('aria-activedescendant');
		assert.equal(await view.page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true');
		await view.page.keyboard.press('ArrowUp');
		await view.page.keyboard.press('Enter');
		assert.equal(await field().inputValue(), '1a4df21c-0000-4000-8000-000000000001');
		assert.equal(await rows().count(), 0);
		assert.equal(await field().evaluate((input) => input === document.activeElement), true);
		assert.ok(await view.page.locator('input[name="source_instance.by"][value="id"]').isChecked());
		const card = view.page.locator('[data-control="source_instance.id"] .chosen');
		assert.match((await card.textContent()) ?? '', /orders-cache.*6\.4 GB of 16 GB used/);
		assert.deepEqual(await view.posted('submit'), [], 'Enter chose, and sent nothing');
	});

	it('is done with the mouse, and asks for the details of what was chosen, once', async () => {
		await show();
		await view.page.locator('[data-control="source_instance.id"] .reveal').click();
		await rows().filter({ hasText: 'orders-cache' }).click();
		assert.equal(await field().inputValue(), '1a4df21c-0000-4000-8000-000000000001');
		assert.deepEqual(
			(await view.posted('instance')).map(({ id }) => id),
			['cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', '1a4df21c-0000-4000-8000-000000000001'],
		);
	});

	it('says beside the field what would make the migration fail, before anything is sent', async () => {
		await show();
		await field().fill('1a4df21c-0000-4000-8000-000000000001');
		await view.page.keyboard.press('Escape');
		const texts = await problems('target_instance.id').allTextContents();
		assert.equal(texts.length, 3, texts.join('\n'));
		assert.match(texts.join('\n'), /Redis 5\.0, which is older than the 6\.0/);
		assert.match(texts.join('\n'), /holds 6\.4 GB, and the target has room for 4 GB/);
		assert.match(texts.join('\n'), /different VPCs \(vpc-main and vpc-new\)/);
		await view.send({
			type: 'instances',
			instances: {
				state: 'ready',
				complete: true,
				rows: [cacheInstance('cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', { ssl: true })],
			},
		});
		assert.match((await problems('target_instance.id').allTextContents()).join('\n'), /SSL is on/);
	});

	it('keeps the instance whose whole ID was entered when Enter is pressed, wherever it stands in the list', async () => {
		const many = Array.from({ length: 200 }, (_, index) => cacheInstance(`id-${index}`, { name: `cache-${index}` }));
		await show({ state: 'ready', complete: true, rows: many });
		for (const id of ['id-7', 'id-199']) {
			await field().fill(id);
			await view.page.keyboard.press('Enter');
			assert.equal(await field().inputValue(), id);
			await field().click();
			await view.page.keyboard.press('Enter');
			assert.equal(await field().inputValue(), id, 'nor when it is looked at again');
		}
	});

	it('leaves Enter to an input method that composes a word', async () => {
		await show();
		await field().fill('orders');
		await field().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
		assert.equal(await field().inputValue(), 'orders');
		await view.page.keyboard.press('Enter');
		assert.equal(await field().inputValue(), '1a4df21c-0000-4000-8000-000000000001');
	});

	it('closes with Escape, and takes what is typed as an ID', async () => {
		await show();
		await field().fill('nothing like it');
		assert.equal(await problems('source_instance.id').count(), 0, 'what is being typed is not judged yet');
		assert.match((await view.page.locator('.instances .note').textContent()) ?? '', /What you typed counts as an ID/);
		await view.page.keyboard.press('Escape');
		assert.equal(await view.page.locator('.instances').count(), 0);
		assert.match((await problems('source_instance.id').allTextContents()).join(), /No instance of this project/);
	});

	it('says why there is nothing to choose, and reads again; an ID can be typed meanwhile', async () => {
		await show({ state: 'failed', text: 'You lack dcs:instance:list.' });
		await view.page.locator('input[name="target_instance.id"]').fill('abc');
		await view.page.keyboard.press('Escape');
		const below = view.page.locator('[data-control="target_instance.id"] .problem-warning');
		assert.match((await below.first().textContent()) ?? '', /You lack dcs:instance:list/);
		await below.getByRole('button', { name: 'Read Again' }).click();
		assert.deepEqual(await view.posted('instances'), [{ type: 'instances' }]);
		await view.send({ type: 'instances', instances: { state: 'loading' } });
		await field().click();
		assert.match((await view.page.locator('.instances .note').textContent()) ?? '', /Reading the instances/);
	});

	it('draws fifty of two thousand, and says how many more there are', async () => {
		const many = Array.from({ length: 2_000 }, (_, index) => cacheInstance(`id-${index}`, { name: `cache-${index}` }));
		await show({ state: 'ready', complete: true, rows: many });
		await field().click();
		assert.equal(await rows().count(), 50);
		assert.match((await view.page.locator('.instances .note').textContent()) ?? '', /1,950 more/);
		await field().fill('cache-1999');
		assert.equal(await rows().count(), 1);
	});

	it('ticks what only the user knows, keeps it with the host, and gives values to be copied', async () => {
		await show();
		const row = view.page.locator('[data-check="outputBuffer"]');
		await field().fill('1a4df21c-0000-4000-8000-000000000001');
		await view.page.keyboard.press('Escape');
		assert.match((await row.textContent()) ?? '', /client-output-buffer-slave-hard-limit 3435973837/);
		await row.getByRole('checkbox').check();
		assert.deepEqual(await view.posted('tick'), [{ type: 'tick', id: 'outputBuffer', ticked: true }]);
		assert.match((await view.page.locator('.checklist legend').textContent()) ?? '', /1 of 8/);
		await view.page.locator('[data-check="allowSource"]').getByRole('button').click();
		assert.deepEqual(await view.posted('copy'), [{ type: 'copy', text: '192.168.9.4' }]);
	});

	for (const theme of ['light', 'dark', 'hc-black', 'hc-light'] as const) {
		it(`is accessible in ${theme}, and fits into 300 px`, async () => {
			await show(INSTANCES, { theme: theme as ThemeName, width: 300 });
			await field().click();
			await view.page.keyboard.press('ArrowDown');
			assert.deepEqual(await violations(view.page), []);
			assert.equal(await view.overflows(), false);
		}).timeout(20_000);
	}
});
