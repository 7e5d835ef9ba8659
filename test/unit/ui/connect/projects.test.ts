import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/cloud/errors';
import { type Desk, KEY, MENU, openDesk, PROFILE, prompts } from './desk';
import { BACK, ESCAPE } from './quickInputs';

const MAIN = { id: 'p-main', name: 'eu-de' };
const TEAM = { id: 'p-team', name: 'eu-de_team' };

function editing(): Desk {
	const desk = openDesk({ entries: [PROFILE], secrets: { c1: KEY } });
	desk.replies[MENU] = ['Project', 'Save'];
	return desk;
}

/** Replies for a new connection in a region with projects. */
function adding(): Desk {
	const desk = openDesk();
	Object.assign(desk.replies, {
		'A name': 'new',
		'Which cloud': 'EU-DE',
		'How do you sign in': 'Access key',
		'Access key ID': 'AK-9',
		'Secret access key': 'SK-9',
	});
	return desk;
}

describe('the project of a connection', () => {
	it('stays as it was when the connection is edited, though the region has a project of its own', async () => {
		const desk = editing();
		desk.cloud.projects = async () => [MAIN];
		await desk.commands.edit({ connectionId: 'c1' });
		const question = desk.asked.find(({ prompt }) => prompt === 'Which project?');
		assert.deepEqual(question?.choices, ['p-team', 'eu-de', 'Enter a project ID…']);
		assert.equal(question?.active, 'p-team');
		assert.equal(desk.entries()[0]?.projectId, 'p-team');
	});

	it('is asked for whenever the connection is edited, and marked as the one until now', async () => {
		const desk = editing();
		desk.cloud.projects = async () => [MAIN, TEAM];
		await desk.commands.edit({ connectionId: 'c1' });
		const question = desk.asked.find(({ prompt }) => prompt === 'Which project?');
		assert.deepEqual(question?.choices, ['eu-de', 'eu-de_team', 'Enter a project ID…']);
		assert.deepEqual(question?.details, ['', 'The project until now', '']);
		desk.replies[MENU] = ['Project', 'Save'];
		desk.replies['Which project'] = 'eu-de';
		await desk.commands.edit({ connectionId: 'c1' });
		assert.equal(desk.entries()[0]?.projectId, 'p-main', 'and can be changed');
	});

	it('does not stay when the connection moves to another region', async () => {
		const desk = editing();
		desk.cloud.projects = async ({ region }) => [{ id: `main of ${region}`, name: String(region) }];
		desk.replies[MENU] = ['Cloud and region', 'Save'];
		desk.replies['Which cloud'] = 'EU-NL';
		await desk.commands.edit({ connectionId: 'c1' });
		assert.equal(desk.entries()[0]?.projectId, 'main of eu-nl');
	});

	it('of a new connection is taken unasked where there is one, and asked for where there are more', async () => {
		const desk = adding();
		desk.cloud.projects = async () => [MAIN];
		await desk.commands.add();
		assert.ok(!prompts(desk).includes('Which project?'));
		assert.equal(desk.entries()[0]?.projectId, 'p-main');
		desk.replies['A name'] = 'other';
		desk.cloud.projects = async () => [MAIN, TEAM];
		desk.replies['Which project'] = 'eu-de_team';
		await desk.commands.add();
		assert.equal(desk.entries()[1]?.projectId, 'p-team');
	});

	it('can be entered by hand while its list does not arrive', async () => {
		const desk = adding();
		let signal: AbortSignal | undefined;
		desk.cloud.projects = (_, own) => {
			signal = own;
			return new Promise(() => {});
		};
		desk.replies['Looking for'] = 'Enter a project ID…';
		desk.replies['Project ID'] = '00000000000000000000000000000001';
		await desk.commands.add();
		assert.equal(desk.entries()[0]?.projectId, '00000000000000000000000000000001');
		assert.equal(signal?.aborted, true, 'and nothing is asked any more');
	});

	it('is not looked for any longer when the user escapes, or goes back', async () => {
		for (const [reply, again] of [
			[ESCAPE, 0],
			[BACK, 1],
		] as const) {
			const desk = adding();
			let looked = 0;
			let ended = 0;
			desk.cloud.projects = (_, signal) => {
				looked++;
				signal.addEventListener('abort', () => ended++);
				return new Promise(() => {});
			};
			desk.replies['Looking for'] = [reply, ESCAPE];
			await desk.commands.add();
			assert.equal(looked, 1 + again);
			assert.equal(ended, looked);
			assert.equal(desk.file.value, undefined);
			assert.equal(
				prompts(desk).filter((prompt) => prompt.startsWith('Secret access key')).length,
				1 + again,
				'Back leads to the step before',
			);
		}
	});

	it('is not asked for where the credential was refused: that is told', async () => {
		const desk = editing();
		desk.cloud.projects = async () => {
			throw new CloudError({ kind: 'unknownKey', operation: 'KeystoneListProjects' });
		};
		await desk.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(desk.editor.messages, ['“production” was not saved.']);
		assert.match(desk.details[0] ?? '', /does not know the access key/);
		assert.equal(desk.cloud.tried.length, 0, 'it is not asked again');
		assert.equal(desk.entries()[0]?.projectId, 'p-team');
	});
});
