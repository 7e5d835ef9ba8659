import assert from 'node:assert/strict';
import Module from 'node:module';
import type * as Page from '../../../src/ui/panels/pageHtml';

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };

/** The page's setup, with VS Code showing a language of which these texts are known. */
function setupWith(bundle: Record<string, string> | undefined): Record<string, unknown> {
	const before = loader._load;
	const uri = { joinPath: () => uri, toString: () => 'uri' };
	const vscode = { Uri: uri, env: { language: 'de' }, l10n: { bundle } };
	loader._load = (request, ...rest) =>
		request === 'vscode' ? vscode : Reflect.apply(before, loader, [request, ...rest]);
	try {
		const file = require.resolve('../../../src/ui/panels/pageHtml');
		delete require.cache[file];
		const { pageHtml } = require(file) as typeof Page;
		delete require.cache[file];
		const webview = { cspSource: 'here', asWebviewUri: () => uri };
		const reference = { connectionId: 'c', service: 'dcs', id: '1' } as const;
		const html = pageHtml(webview as never, uri as never, 'details', 'A <task>', reference);
		const setup = /data-setup="([^"]*)"/.exec(html)?.[1] ?? '';
		return JSON.parse(setup.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))));
	} finally {
		loader._load = before;
	}
}

describe('the document of a page', () => {
	it('has every text where no build told which ones the page uses', () => {
		const bundle = { Refresh: 'Aktualisieren', 'No page says this.': 'Das sagt keine Seite.' };
		assert.deepEqual(setupWith(bundle).l10n, bundle);
	});

	it('has no texts in English', () => {
		const setup = setupWith(undefined);
		assert.equal(setup.l10n, undefined);
		assert.equal(setup.locale, 'de');
	});
});
