import assert from 'node:assert/strict';
import { Turns } from '../../../src/core/turns';

describe('heavy work in turns', () => {
	it('lets what waits come between two pieces', async () => {
		const turns = new Turns();
		const order: string[] = [];
		const first = turns.run(() => {
			order.push('first');
			setImmediate(() => order.push('a click'));
		});
		const second = turns.run(() => order.push('second'));
		await Promise.all([first, second]);
		assert.deepEqual(order, ['first', 'a click', 'second']);
	});

	it('gives each piece its own result, and goes on after one that failed', async () => {
		const turns = new Turns();
		const failing = turns.run(() => {
			throw new Error('broken');
		});
		const next = turns.run(() => 7);
		await assert.rejects(failing, /broken/);
		assert.equal(await next, 7);
	});
});
