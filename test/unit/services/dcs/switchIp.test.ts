import assert from 'node:assert/strict';
import type { ActionWords } from '../../../../src/migration/actionWords';
import type { CacheInstance } from '../../../../src/migration/instances';
import type { PreconditionFacts } from '../../../../src/migration/preconditions';
import type { RunState } from '../../../../src/migration/runState';
import type { Sample } from '../../../../src/migration/sample';
import type { Task, WireFields } from '../../../../src/migration/task';
import { cutover } from '../../../../src/services/dcs/cutover';
import { presenter } from '../../../../src/services/dcs/presenter';
import { runReader } from '../../../../src/services/dcs/runSample';
import { statuses } from '../../../../src/services/dcs/statuses';
import { ipPreconditions, WITH_DOMAINS } from '../../../../src/services/dcs/switchIp';
import { TaskRun } from '../../../../src/store/runs/taskRun';
import { format, NOW, taskOf } from '../helpers';

const SOURCE: CacheInstance = {
	id: 's1',
	name: 'orders-old',
	status: 'RUNNING',
	version: '5.0',
	kind: 'ha',
	edition: 'generic',
	addrs: '192.168.10.50:6379',
	port: 6379,
	vpcId: '',
	vpcName: '',
	subnetId: '',
	securityGroupId: '',
	ssl: false,
	publicAccess: false,
	noPassword: false,
};
const TARGET: CacheInstance = {
	...SOURCE,
	id: 't1',
	name: 'orders-new',
	version: '6.0',
	kind: 'proxy',
	addrs: '192.168.20.50:6379',
};
const LISTED = {
	status: 'INCRMIGEATING',
	migration_type: 'online_migration',
	migration_method: 'incremental_migration',
	source_instance_id: 's1',
	target_instance_id: 't1',
};
const sampleOf = (offset: number, at = NOW): Sample => ({ at, values: { offset }, migrating: true });

interface Given {
	readonly task?: WireFields;
	readonly source?: Partial<CacheInstance> | undefined;
	readonly target?: Partial<CacheInstance> | undefined;
	readonly sample?: Sample | undefined;
	readonly run?: RunState;
	readonly unread?: PreconditionFacts['unread'];
}

function given(of: Given = {}): { readonly task: ReturnType<typeof taskOf<'dcs'>>; readonly facts: PreconditionFacts } {
	const sample = 'sample' in of ? of.sample : sampleOf(0);
	const task = taskOf('dcs', { ...LISTED, ...of.task }, undefined, sample);
	const instances = new Map<string, CacheInstance>();
	for (const [one, own] of [
		[SOURCE, 'source' in of ? of.source : {}],
		[TARGET, 'target' in of ? of.target : {}],
	] as const) {
		if (own) {
			instances.set(one.id, { ...one, ...own });
		}
	}
	return { task, facts: { instances, unread: of.unread ?? new Map(), run: of.run, now: NOW } };
}

function checkedOf(of: Given = {}) {
	const { task, facts } = given(of);
	return ipPreconditions.checked(task, facts, format);
}
const failing = (of: Given): readonly string[] => checkedOf(of).flatMap(({ ok, id }) => (ok === false ? [id] : []));
const unknown = (of: Given): readonly string[] => checkedOf(of).flatMap(({ ok, id }) => (ok === undefined ? [id] : []));
const saidOf = (id: string, of: Given = {}): string => checkedOf(of).find((one) => one.id === id)?.value ?? '';
const askedOf = (of: Given = {}): readonly string[] => {
	const { task, facts } = given(of);
	return ipPreconditions.asked(task, facts).map(({ id }) => id);
};

