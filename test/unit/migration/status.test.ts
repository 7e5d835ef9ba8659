import assert from 'node:assert/strict';
import { groupTitle, statusRow } from '../../../src/migration/status';
import { refKey, STATUS_GROUPS, sameRef } from '../../../src/migration/task';
import { groupTone } from '../../../src/migration/viewModel';

describe('statuses', () => {
	it('mean another thing to each service: RUNNING waits at DCS and runs at SMS', () => {
		assert.equal(statusRow('dcs', 'RUNNING').group, 'pending');
		assert.equal(statusRow('sms', 'RUNNING').group, 'active');
	});

	it('are known in any case and with blanks around them, misspelt as the service sends them', () => {
		assert.equal(statusRow('dcs', ' incrmigeating ').stage, 'incremental');
		assert.equal(statusRow('sms', 'RESETING').known, true);
	});

	it('that are new, absent or hostile go to “other” and keep their words', () => {
		assert.deepEqual([statusRow('dcs', 'NEW_ONE').group, statusRow('dcs', 'NEW_ONE').words()], ['other', 'NEW_ONE']);
		assert.equal(statusRow('dcs', '').words(), 'No status given');
		assert.equal(statusRow('sms', '__proto__').known, false);
		assert.equal(statusRow('sms', 'READY').known && statusRow('dcs', 'READY').known, false);
	});
});

describe('status groups', () => {
	it('stand most urgent first, each with a title and a tone of its own meaning', () => {
		assert.deepEqual([...STATUS_GROUPS], ['failed', 'pending', 'active', 'stopped', 'succeeded', 'other']);
		assert.deepEqual(STATUS_GROUPS.map(groupTitle), [
			'Failed',
			'Waiting for configuration',
			'In progress',
			'Stopped',
			'Succeeded',
			'Other',
		]);
		assert.equal(groupTone('failed'), 'bad');
		assert.equal(groupTone('succeeded'), 'good');
	});
});

describe('task references', () => {
	it('are told apart by connection, service and id', () => {
		const ref = { connectionId: 'a', service: 'dcs', id: '1' } as const;
		assert.equal(refKey(ref), 'a/dcs/1');
		assert.ok(sameRef(ref, { ...ref }));
		assert.ok(!sameRef(ref, { ...ref, service: 'sms' }));
		assert.ok(!sameRef(ref, { ...ref, connectionId: 'b' }));
	});
});
