import assert from 'node:assert/strict';
import type { Task } from '../../../src/migration/task';
import { hasOldNumbers, rowText, tagsOf } from '../../../src/ui/tree/rowText';

const tags = (...names: string[]) => [...tagsOf(names.map((name, index) => ({ id: `c${index}`, name }))).values()];

describe('the tag of a connection in a row', () => {
	it('is its name where that is short, else the words that tell it from the others', () => {
		assert.deepEqual(tags('Shop EU', 'Production Frankfurt'), ['Shop EU', 'Product…']);
		assert.deepEqual(tags('Huawei production', 'Huawei test Paris'), ['product…', 'test']);
		assert.deepEqual(tags('customer-a-live', 'customer-b-live'), ['a', 'b']);
	});

	it('never is the same for two connections where their names differ early enough', () => {
		const [one, two] = tags('Frankfurt north', 'Frankfurter Allee');
		assert.notEqual(one, two);
		assert.equal(new Set(tags('same name here', 'same name here')).size, 1);
	});

	it('is one line of text, whatever the name is', () => {
		for (const tag of tags('', '   ', '\n\u202e\u202e\u202eabcdefghij', 'ש'.repeat(40), 'x'.repeat(10_000))) {
			assert.ok(tag.length <= 16, tag);
			assert.doesNotMatch(tag, /[\n\u202e]/);
		}
	});
});

describe('the text of a row', () => {
	const parts = { tag: 'Shop', age: '', service: 'DCS' };

	it('begins with the number, then names the connection, then says the rest', () => {
		assert.equal(rowText('36 % · copying disk blocks', parts), '36 % · Shop · copying disk blocks · DCS');
		assert.equal(rowText('offset 1.2 billion · following', parts), 'offset 1.2 billion · Shop · following · DCS');
		assert.equal(rowText('36 % · full sync', { tag: '', age: '', service: '' }), '36 % · full sync');
	});

	it('begins with the cause in a few words, and with the connection where the words are many', () => {
		assert.equal(rowText('wrong password', parts), 'wrong password · Shop · DCS');
		for (const long of ['waiting for configuration', 'the source closed the connection while it sent its data']) {
			assert.equal(rowText(long, parts), `Shop · ${long} · DCS`);
		}
		assert.equal(
			rowText('falling behind: never · at this rate', parts),
			'falling behind: never · Shop · at this rate · DCS',
		);
		assert.equal(rowText('', parts), 'Shop · DCS');
	});

	it('has the age of a number right behind it', () => {
		assert.equal(
			rowText('36 % · full sync', { ...parts, age: '10 minutes ago' }),
			'36 % · 10 minutes ago · Shop · full sync · DCS',
		);
	});
});

/** As much of a task as its row looks at. */
const taskWith = ({ at, over = false }: { at?: number; over?: boolean }): Task =>
	({ over, sample: at === undefined ? undefined : { at, values: {} } }) as unknown as Task;

describe('the numbers of a running task', () => {
	it('are old after five minutes; those of one that is over never are', () => {
		const at = 1_000_000;
		assert.equal(hasOldNumbers(taskWith({ at }), at + 5 * 60_000), false);
		assert.equal(hasOldNumbers(taskWith({ at }), at + 5 * 60_000 + 1), true);
		assert.equal(hasOldNumbers(taskWith({ at, over: true }), at + 3_600_000), false);
		assert.equal(hasOldNumbers(taskWith({}), at), false);
	});
});
