import { randomBytes, webcrypto } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';

const KEY_BYTES = 32;
const IV_BYTES = 12;
/** Where the browser keeps them. */
const STORED = 'secrets.provider';

/**
 * A browser keeps the secrets of VS Code encrypted, with a key of which the server holds one half. The server's front door hands that half
 * out; here, where the door is left out, secrets would be lost with every reload. So the half comes from here, and a test can look inside.
 */
export class SecretVault {
	private readonly half = randomBytes(KEY_BYTES);
	private silence: Promise<void> | undefined;

	/** Answers the workbench's question for the server's half of the key. */
	async serve(context: BrowserContext): Promise<void> {
		await context.route('**/mint-key', async (route) => {
			await this.silence;
			await route.fulfill({ contentType: 'application/octet-stream', body: this.half });
		});
	}

	/**
	 * Gives nothing out, like a keyring that waits for its password, until the result is called. A window that has asked before knows the answer, and
	 * has to be loaded anew.
	 */
	lock(): () => void {
		let unlock = (): void => {};
		this.silence = new Promise((resolve) => {
			unlock = resolve;
		});
		return unlock;
	}

	/**
	 * Runs `act` when VS Code has written secrets, and lets the window go on only after it: nobody has heard by then that they are stored.
	 * Resolves once the window watches; `done` is settled as `act` is.
	 */
	async atNextWrite(page: Page, act: () => unknown): Promise<{ readonly done: Promise<void> }> {
		const done = new Promise<void>((resolve, reject) => {
			void page.route(
				'**/secrets-written',
				async (route) => {
					await Promise.resolve(act()).then(() => resolve(), reject);
					await route.fulfill({ status: 204 });
				},
				{ times: 1 },
			);
		});
		await page.evaluate((name) => {
			const write = Storage.prototype.setItem;
			Storage.prototype.setItem = function (key, value) {
				write.call(this, key, value);
				if (key === name) {
					Storage.prototype.setItem = write;
					const ask = new XMLHttpRequest();
					ask.open('GET', '/secrets-written', false);
					ask.send();
				}
			};
		}, STORED);
		return { done };
	}

	/** The secrets of one extension as the browser has stored them, by key. */
	async read(page: Page, extensionId: string): Promise<Record<string, string>> {
		const sealed = await page.evaluate((name) => localStorage.getItem(name), STORED);
		const secrets: Record<string, string> = {};
		for (const [name, value] of Object.entries(sealed === null ? {} : await this.unseal(sealed))) {
			const { extensionId: owner, key } = readName(name);
			if (owner === extensionId && key !== undefined) {
				secrets[key] = value;
			}
		}
		return secrets;
	}

	/** Sealed are: the browser's half of the key, the initialisation vector, and the text under AES-GCM. */
	private async unseal(sealed: string): Promise<Record<string, string>> {
		const bytes = Buffer.from(sealed, 'base64');
		const whole = Uint8Array.from(this.half, (byte, index) => byte ^ (bytes[index] ?? 0));
		const key = await webcrypto.subtle.importKey('raw', whole, 'AES-GCM', false, ['decrypt']);
		const iv = bytes.subarray(KEY_BYTES, KEY_BYTES + IV_BYTES);
		const text = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(KEY_BYTES + IV_BYTES));
		return JSON.parse(Buffer.from(text).toString('utf8')) as Record<string, string>;
	}
}

function readName(name: string): { readonly extensionId?: string; readonly key?: string } {
	try {
		return JSON.parse(name) as { extensionId?: string; key?: string };
	} catch {
		return {};
	}
}
