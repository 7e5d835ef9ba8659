import assert from 'node:assert/strict';
import { explain } from '../../../src/migration/explain';
import { Format } from '../../../src/migration/format';
import { SERVICES } from '../../../src/services';
import { DCS_CAUSES } from '../../../src/services/dcs/causes';
import { loadAll } from './editor';

type Explain = typeof import('../../../src/ui/explainLog');
const LOG = '10:02 started\n10:03 OOM command not allowed when used memory\n10:04 EOF';

/** What the command shows for a text that was copied; undefined where it opens nothing. */
async function shown(
	copied: string,
	document?: string,
): Promise<{ readonly content: string | undefined; readonly messages: readonly string[] }> {
	let content: string | undefined;
	const { editor, loaded } = loadAll<[Explain]>(['ui/explainLog'], () => ({
		workspace: {
			openTextDocument: async (of: { readonly content: string }) => {
				content = of.content;
				return {};
			},
		},
		window: {
			activeTextEditor:
				document === undefined ? undefined : { selection: { isEmpty: true }, document: { getText: () => document } },
			showTextDocument: async () => undefined,
			showQuickPick: async ([first]: readonly unknown[]) => first,
		},
		env: { clipboard: { readText: async () => copied } },
	}));
	await loaded[0].explainLog(SERVICES, new Format('en'));
	return { content, messages: editor.messages };
}

describe('Explain This Log', () => {
	it('says what happened, quotes the line that says so, and what to do, the likeliest first', async () => {
		const { content } = await shown(LOG);
		assert.match(content ?? '', /^Very likely: The memory of the target is full/);
		assert.match(content ?? '', /\n {4}10:03 OOM command not allowed when used memory\n/);
		assert.match(content ?? '', /\n1\. Choose a target at least as large as the source\./);
		assert.match(content ?? '', /Possible: The source closed the link/);
	});

	it('takes the file in the editor where nothing is selected', async () => {
		assert.match((await shown('', LOG)).content ?? '', /^Very likely: The memory of the target is full/);
	});

	it('tells a cause that services share once', async () => {
		const { content } = await shown('APIG.0308 The throttling threshold has been reached');
		assert.equal(content?.match(/asked more often/g)?.length, 1);
	});

	it('quotes no password that stands in the line', async () => {
		const { content } = await shown('AUTH failed: password=Hunter2-secret WRONGPASS invalid username-password pair');
		assert.match(content ?? '', /WRONGPASS/);
		assert.doesNotMatch(content ?? '', /Hunter2/);
	});

	it('says so where nothing known stands there, and where there is no text', async () => {
		const nothing = await shown('all is well');
		assert.equal(nothing.content, undefined);
		assert.match(nothing.messages[0] ?? '', /Nothing in this text is known/);
		assert.match((await shown(' ')).messages[0] ?? '', /Open a log in an editor/);
	});

	it('gives settings to be entered as they stand', () => {
		const { explanation } = loadAll<[Explain]>(['ui/explainLog']).loaded[0];
		const text = explanation(
			explain(DCS_CAUSES, { texts: [{ from: 'pasted', text: '# Disconnecting timedout slave' }] }),
		);
		assert.match(text, /\n {3}repl-timeout 300\n/);
	});
});
