import assert from 'node:assert/strict';
import { GROUP_COLORS, groupTitle } from '../../../src/migration/status';
import { refKey, STATUS_GROUPS, sameRef } from '../../../src/migration/task';
import { groupTone } from '../../../src/migration/viewModel';
import { SERVICES } from '../../../src/services';
import { dcs } from '../../../src/services/dcs';
import { sms } from '../../../src/services/sms';

describe('statuses', () => {
	it('mean another thing to each service: RUNNING waits at DCS and runs at SMS', () => {
		assert.equal(dcs.statuses.row('RUNNING').group, 'pending');
		assert.equal(sms.statuses.row('RUNNING').group, 'active');
	});

	it('are known in any case and with blanks around them, misspelt as the service sends them', () => {
		assert.equal(dcs.statuses.row(' incrmigeating ').stage, 'incremental');
		assert.equal(sms.statuses.row('RESETING').known, true);
	});

	it('that are new, absent or hostile go to “other” and keep their words', () => {
		const unknown = dcs.statuses.row('NEW_ONE');
		assert.deepEqual([unknown.group, unknown.words(), unknown.stage], ['other', 'NEW_ONE', 'unknown']);
		assert.equal(dcs.statuses.row('').words(), 'No status given');
		assert.equal(sms.statuses.row('__proto__').known, false);
		assert.equal(sms.statuses.row('READY').known && dcs.statuses.row('READY').known, false);
	});

	for (const { id, statuses, actions } of SERVICES.all) {
		describe(`of ${id}`, () => {
			it('have a group, words, and the colour of their group', () => {
				assert.ok(statuses.all().length > 0);
				for (const status of statuses.all()) {
					const { known, group, stage, words, icon, color } = statuses.row(status);
					assert.ok(known, status);
					assert.equal(status, status.trim().toUpperCase());
					assert.ok(STATUS_GROUPS.includes(group) && group !== 'other', status);
					assert.notEqual(stage, 'unknown', status);
					assert.equal(stage === 'over', ['failed', 'stopped', 'succeeded'].includes(group), status);
					assert.doesNotMatch(words(), /^$|[A-Z]{4}/, status);
					assert.match(icon, /^[a-z][a-z-]*$/, status);
					assert.equal(color, GROUP_COLORS[group], status);
				}
			});

			it('look like those of their group, and like no other group', () => {
				const icons = new Map<string, Set<string>>();
				for (const { group, icon } of [...statuses.all(), 'NEW_ONE'].map((status) => statuses.row(status))) {
					icons.set(group, (icons.get(group) ?? new Set()).add(icon));
				}
				assert.ok([...icons.values()].every(({ size }) => size === 1));
				assert.equal(new Set([...icons.values()].flatMap((set) => [...set])).size, icons.size);
			});

			it('allow only actions that there are, and every action somewhere', () => {
				const ids = actions.map((action) => action.id);
				for (const status of statuses.all()) {
					assert.ok(statuses.row(status).actions?.every((action) => ids.includes(action)) ?? true, status);
				}
				for (const action of ids) {
					assert.ok(statuses.allowing(action).length > 0, action);
				}
			});
		});
	}

	it('look as they always did', () => {
		const icons = (statuses: typeof dcs.statuses, ...wire: string[]) => wire.map((status) => statuses.row(status).icon);
		assert.deepEqual(icons(dcs.statuses, 'FAILED', 'RUNNING', 'MIGRATING', 'TERMINATED', 'SUCCESS', 'NEW_ONE'), [
			'error',
			'circle-large-outline',
			'sync',
			'circle-slash',
			'pass',
			'question',
		]);
		assert.deepEqual(icons(sms.statuses, 'MIGRATE_FAIL', 'READY', 'RUNNING', 'ABORT', 'MIGRATE_SUCCESS', 'NEW_ONE'), [
			'report',
			'vm-outline',
			'vm-running',
			'vm-connect',
			'vm-active',
			'server',
		]);
	});
});

describe('status groups', () => {
	it('stand most urgent first, each with a title and a tone of its own meaning', () => {
		assert.deepEqual([...STATUS_GROUPS], ['failed', 'pending', 'active', 'stopped', 'succeeded', 'other']);
		assert.deepEqual(STATUS_GROUPS.map(groupTitle), [
			'Failed',
			'Waiting',
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