describe('what must hold before IP addresses are switched', () => {
	it('is read of both ends, and shown with its values', () => {
		assert.deepEqual(
			checkedOf().map(({ id, ok, value }) => [id, ok, value]),
			[
				['incremental', true, 'Following changes'],
				['instances', true, 'orders-old → orders-new'],
				['running', true, 'Running → Running'],
				['version', true, '5.0 → 6.0'],
				['type', true, 'Master/standby → Proxy Cluster'],
				['edition', true, 'basic → basic'],
				['publicAccess', true, 'off → off'],
				['ssl', true, 'off → off'],
				['port', true, '6379 → 6379'],
				['offset', true, 'offset 0'],
			],
		);
	});

	const ALONE: readonly (readonly [id: string, given: Given, value: RegExp])[] = [
		['incremental', { task: { status: 'FULLMIGRATING' } }, /^Full sync$/],
		['running', { target: { status: 'FROZEN' } }, /^Running → Frozen$/],
		['version', { source: { version: '3.0' } }, /^3\.0 → 6\.0$/],
		['type', { target: { kind: 'cluster' } }, /→ Redis Cluster$/],
		['edition', { source: { edition: 'enterprise' } }, /^enterprise → basic$/],
		['publicAccess', { source: { publicAccess: true } }, /^on → off$/],
		['ssl', { target: { ssl: true } }, /^off → on$/],
		['port', { target: { port: 6380 } }, /^6379 → 6380$/],
	];
	for (const [id, of, value] of ALONE) {
		it(`fails of ${id} alone, with the value and what to do`, () => {
			assert.deepEqual(failing(of), [id]);
			assert.match(saidOf(id, of), value);
			assert.match(checkedOf(of).find((one) => one.id === id)?.todo ?? '', /\.$/);
		});
	}

	it('fails where another window has begun a switch meanwhile, which the status does not tell', () => {
		for (const [task_status, value] of [
			['EXCHANGING', /being switched/],
			['EXCHANGE_SUCCESS', /switched already/],
		] as const) {
			assert.deepEqual(failing({ task: { task_status } }), ['incremental']);
			assert.match(saidOf('incremental', { task: { task_status } }), value);
		}
	});

	it('fails where an end is no DCS instance, and says which address that is', () => {
		const of: Given = { task: { source_instance_id: '', data_source: '10.20.0.11:6379' }, source: undefined };
		assert.deepEqual(failing(of), ['instances']);
		assert.match(saidOf('instances', of), /^10\.20\.0\.11:6379 → orders-new$/);
		assert.deepEqual(unknown(of), ['running', 'version', 'type', 'publicAccess', 'ssl', 'port']);
	});

	it('is not known where an instance could not be read or does not say it, and concludes nothing from that', () => {
		const unread = new Map([['t1', 'You have no right to read it.']]);
		const of: Given = { target: undefined, unread };
		assert.deepEqual(failing(of), []);
		assert.ok(unknown(of).includes('instances') && unknown(of).includes('port'));
		assert.match(saidOf('instances', of), /no right to read it/);
		assert.equal(saidOf('version', of), '5.0 → ?');
		assert.deepEqual(unknown({ source: { ssl: undefined, publicAccess: undefined, version: '', kind: '' } }), [
			'version',
			'type',
			'publicAccess',
			'ssl',
		]);
		assert.deepEqual(failing({ source: undefined, target: { port: 6380, version: '3.0' } }), ['version']);
		// Many clouds do not say the edition.
		assert.ok(!checkedOf({ source: { edition: undefined } }).some(({ id }) => id === 'edition'));
	});

	it('needs nothing to wait to be copied: by how the run is judged, else by an offset of now', () => {
		const offsetOf = (of: Given): boolean | undefined => checkedOf(of).find(({ id }) => id === 'offset')?.ok;
		const judged = (course: string, sampledAt = NOW): RunState =>
			({ judgement: { catchUp: { course } }, happenings: [], writersStoppedAt: undefined, sampledAt }) as never;
		assert.equal(offsetOf({ sample: sampleOf(56) }), true, 'heartbeats alone');
		assert.equal(offsetOf({ sample: sampleOf(5_000) }), undefined, 'nobody knows the floor');
		assert.equal(offsetOf({ sample: sampleOf(2_300_000_000) }), false, 'that is no floor');
		assert.equal(offsetOf({ sample: sampleOf(0, NOW - 120_000) }), undefined, 'too old');
		assert.equal(offsetOf({ sample: undefined }), undefined);
		assert.equal(offsetOf({ sample: sampleOf(5_000), run: judged('floor') }), true);
		assert.deepEqual(failing({ sample: sampleOf(5_000_000), run: judged('falling') }), ['offset']);
		assert.equal(offsetOf({ sample: sampleOf(0), run: judged('rising') }), false);
		assert.equal(offsetOf({ sample: sampleOf(0), run: judged('rising', NOW - 600_000) }), true, 'judged long ago');
		assert.equal(offsetOf({ sample: sampleOf(0), run: judged('early') }), true);
	});

	it('asks for what only a person knows, and for nothing that cannot matter', () => {
		assert.deepEqual(askedOf(), ['passwords', 'whitelists', 'clients', 'standby', 'interruption']);
		assert.ok(!askedOf({ source: { noPassword: true }, target: { noPassword: true } }).includes('passwords'));
		assert.ok(askedOf({ source: { noPassword: true } }).includes('passwords'));
		assert.ok(!askedOf({ source: { kind: 'single' } }).includes('standby'));
		assert.ok(askedOf({ source: undefined }).includes('standby'), 'where it is not known it is asked');
	});

	it('sends the addresses of the source that clients know, without ports, and the choice of the domain names', () => {
		const input = (of: Given, entered: unknown = WITH_DOMAINS): unknown => {
			const { task, facts } = given(of);
			return ipPreconditions.input(entered, task, facts);
		};
		assert.deepEqual(input({}), { addresses: ['192.168.10.50'], domains: true });
		assert.deepEqual(input({}, 'addresses'), { addresses: ['192.168.10.50'], domains: false });
		assert.deepEqual(input({ source: undefined, task: { data_source: '192.168.10.50:6379, 192.168.10.51:6379' } }), {
			addresses: ['192.168.10.50', '192.168.10.51'],
			domains: true,
		});
	});

	it('says before it is sent who reaches what afterwards', () => {
		const { task, facts } = given();
		assert.equal(
			ipPreconditions.says('addresses', task, facts),
			'Who connects to 192.168.10.50 reaches “orders-new” afterwards, no longer “orders-old”. Domain names stay as they are.',
		);
		assert.match(ipPreconditions.says(WITH_DOMAINS, task, facts), /Domain names are switched as well\.$/);
	});

	it('reads the instances that the details name, or else the list', () => {
		const { needs } = ipPreconditions;
		assert.deepEqual(needs(taskOf('dcs', LISTED)), ['s1', 't1']);
		assert.deepEqual(needs(taskOf('dcs', { ...LISTED, target_instance_id: null }, { source_instance: { id: 's2' } })), [
			's2',
		]);
	});
});

