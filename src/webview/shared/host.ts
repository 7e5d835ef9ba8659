/** The page's side of the wire to the extension: start, messages out, state that survives the page. */
import * as l10n from '@vscode/l10n';
import type { PageSetup } from '../../ui/details/protocol';

interface VsCodeApi {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Out> {
	readonly locale: string;
	post(message: Out): void;
	/** What {@link save} kept last for the same task; an empty object where there is nothing. Unchecked: read it with care. */
	readonly saved: Readonly<Record<string, unknown>>;
	/**
	 * Keeps `state` beyond the life of the page, with the task's reference, from which the panel is restored after a restart.
	 * It is written to disk by the editor: never put a secret in.
	 */
	save(state: Readonly<Record<string, unknown>>): void;
}

/** Connects the page, loads its texts, and tells the host that it is ready. Call it once, with the function that takes messages. */
export function connect<In, Out extends { readonly type: string }>(receive: (message: In) => void): Host<Out> {
	const setup = readSetup();
	if (setup.l10n) {
		l10n.config({ contents: setup.l10n });
	}
	const api = acquireVsCodeApi();
	const reference = setup.reference;
	const state = api.getState();
	const saved = isRecord(state) && same(state.reference, reference) ? state : {};
	const save = (next: Readonly<Record<string, unknown>>): void => api.setState({ ...next, reference });
	save(saved);
	window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (isRecord(data) && typeof data.type === 'string') {
			receive(data as In);
		}
	});
	return { locale: setup.locale, post: (message) => api.postMessage(message), saved, save };
}

/** The element that the page draws into. */
export function appElement(): HTMLElement {
	const app = document.getElementById('app');
	if (!app) {
		throw new Error('The page has no #app.');
	}
	return app;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function readSetup(): PageSetup {
	const text = document.body.dataset.setup;
	return text ? (JSON.parse(text) as PageSetup) : { l10n: undefined, locale: 'en' };
}

function same(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
