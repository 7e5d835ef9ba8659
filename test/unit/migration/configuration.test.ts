import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
	type ConfigureValues,
	checkValues,
	emptyValues,
	knownIds,
	PASSWORD_MASK,
	requestBody,
	splitAddresses,
	summarize,
} from '../../../src/migration/configuration';

const values = (more: Partial<ConfigureValues> = {}): ConfigureValues => ({
	migration_method: 'incremental_migration',
	resume_mode: 'auto',
	bandwidth_limit_mb: '123',
	source_instance: { by: 'addrs', id: '', addrs: '192.168.1.1:6379,192.168.0.0:6379', password: 'xxxxxx' },
	target_instance: { by: 'id', id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', addrs: '', password: '' },
	...more,
});
const source = (more: Partial<ConfigureValues['source_instance']>) =>
	values({ source_instance: { ...values().source_instance, ...more } });
const found = (given: ConfigureValues) => checkValues(given).map(({ field, severity }) => `${severity} ${field}`);

describe('the request that configures a migration', () => {
	it('is the documented one, without what is not set and with the limit as a string', () => {
		const documented = JSON.parse(
			readFileSync('test/fixtures/api/dcs-configure-online-migration-task-request.json', 'utf8'),
		);
		const withoutNulls = JSON.parse(JSON.stringify(documented, (_, value) => (value === null ? undefined : value)));
		assert.deepEqual(requestBody(values()), { ...withoutNulls, bandwidth_limit_mb: '123' });
	});

	it('names an end by id or by addresses, never by both', () => {
		const body = requestBody(source({ by: 'id', id: ' dcs-1 ', addrs: '10.0.0.1:6379', password: '' }));
		assert.deepEqual(body.source_instance, { id: 'dcs-1' });
	});

	it('holds the limit with either method, and none where none is set', () => {
		assert.equal(requestBody(values({ migration_method: 'full_amount_migration' })).bandwidth_limit_mb, '123');
		assert.equal('bandwidth_limit_mb' in requestBody(values({ bandwidth_limit_mb: ' ' })), false);
		assert.equal(requestBody(values({ bandwidth_limit_mb: ' 007 ' })).bandwidth_limit_mb, '7');
	});

	it('keeps a password to the letter, and masks it only to be shown', () => {
		assert.equal(requestBody(source({ password: ' p\'a"s ' })).source_instance.password, ' p\'a"s ');
		assert.equal(requestBody(values(), { mask: true }).source_instance.password, PASSWORD_MASK);
		assert.doesNotMatch(JSON.stringify(requestBody(values(), { mask: true })), /xxxxxx/);
	});

	it('takes addresses as people type them', () => {
		assert.deepEqual(splitAddresses(' 10.0.0.1:6379 ，10.0.0.2:6379,,\n10.0.0.3:6379'), [
			'10.0.0.1:6379',
			'10.0.0.2:6379',
			'10.0.0.3:6379',
		]);
	});
});

describe('the rules of the configuration', () => {
	it('find nothing wrong with the documented request', () => {
		assert.deepEqual(checkValues(values()), []);
	});

	it('want both ends', () => {
		assert.deepEqual(found(emptyValues()), ['error source_instance.addrs', 'error target_instance.id']);
	});

	it('refuse what is no instance ID, in words that show one', () => {
		for (const bad of ['my-target', 'target-1', 'cf4a05df', 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bg']) {
			const [problem, ...others] = checkValues(source({ by: 'id', id: bad }));
			assert.deepEqual([problem?.severity, problem?.field, others], ['error', 'source_instance.id', []], bad);
			assert.match(problem?.text ?? '', /^“.+” is no instance ID\. One looks like cf4a05df-/);
		}
		for (const fine of ['CF4A05DF-1C38-47c5-bb5a-0a7b3673b3be', ' cf4a05df1c3847c5bb5a0a7b3673b3be ']) {
			assert.deepEqual(found(source({ by: 'id', id: fine })), [], fine);
		}
	});

	it('take every instance ID that the service itself gave, whatever it looks like', () => {
		const typed = source({ by: 'id', id: ' my-source ' });
		assert.deepEqual(
			checkValues(typed, (id) => id === 'my-source'),
			[],
		);
		const isKnown = knownIds(source({ by: 'id', id: 'my-source' }), (id) => id === 'listed');
		assert.deepEqual(['my-source', 'listed', 'my-target', ''].map(isKnown), [true, true, false, false]);
		assert.deepEqual(
			checkValues(
				emptyValues(),
				knownIds(emptyValues(), () => false),
			).length,
			2,
		);
	});

	it('take a bandwidth limit from 1 to 10240, whole', () => {
		for (const bad of ['0', '10241', '1.5', '-3', '1e3', 'ten', '１２']) {
			assert.deepEqual(found(values({ bandwidth_limit_mb: bad })), ['error bandwidth_limit_mb'], bad);
		}
		for (const fine of ['1', '10240', '']) {
			assert.deepEqual(found(values({ bandwidth_limit_mb: fine })), [], fine);
		}
		assert.deepEqual(found(values({ migration_method: 'full_amount_migration' })), ['warning bandwidth_limit_mb']);
	});

	it('take addresses with ports, names and IPv6 in brackets', () => {
		for (const fine of [
			'10.0.0.1:6379',
			'redis.example.com:6379',
			'[2001:db8::1]:6379',
			'10.0.0.1:6379，10.0.0.2:6379',
		]) {
			assert.deepEqual(found(source({ addrs: fine })), [], fine);
		}
		for (const bad of [
			'10.0.0.1:',
			'10.0.0.1:0',
			'10.0.0.1:65536',
			'10.0.0.256:6379',
			'1.2.3:6379',
			'a b:6379',
			'2001:db8::1:6379',
			':6379',
			'http://x:6379',
			'-x:6379',
		]) {
			assert.deepEqual(found(source({ addrs: bad })), ['error source_instance.addrs'], bad);
		}
		assert.deepEqual(found(source({ addrs: '10.0.0.1:6379,10.0.0.1:6379' })), ['warning source_instance.addrs']);
	});

	it('warn of an address without a port, which no page forbids', () => {
		for (const bare of ['10.0.0.1', 'redis.example.com', '[2001:db8::1]']) {
			assert.deepEqual(found(source({ addrs: bare })), ['warning source_instance.addrs'], bare);
			assert.deepEqual(requestBody(source({ addrs: bare })).source_instance, { addrs: bare, password: 'xxxxxx' });
		}
	});

	it('take no text that is longer than anybody means', () => {
		const long = 'a'.repeat(10_001);
		assert.deepEqual(found(source({ addrs: long })), ['error source_instance.addrs']);
		assert.deepEqual(found(source({ by: 'id', id: long })), ['error source_instance.id']);
		assert.deepEqual(found(source({ password: long })), ['error source_instance.password']);
	});

	it('come in the order of the fields, so that the first is the uppermost', () => {
		const wrong = { ...emptyValues(), bandwidth_limit_mb: '0' };
		assert.deepEqual(found(wrong), [
			'error source_instance.addrs',
			'error target_instance.id',
			'error bandwidth_limit_mb',
		]);
	});

	it('take one instance id and no address for it', () => {
		assert.deepEqual(found(source({ by: 'id', id: 'a276c1ffa0a54c2597fc824b917db317' })), []);
		assert.deepEqual(found(source({ by: 'id', id: '10.0.0.1:6379' })), ['error source_instance.id']);
		assert.deepEqual(found(source({ by: 'id', id: ' ' })), ['error source_instance.id']);
	});

	it('warn of an instance that is copied onto itself', () => {
		const id = values().target_instance.id;
		assert.deepEqual(found(source({ by: 'id', id })), ['warning target_instance.id']);
		const same = { by: 'addrs', id: '', addrs: '192.168.0.0:6379', password: '' } as const;
		assert.deepEqual(found(values({ target_instance: same })), ['warning target_instance.addrs']);
	});

	it("warn of a ' in a password, and of blanks around it, but let it pass", () => {
		assert.deepEqual(found(source({ password: "it's" })), ['warning source_instance.password']);
		assert.deepEqual(found(source({ password: ' x' })), ['warning source_instance.password']);
	});
});

describe('the words that sum the configuration up', () => {
	it('say what will be copied, how long, and what happens when the connection breaks', () => {
		assert.equal(
			summarize(values()),
			'Copies everything from 192.168.1.1:6379, 192.168.0.0:6379 to cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd, then follows changes until you stop it, reconnecting by itself. Bandwidth limit: 123 MB/s.',
		);
		assert.equal(
			summarize(values({ migration_method: 'full_amount_migration', resume_mode: 'manual' })),
			'Copies everything from 192.168.1.1:6379, 192.168.0.0:6379 to cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd once, and does not reconnect by itself. Bandwidth limit: 123 MB/s.',
		);
		assert.match(summarize(emptyValues()), /from an address not yet named to an instance not yet named/);
	});

	it('name up to three addresses of an end, and count the others; an instance by its name, where that is known', () => {
		const addrs = [1, 2, 3, 4, 5].map((last) => `10.0.0.${last}:6379`).join(',');
		assert.match(
			summarize(source({ addrs }), () => 'orders'),
			/from 10\.0\.0\.1:6379, 10\.0\.0\.2:6379, 10\.0\.0\.3:6379 and 2 more addresses to orders,/,
		);
	});

	it('show ids and addresses as plain text', () => {
		assert.doesNotMatch(summarize(source({ by: 'id', id: 'a\u202eb' })), /\u202e/);
	});

	it('are others for each choice, and never hold a password', () => {
		const all = (['full_amount_migration', 'incremental_migration'] as const).flatMap((migration_method) =>
			(['auto', 'manual'] as const).flatMap((resume_mode) =>
				['', '5'].map((bandwidth_limit_mb) => summarize(values({ migration_method, resume_mode, bandwidth_limit_mb }))),
			),
		);
		assert.equal(new Set(all).size, 8);
		assert.doesNotMatch(all.join(), /xxxxxx/);
	});
});
