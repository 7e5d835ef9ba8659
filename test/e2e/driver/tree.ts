import type { Locator, Page } from 'playwright-core';
import { persist, TRY, until } from './waiting';

export interface TreeRow {
	readonly label: string;
	readonly description: string;
	/** 1 for the outermost rows. */
	readonly level: number;
	/** What a screen reader says. */
	readonly ariaLabel: string;
	/** Undefined for a row that cannot be opened. */
	readonly expanded: boolean | undefined;
	readonly selected: boolean;
	/** The codicon's name without "codicon-", or an empty string. */
	readonly icon: string;
}

/** How long a context menu is given to go after a click, ms, before it is clicked again. */
const MENU_DEAF = 300;
const ROW = '.part.sidebar .pane-body .monaco-list-row[role="treeitem"]';

/** The tree in the side bar. Only the rows that fit into the view exist; `row` scrolls to the others. */
export class Tree {
	private readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** The rows on show, from top to bottom. */
	async rows(): Promise<TreeRow[]> {
		const rows = await this.page.locator(ROW).evaluateAll((elements) =>
			elements.map((row) => {
				const text = (selector: string): string => row.querySelector(selector)?.textContent?.trim() ?? '';
				const expanded = row.getAttribute('aria-expanded');
				const icon = row.querySelector('.custom-view-tree-node-item-icon');
				const name = [...(icon?.classList ?? [])].find((entry) => /^codicon-(?!modifier)/.test(entry));
				return {
					top: Number.parseFloat((row as HTMLElement).style.top),
					label: text('.label-name'),
					description: text('.label-description'),
					level: Number(row.getAttribute('aria-level')),
					ariaLabel: row.getAttribute('aria-label') ?? '',
					expanded: expanded === null ? undefined : expanded === 'true',
					selected: row.getAttribute('aria-selected') === 'true',
					icon: name?.replace('codicon-', '') ?? '',
				};
			}),
		);
		return rows.sort((a, b) => a.top - b.top).map(({ top: _, ...row }) => row);
	}

	/** Waits until the rows on show satisfy the condition, twice in a row and the same, and returns them. */
	async waitRows(what: string, condition: (rows: TreeRow[]) => boolean): Promise<TreeRow[]> {
		let before = '';
		return until(`${what} in the tree`, async () => {
			const rows = await this.rows();
			const now = condition(rows) ? JSON.stringify(rows) : '';
			// A tree is drawn part by part: groups first, what stands below them later.
			const isSettled = now !== '' && now === before;
			before = now;
			return isSettled ? rows : false;
		});
	}

	/** Finds a row by its label, scrolling down from the top where it is not on show. */
	async row(label: string | RegExp): Promise<Locator> {
		await until(`the row ${label} in the tree`, async () => {
			if (!(await this.isOnShow(label))) {
				await this.scrollTo(label);
			}
			return this.isOnShow(label);
		});
		return this.locate(label);
	}

	/** By its words and not by its place, which a refresh may change at any moment. */
	private locate(label: string | RegExp): Locator {
		const name = this.page.locator('.label-name').filter({ hasText: patternOf(label) });
		return this.page.locator(ROW).filter({ has: name }).first();
	}

	private async isOnShow(label: string | RegExp): Promise<boolean> {
		return (await this.locate(label).count()) > 0;
	}

	/** Goes from the top down by a screen at a time until the row is drawn, or the list has ended. */
	private async scrollTo(label: string | RegExp): Promise<void> {
		const lists = this.page.locator('.part.sidebar .pane-body .monaco-list .monaco-scrollable-element');
		const pattern = patternOf(label);
		await lists.evaluateAll(scrollDown, { row: ROW, source: pattern.source, flags: pattern.flags });
	}

	/** Clicks a row, until it is the selected one. */
	async click(label: string | RegExp): Promise<void> {
		let clicked = false;
		await persist(
			`the row ${label} to be clicked`,
			async () => {
				await (await this.row(label)).locator('.label-name').click({ timeout: TRY });
				clicked = true;
			},
			// What a click does may take the row away.
			async () => clicked && !(await this.isThereUnselected(label)),
		);
	}

	private async isThereUnselected(label: string | RegExp): Promise<boolean> {
		return (await this.locate(label).and(this.page.locator(':not([aria-selected="true"])')).count()) > 0;
	}

	/** Opens (or shuts) a row that has rows below it. */
	async setExpanded(label: string | RegExp, expanded: boolean): Promise<void> {
		await persist(
			`${label} to be ${expanded ? 'open' : 'shut'}`,
			async () => (await this.row(label)).locator('.monaco-tl-twistie').click({ timeout: TRY }),
			async () => (await (await this.row(label)).getAttribute('aria-expanded')) === String(expanded),
		);
	}

	/** Presses one of the row's own buttons, which show on hovering. */
	async inlineAction(label: string | RegExp, action: string): Promise<void> {
		await until(`the button "${action}" of the row ${label}`, async () => {
			const row = await this.row(label);
			await row.hover({ timeout: TRY });
			await row.locator(`.actions .action-label[aria-label="${action}"]`).click({ timeout: TRY });
			return true;
		});
	}

