import assert from 'node:assert/strict';
import { creationBody, emptyCreation } from '../../../../src/migration/creation';
import { dcsSource } from '../../../../src/services/dcs/source';
import { depsOf, signal } from '../helpers';

function creationsOf(answer: unknown) {
	const { deps, http } = depsOf(answer);
	const { creations } = dcsSource(deps);
	assert.ok(creations);
	return { creations, http };
}
const online = { ...emptyCreation(), name: 'a-name', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' };
const imported = {
	...emptyCreation(),
	migration_type: 'backupfile_import',
	name: 'a-name',
	'target_instance.id': 't',
	'backup_files.backup_id': 'b',
} as const;

describe('creating a DCS task', () => {
	it('sends what the page documents, once, and gives the task and the job', async () => {
		const { creations, http } = creationsOf({ instance_id: 't1', job_id: 'j1' });
		assert.deepEqual(await creations.create(online, signal), { id: 't1', name: '', status: '', error: '', job: 'j1' });
		const [asked] = http.asked;
		assert.equal(asked?.url.pathname, '/v2/p1/migration/instance');
		assert.equal(asked?.repeatable, false);
		assert.deepEqual(JSON.parse(asked?.body ?? ''), creationBody(online));
		assert.deepEqual(asked?.rights?.actions, ['dcs:migrationTask:create']);
	});

	it('does without a job, and without anything that is of the wrong kind', async () => {
		for (const answer of [
			{ instance_id: 't1' },
			{ instance_id: 't1', job_id: null },
			{ instance_id: 't1', job_id: {} },
		]) {
			const created = await creationsOf(answer).creations.create(online, signal);
			assert.deepEqual([created.id, created.job], ['t1', '']);
		}
		assert.equal((await creationsOf({}).creations.create(online, signal)).id, '');
	});

	it('leaves it open whether something was created where the answer is none', async () => {
		await assert.rejects(creationsOf([]).creations.create(online, signal), { kind: 'unreadable', sent: true });
	});

	it('imports a backup', async () => {
		const { creations, http } = creationsOf({ id: 't2', name: 'a-name', status: 'MIGRATING', error: '' });
		const created = await creations.create(imported, signal);
		assert.deepEqual(created, { id: 't2', name: 'a-name', status: 'MIGRATING', error: '', job: '' });
		assert.equal(http.asked[0]?.url.pathname, '/v2/p1/migration-task');
		assert.deepEqual(await creations.describe('online_migration'), {
			method: 'POST',
			path: '/v2/p1/migration/instance',
		});
	});

	it('reads how a job stands', async () => {
		for (const [status, state] of [
			['INIT', 'running'],
			['RUNNING', 'running'],
			[null, 'running'],
			['SUCCESS', 'succeeded'],
			['FAIL', 'failed'],
		] as const) {
			const { creations, http } = creationsOf({ status, fail_reason: null });
			assert.deepEqual(await creations.job('j1', signal), { state, error: '' });
			assert.equal(http.asked[0]?.url.pathname, '/v2/p1/jobs/j1');
		}
		assert.equal(
			(await creationsOf({ status: 'FAIL', fail_reason: 'no host' }).creations.job('j1', signal)).error,
			'no host',
		);
	});

	it('lists the backups of an instance, newest first, whatever is missing in them', async () => {
		const { creations, http } = creationsOf({
			total_num: '3',
			backup_record_response: [
				{ backup_id: 'old', backup_name: null, status: 'failed', created_at: '2024-01-01T00:00:00.000Z' },
				{ backup_id: 'new', backup_name: 'n', size: '2048', created_at: '2025-01-01T00:00:00.000Z' },
				{ backup_name: 'without an id' },
			],
		});
		const { rows } = await creations.backups('i1', signal);
		assert.deepEqual(
			rows.map(({ id, size, status }) => [id, size, status]),
			[
				['new', 2048, ''],
				['old', undefined, 'failed'],
			],
		);
		assert.equal(http.asked[0]?.url.pathname, '/v2/p1/instances/i1/backups');
	});
});
