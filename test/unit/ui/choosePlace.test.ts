import assert from 'node:assert/strict';
import { SERVICES } from '../../../src/services';
import { loadWith } from './editor';

type Module = typeof import('../../../src/ui/create/choosePlace');

describe('where a new migration is created', () => {
	const dcs = { id: 'a', name: 'A', credential: 'aksk', services: ['dcs', 'sms'] };
	const sms = { id: 'b', name: 'B', credential: 'aksk', services: ['sms'] };
	function choose(profiles: readonly object[], argument?: unknown) {
		const { editor, loaded } = loadWith<Module>('ui/create/choosePlace');
		const all = profiles as { id: string }[];
		const connections = { all: () => all, profile: (id: string) => all.find((one) => one.id === id) };
		const place = loaded.choosePlace(connections as never, SERVICES, argument);
		return place.then((chosen) => ({ chosen, said: editor.messages }));
	}

	it('is the only connection that can, whatever others there are', async () => {
		const { chosen, said } = await choose([sms, dcs]);
		assert.deepEqual(chosen, { connectionId: 'a', service: 'dcs' });
		assert.deepEqual(said, []);
	});

	it('is the connection that was meant', async () => {
		const { chosen } = await choose([dcs, { ...dcs, id: 'c' }], { connectionId: 'c' });
		assert.deepEqual(chosen, { connectionId: 'c', service: 'dcs' });
	});

	it('is nowhere where no connection can, and says why', async () => {
		for (const [profiles, argument, words] of [
			[[sms], undefined, /No connection leads to a service/],
			[[dcs, sms], { connectionId: 'b' }, /No connection leads to a service/],
			[[], undefined, /no connection yet/],
			[[dcs], { connectionId: 'gone' }, /does not exist any more/],
		] as const) {
			const { chosen, said } = await choose(profiles, argument);
			assert.equal(chosen, undefined);
			assert.match(said.join(), words);
		}
	});
});
