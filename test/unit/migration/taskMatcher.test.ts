import assert from 'node:assert/strict';
import { matcherOf } from '../../../src/migration/taskMatcher';
import { SERVICES } from '../../../src/services';
import { dcsRow, FakePort, FakeSource, smsRow, storeOver } from '../store/fakes';

const NOW = Date.UTC(2025, 5, 30);

/** The ids that a filter finds among these rows, of two connections. */
async function finder() {
	const dcs = new FakeSource([
		dcsRow('d1', 'FAILED', {
			task_name: 'orders',
			error_message: 'ERR invalid password for 10.9.8.7:6379',
			target_instance_name: 'cache-prod',
			target_instance_id: 'f00d-1',
			created_at: '2025-06-29T00:00:00Z',
		}),
		dcsRow('d2', 'RUNNING', {
			task_name: 'sessions',
			data_source: '192.168.4.2:6379',
			created_at: '2025-04-01T00:00:00Z',
		}),
	]);
	const sms = new FakeSource(
		[
			smsRow('s1', 'MIGRATE_FAIL', {
				name: 'web',
				target_server: { name: 'web-new', ip: '172.16.0.9' },
				error_json: '[{"error_code":"SMS.6509","error_msg":"cannot connect to the target"}]',
			}),
		],
		'sms',
	);
	const port = new FakePort().add('c1', [dcs], 'Bank of Asia').add('c2', [sms], 'Retail');
	const { store } = storeOver(port, () => NOW, SERVICES);
	await store.refresh();
	return (typed: string): string[] => {
		const matcher = matcherOf(
			typed,
			store.services,
			(id) => port.name(id),
			() => NOW,
		);
		return store.allTasks().flatMap((task) => (matcher?.fits(task) === false ? [] : [task.ref.id]));
	};
}

describe('a filter in force', () => {
	it('finds a word wherever it stands: name, id, address, instance, connection, status and error', async () => {
		const found = await finder();
		assert.deepEqual(found('ORDERS'), ['d1']);
		assert.deepEqual(found('f00d-1'), ['d1']);
		assert.deepEqual(found('cache-prod'), ['d1']);
		assert.deepEqual(found('192.168.4.2'), ['d2']);
		assert.deepEqual(found('172.16.0.9'), ['s1']);
		assert.deepEqual(found('bank asia'), ['d1', 'd2']);
		assert.deepEqual(found('invalid password'), ['d1']);
		assert.deepEqual(found('sms.6509'), ['s1']);
		assert.deepEqual(found('waiting'), ['d2'], 'a status in words');
		assert.deepEqual(found('nowhere'), []);
	});

	it('wants all words, in whatever order; a phrase in quotes as it stands', async () => {
		const found = await finder();
		assert.deepEqual(found('password orders'), ['d1']);
		assert.deepEqual(found('password sessions'), []);
		assert.deepEqual(found('"invalid password"'), ['d1']);
		assert.deepEqual(found('"password invalid"'), []);
	});

	it('narrows down by service, status, connection and age', async () => {
		const found = await finder();
		assert.deepEqual(found('service:SMS'), ['s1']);
		assert.deepEqual(found('service:none'), []);
		assert.deepEqual(found('status:failed'), ['d1', 's1']);
		assert.deepEqual(found('status:"waiting for configuration"'), ['d2']);
		assert.deepEqual(found('connection:"Bank of" status:failed'), ['d1']);
		assert.deepEqual(found('connection:c2'), ['s1']);
		assert.deepEqual(found('service:dcs age:<7d'), ['d1']);
		assert.deepEqual(found('service:dcs age:>30d'), ['d2']);
		assert.deepEqual(found('age:soon'), [], 'what is no age fits nothing');
	});

	it('does not ask the list of another service', () => {
		const of = (typed: string, service: string) =>
			matcherOf(typed, SERVICES, String, () => NOW)?.narrow(SERVICES.get(service));
		assert.deepEqual(of('orders service:sms', 'sms'), { name: 'orders' });
		assert.equal(of('orders service:sms', 'dcs'), undefined);
		assert.deepEqual(of('"orders db"', 'dcs'), { name: 'orders db' });
	});
});
