import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Format } from '../../../src/migration/format';
import type { ServicePresenter } from '../../../src/migration/ports';
import type { WireFields } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { presenter as dcsPresenter } from '../../../src/services/dcs/presenter';
import { presenter as smsPresenter } from '../../../src/services/sms/presenter';
import { plainSnapshot, wholePath, wholeText } from '../../../src/ui/details/plainSnapshot';
import type { Section } from '../../../src/ui/details/protocol';
import { buildSnapshot } from '../../../src/ui/details/snapshot';
import type { Node } from '../../../src/ui/tree/nodes';
import { HOSTILE, iconsIn, LINK, unfit } from '../../hostile';
import { dcsRow, FakePort, FakeSource, readingOf, ref, settle, smsRow, storeOver } from '../store/fakes';
import { loadWith } from './editor';

/** Text that came from outside, among the words of whatever shows it. */
const among = (text: string): string => `“${text}” and more`;

function assertFit(shown: unknown, max: number, readable: string | undefined, where: string): void {
	assert.ok(typeof shown === 'string', where);
	assert.equal(unfit(shown, max), undefined, where);
	assert.ok(readable === undefined || shown.includes(readable), `${where}: ${shown.slice(0, 200)}`);
}

/** What Markdown shows of a text: escaped signs as they are. Fails where a sign could mean something. */
function shownBy(markdown: string): string {
	const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
	assert.doesNotMatch(bare.replaceAll('**', ''), /[!-/:-@[-`{-~]/, markdown.slice(0, 300));
	return markdown.replace(/\*\*(?=\S)|(?<=\S)\*\*$/gm, '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

describe('text from outside in messages', () => {
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/messages')>('ui/messages');

	for (const { what, text, readable } of HOSTILE) {
		it(`is no link where it holds ${what}`, async () => {
			const ways = [loaded.showError, loaded.showWarning, loaded.showInfo];
			editor.messages.length = 0;
			editor.details.length = 0;
			for (const show of ways) {
				await show(among(text), 'Open');
			}
			await loaded.ask(among(text), { detail: text }, 'Do it');
			await loaded.ask(among(text), { detail: text, failed: true }, 'Do it');
			await loaded.showProgress(among(text), async () => {});
			assert.equal(editor.messages.length, 6);
			for (const message of editor.messages) {
				assertFit(message, 610, readable, what);
				assert.doesNotMatch(message, LINK);
			}
			for (const detail of editor.details) {
				assert.equal(unfit(detail.replaceAll('\n', '').replaceAll('\t', ''), 2010), undefined);
				assert.doesNotMatch(detail, LINK);
			}
			assert.equal(editor.details.length, 2);
		});

		it(`is neither link nor icon in prompts and the status bar where it holds ${what}`, () => {
			editor.statusBar.length = 0;
			loaded.showInStatusBar(text);
			for (const shown of [loaded.promptText(text), ...editor.statusBar]) {
				assertFit(shown, 1000, undefined, what);
				assert.deepEqual(iconsIn(shown), []);
			}
			assert.doesNotMatch(loaded.promptText(text), LINK);
		});
	}

	it('reaches the editor through messages.ts and quickPicks.ts alone', () => {
		const direct = /window\s*\.\s*(show\w+|createQuickPick|createInputBox|setStatusBarMessage|withProgress)\b/;
		const own = ['messages.ts', 'quickPicks.ts'];
		const root = join(__dirname, '../../../src/ui');
		const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
			.map((file) => file.replaceAll('\\', '/'))
			.filter((file) => file.endsWith('.ts') && !own.includes(file));
		assert.ok(files.length > 40);
		assert.deepEqual(
			files.filter((file) => direct.test(readFileSync(join(root, file), 'utf8'))),
			[],
		);
	});
});

describe('text from outside in lists to pick from', () => {
	for (const { what, text, readable } of HOSTILE) {
		it(`is no icon where it holds ${what}`, async () => {
			const { editor, loaded } = loadWith<typeof import('../../../src/ui/taskCommands')>('ui/taskCommands');
			const port = new FakePort().add(
				'c1',
				[
					new FakeSource([dcsRow('a', 'FAILED', { task_name: text, error_message: text })]),
					new FakeSource([smsRow(text, 'RUNNING')], 'sms'),
				],
				text,
			);
			const { store } = storeOver(port);
			await store.refresh();
			const connections = { all: () => [{}, {}], name: () => text };
			const deps = { store, connections, services: SERVICES, format: new Format('en') };
			await new loaded.TaskCommands(deps as never).choose(undefined, 'Which?');
			const rows = editor.picks[0] ?? [];
			assert.equal(rows.length, 4);
			for (const { label, description = '', detail = '' } of rows) {
				assert.ok(iconsIn(label).length <= 1, label.slice(0, 200));
				assert.equal(iconsIn(label)[0], /^\$\(([a-z-]+)\) /.exec(label)?.[1], 'none but its own in front');
				for (const shown of [label, description, detail]) {
					assertFit(shown, 600, undefined, what);
				}
				assert.deepEqual([...iconsIn(description), ...iconsIn(detail)], []);
			}
			assertFit(rows[1]?.label, 230, readable, what);
		});
	}
});

describe('text from outside in the tree', () => {
	for (const { what, text, readable } of HOSTILE) {
		it(`is plain text where it holds ${what}`, async () => {
			const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
			const more = { task_name: text, error_message: text, description: text };
			const instance = { source_instance: { name: text, addrs: text }, target_instance: { name: text } };
			const good = new FakeSource([
				dcsRow('a', 'FAILED', { ...more, ...instance, migration_method: text, migration_type: text }),
				dcsRow('b', text, more),
				dcsRow('c', 'RUNNING', { task_name: ' ' }),
			]);
			const port = new FakePort().add('c1', [good], text).add('c2', [], text);
			const { store } = storeOver(port);
			const tree = new TaskTree(store, new Format('en'));
			await store.refresh();
			const rows = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...rows(tree.getChildren(node))]);
			for (const groupBy of ['status', 'connection'] as const) {
				tree.setGroupBy(groupBy);
				const all = rows(tree.getChildren());
				assert.ok(all.length >= 6);
				for (const node of all) {
					const item = tree.getTreeItem(node);
					assertFit(item.label, 210, undefined, `label of ${node.kind}`);
					assert.notEqual(item.label, '', `${node.kind} can be read`);
					assertFit(item.description ?? '', 610, undefined, `description of ${node.kind}`);
					assertFit(item.accessibilityInformation?.label ?? '', 1200, undefined, `speech of ${node.kind}`);
					const { tooltip } = await tree.resolveTreeItem(item, node);
					if (typeof tooltip === 'object') {
						assert.notEqual(tooltip.isTrusted, true);
						assert.notEqual(tooltip.supportHtml, true);
						assert.notEqual(tooltip.supportThemeIcons, true);
						for (const line of shownBy(tooltip.value).split('\n')) {
							assertFit(line, 1010, undefined, `tooltip of ${node.kind}`);
						}
					}
				}
				const own = all.find((node) => node.kind === 'task' && node.ref.id === 'a');
				assertFit(own && tree.getTreeItem(own).label, 210, readable, what);
			}
			tree.dispose();
			await settle();
		});
	}
});

/** Every text in something that is sent to a page. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') {
		return [value];
	}
	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([key, inner]) => (key === 'field' || key === 'also' ? [] : textsIn(inner)))
		: [];
}

describe('text from outside in what a panel is sent', () => {
	const format = new Format('en');
	const presenters = { dcs: dcsPresenter, sms: smsPresenter };
	const polling = { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false };

	/** What the panel knows of a task, and what it sends to its page. */
	function snapshotsOf(service: 'dcs' | 'sms', fields: WireFields) {
		const read = { ...readingOf(fields), at: 0 };
		const info = SERVICES.get(service);
		const whole = buildSnapshot({
			task: info.readTask(ref('a', 'c1', service), { list: read, detail: read }),
			title: '',
			service: info,
			presenter: presenters[service] as ServicePresenter,
			samples: [],
			connection: { name: String(fields.name ?? fields.task_name), region: 'eu-de' },
			sandbox: false,
			hasConsole: false,
			interval: 5000,
			format,
			now: 0,
			polling,
		});
		return { whole, sent: plainSnapshot(whole) };
	}
	const dcsFields = (text: string, more: WireFields = {}): WireFields =>
		dcsRow('a', 'FAILED', {
			task_name: text,
			error_message: text,
			source_instance: { name: text, addrs: text },
			...more,
		});
	const smsFields = (text: string, more: WireFields = {}): WireFields =>
		smsRow('a', 'MIGRATE_FAIL', {
			name: text,
			error_json: JSON.stringify({ error_code: text, error_msg: text }),
			source_server: { name: text },
			sub_tasks: [{ id: 1, name: text, process_trace: text, progress: 3 }],
			...more,
		});

	for (const { what, text, readable } of HOSTILE) {
		it(`is plain and short where it holds ${what}`, () => {
			for (const { sent } of [
				snapshotsOf('dcs', dcsFields(text, { [text]: text })),
				snapshotsOf('sms', smsFields(text, { [text]: text })),
			]) {
				assert.ok(JSON.stringify(sent).length < 200_000, `${JSON.stringify(sent).length}`);
				for (const shown of textsIn(sent)) {
					assert.equal(unfit(shown.replace(/[\n\t]/g, ''), 2_001), undefined, shown.slice(0, 200));
				}
				assertFit(sent.title, 210, readable, what);
			}
		});
	}

	it('can be had whole on request, field by field, and step by step', () => {
		const long = `${'word '.repeat(10_000)}end`;
		const dcs = snapshotsOf('dcs', dcsFields('a', { error_message: long, note: long }));
		assert.equal(wholeText(dcs.whole, 'note'), long);
		assert.equal(wholeText(dcs.whole, 'error_message'), long);
		assert.equal(wholeText(dcs.whole, 'nothing'), undefined);
		const sms = snapshotsOf('sms', smsFields('a', { sub_tasks: [{ id: 1, name: 'step', process_trace: long }] }));
		assert.equal(wholeText(sms.whole, 'sub_tasks.0.process_trace'), long);
		const parts = (section: Section): readonly { readonly field: string; readonly cut?: boolean }[] =>
			section.layout === 'fields' ? section.fields : section.layout === 'steps' ? section.steps : [];
		const all = [dcs, sms].flatMap(({ sent }) => [...(sent.why?.error ?? []), ...sent.sections.flatMap(parts)]);
		assert.deepEqual(all.flatMap(({ field, cut }) => (cut ? [field] : [])).sort(), [
			'error_message',
			'note',
			'sub_tasks.0',
		]);
	});

	it('shows the first of many fields, items and steps, and says how many there are', () => {
		const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, index]));
		const steps = Array.from({ length: 1_000 }, (_, id) => ({ id, name: `step ${id}` }));
		const list = Array.from({ length: 10_000 }, (_, index) => index);
		const { sent } = snapshotsOf('sms', smsFields('a', { ...keys, sub_tasks: steps, list }));
		assert.ok(JSON.stringify(sent).length < 200_000, `${JSON.stringify(sent).length}`);
		assert.deepEqual(
			sent.sections.flatMap(({ more }) => more ?? []),
			[
				'The first 200 of 1000 are shown. “Copy as JSON” copies all.',
				'The first 200 of 10001 are shown. “Copy as JSON” copies all.',
			],
		);
	});

	it('finds a field again whose name is too long for a page', () => {
		const name = 'n'.repeat(1_000);
		const { whole, sent } = snapshotsOf('dcs', dcsFields('a', { [name]: 'value' }));
		const field = sent.sections
			.flatMap((one) => (one.layout === 'fields' ? one.fields : []))
			.find(({ value }) => value === 'value');
		assert.ok(field && field.field.length <= 300);
		assert.equal(wholePath(whole, field.field), name);
	});
});
