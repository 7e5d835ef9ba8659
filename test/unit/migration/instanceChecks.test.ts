import assert from 'node:assert/strict';
import { checklist } from '../../../src/migration/checklist';
import { type ConfigureValues, emptyValues } from '../../../src/migration/configuration';
import { checkInstances, isOlder, type Surroundings } from '../../../src/migration/instanceChecks';
import type { CacheInstance } from '../../../src/migration/instances';
import { instanceFacts, memoryText } from '../../../src/migration/instanceWords';

const number = (value: number): string => value.toLocaleString('en');

function instance(id: string, parts: Partial<CacheInstance> = {}): CacheInstance {
	return {
		id,
		name: `${id}-cache`,
		status: 'RUNNING',
		version: '6.0',
		kind: 'ha',
		addrs: `10.0.0.${id.length}:6379`,
		port: 6379,
		usedMb: 1024,
		totalMb: 8192,
		vpcId: 'vpc-1',
		vpcName: 'main',
		subnetId: 'subnet-1',
		securityGroupId: 'group-1',
		ssl: false,
		publicAccess: false,
		noPassword: true,
		...parts,
	};
}

/** What is said of a migration from `src` to `target`. */
function said(
	source: Partial<CacheInstance> = {},
	target: Partial<CacheInstance> = {},
	about: Partial<Surroundings> = {},
	change: (values: ConfigureValues) => ConfigureValues = (values) => values,
): readonly (readonly [string, string])[] {
	const values: ConfigureValues = {
		...emptyValues(),
		source_instance: { by: 'id', id: 'src', addrs: '', password: '' },
		target_instance: { by: 'id', id: 'target', addrs: '', password: '' },
	};
	const rows = [instance('src', source), instance('target', { usedMb: 0, ...target })];
	const problems = checkInstances(change(values), {
		instances: { state: 'ready', rows, complete: true },
		vpcId: '',
		atWork: [],
		number,
		...about,
	});
	assert.ok(
		problems.every(({ severity }) => severity === 'warning'),
		'the service decides',
	);
	return problems.map(({ field, text }) => [field, text]);
}

