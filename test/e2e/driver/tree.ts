import type { Locator, Page } from 'playwright-core';
import { until } from './waiting';

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

	/** Waits until the rows on show satisfy the condition, and returns them. */
	async waitRows(what: string, condition: (rows: TreeRow[]) => boolean): Promise<TreeRow[]> {
		return until(`${what} in the tree`, async () => {
			const rows = await this.rows();
			return condition(rows) ? rows : false;
		});
	}

	/** Finds a row by its label, scrolling down from the top where it is not on show. */
	async row(label: string | RegExp): Promise<Locator> {
		await this.putTooltipAway();
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
		const words = typeof label === 'string' ? new RegExp(`^\\s*${escapeForRegExp(label)}\\s*$`) : label;
		const name = this.page.locator('.label-name').filter({ hasText: words });
		return this.page.locator(ROW).filter({ has: name }).first();
	}

	private async isOnShow(label: string | RegExp): Promise<boolean> {
		return (await this.locate(label).count()) > 0;
	}

	/** The tooltip of the row that the mouse was on may lie over the others. */
	private async putTooltipAway(): Promise<void> {
		const tooltip = this.page.locator('.workbench-hover-container').first();
		if (!(await tooltip.isVisible())) {
			return;
		}
		// On a busy machine a tooltip may open after the mouse has left and hear of no later leave: then it must be entered and left once more.
		await until('the tooltip to go away', async () => {
			await this.page.mouse.move(0, 0);
			const box = await tooltip.boundingBox({ timeout: 500 }).catch(() => null);
			if (box) {
				await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
				await this.page.mouse.move(0, 0, { steps: 5 });
			}
			return !(await tooltip.isVisible());
		});
	}

	private async scrollTo(label: string | RegExp): Promise<void> {
		const list = this.page.locator('.part.sidebar .pane-body .monaco-list').first();
		if ((await list.count()) === 0) {
			return;
		}
		// A tooltip may lie over the list.
		await this.page.mouse.move(0, 0);
		await list.hover({ force: true, position: { x: 5, y: 5 } });
		await this.page.mouse.wheel(0, -1_000_000);
		for (let page = 0; page < 100; page++) {
			if ((await this.isOnShow(label)) || (await this.page.locator(`${ROW}[data-last-element="true"]`).count()) > 0) {
				return;
			}
			await this.page.mouse.wheel(0, 200);
			await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
		}
	}

	async click(label: string | RegExp): Promise<void> {
		await (await this.row(label)).locator('.label-name').click();
	}

	/** Opens (or shuts) a row that has rows below it. */
	async setExpanded(label: string | RegExp, expanded: boolean): Promise<void> {
		const row = await this.row(label);
		if ((await row.getAttribute('aria-expanded')) !== String(expanded)) {
			await row.locator('.monaco-tl-twistie').click();
			await until(`${label} to be ${expanded ? 'open' : 'shut'}`, async () => {
				return (await (await this.row(label)).getAttribute('aria-expanded')) === String(expanded);
			});
		}
	}

	/** Presses one of the row's own buttons, which show on hovering. */
	async inlineAction(label: string | RegExp, action: string): Promise<void> {
		const row = await this.row(label);
		await row.hover();
		await row.locator(`.actions .action-label[aria-label="${action}"]`).click();
	}

	/** The names of the row's own buttons. */
	async inlineActions(label: string | RegExp): Promise<string[]> {
		const row = await this.row(label);
		await row.hover();
		return row
			.locator('.actions .action-label')
			.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
	}

	/** The entries of the row's context menu, which is shut again. */
	async contextMenu(label: string | RegExp): Promise<string[]> {
		const menu = await this.openMenu(label);
		const entries = await menu.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await menu.first().waitFor({ state: 'hidden' });
		return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
	}

	async contextMenuItem(label: string | RegExp, entry: string): Promise<void> {
		const entries = await this.openMenu(label);
		const wanted = entries.filter({ hasText: new RegExp(`^\\s*${escapeForRegExp(entry)}\\s*$`) }).first();
		await until(`the entry "${entry}" of the context menu to be taken`, async () => {
			// A menu does not listen in its first moments, against clicks that were meant for what lay below it.
			if (await wanted.isVisible()) {
				await wanted.click({ timeout: 1_000 }).catch(() => undefined);
			}
			return !(await wanted.isVisible());
		});
	}

	private async openMenu(label: string | RegExp): Promise<Locator> {
		await (await this.row(label)).click({ button: 'right' });
		const entries = this.page.locator('.monaco-menu .action-item .action-label:not(.separator)');
		await entries.first().waitFor({ state: 'visible' });
		return entries;
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

	/** Presses a button in the view's heading. */
	async titleAction(label: string): Promise<void> {
		await this.page.locator('.part.sidebar').hover();
		await this.page
			.locator(
				`.part.sidebar .title-actions .action-label[aria-label="${label}"], .part.sidebar .pane-header .action-label[aria-label="${label}"]`,
			)
			.first()
			.click();
	}
}

function escapeForRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
