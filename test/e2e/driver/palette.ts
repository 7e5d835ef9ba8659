import type { Page } from 'playwright-core';
import type { QuickInput } from './quickInput';
import { persist, TRY, until } from './waiting';

/** The command palette. */
export class Palette {
	constructor(
		private readonly page: Page,
		private readonly quickInput: QuickInput,
	) {}

	/** Runs a command by its title, category included: "Migration Tasks: Refresh". */
	async run(title: string): Promise<void> {
		await until(`the palette to offer "${title}"`, async () => {
			await this.open(title);
			return until(title, async () => (await this.quickInput.items()).some((item) => item.label === title), TRY);
		});
		await this.quickInput.pick(title);
		await until(`the palette to go after "${title}"`, async () => !(await this.isOpen()));
	}

	/** The titles that it offers for some words. */
	async titles(words: string): Promise<string[]> {
		await this.open(words);
		await this.page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
		const titles = (await this.quickInput.items()).map((item) => item.label);
		await this.quickInput.cancel();
		return titles;
	}

	/** Opens it, unless it is open already, and types some words. A page that is still loading swallows the key. */
	private async open(words: string): Promise<void> {
		await persist(
			'the palette',
			() => this.page.keyboard.press('F1'),
			() => this.isOpen(),
		);
		await this.quickInput.input.fill(`>${words}`, { timeout: TRY });
	}

	/** Whether the quick input is the palette, and not what a command asks. */
	private async isOpen(): Promise<boolean> {
		const { input } = this.quickInput;
		const text = (await this.quickInput.isOpen()) ? await input.inputValue({ timeout: TRY }).catch(() => '') : '';
		return text.startsWith('>');
	}
}
