import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/cloud/errors';
import { emptyValues } from '../../../../src/migration/configuration';
import { Format } from '../../../../src/migration/format';
import type { Task } from '../../../../src/migration/task';
import { HOSTILE, iconsIn, LINK, unfit } from '../../../hostile';
import { promises } from '../../../promises';
import { settled } from '../../connections/fakes';
import { dcsRow, FakePort, FakeSource, storeOver } from '../../store/fakes';
import { loadWith } from '../editor';
import { type Desk, KEY, MENU, openDesk, PROFILE } from './desk';
import { ESCAPE, type Question } from './quickInputs';

/** Longest text of a message, and below one. */
const MESSAGE = 610;
const DETAIL = 2_010;

/** A name that the settings take: the hostile text as far as there is room. */
function nameOf(text: string): string {
	return text.trim().slice(0, 100).trim() || 'production';
}

function assertMessages(desk: Pick<Desk, 'editor' | 'details' | 'progress'>): void {
	for (const shown of [...desk.editor.messages, ...desk.progress]) {
		assert.equal(unfit(shown, MESSAGE), undefined, shown);
		assert.doesNotMatch(shown, LINK);
	}
	for (const detail of desk.details) {
		assert.equal(unfit(detail.replace(/[\n\t]/g, ''), DETAIL), undefined, detail.slice(0, 300));
		assert.doesNotMatch(detail, LINK);
	}
}

function assertQuestion({ title, prompt, choices, details, descriptions, problem = '' }: Question): void {
	for (const shown of [title, prompt, problem, ...choices, ...details, ...descriptions]) {
		assert.equal(unfit(shown, MESSAGE), undefined, shown.slice(0, 300));
	}
	// The icon of a row of ours.
	const labels = choices.map((label) => label.replace(/^\$\(check\) /, ''));
	for (const shown of [...labels, ...details, ...descriptions, problem]) {
		assert.deepEqual(iconsIn(shown), [], shown);
	}
	if (choices.length === 0) {
		assert.deepEqual(iconsIn(prompt), [], prompt);
		assert.doesNotMatch(`${prompt} ${problem}`, LINK);
	}
}

/** A desk with two connections of this name, whose cloud calls its projects by the text and refuses with it. */
function hostileDesk(text: string): Desk {
	const name = nameOf(text);
	const desk = openDesk({
		entries: [
			{ ...PROFILE, name },
			{ ...PROFILE, id: 'c2', name },
		],
		secrets: { c1: KEY, c2: KEY },
	});
	desk.cloud.projects = async () => [
		{ id: text, name: text },
		{ id: 'p', name: 'plain' },
	];
	desk.cloud.probe = async () => {
		throw new CloudError({ kind: 'permission', operation: 'Test', serverMessage: text, code: text, requestId: text });
	};
	Object.assign(desk.replies, {
		'How do you sign in': 'User and password',
		'Which project': 'plain',
		'Account name': nameOf(text),
		'Name of the IAM user': text.trim() || 'user',
		'Password of': 'secret',
	});
	return desk;
}

describe('text from outside in the dialogs of connections', () => {
	promises(
		{
			chapter: 'Broken and hostile answers',
			fault: 'A connection’s name, a project’s or a refusal holds links, icons, or marks that turn or hide text',
			promise: 'every dialog of a connection shows it as text, short enough for what follows it',
			tries: HOSTILE.length,
		},
		async function (nth) {
			this.timeout(60_000);
			const text = HOSTILE[nth - 1]?.text ?? assert.fail();
			const desk = hostileDesk(text);
			const { commands, editor } = desk;
			await commands.edit();
			for (const { label, description = '', detail = '' } of editor.picks[0] ?? assert.fail('nothing to choose from')) {
				assert.notEqual(label, '');
				for (const shown of [label, description, detail]) {
					assert.equal(unfit(shown, MESSAGE), undefined, shown);
					assert.deepEqual(iconsIn(shown), []);
				}
			}
			desk.replies['Which cloud'] = 'EU-NL';
			desk.replies[MENU] = ['Project', 'Cloud and region', 'Save', ESCAPE];
			await commands.edit('c1');
			desk.replies[MENU] = ['Project', 'Cloud and region', ESCAPE];
			await commands.edit('c1');
			await commands.updateCredential('c1');
			assert.match(desk.details.at(-1) ?? '', /the tasks of the connection disappear/, 'however long the refusal is');
			await commands.remove('c1');
			desk.secrets.refuses = { store: new Error('no'), delete: new Error('no') };
			desk.cloud.probe = async () => {};
			await commands.updateCredential('c1');
			editor.onMessage = (_message, buttons) => buttons.find((button) => button === 'Remove');
			await commands.remove('c1');
			desk.cloud.probe = async () => desk.file.put([]);
			await commands.updateCredential('c2');
			desk.profiles.addForSession({ ...PROFILE, id: 'c3', name: nameOf(text) });
			await commands.edit('c3');
			await settled();
			assert.deepEqual(
				[
					'was not saved',
					'was not changed',
					'Remove the',
					'could not be stored',
					'used no more',
					'removed mean',
					'sandbox',
				].filter((words) => !editor.messages.some((message) => message.includes(words))),
				[],
				'all of them were shown',
			);
			assertMessages(desk);
			assert.ok(desk.asked.length > 15);
			for (const question of desk.asked) {
				assertQuestion(question);
			}
		},
	);
});

describe('text from outside in the questions before a configuration is sent', () => {
	for (const { what, text } of HOSTILE) {
		it(`is no link, and hides nothing of the question, where it holds ${what}`, async () => {
			const { editor, loaded } =
				loadWith<typeof import('../../../../src/ui/configure/confirm')>('ui/configure/confirm');
			const end = { by: 'id', id: text, addrs: text, password: '' } as const;
			const values = { ...emptyValues(), source_instance: end, target_instance: { ...end, by: 'addrs' } as const };
			await loaded.confirmSending({ name: text } as Task, text, values, () => text, loaded.answeredBefore());
			await loaded.confirmUntraced();
			assertMessages({ editor, details: editor.details, progress: [] });
			assert.equal(editor.messages.length, 2);
			assert.match(editor.messages[0] ?? '', /^Configure and start “.*” on “?.*\?$/);
			assert.match(editor.details[0] ?? '', /second one\.\n\n.*\n\nKeys of the same name.*overwritten\.$/);
		});
	}
});

describe('text from outside around the tree', () => {
	for (const { what, text } of HOSTILE) {
		it(`is one plain line above the rows and behind the title where a filter holds ${what}`, async () => {
			const { store } = storeOver(
				new FakePort().add('c1', [new FakeSource([dcsRow('a', 'FAILED', { task_name: text })])]),
			);
			const { editor, loaded } = loadWith<typeof import('../../../../src/ui/tree/taskView')>('ui/tree/taskView');
			editor.settings.refreshInterval = 0;
			const tree = { redraw: () => {} };
			const view = new loaded.TaskView(store, tree as never, new Format('en'));
			await store.refresh();
			await store.setFilter(text);
			const [shown] = editor.views;
			assert.equal(unfit(shown?.description ?? '', MESSAGE), undefined);
			assert.equal(unfit(shown?.message ?? '', MESSAGE), undefined);
			if (store.filter !== undefined) {
				assert.match(shown?.description ?? '', /^[“\u2068].*[”\u2069]$/);
				assert.match(shown?.message ?? '', /finds 1 of 1 tasks\.$/);
			}
			view.dispose();
		});
	}
});