describe('The checks of source and target', () => {
	it('say nothing of two that fit', () => {
		assert.deepEqual(said(), []);
	});

	const CASES: readonly [string, Parameters<typeof said>, string, RegExp][] = [
		['one that does not run', [{ status: 'FROZEN' }], 'source_instance.id', /“src-cache” is FROZEN/],
		['SSL', [{}, { ssl: true }], 'target_instance.id', /SSL is on at “target-cache”/],
		['an older target', [{ version: '6.0' }, { version: '5.0' }], 'target_instance.id', /Redis 5\.0, which is older/],
		['a small target', [{ usedMb: 4096 }, { totalMb: 2048 }], 'target_instance.id', /holds 4 GB.*room for 2 GB/],
		[
			'a target that is full of its own',
			[{ usedMb: 4096 }, { usedMb: 6144 }],
			'target_instance.id',
			/of the 8 GB of the target 6 GB are taken/,
		],
		['a Redis Cluster', [{}, { kind: 'cluster' }], 'target_instance.id', /database 0 alone/],
		['a Proxy Cluster of one database', [{}, { kind: 'proxy' }], 'target_instance.id', /turn on multi-DB/],
		['another VPC', [{}, { vpcId: 'vpc-2', vpcName: 'other' }], 'target_instance.id', /main and other/],
		['a machine in another VPC', [{}, {}, { vpcId: 'vpc-9' }], 'source_instance.id', /than the migration machine/],
		[
			'another task at work on the target',
			[{}, {}, { atWork: [{ name: 'nightly', targetId: '', targetAddrs: '10.0.0.6:6379' }] }],
			'target_instance.id',
			/“nightly” is writing to this target/,
		],
		['public access', [{ publicAccess: true }], 'source_instance.id', /cannot be switched/],
		['a missing password', [{ noPassword: false }], 'source_instance.id', /has a password/],
		[
			'an ID that no instance has',
			[{}, {}, {}, (values) => ({ ...values, source_instance: { ...values.source_instance, id: 'nobody' } })],
			'source_instance.id',
			/No instance of this project/,
		],
		[
			'a DCS instance that is entered by its address',
			[
				{},
				{},
				{},
				(values) => ({
					...values,
					source_instance: { ...values.source_instance, by: 'addrs', addrs: '10.0.0.3:6379' },
				}),
			],
			'source_instance.addrs',
			/DCS instance “src-cache”.*PSYNC/,
		],
		[
			'one instance named in two ways',
			[
				{},
				{},
				{},
				(values) => ({
					...values,
					source_instance: { ...values.source_instance, by: 'addrs', addrs: '10.0.0.6:6379' },
				}),
			],
			'target_instance.id',
			/the same instance/,
		],
	];
	for (const [what, args, field, text] of CASES) {
		it(`speak of ${what}, beside its field`, () => {
			const found = said(...args).filter(([, words]) => text.test(words));
			assert.deepEqual(found.map(([where]) => where).slice(0, 1), [field], JSON.stringify(said(...args)));
		});
	}

	it('take an address that two VPCs have for the one beside the migration machine, and for none where that is not known', () => {
		const byAddress = (values: ConfigureValues): ConfigureValues => ({
			...values,
			source_instance: { by: 'addrs', id: '', addrs: '10.0.0.9:6379', password: '' },
		});
		const twice = [
			instance('far', { addrs: '10.0.0.9:6379', vpcId: 'vpc-2' }),
			instance('near', { addrs: '10.0.0.9:6379' }),
			instance('target', { usedMb: 0 }),
		];
		const instances = { state: 'ready', rows: twice, complete: true } as const;
		assert.match(said({}, {}, { instances, vpcId: 'vpc-1' }, byAddress).join(), /“near-cache”/);
		assert.deepEqual(said({}, {}, { instances }, byAddress), []);
	});

	it('conclude nothing from what the service does not say', () => {
		const nothing: Partial<CacheInstance> = {
			status: '',
			version: '',
			kind: '',
			usedMb: undefined,
			totalMb: undefined,
			vpcId: '',
			ssl: undefined,
			publicAccess: undefined,
			noPassword: undefined,
		};
		assert.deepEqual(said(nothing, nothing, { vpcId: 'vpc-1' }), []);
		assert.deepEqual(said(nothing, {}, { instances: { state: 'loading' } }), []);
		assert.deepEqual(said({}, {}, { instances: { state: 'failed', text: 'no' } }), []);
	});

	it('do not say that an instance is not there where the list is not whole', () => {
		const found = said({}, {}, { instances: { state: 'ready', rows: [], complete: false } });
		assert.deepEqual(found, []);
	});

	it('compare versions by what both say', () => {
		assert.equal(isOlder('5.0', '6.0'), true);
		assert.equal(isOlder('6', '6.2'), false);
		assert.equal(isOlder('10.0', '6.0'), false);
		assert.equal(isOlder('6.0.21', '6.2'), true);
		assert.equal(isOlder('', '6.0'), false);
		assert.equal(isOlder('latest', '6.0'), false);
	});

	it('write memory and facts as a person would', () => {
		assert.equal(memoryText(128, number), '128 MB');
		assert.equal(memoryText(3277, number), '3.2 GB');
		assert.deepEqual(instanceFacts(instance('a', { kind: 'brand_new' }), number), [
			'Redis 6.0',
			'brand_new',
			'1 GB of 8 GB used',
			'10.0.0.1:6379',
			'main',
		]);
	});
});

describe('The checklist of a migration', () => {
	const values: ConfigureValues = {
		...emptyValues(),
		source_instance: { by: 'id', id: 'src', addrs: '', password: '' },
		target_instance: { by: 'addrs', id: '', addrs: '10.1.1.1:6380', password: '' },
	};
	const about = { vpcId: '', atWork: [], number, migrationIp: '192.168.9.4' };

	it('has the exact values to set: the machine’s address, a fifth of the memory in bytes, 300 seconds, both ports', () => {
		const rows = checklist(values, {
			...about,
			instances: { state: 'ready', rows: [instance('src')], complete: true },
		});
		const setting = (id: string) => rows.find((row) => row.id === id)?.value;
		assert.equal(setting('allowSource'), '192.168.9.4');
		assert.equal(setting('allowTarget'), '192.168.9.4');
		assert.equal(
			setting('outputBuffer'),
			'client-output-buffer-slave-hard-limit 1717986918\nclient-output-buffer-slave-soft-limit 1717986918',
		);
		assert.equal(setting('replTimeout'), 'repl-timeout 300');
		assert.equal(setting('egress'), '10.0.0.3:6379, 10.1.1.1:6380');
	});

	it('has the commands for a Redis of one’s own', () => {
		const rows = checklist(
			{ ...values, source_instance: { by: 'addrs', id: '', addrs: '172.16.0.5:6379', password: '' } },
			{ ...about, instances: { state: 'none' } },
		);
		assert.equal(rows.find(({ id }) => id === 'replTimeout')?.value, 'CONFIG SET repl-timeout 300');
		assert.match(rows.find(({ id }) => id === 'outputBuffer')?.value ?? '', /^CONFIG SET client-output-buffer-limit/);
	});
});