	/** The names of the row's own buttons. */
	async inlineActions(label: string | RegExp): Promise<string[]> {
		const row = await this.row(label);
		return row
			.locator('.actions .action-label')
			.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
	}

	/** The entries of the row's context menu, which is shut again. */
	async contextMenu(label: string | RegExp): Promise<string[]> {
		await this.openMenu(label);
		const entries = await this.menuEntries.allInnerTexts();
		await persist(
			'the context menu to be shut',
			() => this.page.keyboard.press('Escape'),
			async () => !(await this.menuEntries.first().isVisible()),
		);
		return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
	}

	async contextMenuItem(label: string | RegExp, entry: string): Promise<void> {
		const wanted = this.menuEntries.filter({ hasText: patternOf(entry) }).first();
		let clicked = false;
		await until(`the entry "${entry}" of the context menu of ${label} to be taken`, async () => {
			if (!(await wanted.isVisible())) {
				if (clicked) {
					return true;
				}
				await this.openMenu(label);
			}
			await wanted.click({ timeout: TRY });
			clicked = true;
			// A menu does not listen in its first moments, against clicks that were meant for what lay below it.
			return until('the context menu to go', async () => !(await wanted.isVisible()), MENU_DEAF);
		});
	}

	/** Opens the menu of a row, unless one is open already. */
	private async openMenu(label: string | RegExp): Promise<void> {
		await persist(
			`the context menu of ${label}`,
			async () => (await this.row(label)).click({ button: 'right', timeout: TRY }),
			() => this.menuEntries.first().isVisible(),
		);
	}

	private get menuEntries(): Locator {
		return this.page.locator('.monaco-menu .action-item .action-label:not(.separator)');
	}

	/** Puts the mouse on a row, waits for a tooltip that holds the text, and returns it. Only within `Workbench.withTooltips`. */
	async tooltip(label: string | RegExp, text: string): Promise<string> {
		const tooltips = this.page.locator('.workbench-hover-container .monaco-hover');
		return until(`a tooltip of ${label} that says ${text}`, async () => {
			await this.page.mouse.move(0, 0);
			await (await this.row(label)).hover({ timeout: TRY });
			return until(
				'a tooltip',
				async () => (await tooltips.allInnerTexts()).map(plain).find((words) => words.includes(text)),
				TRY,
			);
		});
	}

	/** The words of the view when it has no rows; an empty string when it has. */
	async welcome(): Promise<string> {
		const welcome = this.page.locator('.part.sidebar .welcome-view-content');
		const texts = await welcome.allInnerTexts();
		return texts.join('\n').trim();
	}

	/** The line that an extension may put above the rows. */
	async message(): Promise<string> {
		const texts = await this.page
			.locator('.part.sidebar .tree-explorer-viewlet-tree-view > .message:not(.hide)')
			.allInnerTexts();
		return texts.join('\n').trim();
	}

	/** The heading of the side bar, with the description that an extension may add. */
	async heading(): Promise<string> {
		const texts = await this.page
			.locator(
				'.part.sidebar .composite.title, .part.sidebar .pane-header .title, .part.sidebar .pane-header .description',
			)
			.allInnerTexts();
		return texts.join(' ').replace(/\s+/g, ' ').trim();
	}

	/** Presses a button in the view's heading, which shows on hovering. */
	async titleAction(label: string): Promise<void> {
		const sideBar = this.page.locator('.part.sidebar');
		const button = sideBar.locator(`:is(.title-actions, .pane-header) .action-label[aria-label="${label}"]`);
		await until(`the button "${label}" of the view`, async () => {
			await sideBar.hover({ timeout: TRY });
			await button.first().click({ timeout: TRY });
			return true;
		});
	}
}

/** Runs in the window. Wheel events that come from there are heeded at once, and no mouse has to stand anywhere. */
async function scrollDown(
	[list]: Element[],
	{ row, source, flags }: { readonly row: string; readonly source: string; readonly flags: string },
): Promise<void> {
	const wanted = new RegExp(source, flags);
	const turn = (deltaY: number): void => {
		// VS Code reads the older of the two, which Chromium makes of deltaY with the wrong sign.
		const init = { deltaY, wheelDeltaY: -deltaY, bubbles: true, cancelable: true };
		list?.dispatchEvent(new WheelEvent('wheel', init));
	};
	const isDrawn = (): boolean =>
		[...document.querySelectorAll(`${row} .label-name`)].some((name) => wanted.test(name.textContent ?? ''));
	// A window behind another draws no frames.
	const drawn = (): Promise<unknown> =>
		Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, 100))]);
	turn(-10_000_000);
	for (let screens = 0; list && screens < 1_000; screens++) {
		await drawn();
		if (isDrawn() || document.querySelector(`${row}[data-last-element="true"]`)) {
			return;
		}
		// The list makes 50 pixels of a notch of 120.
		turn(list.clientHeight * 0.8 * (120 / 50));
	}
}

function patternOf(label: string | RegExp): RegExp {
	return typeof label === 'string' ? new RegExp(`^\\s*${escapeForRegExp(label)}\\s*$`) : label;
}

function escapeForRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Text without the spaces that a page uses against line breaks. */
function plain(text: string): string {
	return text.replaceAll('\u00a0', ' ');
}
