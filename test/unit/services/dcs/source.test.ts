import assert from 'node:assert/strict';
import { emptyValues, requestBody } from '../../../../src/migration/configuration';
import { dcs } from '../../../../src/services/dcs';
import { dcsSource } from '../../../../src/services/dcs/source';
import { depsOf, example, NOW, signal } from '../helpers';

describe('the documented statistics of a DCS task', () => {
	const read = async (answer: unknown) => (await dcsSource(depsOf(answer).deps, () => NOW).sample('a', signal)).sample;
	const wanted = {
		full_migration_progress: 100,
		offset: 100,
		source_dbsize: 531221,
		target_dbsize: 531211,
		target_input_kbps: 50,
		target_ops: 5300,
	};

	it('are numbers, whether the service sends numbers or text', async () => {
		const documented = example('dcs-show-migration-task-stats') as Record<string, unknown>;
		assert.deepEqual(await read(documented), { at: NOW, values: wanted, migrating: true });
		const text = Object.fromEntries(Object.entries(documented).map(([key, value]) => [key, String(value)]));
		assert.deepEqual(await read(text), { at: NOW, values: wanted, migrating: true });
	});

	it('are missing, not zero, where the service gives none', async () => {
		const { values, migrating } = await read({ offset: '', target_ops: null, is_migrating: null });
		assert.ok(Object.values(values).every((value) => value === null));
		assert.equal(migrating, undefined);
	});
});

describe('the way to DCS', () => {
	it('gives the same row again where it says the same', async () => {
		const source = dcsSource(depsOf(example('dcs-list-migration-tasks')).deps);
		const [first, again] = [await source.list({ signal }), await source.list({ signal })];
		assert.equal(first.rows.length, 1);
		assert.equal(first.rows[0], again.rows[0]);
	});

	it('says rows as they come, where a list has more than one page', async () => {
		const idsOf = async (count: number): Promise<Set<string>> => {
			const page = { ...(example('dcs-list-migration-tasks') as object), count };
			const ids: string[] = [];
			await dcsSource(depsOf(page).deps).list({ signal, onRows: (rows) => ids.push(...rows.map(({ id }) => id)) });
			return new Set(ids);
		};
		assert.deepEqual([...(await idsOf(2))], ['2944a563-6f27-4604-9c16-a9a53cd95cc7']);
		assert.deepEqual([...(await idsOf(1))], []);
	});

	it('is tried with a single task', async () => {
		const { deps, http } = depsOf({ count: 3, migration_tasks: [] });
		await dcsSource(deps).probe(signal);
		assert.deepEqual(
			http.asked.map(({ url }) => url.search),
			['?offset=0&limit=1'],
		);
		await assert.rejects(dcsSource(depsOf({ error: 'x' }).deps).probe(signal), { kind: 'unreadable', reason: 'shape' });
	});

	it('runs the actions that the service has', async () => {
		const { deps, http } = depsOf({ id: 't1', name: null, status: 'FULLMIGRATING' });
		const source = dcsSource(deps);
		const configure = dcs.actions[0];
		assert.ok(configure);
		assert.deepEqual(await source.run(configure, 't1', emptyValues() as never, signal), {
			id: 't1',
			name: '',
			status: 'FULLMIGRATING',
			error: '',
		});
		assert.equal(http.asked[0]?.operation, 'SetOnlineMigrationTask');
		assert.equal(http.asked[0]?.repeatable, false);
		assert.deepEqual(JSON.parse(http.asked[0]?.body ?? ''), requestBody(emptyValues()));
		assert.deepEqual(await source.describe(configure, 't1'), { method: 'POST', path: '/v2/p1/migration/t1/task' });
		assert.equal(http.asked.length, 1);
	});
});

describe('the places of DCS', () => {
	it('are known for every cloud that has it', () => {
		const addresses = Object.entries(dcs.endpoints).map(([cloud, at]) => [cloud, at('r-1')]);
		assert.deepEqual(addresses, [
			['huawei', 'https://dcs.r-1.myhuaweicloud.com'],
			['huawei-eu', 'https://dcs.r-1.myhuaweicloud.eu'],
			['otc', 'https://dcs.r-1.otc.t-systems.com'],
			['flexible-engine', 'https://dcs.r-1.prod-cloud-ocb.orange-business.com'],
		]);
		assert.equal(dcs.console.huawei?.('r 1'), 'https://console.huaweicloud.com/dcs/?region=r%201');
	});
});
