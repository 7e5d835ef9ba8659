import assert from 'node:assert/strict';
import { SERVICES } from '../../../src/services';
import { fieldText } from '../../../src/ui/details/fieldText';
import { connectionIdOf, refOf } from '../../../src/ui/taskRefs';
import { type Node, taskNode } from '../../../src/ui/tree/nodes';

const REF = { connectionId: 'c1', service: 'dcs', id: 'a' } as const;

describe('what commands are handed', () => {
	it('names a task by its reference or by its node in the tree', () => {
		assert.deepEqual(refOf(REF, SERVICES), REF);
		assert.deepEqual(refOf({ ...REF, extra: 1 }, SERVICES), REF);
		assert.deepEqual(refOf(taskNode({ ref: REF }), SERVICES), REF);
	});

	it('names no task where it is anything else', () => {
		for (const argument of [
			undefined,
			null,
			'a',
			42,
			[],
			{},
			{ ...REF, service: 'ecs' },
			{ ...REF, id: '' },
			{ ...REF, connectionId: '' },
			{ ...REF, id: 7 },
			{ ref: { ...REF, service: 'ecs' } },
			{ ref: null },
		]) {
			assert.equal(refOf(argument, SERVICES), undefined, JSON.stringify(argument));
		}
	});

	it('names a connection by its id, its nodes, or one of its tasks', () => {
		const group: Node = {
			kind: 'group',
			key: 'connection:c1',
			by: { connection: 'c1', name: 'production' },
			tasks: [],
			groups: [],
			problems: [],
		};
		for (const argument of ['c1', { connectionId: 'c1' }, REF, taskNode({ ref: REF }), group]) {
			assert.equal(connectionIdOf(argument), 'c1');
		}
	});

	it('names no connection where it is anything else', () => {
		for (const argument of [undefined, null, 42, {}, { by: { status: 'failed' } }, { connectionId: 1 }]) {
			assert.equal(connectionIdOf(argument), undefined);
		}
	});
});

describe('the text that is copied for a field', () => {
	it('is the value as it came', () => {
		const raw = { name: 'a', source_instance: { port: 6379, ip: null }, big: '1e3', empty: '' };
		assert.equal(fieldText(raw, 'name'), 'a');
		assert.equal(fieldText(raw, 'source_instance.port'), '6379');
		assert.equal(fieldText(raw, 'big'), '1e3');
		assert.equal(fieldText(raw, 'empty'), '');
		assert.equal(fieldText(raw, 'source_instance.ip'), '');
		assert.equal(fieldText(raw, 'source_instance'), '{\n  "port": 6379,\n  "ip": null\n}');
	});

	it('is none where the field did not come, whatever it is called', () => {
		const raw = { name: 'a', list: [1] };
		for (const field of ['other', 'name.length', 'constructor', '__proto__', 'list.map', '', 'name.']) {
			assert.equal(fieldText(raw, field), undefined, field);
		}
	});

	it('is found where a name has a dot of its own', () => {
		assert.equal(fieldText({ 'a.b': 1, a: { b: 2 } }, 'a.b'), '1');
	});
});