describe('a task whose addresses are switched', () => {
	const actionsAt = (status: string, task_status?: string): readonly string[] =>
		taskOf('dcs', { status, task_status }).actions;
	const words = presenter.actionWords as Readonly<Record<string, ActionWords>>;
	const at = (task_status: string | undefined, status = 'TERMINATED'): Task =>
		taskOf('dcs', { ...LISTED, status, task_status });

	it('allows nothing meanwhile, and is not over', () => {
		for (const status of ['INCRMIGEATING', 'TERMINATING', 'TERMINATED']) {
			assert.deepEqual(actionsAt(status, 'EXCHANGING'), [], status);
			assert.equal(at('EXCHANGING', status).over, false);
		}
		assert.deepEqual([at('EXCHANGING').group, at('EXCHANGING', 'FAILED').group], ['active', 'failed']);
		assert.deepEqual([at('EXCHANGE_SUCCESS').over, at('EXCHANGE_SUCCESS').group], [true, 'stopped']);
		const run: RunState = { judgement: undefined, happenings: [], writersStoppedAt: undefined, sampledAt: undefined };
		assert.equal(cutover(at('EXCHANGING') as never, run, format, NOW), undefined);
	});

	it('can be switched while changes are followed, and rolled back from then on, each once', () => {
		assert.ok(actionsAt('INCRMIGEATING').includes('switchIp') && !actionsAt('INCRMIGEATING').includes('rollbackIp'));
		for (const status of ['FULLMIGRATING', 'MIGRATING', 'RUNNING', 'TERMINATED', 'FAILED']) {
			assert.ok(!actionsAt(status).includes('switchIp'), status);
		}
		for (const status of ['INCRMIGRATING', 'TERMINATED', 'RELEASED', 'SUCCESS']) {
			assert.ok(actionsAt(status, 'EXCHANGE_SUCCESS').includes('rollbackIp'), status);
			assert.ok(!actionsAt(status, 'EXCHANGE_SUCCESS').includes('switchIp'), status);
			assert.ok(!actionsAt(status, 'ROLLBACK_SUCCESS').includes('rollbackIp'), status);
		}
		assert.ok(actionsAt('INCRMIGRATING', 'ROLLBACK_SUCCESS').includes('switchIp'));
	});

	it('says why not: being switched, switched already, or not switched', () => {
		assert.match(presenter.whyNot(at('EXCHANGING') as never, 'delete') ?? '', /being switched/);
		assert.match(presenter.whyNot(at('EXCHANGE_SUCCESS') as never, 'switchIp') ?? '', /switched already/);
		assert.match(presenter.whyNot(at('') as never, 'rollbackIp') ?? '', /not switched/);
		assert.equal(presenter.whyNot(at('') as never, 'stop'), undefined);
	});

	it('is there once the service says so, whatever its status says', () => {
		assert.equal(words.switchIp?.reached?.(at('EXCHANGING')), false);
		assert.equal(words.switchIp?.reached?.(at(undefined)), false);
		assert.equal(words.switchIp?.reached?.(at('EXCHANGE_SUCCESS')), true);
		assert.equal(words.rollbackIp?.reached?.(at('EXCHANGE_SUCCESS')), false);
		assert.equal(words.rollbackIp?.reached?.(at('ROLLBACK_SUCCESS')), true);
		assert.match(words.switchIp?.fault?.(at('EXCHANGE_FAILED')) ?? '', /EXCHANGE_FAILED/);
		assert.equal(words.switchIp?.fault?.(at('EXCHANGING')), undefined);
	});

	it('is rolled back only by who types its name, having read what that does not bring back', () => {
		assert.equal(words.rollbackIp?.loses?.(at('EXCHANGE_SUCCESS')), true);
		assert.match(words.rollbackIp?.detail() ?? '', /Not brought back is what clients wrote since the switch/);
		assert.match(words.rollbackIp?.loss?.('orders') ?? '', /lost for the old instance of “orders”/);
		assert.match(words.switchIp?.detail() ?? '', /read-only for about a minute.*The migration stops/);
		assert.equal(words.switchIp?.undo, 'rollbackIp');
	});

	it('may be one of those that were only listed: its details would tell', () => {
		assert.equal(words.rollbackIp?.perhaps?.(at(undefined)), true);
		assert.equal(words.rollbackIp?.perhaps?.(at('')), false);
		assert.equal(words.rollbackIp?.perhaps?.(at(undefined, 'INCRMIGEATING')), false);
	});

	it('is offered in the runbook when it is drained, and both ends are DCS instances', () => {
		const offered = (raw: WireFields, stopped: boolean): readonly (string | undefined)[] => {
			const task = taskOf('dcs', { ...LISTED, ...raw });
			const run = new TaskRun(runReader as never, statuses);
			const values = { full_migration_progress: 100, offset: 0, source_dbsize: 500, target_dbsize: 500, target_ops: 0 };
			for (let index = 0; index < 30; index++) {
				if (stopped && index === 24) {
					run.mark('writersStopped', NOW + index * 5_000 - 1);
				}
				run.sampled(task, { at: NOW + index * 5_000, values, migrating: true });
			}
			const steps = cutover(task, run.state, format, NOW + 29 * 5_000)?.steps ?? [];
			return steps.filter(({ id }) => id === 'switch').map(({ action }) => action?.label);
		};
		assert.deepEqual(offered({}, true), ['Switch IP Addresses…']);
		assert.deepEqual(offered({}, false), [undefined]);
		assert.deepEqual(offered({ source_instance_id: '' }, true), [undefined]);
	});
});
