import assert from 'node:assert/strict';
import type { DetailField, Live, Snapshot, SubTaskStep } from '../../src/ui/details/protocol';
import { HOSTILE } from '../hostile';
import { violations } from './axe';
import { DETAILS, early, failed, following, liveFollowing, NOW, server, stale, terminated } from './fixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';

describe('The details page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(snapshot: Snapshot, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', options);
		await view.send({ type: 'snapshot', snapshot });
	}
	const text = (selector: string): Promise<string | null> => view.page.locator(selector).first().textContent();

	it('says that it is ready, and keeps the reference of its task for the time after a restart', async () => {
		view = await pages.open('details');
		assert.deepEqual(await view.posted(), [{ type: 'ready' }]);
		assert.deepEqual(await view.state(), { reference: { connectionId: 'c', service: 'dcs', id: 't' } });
		assert.equal(await view.page.locator('#app').getAttribute('aria-busy'), 'true');
	});

	it('shows every field and every statistic under its wire name', async () => {
		await show(following);
		assert.equal(await text('[data-field="status"]'), 'Following changes');
		assert.equal(await view.page.locator('[data-field="status"]').getAttribute('title'), 'INCRMIGRATING');
		assert.equal(await text('[data-field="task_name"]'), 'orders-cache-prod');
		assert.equal(await text('[data-field="source_instance.addrs"]'), '192.168.0.200:6379');
		assert.equal(await text('[data-stat="target_dbsize"]'), '531,211');
		assert.equal(await text('[data-stat="target_ops"]'), '5,300');
		assert.equal(await view.page.locator('[data-stat="offset"]').count(), 1);
	});

	it('marks a field that came empty, and offers nothing to copy there', async () => {
		await show(terminated);
		assert.equal(await text('[data-field="released_at"]'), '—');
		assert.match((await view.page.locator('[data-field="released_at"]').getAttribute('title')) ?? '', /^empty/);
		assert.equal(await view.page.getByRole('button', { name: /^Copy/ }).count(), 0);
	});

	it('leaves focus, selected text, open traces and the scroll position alone when a snapshot comes', async () => {
		await show(server, { height: 300 });
		await view.page.locator('details summary').first().click();
		await view.page.evaluate(() => window.scrollTo(0, 120));
		await view.page
			.getByRole('button', { name: 'Copy Task ID' })
			.evaluate((button: HTMLElement) => button.focus({ preventScroll: true }));
		await view.page.evaluate(() => {
			const node = document.querySelector('[data-field="migration_method"]')?.firstChild;
			if (node) getSelection()?.setBaseAndExtent(node, 0, node, 4);
		});
		const [about] = server.sections.slice(-1);
		assert.ok(about?.layout === 'fields');
		const added: DetailField = { field: 'new_field', label: 'New', value: 'just came' };
		await view.send({
			type: 'snapshot',
			snapshot: {
				...server,
				title: 'renamed',
				problem: { text: 'Trouble.' },
				sections: [server.sections[0], { ...about, fields: [added, ...about.fields] }],
			},
		});
		assert.equal(await text('h1'), 'renamed');
		assert.equal(await text('[data-field="new_field"]'), 'just came');
		const kept = await view.page.evaluate(() => ({
			focus: document.activeElement?.getAttribute('aria-label'),
			selection: getSelection()?.toString(),
			open: document.querySelector('details')?.open,
		}));
		assert.deepEqual(kept, { focus: 'Copy Task ID', selection: 'Full', open: true });
		assert.ok((await view.page.evaluate(() => window.scrollY)) >= 120);
	});

	it('leaves an open menu, the place in the table and the marked curve alone when new samples come', async () => {
		await show(following);
		await view.page.getByRole('button', { name: 'Show as table' }).click();
		await view.page.locator('.table-scroll').evaluate((table) => {
			table.scrollTop = 200;
		});
		await view.page.getByRole('button', { name: 'More actions' }).press('Enter');
		await view.page.keyboard.press('ArrowDown');
		const canvas = await view.page.locator('[data-plot="offset"] canvas').elementHandle();
		const [latest = 0] = liveFollowing.times.slice(-1);
		const live: Live = {
			...liveFollowing,
			stale: 'Late.',
			range: { ...liveFollowing.range, to: latest + 5000 },
			extent: { ...liveFollowing.extent, to: latest + 5000 },
			times: [...liveFollowing.times, latest + 5000],
			values: Object.fromEntries(Object.entries(liveFollowing.values).map(([stat, all]) => [stat, [...all, 7]])),
		};
		await view.send({ type: 'snapshot', snapshot: { ...following, problem: { text: 'Trouble.' }, live } });
		assert.equal(await text('[data-chart="offset"] [data-legend]'), '7');
		assert.ok((await view.page.locator('.table-scroll').evaluate((table) => table.scrollTop)) >= 200);
		assert.equal(await view.page.evaluate(() => document.activeElement?.getAttribute('data-action')), 'console');
		assert.ok(await canvas?.evaluate((node) => node.isConnected));
	});

	it('shows things that the service names alike side by side, and keeps them apart when they change', async () => {
		const fact = (value: string): DetailField => ({ field: 'twin', label: 'Twin', value });
		const step = (name: string, trace: string): SubTaskStep => ({
			field: 'sub_tasks',
			name,
			progress: 1,
			state: 'running',
			stateWords: 'running',
			trace,
		});
		const twins = (fields: DetailField[], steps: SubTaskStep[]): Snapshot => ({
			...server,
			live: {
				...liveFollowing,
				tiles: [...liveFollowing.tiles, ...liveFollowing.tiles],
				charts: [...liveFollowing.charts, ...liveFollowing.charts],
				times: liveFollowing.times.map(() => NOW),
			},
			sections: [
				{ id: 'same', title: 'Facts', layout: 'fields', fields },
				{ id: 'same', title: 'Steps', layout: 'steps', steps },
			],
		});
		const values = (): Promise<string[]> => view.page.locator('[data-field="twin"]').allTextContents();
		const names = (): Promise<string[]> => view.page.locator('[data-field="sub_tasks.name"]').allTextContents();
		await show(twins([fact('a'), fact('b'), fact('c')], [step('one', '1'), step('two', '2')]));
		assert.deepEqual(await values(), ['a', 'b', 'c']);
		assert.deepEqual(await names(), ['one', 'two']);
		await view.page.locator('details summary').nth(1).click();
		await view.page.getByRole('button', { name: 'Copy Twin' }).nth(1).focus();
		await view.send({
			type: 'snapshot',
			snapshot: twins([fact('c'), fact('a')], [step('one', '1'), step('two', '2'), step('three', '3')]),
		});
		assert.deepEqual(await values(), ['c', 'a']);
		assert.deepEqual(await names(), ['one', 'two', 'three']);
		assert.equal(await view.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Copy Twin');
		assert.deepEqual(
			await view.page.locator('details').evaluateAll((all) => all.map((one) => (one as HTMLDetailsElement).open)),
			[false, true, false],
		);
		assert.equal(await view.page.locator('[data-tile]').count(), 8);
		assert.equal(await view.page.locator('figure canvas').count(), 6);
	});

	it('touches nothing in the document when the snapshot says the same again', async () => {
		await show(following);
		await view.page.evaluate(() => {
			const seen: string[] = [];
			new MutationObserver((records) => {
				for (const { target, type } of records) {
					const element = target instanceof Element ? target : target.parentElement;
					if (!element?.closest('.plot, [data-age]')) seen.push(`${type} ${element?.outerHTML.slice(0, 80)}`);
				}
			}).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
			Object.assign(window, { seen });
		});
		await view.send({ type: 'snapshot', snapshot: following });
		assert.deepEqual(await view.page.evaluate(() => (window as unknown as { seen: string[] }).seen), []);
	});

	it('shows what a service sends as text, never as markup', async () => {
		const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{0}';
		await show({
			...failed,
			title: evil,
			subtitle: evil,
			headline: { text: evil, hint: evil, tone: 'bad' },
			problem: { text: evil, action: { command: 'refresh', label: evil } },
			sections: [
				{
					id: evil,
					title: evil,
					layout: 'fields',
					fields: [{ field: evil, label: evil, value: evil, title: evil, hint: evil }],
				},
				{
					id: 's',
					title: evil,
					layout: 'steps',
					steps: [{ field: evil, name: evil, progress: 1, state: 'running', stateWords: evil, trace: evil }],
				},
			],
		});
		assert.equal(await text('h1'), evil);
		assert.equal(await view.page.locator('img, #app script').count(), 0);
		assert.equal(await view.page.evaluate(() => 'hacked' in window), false);
	});

	it('draws a curve with a hole where samples are missing', async () => {
		await show(following);
		const inked = await view.page.evaluate(() => {
			const plot = document.querySelector('[data-plot="offset"]');
			const canvas = plot?.querySelector('canvas');
			const over = plot?.querySelector<HTMLElement>('.u-over');
			const context = canvas?.getContext('2d');
			if (!canvas || !over || !context) return undefined;
			const orange = (share: number): boolean => {
				const x = Math.round((over.offsetLeft + over.clientWidth * share) * devicePixelRatio);
				const { data } = context.getImageData(x, 0, 1, canvas.height);
				for (let at = 0; at < data.length; at += 4) {
					if ((data[at + 3] ?? 0) > 100 && (data[at] ?? 0) > (data[at + 2] ?? 0) + 100) return true;
				}
				return false;
			};
			return [0.3, 0.5, 215 / 359, 0.7, 0.8].map(orange);
		});
		assert.deepEqual(inked, [true, true, false, true, true]);
	});

	it('keeps the place of a curve free until there are two samples', async () => {
		await show(early);
		const height = (): Promise<number | undefined> =>
			view.page.locator('[data-chart="keys"]').evaluate((figure) => figure.clientHeight);
		assert.equal(await view.page.getByText('Collecting samples…').count(), 3);
		const before = await height();
		await view.send({ type: 'snapshot', snapshot: following });
		assert.equal(await view.page.getByText('Collecting samples…').count(), 0);
		assert.equal(await height(), before);
	});

	it('moves the crosshair of all charts with the arrow keys and says what stands there', async () => {
		await show(following);
		const keys = view.page.locator('[data-plot="keys"]');
		assert.match(
			(await keys.getAttribute('aria-valuetext')) ?? '',
			/^2:30:00\sPM: Keys, source 531,129, Keys, target 531,211$/,
		);
		await keys.focus();
		await view.page.keyboard.press('Home');
		assert.match((await keys.getAttribute('aria-valuetext')) ?? '', /^2:00:05\sPM: /);
		assert.equal(await text('[data-chart="offset"] [data-legend]'), '2,341,322');
		assert.match((await text('[data-chart="offset"] [data-chart-time]')) ?? '', /^2:00:05\sPM$/);
		await view.send({ type: 'snapshot', snapshot: following });
		assert.equal(await text('[data-chart="offset"] [data-legend]'), '2,341,322');
		await view.page.keyboard.press('Tab');
		assert.equal(await text('[data-chart="offset"] [data-legend]'), '0');
	});

	it('offers the curves as a table, newest sample first, two hundred rows at the most', async () => {
		await show(following);
		await view.page.getByRole('button', { name: 'Show as table' }).click();
		const rows = view.page.locator('tbody tr');
		assert.equal(await rows.count(), 200);
		assert.match((await rows.first().textContent()) ?? '', /2:30:00\sPM/);
		assert.match((await text('#samples p')) ?? '', /The newest 200 of 329 samples/);
		assert.deepEqual(await view.page.locator('thead th').allTextContents(), [
			'Time',
			'Offset',
			'Keys, source',
			'Keys, target',
			'Operations/s',
		]);
		assert.equal(((await view.state()) as { tableOpen: boolean }).tableOpen, true);
	});

	it('tells how old the numbers are by the host’s clock, and grows older only while samples come in', async () => {
		await show(following, { now: NOW + 3_600_000 });
		assert.equal(await text('[data-age]'), 'sampled 3 s ago');
		await view.page.evaluate((later) => {
			Date.now = () => later;
			document.dispatchEvent(new Event('visibilitychange'));
		}, NOW + 3_604_000);
		assert.equal(await text('[data-age]'), 'sampled 7 s ago');
		assert.equal(await view.page.locator('[aria-live] [data-age], [role="status"] [data-age]').count(), 0);
	});

	it('does not make the numbers younger when the table is opened', async () => {
		await show(following, { now: NOW });
		await view.page.evaluate((later) => {
			Date.now = () => later;
		}, NOW + 4000);
		await view.page.getByRole('button', { name: 'Show as table' }).click();
		assert.equal(await text('[data-age]'), 'sampled 7 s ago');
	});

	it('names the time of the last sample while it is paused', async () => {
		await show(stale);
		assert.match((await text('[data-age]')) ?? '', /^last sample 2:29:57\sPM$/);
	});

	it('puts what went wrong into alerts, with the remedy beside it', async () => {
		await show(stale);
		const alerts = await view.page.getByRole('alert').allTextContents();
		assert.equal(alerts.length, 2);
		assert.match(alerts[0] ?? '', /did not accept the access key/);
		assert.match(alerts[1] ?? '', /The last reading failed/);
		await view.page.getByRole('button', { name: 'Update Credential…' }).click();
		assert.deepEqual(await view.posted('remedy'), [{ type: 'remedy', action: 'updateCredential' }]);
	});

	it('asks the host for what the buttons say', async () => {
		await show(following);
		for (const name of ['Pause Sampling', 'Refresh', 'Configure…']) {
			await view.page.getByRole('button', { name, exact: true }).click();
		}
		await view.page.getByRole('button', { name: 'More actions' }).press('Enter');
		await view.page.keyboard.press('ArrowDown');
		await view.page.keyboard.press('Enter');
		await view.page.getByRole('button', { name: 'More actions' }).click();
		await view.page.getByRole('menuitem', { name: 'Copy as JSON' }).click();
		await view.send({ type: 'snapshot', snapshot: { ...following, live: { ...liveFollowing, paused: true } } });
		await view.page.getByRole('button', { name: 'Resume' }).click();
		assert.deepEqual((await view.posted()).slice(1), [
			{ type: 'pause', paused: true },
			{ type: 'refresh' },
			{ type: 'configure' },
			{ type: 'console' },
			{ type: 'copyJson' },
			{ type: 'pause', paused: false },
		]);
	});

	it('closes the menu with Escape and gives the focus back', async () => {
		await show(following);
		await view.page.getByRole('button', { name: 'More actions' }).press('Enter');
		await view.page.keyboard.press('Escape');
		assert.equal(await view.page.getByRole('menu').count(), 0);
		assert.equal(await view.page.evaluate(() => document.activeElement?.getAttribute('data-action')), 'more');
	});

	it('closes the menu when the focus or a click goes elsewhere', async () => {
		await show(following);
		const more = view.page.getByRole('button', { name: 'More actions' });
		await more.press('Enter');
		await view.page.getByRole('button', { name: 'Refresh' }).focus();
		assert.equal(await more.getAttribute('aria-expanded'), 'false');
		await more.click();
		assert.equal(await more.getAttribute('aria-expanded'), 'true');
		await view.page.locator('h1').click();
		assert.equal(await more.getAttribute('aria-expanded'), 'false');
		assert.equal(await view.page.getByRole('menu').count(), 0);
	});

	it('copies a fact and says so', async () => {
		await show(following);
		await view.page.getByRole('button', { name: 'Copy Task ID' }).click();
		assert.deepEqual(await view.posted('copy'), [{ type: 'copy', field: 'task_id' }]);
		await view.send({ type: 'copied', field: 'task_id' });
		assert.equal((await text('[data-announcer]'))?.trim(), 'Copied');
	});

	it('announces the first sentence alone, and again only where it tells something new', async () => {
		const tell = (text: string, news: string) =>
			view.send({ type: 'snapshot', snapshot: { ...following, headline: { text, news, tone: 'busy' } } });
		const seen = () => Promise.all([text('.headline-text'), text('.headline [role="status"]')]);
		await show(following);
		assert.deepEqual(await seen(), [following.headline.text, following.headline.text]);
		await tell('Full sync: 41 % copied.', 'copying');
		await tell('Full sync: 42 % copied.', 'copying');
		assert.deepEqual(await seen(), ['Full sync: 42 % copied.', 'Full sync: 41 % copied.']);
		await tell('Falling behind.', 'rising');
		assert.deepEqual(await seen(), ['Falling behind.', 'Falling behind.']);
	});

	it('speaks the display language', async () => {
		await show(following, {
			locale: 'de',
			l10n: { Refresh: 'Aktualisieren', 'sampled {0} s ago': 'vor {0} s gemessen' },
		});
		assert.equal(await view.page.getByRole('button', { name: 'Aktualisieren' }).count(), 1);
		assert.equal(await text('[data-chart="keys"] [data-legend="target_dbsize"]'), '531.211');
	});

	it('draws the curves anew in the colours of another theme', async () => {
		await show(following);
		const picture = (): Promise<string> =>
			view.page.evaluate(() => document.querySelector('canvas')?.toDataURL() ?? '');
		const before = await picture();
		await view.page.evaluate(() => {
			document.documentElement.style.setProperty('--vscode-charts-orange', '#00ff00');
			document.body.className = 'vscode-light';
		});
		assert.notEqual(await picture(), before);
		assert.equal(await view.page.locator('[data-plot="offset"] canvas').count(), 1);
	});

	it('fits into 300 px in every state', async () => {
		view = await pages.open('details', { width: 300, theme: 'light' });
		for (const [state, snapshot] of Object.entries(DETAILS)) {
			await view.send({ type: 'snapshot', snapshot });
			assert.equal(await view.overflows(), false, state);
		}
	});

	it('fits again when the panel becomes narrow', async () => {
		await show(following);
		await view.page.setViewportSize({ width: 300, height: 900 });
		await view.page.waitForFunction(() => (document.querySelector('.uplot')?.clientWidth ?? 999) < 300);
		assert.equal(await view.overflows(), false);
	});

	it('carries the crosshair of the mouse from one chart to the others, and lets go of it', async () => {
		await show(following);
		const legend = (): Promise<string | null> => text('[data-chart="ops"] [data-legend]');
		const before = await legend();
		await view.page.locator('[data-plot="offset"] .u-over').hover({ position: { x: 40, y: 40 } });
		await view.page.waitForFunction(
			(value) => document.querySelector('[data-chart="ops"] [data-legend]')?.textContent !== value,
			before,
		);
		assert.equal(
			await view.page.locator('[data-chart-time]').first().textContent(),
			await text('[data-chart="ops"] [data-chart-time]'),
		);
		await view.page.mouse.move(2, 2);
		await view.page.waitForFunction(
			(value) => document.querySelector('[data-chart="ops"] [data-legend]')?.textContent === value,
			before,
		);
	});

	it('is accessible with its table and its menu open', async () => {
		await show(stale);
		await view.page.getByRole('button', { name: 'Show as table' }).click();
		await view.page.getByRole('button', { name: 'More actions' }).click();
		assert.deepEqual(await violations(view.page), []);
	});

	/** A page that has a text from outside wherever one can stand, as no host should send it. */
	function pageWith(text: string): Snapshot {
		const field = (name: string, more: Partial<DetailField> = {}): DetailField => ({
			field: name,
			label: text,
			value: text,
			title: text,
			hint: 'and more',
			...more,
		});
		const card = { role: 'From', title: text, titleField: 'end', fields: [field('in_card', { code: true })] };
		return {
			...server,
			title: text,
			subtitle: text,
			status: { ...server.status, words: text, wire: text },
			headline: { text, hint: text, tone: 'bad' },
			problem: { text },
			sections: [
				{
					id: 'a',
					title: text,
					layout: 'fields',
					fields: [field(text), field('line'), field('block', { block: true })],
				},
				{ id: 'b', title: text, layout: 'pair', from: card, to: { ...card, role: 'To' } },
				{
					id: 'c',
					title: text,
					layout: 'steps',
					steps: [
						{
							field: 'sub_tasks.0',
							name: text,
							title: text,
							progress: 3,
							state: 'failed',
							stateWords: 'failed',
							trace: text,
						},
					],
				},
			],
		};
	}

	it('makes no element of any text from outside, and lets it be read', async () => {
		await show(following);
		for (const { text: hostile, what, readable } of HOSTILE) {
			await view.send({ type: 'snapshot', snapshot: pageWith(hostile.slice(0, 10_000)) });
			const found = await view.page.evaluate(() => ({
				made: [
					...document.querySelectorAll('#app :is(a, img, script, iframe, b, i, u, link, style, form, object)'),
				].map(({ outerHTML }) => outerHTML),
				handlers: [...document.querySelectorAll('*')].flatMap((element) =>
					element.getAttributeNames().filter((name) => name.startsWith('on')),
				),
				read: ['h1', '[data-field="line"]', 'pre'].map((place) => document.querySelector(place)?.textContent ?? ''),
			}));
			assert.deepEqual([found.made, found.handlers], [[], []], what);
			for (const read of found.read) {
				assert.ok(readable === undefined || read.includes(readable), what);
			}
		}
		assert.equal(view.page.url().includes('evil'), false);
	});

	it('is not turned around by a text from outside: what follows it stands behind it', async () => {
		await show(following, { width: 1_200 });
		for (const { text: hostile, what } of HOSTILE.filter(({ text: one }) => one.length < 100)) {
			await view.send({ type: 'snapshot', snapshot: pageWith(hostile) });
			const order = await view.page.evaluate(() => {
				/** Where something stands, as a number that grows as one reads on: line by line, and in a line to the right. */
				const place = (on: Element | Range | null | undefined): number => {
					const { top = 0, left = 0 } = on?.getClientRects()[0] ?? {};
					return Math.round(top / 8) * 100_000 + left;
				};
				/** The places of the characters of a text, in the order in which they are written. */
				const places = (node: Node | null | undefined): number[] => {
					const length = node?.textContent?.length ?? 0;
					return Array.from({ length: node ? length : 0 }, (_, at) => {
						const range = document.createRange();
						range.setStart(node as Node, at);
						range.setEnd(node as Node, at + 1);
						return place(range);
					});
				};
				const value = document.querySelector('[data-field="line"]');
				const hint = value?.parentElement?.querySelector('.hint');
				const label = value?.closest('.fact')?.querySelector('dt');
				return {
					label: label?.getBoundingClientRect().left ?? 0,
					value: value?.getBoundingClientRect().left ?? 0,
					begin: place(value),
					hint: place(hint),
					letters: places(hint?.firstChild),
				};
			});
			assert.ok(order.label < order.value, `${what}: the label stands first`);
			assert.ok(order.begin <= order.hint, `${what}: the hint stands behind the value`);
			assert.deepEqual(
				order.letters,
				[...order.letters].sort((a, b) => a - b),
				`${what}: the hint reads from left to right`,
			);
		}
	});

	it('shows the beginning of a long text, and the whole when it is asked for, as long as it stays the same', async () => {
		const field: DetailField = { field: 'note', label: 'Note', value: 'beginning…', block: true, cut: true };
		const withField = (value: string): Snapshot => ({
			...following,
			sections: [{ id: 'a', title: 'A', layout: 'fields', fields: [{ ...field, value }] }],
		});
		await show(withField('beginning…'));
		const button = view.page.getByRole('button', { name: /^Show (all|less) of Note/ });
		await button.click();
		assert.deepEqual((await view.posted()).at(-1), { type: 'whole', field: 'note' });
		await view.send({ type: 'whole', field: 'note', text: 'beginning and end' });
		assert.equal(await text('[data-field="note"]'), 'beginning and end');
		await view.send({ type: 'snapshot', snapshot: withField('beginning…') });
		assert.equal(await text('[data-field="note"]'), 'beginning and end', 'a refresh leaves it open');
		assert.equal(await button.getAttribute('aria-expanded'), 'true');
		assert.deepEqual(await violations(view.page), []);
		await view.send({ type: 'snapshot', snapshot: withField('another beginning…') });
		assert.equal(await text('[data-field="note"]'), 'another beginning…');
		await button.click();
		await view.send({ type: 'whole', field: 'note', text: 'another end' });
		await button.click();
		assert.equal(await text('[data-field="note"]'), 'another beginning…');
	});

	it('says what was left out of a long list', async () => {
		const more = 'The first 200 of 10,000 are shown.';
		await show({ ...following, sections: [{ id: 'a', title: 'A', layout: 'fields', fields: [], more }] });
		assert.equal(await text('[data-section="a"] > p'), more);
	});
});
