import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import { ask, handClock, v2 } from './client';

describe("the instances of the sandbox's DCS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const get = (path: string) => ask(sandbox, v2(sandbox, path), { date: clock.date() });
	const rows = async (query = 'limit=1000') => (await get(`instances?${query}`)).json.instances;
	const row = async (name: string) => (await rows(`name=${name}&name_equal=true`))[0];
	const detail = async (name: string) => (await get(`instances/${(await row(name)).instance_id}`)).json;

	afterEach(() => sandbox.close());

	describe('that have names', () => {
		beforeEach(async () => {
			sandbox = await startSandbox({ now: clock.now });
		});

		it('tell in the list all but their type, which only their details tell', async () => {
			const inList = await row('orders-cache');
			const alone = await detail('orders-cache');
			assert.ok(!('cache_mode' in inList) && !('db_number' in inList));
			assert.equal(inList.updated_at, alone.update_at);
			assert.ok(!('updated_at' in alone));
			assert.deepEqual(
				[alone.cache_mode, alone.db_number, alone.sharding_count, alone.replica_count, alone.subnet_name],
				['ha', 256, 1, 2, 'subnet-sandbox'],
			);
			assert.deepEqual([inList.max_memory, inList.used_memory], [16_384, 6_554]);
		});

		it('have every type of instance, with its databases and shards', async () => {
			const types = [];
			for (const name of [
				'counters-single',
				'orders-cache',
				'reports-read-write-split',
				'feed-proxy',
				'ranking-cluster',
			]) {
				const { cache_mode, db_number, sharding_count } = await detail(name);
				types.push([cache_mode, db_number, sharding_count]);
			}
			assert.deepEqual(types, [
				['single', 256, 1],
				['ha', 256, 1],
				['ha_rw_split', 256, 1],
				['proxy', 1, 3],
				['cluster', 1, 3],
			]);
			assert.equal((await detail('feed-proxy-databases')).db_number, 256);
			assert.equal((await row('ranking-cluster')).ip.split(',').length, 3);
		});

		it('have one for each thing that makes a choice wrong', async () => {
			const [home, partner] = [await row('orders-cache'), await row('partner-other-vpc')];
			assert.equal((await row('tickets-with-ssl')).enable_ssl, true);
			assert.equal(home.enable_ssl, false);
			for (const field of ['vpc_id', 'vpc_name', 'subnet_id', 'security_group_id']) {
				assert.ok(partner[field] && partner[field] !== home[field], field);
			}
			assert.equal((await row('metrics-redis-4.0')).engine_version, '4.0');
			const tiny = await row('thumbnails-tiny');
			assert.deepEqual([tiny.capacity, tiny.capacity_minor, tiny.max_memory], [0, '.125', 128]);
			assert.ok(tiny.max_memory < home.used_memory);
			const exposed = await row('storefront-public');
			assert.deepEqual([exposed.enable_publicip, exposed.publicip_address], [true, '203.0.113.24']);
			assert.match(exposed.publicip_id, /^[0-9a-f-]{36}$/);
			assert.deepEqual([home.enable_publicip, home.publicip_id, home.publicip_address], [false, null, null]);
			const full = await row('search-almost-full');
			assert.equal(full.used_memory, Math.round(full.max_memory * 0.97));
			assert.equal((await row('geo-port-6380')).port, 6380);
		});

		it('write the access without a password as a text, some as true or false', async () => {
			const access = [];
			for (const name of ['orders-cache', 'payments-a', 'reports-read-write-split', 'search-almost-full']) {
				access.push((await row(name)).no_password_access);
			}
			assert.deepEqual(access, ['true', 'false', true, false]);
		});

		it('are in every state that keeps one from serving', async () => {
			const states = new Set((await rows()).map(({ status }: { status: string }) => status));
			assert.deepEqual([...states].sort(), ['CREATING', 'ERROR', 'FROZEN', 'RESTARTING', 'RUNNING']);
		});

		it('have one of which little is told, and that wrongly', async () => {
			const odd = (await rows()).find((one: object) => !('name' in one));
			assert.deepEqual([odd.max_memory, odd.used_memory, odd.port, odd.engine_version], ['4096', null, '6379', 5]);
			const alone = (await get(`instances/${odd.instance_id}`)).json;
			assert.deepEqual([alone.db_number, alone.vpc_id, alone.status], ['256', null, 'RUNNING']);
		});

		it('are not found under an id that is none', async () => {
			const reply = await get('instances/nowhere');
			assert.deepEqual([reply.status, reply.json.error_code], [404, 'DCS.3022']);
		});
	});

	describe('that are many', () => {
		const names = async () => (await rows()).map(({ name }: { name?: string }) => name);

		it('come in pages, each once, and are the same each time', async () => {
			sandbox = await startSandbox({ now: clock.now, instances: 1500 });
			const { instance_num } = (await get('instances?limit=1')).json;
			const ids: string[] = [];
			for (let offset = 0; offset < instance_num; offset += 700) {
				const page = await rows(`limit=700&offset=${offset}`);
				ids.push(...page.map((one: { instance_id: string }) => one.instance_id));
			}
			assert.equal(instance_num, 1526);
			assert.equal(new Set(ids).size, 1526);
			const [first, last] = [ids[26], ids[1525]];
			for (const id of [first, last]) {
				assert.equal((await get(`instances/${id}`)).json.instance_id, id);
			}
			assert.equal((await get('instances?name=-01499')).json.instance_num, 1);
			const seen = await names();
			await sandbox.close();
			sandbox = await startSandbox({ now: clock.now, instances: 1500 });
			assert.deepEqual(await names(), seen);
			await sandbox.close();
			sandbox = await startSandbox({ now: clock.now, instances: 1500, seed: 2 });
			assert.notDeepEqual(await names(), seen);
		});
	});

	it('can be an end of a migration, each that runs', async () => {
		sandbox = await startSandbox({ now: clock.now, instances: 5 });
		const generated = (await rows()).find((one: { name?: string }) => /-redis-0000\d$/.test(one.name ?? ''));
		const configure = (id: string) =>
			ask(sandbox, v2(sandbox, 'migration/90754308-a156-406f-a837-8f852f38a646/task'), {
				method: 'POST',
				date: clock.date(),
				body: {
					migration_method: 'incremental_migration',
					resume_mode: 'auto',
					source_instance: { id: generated.instance_id, password: 'right' },
					target_instance: { id },
				},
			});
		for (const name of ['stock-error', 'chat-restarting', 'ads-creating', 'old-analytics']) {
			assert.equal((await configure((await row(name)).instance_id)).json.error_code, 'DCS.4049', name);
		}
		assert.equal((await configure((await row('counters-single')).instance_id)).status, 200);
	});
});
