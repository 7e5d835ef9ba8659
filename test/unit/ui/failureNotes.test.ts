import assert from 'node:assert/strict';
import type { TaskRef } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { FailureNotes } from '../../../src/ui/tree/failureNotes';
import { taskOf } from '../services/helpers';

const logger = { debug() {}, info() {}, warn() {}, error: (error: unknown) => assert.fail(String(error)) };

/** Notes whose services are loaded, after this task was asked for. */
async function loaded(task: ReturnType<typeof taskOf<'dcs'>>): Promise<{ notes: FailureNotes; drawn: TaskRef[] }> {
	const drawn: TaskRef[] = [];
	const notes = new FailureNotes(SERVICES, (ref) => drawn.push(ref), logger);
	assert.equal(notes.of(task), undefined);
	await SERVICES.get('dcs').presenter();
	await new Promise(setImmediate);
	return { notes, drawn };
}

describe('The row of a failed task', () => {
	it('says why it failed in a few words, as soon as the causes are loaded', async () => {
		const task = taskOf('dcs', { status: 'FAILED', error_message: 'WRONGPASS invalid username-password pair' });
		const { notes, drawn } = await loaded(task);
		assert.deepEqual(drawn, [task.ref]);
		assert.equal(notes.of(task)?.text, 'wrong password');
		assert.equal(notes.of(task)?.icon, 'error');
	});

	it('keeps the service’s own words where they could mean this and that, or nobody knows them', async () => {
		for (const error_message of ['read: EOF', 'something new', '']) {
			const task = taskOf('dcs', { status: 'FAILED', error_message });
			assert.equal((await loaded(task)).notes.of(task), undefined, error_message);
		}
	});

	it('loads nothing for tasks that did not fail', async () => {
		const task = taskOf('dcs', { status: 'INCRMIGRATING', error_message: 'WRONGPASS' });
		const { drawn } = await loaded(task);
		assert.deepEqual(drawn, []);
	});
});
