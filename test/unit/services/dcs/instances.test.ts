import assert from 'node:assert/strict';
import { withDetails } from '../../../../src/migration/instances';
import { dcsSource } from '../../../../src/services/dcs/source';
import { depsOf, signal } from '../helpers';

/** The row of "Querying All DCS Instances in a List", with the differences of one. */
const row = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
	instance_id: 'a1',
	name: 'orders',
	status: 'RUNNING',
	engine: 'Redis',
	engine_version: '6.0',
	spec_code: 'redis.ha.xu1.large.r2.8',
	capacity: 8,
	max_memory: 8192,
	used_memory: 3277,
	ip: '192.168.10.21',
	port: 6379,
	vpc_id: 'v1',
	vpc_name: 'vpc-main',
	subnet_id: 's1',
	security_group_id: 'g1',
	no_password_access: 'true',
	enable_ssl: false,
	...parts,
});
const list = async (instances: unknown, more: Record<string, unknown> = {}) => {
	const { deps, http } = depsOf({ instance_num: Array.isArray(instances) ? instances.length : 0, instances, ...more });
	const whole = await dcsSource(deps).instances?.list(signal);
	assert.ok(whole);
	return { ...whole, asked: http.asked.map(({ url }) => `${url.pathname}${url.search}`) };
};

describe('The DCS instances of a project', () => {
	it('are read with what a migration depends on', async () => {
		const { rows, complete, asked } = await list([row()]);
		assert.equal(complete, true);
		assert.deepEqual(rows, [
			{
				id: 'a1',
				name: 'orders',
				status: 'RUNNING',
				version: '6.0',
				kind: 'ha',
				addrs: '192.168.10.21:6379',
				port: 6379,
				usedMb: 3277,
				totalMb: 8192,
				vpcId: 'v1',
				vpcName: 'vpc-main',
				subnetId: 's1',
				securityGroupId: 'g1',
				ssl: false,
				publicAccess: undefined,
				noPassword: true,
				databases: undefined,
				edition: undefined,
			},
		]);
		assert.match(asked[0] ?? '', /\/instances\?(offset=0&limit=1000|limit=1000&offset=0)$/);
	});

	it('may say numbers as text, a truth as a word, nothing at all, and have several addresses', async () => {
		const { rows } = await list([
			row({
				instance_id: 17,
				max_memory: null,
				capacity: 0,
				capacity_minor: '.125',
				used_memory: '12',
				port: '6380',
				ip: '10.0.0.1,10.0.0.2',
				status: ' running ',
				publicip_address: '80.1.2.3',
				no_password_access: false,
				enable_ssl: 'true',
			}),
			{ instance_id: 'bare' },
		]);
		const [first, bare] = rows;
		assert.equal(first?.id, '17');
		assert.equal(first?.totalMb, 128);
		assert.equal(first?.usedMb, 12);
		assert.equal(first?.addrs, '10.0.0.1:6380,10.0.0.2:6380');
		assert.equal(first?.status, 'RUNNING');
		assert.equal(first?.publicAccess, true);
		assert.equal(first?.noPassword, false);
		assert.equal(first?.ssl, true);
		assert.equal(bare?.name, '');
		assert.equal(bare?.totalMb, undefined);
		assert.equal(bare?.ssl, undefined);
	});

	it('hide no other where one cannot be read, and none may be there at all', async () => {
		const { rows, unreadable } = await list([null, row(), 'x', { name: 'without an id' }]);
		assert.deepEqual(
			rows.map(({ id }) => id),
			['a1'],
		);
		assert.equal(unreadable, 3);
		assert.deepEqual((await list(null)).rows, []);
	});

	it('are an error where the answer is no list', async () => {
		const { deps } = depsOf('<html>');
		await assert.rejects(async () => dcsSource(deps).instances?.list(signal), { kind: 'unreadable' });
		for (const answer of [{}, { instances: 'none' }, { instance_num: 3 }, []]) {
			await assert.rejects(async () => dcsSource(depsOf(answer).deps).instances?.list(signal), { kind: 'unreadable' });
		}
		assert.deepEqual((await dcsSource(depsOf({ instance_num: 0 }).deps).instances?.list(signal))?.rows, []);
	});

	it('say with their details how many databases they have and how they are built', async () => {
		const { deps, http } = depsOf(row({ cache_mode: 'proxy', db_number: 256 }));
		const one = await dcsSource(deps).instances?.show('a1', signal);
		assert.equal(one?.databases, 256);
		assert.equal(one?.kind, 'proxy');
		assert.match(http.asked[0]?.url.pathname ?? '', /\/instances\/a1$/);
	});

	it('stay as the list has them in what their details do not say', async () => {
		const { rows } = await list([row({ status: 'FROZEN' })]);
		const { deps } = depsOf({ db_number: 1, enable_ssl: true });
		const detail = await dcsSource(deps).instances?.show('a1', signal);
		assert.ok(detail);
		const known = withDetails({ state: 'ready', rows, complete: true }, detail);
		const [one] = known.state === 'ready' ? known.rows : [];
		const { name, status, totalMb, databases, ssl } = one ?? {};
		assert.deepEqual([name, status, totalMb, databases, ssl], ['orders', 'FROZEN', 8192, 1, true]);
	});

	it('lose their secrets on the way, were there any', async () => {
		const { rows } = await list([row({ password: 's3cret-value' })]);
		assert.doesNotMatch(JSON.stringify(rows), /s3cret/);
	});
});
