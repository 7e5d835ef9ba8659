import type { Locator, Page } from 'playwright-core';
import { matches, persist, TRY, until } from './waiting';

export interface QuickPickItem {
	readonly label: string;
	readonly description: string;
	/** What a screen reader says. */
	readonly ariaLabel: string;
	readonly separator: string;
	readonly checked: boolean | undefined;
	/** Whether Enter would choose it. */
	readonly focused: boolean;
}

/** The box at the top of the window: the command palette, quick picks and input boxes. */
export class QuickInput {
	private readonly widget: Locator;

	constructor(page: Page) {
		this.widget = page.locator('.quick-input-widget');
	}

	get input(): Locator {
		return this.widget.locator('.quick-input-box input');
	}

	async isOpen(): Promise<boolean> {
		return this.widget.isVisible();
	}

	async waitOpen(): Promise<void> {
		await this.widget.waitFor({ state: 'visible' });
	}

	async waitClosed(): Promise<void> {
		await this.widget.waitFor({ state: 'hidden' });
	}

	async title(): Promise<string> {
		return ((await this.widget.locator('.quick-input-title').textContent()) ?? '').trim();
	}

	async placeholder(): Promise<string> {
		return (await this.input.getAttribute('placeholder')) ?? '';
	}

	async isPassword(): Promise<boolean> {
		return (await this.input.getAttribute('type')) === 'password';
	}

	/** The prompt below the input, or what is wrong with it. */
	async message(): Promise<string> {
		return ((await this.widget.locator('.quick-input-message').textContent()) ?? '').trim();
	}

	/** Waits for a message that says (or matches) the text. */
	async waitMessage(text: string | RegExp): Promise<string> {
		return until(`the message ${text} in the quick input`, async () => {
			const message = await this.message();
			const found = typeof text === 'string' ? message.includes(text) : text.test(message);
			return found ? message : false;
		});
	}

	async type(text: string): Promise<void> {
		await this.waitOpen();
		await this.input.fill(text);
	}

	/** Presses Enter once: a second one might answer the next question. */
	async accept(): Promise<void> {
		await this.input.press('Enter');
	}

	async cancel(): Promise<void> {
		await persist(
			'the quick input to be shut',
			() => this.input.press('Escape', { timeout: TRY }),
			async () => !(await this.isOpen()),
		);
	}

	/** Waits for an input whose title, prompt or placeholder holds the words; then answers it. */
	async answer(words: string | RegExp, text: string): Promise<void> {
		await this.waitAsking(words);
		await this.type(text);
		await this.accept();
	}

	/** Waits until the words stand in the title, the prompt or the placeholder. */
	async waitAsking(words: string | RegExp): Promise<void> {
		await this.waitOpen();
		await until(`a quick input that asks ${words}`, async () => {
			const said = `${await this.title()}\n${await this.placeholder()}\n${await this.message()}`;
			return typeof words === 'string' ? said.includes(words) : words.test(said);
		});
	}

	/** The rows on show (a long list draws only what fits). */
	async items(): Promise<QuickPickItem[]> {
		return this.widget.locator('.monaco-list-row').evaluateAll((rows) =>
			rows.map((row) => {
				const text = (selector: string): string => row.querySelector(selector)?.textContent?.trim() ?? '';
				const checkbox = row.querySelector('input[type=checkbox], .monaco-custom-toggle');
				return {
					label: text('.quick-input-list-label .label-name') || text('.label-name'),
					description: text('.quick-input-list-label .label-description') || text('.label-description'),
					ariaLabel: row.getAttribute('aria-label') ?? '',
					separator: text('.quick-input-list-separator'),
					focused: row.classList.contains('focused'),
					checked: checkbox === null ? undefined : checkbox.getAttribute('aria-checked') === 'true',
				};
			}),
		);
	}

	/** Chooses the row with this label, from the keyboard. Type some of it first where the list is long. */
	async pick(label: string | RegExp): Promise<void> {
		await this.waitOpen();
		await until(`the entry ${label} in the quick pick`, async () =>
			(await this.items()).some((item) => matches(item.label, label)),
		);
		await until(`the entry ${label} to be the chosen one`, async () => {
			if (await this.isFocused(label)) {
				return true;
			}
			await this.input.press('ArrowDown');
			return this.isFocused(label);
		});
		await this.accept();
	}

	/** Chooses the row with this label, with the mouse; in a list of several, that marks it. */
	async click(label: string): Promise<void> {
		const row = this.widget
			.locator('.monaco-list-row')
			.filter({ has: this.widget.page().getByText(label, { exact: true }) });
		await row.first().click();
	}

	private async isFocused(label: string | RegExp): Promise<boolean> {
		return (await this.items()).some((item) => item.focused && matches(item.label, label));
	}

	/** Presses a button of a row, which shows on hovering. */
	async rowButton(label: string, button: string): Promise<void> {
		const row = this.widget.locator('.monaco-list-row').filter({ hasText: label }).first();
		await until(`the button "${button}" of the row ${label}`, async () => {
			await row.hover({ timeout: TRY });
			await row.locator(`.action-label[aria-label="${button}"]`).click({ timeout: TRY });
			return true;
		});
	}

	/** Presses a button of the box, such as "Back", by its label; its keybinding may stand behind that. */
	async button(label: string): Promise<void> {
		await this.widget.locator(`.action-label:is([aria-label="${label}"], [aria-label^="${label} ("])`).click();
	}
}
