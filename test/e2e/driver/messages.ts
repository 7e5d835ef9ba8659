import type { Page } from 'playwright-core';
import { holds, persist, TRY, until } from './waiting';

export interface Notification {
	readonly text: string;
	readonly severity: 'info' | 'warning' | 'error' | '';
	readonly buttons: readonly string[];
}

export interface Dialog {
	readonly message: string;
	readonly detail: string;
	readonly buttons: readonly string[];
}

/** Toasts and modal dialogs. */
export class Messages {
	private readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** The toasts on show. */
	async notifications(): Promise<Notification[]> {
		return this.page.locator('.notifications-toasts .notification-toast-container').evaluateAll((toasts) =>
			toasts.map((toast) => {
				const icon = toast.querySelector('.notification-list-item-icon')?.className ?? '';
				return {
					text: toast.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
					severity: (/codicon-(info|warning|error)/.exec(icon)?.[1] ?? '') as Notification['severity'],
					buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
						(button) => button.textContent?.trim() ?? '',
					),
				};
			}),
		);
	}

	/** Waits for a toast that holds the text. */
	async waitNotification(text: string | RegExp): Promise<Notification> {
		return until(`the notification ${text}`, async () =>
			(await this.notifications()).find((toast) => holds(toast.text, text)),
		);
	}

	/** Presses a button of the toast that holds the text, which shuts the toast. */
	async notificationButton(text: string | RegExp, button: string): Promise<void> {
		await this.waitNotification(text);
		const toast = this.page
			.locator('.notifications-toasts .notification-toast-container')
			.filter({ hasText: text })
			.first();
		const pressed = await toast.elementHandle();
		await persist(
			`the button "${button}" of the notification ${text} to be taken`,
			async () => {
				// While the mouse is on it, it stays.
				await toast.hover({ timeout: TRY });
				await toast.locator('.monaco-button').filter({ hasText: button }).click({ timeout: TRY });
			},
			async () => !(await pressed?.isVisible()),
		);
	}

	/** Every toast since the window opened, in order, also those that have gone. */
	async notificationHistory(): Promise<string[]> {
		return this.page.evaluate(() => (globalThis as { toastHistory?: string[] }).toastHistory ?? []);
	}

	/** Every text of a toast, a modal dialog or a quick input since the window opened. */
	async everyText(): Promise<string[]> {
		return this.page.evaluate(() => [...((globalThis as { textHistory?: Set<string> }).textHistory ?? [])]);
	}

	/** Must run before the workbench loads. */
	async keepHistory(): Promise<void> {
		await this.page.addInitScript(() => {
			if (window !== window.top) {
				return;
			}
			const history: string[] = [];
			const texts = new Set<string>();
			Object.assign(globalThis, { toastHistory: history, textHistory: texts });
			const seen = new WeakSet<Element>();
			new MutationObserver(() => {
				for (const box of document.querySelectorAll('.notification-toast, .monaco-dialog-box, .quick-input-widget')) {
					texts.add(`${box.textContent} ${box.querySelector('input')?.placeholder ?? ''}`);
				}
				for (const message of document.querySelectorAll('.notification-toast .notification-list-item-message')) {
					const text = message.textContent?.trim() ?? '';
					if (text !== '' && !seen.has(message)) {
						seen.add(message);
						history.push(text);
					}
				}
			}).observe(document, { childList: true, subtree: true });
		});
	}

	/** Waits for a modal dialog. */
	async dialog(): Promise<Dialog> {
		const box = this.page.locator('.monaco-dialog-box');
		await box.locator('.dialog-buttons .monaco-button').first().waitFor({ state: 'visible' });
		return box.evaluate((element) => ({
			message: element.querySelector('.dialog-message-text')?.textContent?.trim() ?? '',
			detail: element.querySelector('.dialog-message-detail')?.textContent?.trim() ?? '',
			buttons: [...element.querySelectorAll('.dialog-buttons .monaco-button')].map(
				(button) => button.textContent?.trim() ?? '',
			),
		}));
	}

	async isDialogOpen(): Promise<boolean> {
		return this.page.locator('.monaco-dialog-box').isVisible();
	}

	/** Presses a button of the modal dialog, and waits until that dialog has gone; another may follow it. */
	async dialogButton(button: string): Promise<void> {
		const box = await this.page.locator('.monaco-dialog-box').first().elementHandle();
		const pressed = this.page.locator('.monaco-dialog-box .dialog-buttons .monaco-button').filter({ hasText: button });
		await persist(
			`the button "${button}" of the dialog to be taken`,
			() => pressed.first().click({ timeout: TRY }),
			async () => !(await box?.isVisible()),
		);
	}
}
