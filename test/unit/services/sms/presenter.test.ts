import assert from 'node:assert/strict';
import type { ListedTask } from '../../../../src/migration/ports';
import type { WireFields } from '../../../../src/migration/task';
import { sms } from '../../../../src/services/sms';
import { headline } from '../../../../src/services/sms/headline';
import type { SmsFields } from '../../../../src/services/sms/schema';
import { smsSource } from '../../../../src/services/sms/source';
import { statuses } from '../../../../src/services/sms/statuses';
import { depsOf, example, format, NOW, reading, ref, samplesOf, signal, taskOf } from '../helpers';

const task = (raw: WireFields) => taskOf('sms', raw);
const row = (raw: WireFields) => sms.summary.row(task(raw), format);
const said = (raw: WireFields, samples = samplesOf([])) => headline(task(raw), samples, format);
const sourceOf = (answer: unknown, now = () => NOW) => {
	const { deps, http } = depsOf(answer);
	return { source: smsSource(deps, now), http };
};

describe('SMS tasks from the documented list', () => {
	const listed = async () =>
		(await sourceOf(example('sms-list-tasks')).source.list({ signal })).rows as readonly ListedTask<SmsFields>[];

	it('are three tasks, although the page gives all of them one id', async () => {
		const tasks = await listed();
		assert.equal(new Set(tasks.map(({ id }) => id)).size, 3);
		assert.deepEqual(
			tasks.map(({ raw }) => raw.name),
			['sms_task_lxxxx11', 'sms_task_xxx22', 'sms_task_leddesktop'],
		);
	});

	it('say name, kind, ends and date as the page does', async () => {
		const [first, second, third] = (await listed()).map(({ id, fields, raw }) =>
			sms.readTask(ref('sms', id), { list: { fields, raw, at: NOW } }),
		);
		assert.ok(first && second && third);
		assert.equal(first.name, 'sms_task_lxxxx11');
		assert.equal(sms.summary.kind(first), 'file-level, Linux');
		assert.equal(first.status, 'MIGRATE_SUCCESS');
		assert.equal(first.group, 'succeeded');
		assert.equal(sms.summary.from(first), 'xxx-linux-1');
		assert.equal(sms.summary.to(first), undefined);
		assert.equal(first.createdAt, 1585139506000);
		assert.equal(sms.summary.error(first), undefined);
		assert.equal(first.over, true);
		assert.equal(first.live, false);
		assert.equal(sms.summary.kind(second), 'block-level, Windows');
		assert.equal(sms.summary.from(third), undefined, 'its source server is null');
		assert.equal(sms.summary.to(third), 'xxx-sms-target');
	});

	it('are asked for by the true id, whichever of the three is meant', async () => {
		const { source, http } = sourceOf({ id: 'a', name: 'n', state: 'READY' });
		await source.show('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001#2', signal);
		assert.equal(http.asked[0]?.url.pathname, '/v3/tasks/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001');
	});

	it('without an id are shown but never asked for', async () => {
		const { source } = sourceOf({ count: 1, tasks: [{ name: 'nameless', state: 'READY' }] });
		const [first] = (await source.list({ signal })).rows as readonly ListedTask<SmsFields>[];
		assert.ok(first);
		assert.equal(sms.readTask(ref('sms', first.id), { list: { ...first, at: NOW } }).name, 'nameless');
		await assert.rejects(source.show(first.id, signal), { kind: 'invalid' });
	});
});

describe('the list of SMS tasks', () => {
	it('says so when the service gives out no more', () => {
		const list = (length: number, unreadable = 0) => ({
			rows: Array.from({ length }, () => undefined),
			unreadable,
			complete: false,
			count: 90_000,
		});
		assert.match(sms.incompleteText(list(65_535)), /no more than about 65535 tasks/);
		assert.match(sms.incompleteText(list(65_530, 5)), /no more than about 65535 tasks/);
		assert.match(sms.incompleteText(list(300)), /changed while it was read/);
	});

	it('gives a row that says the same as the very object that it was, and hears of rows early', async () => {
		// The service counts more than it shows, so that more pages are asked for.
		const { source } = sourceOf({ ...(example('sms-list-tasks') as object), count: 5 });
		const early: ListedTask[] = [];
		const { rows: before } = await source.list({ signal, onRows: (rows) => early.push(...rows) });
		const { rows: after } = await source.list({ signal });
		assert.deepEqual(
			[...new Set(early.map(({ raw }) => raw.name))],
			['sms_task_lxxxx11', 'sms_task_xxx22', 'sms_task_leddesktop'],
		);
		assert.equal(new Set([...before, ...after].map(({ raw }) => raw)).size, 3);
	});

	it('is narrowed down by name', async () => {
		const { source, http } = sourceOf({ count: 0, tasks: [] });
		await source.list({ filter: { name: 'web' }, signal });
		assert.equal(http.asked[0]?.url.search, '?offset=0&limit=200&name=web');
	});

	it('is checked with a single task', async () => {
		const { source, http } = sourceOf({ count: 3, tasks: [] });
		await source.probe(signal);
		assert.equal(http.asked[0]?.url.searchParams.get('limit'), '1');
		assert.equal(http.asked.length, 1);
	});

	it('that is none does not pass for a working connection', async () => {
		await assert.rejects(sourceOf({ hello: 'world' }).source.probe(signal), { kind: 'unreadable' });
	});
});

describe('a sample of an SMS task', () => {
	it('takes its numbers from the details, whatever form they have', async () => {
		const detail = {
			id: 'a',
			state: 'RUNNING',
			migrate_speed: '118.5',
			compress_rate: 1.6,
			total_cpu_usage: '42%',
			agent_mem_usage: null,
			remain_seconds: 900,
			sub_tasks: [
				{ name: 'CREATE_CLOUD_SERVER', progress: 100 },
				{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 },
			],
		};
		const { sample, detail: shown } = await sourceOf(detail).source.sample('a', signal);
		assert.equal(sample.at, NOW);
		assert.equal(sample.values.migrate_speed, 118.5);
		assert.equal(sample.values.total_cpu_usage, 42);
		assert.equal(sample.values.agent_mem_usage, null);
		assert.equal(sample.values.total_disk_io, null);
		assert.equal(sample.values['sub_tasks.progress'], 61);
		assert.ok(shown);
		assert.equal(shown.raw.remain_seconds, 900);
		assert.equal((shown.fields as SmsFields).migrate_speed, 118.5);
	});
});

describe('an SMS task of which list and details were read', () => {
	const list = {
		id: 'a',
		state: 'RUNNING',
		syncing: true,
		create_date: 5,
		source_server: { name: 'web', state: 'replicate' },
	};
	const detail = {
		id: 'a',
		state: 'MIGRATE_SUCCESS',
		create_date: 5,
		remain_seconds: 60,
		source_server: { name: 'web', migration_cycle: 'checking' },
	};

	const both = (one: readonly [raw: WireFields, at: number], other: readonly [raw: WireFields, at: number]) =>
		sms.readTask(ref('sms'), { list: reading('sms', ...one), detail: reading('sms', ...other) });

	it('takes its state from the newer reading, and fields of one alone survive', () => {
		const fresh = both([list, 1], [detail, 2]);
		assert.equal(fresh.status, 'MIGRATE_SUCCESS');
		assert.equal(fresh.raw.syncing, true);
		assert.equal(fresh.fields.syncing, true);
		const old = both([list, 3], [detail, 2]);
		assert.equal(old.status, 'RUNNING');
		assert.deepEqual(old.raw.source_server, { name: 'web', state: 'replicate', migration_cycle: 'checking' });
		assert.deepEqual(old.fields.source_server, old.raw.source_server);
	});

	it('says no older thing where the newer reading holds what cannot be read', () => {
		const { fields, raw } = both(
			[{ ...list, speed_limit: 'fast', source_server: { name: ['?'] } }, 3],
			[{ ...detail, speed_limit: 7 }, 2],
		);
		assert.equal(fields.speed_limit, undefined);
		assert.equal(raw.speed_limit, 'fast');
		assert.deepEqual(fields.source_server, { name: undefined, migration_cycle: 'checking' });
	});

	it('drops a count-down that was read long ago', () => {
		const at = (ms: number) => both([list, ms], [detail, 0]);
		assert.equal(at(1_000).raw.remain_seconds, 60);
		assert.equal('remain_seconds' in at(600_000).raw, false);
		assert.equal(at(600_000).fields.remain_seconds, undefined);
	});

	it('leaves out details that belong to another task of the same id', () => {
		const other = { ...detail, create_date: 6 };
		const mine = both([list, 1], [other, 2]);
		assert.equal(mine.status, 'RUNNING');
		assert.equal('remain_seconds' in mine.raw, false);
	});
});

describe('how an SMS task stands', () => {
	const groups: Readonly<Record<string, string>> = {
		READY: 'pending',
		RUNNING: 'active',
		SYNCING: 'active',
		ABORTING: 'active',
		SKIPPING: 'active',
		DELETING: 'active',
		RESETING: 'active',
		SYNC_F_ROLLBACKING: 'active',
		ABORT: 'stopped',
		MIGRATE_SUCCESS: 'succeeded',
		SYNC_SUCCESS: 'succeeded',
		MIGRATE_FAIL: 'failed',
		SYNC_FAIL: 'failed',
		SYNC_F_ROLLBACK_SUCCESS: 'failed',
	};

	it('is known for all 14 states, and each is said in its own words', () => {
		assert.deepEqual([...statuses.all()].sort(), Object.keys(groups).sort());
		const sentences = Object.keys(groups).map((state) => said({ state }).text);
		assert.equal(new Set(sentences).size, 14);
		assert.equal(sms.statusField, 'state');
		for (const [state, group] of Object.entries(groups)) {
			assert.equal(task({ state }).group, group, state);
			assert.doesNotMatch(said({ state }).text, /[A-Z]+_[A-Z]+/, state);
		}
	});

	it('has live numbers only between start and end', () => {
		const live = Object.keys(groups).filter((state) => task({ state }).live);
		assert.deepEqual(live, [
			'RUNNING',
			'SYNCING',
			'ABORTING',
			'SKIPPING',
			'DELETING',
			'RESETING',
			'SYNC_F_ROLLBACKING',
		]);
		assert.equal(task({ state: 'HIBERNATING' }).live, false);
	});

	it('is shown as the service said it where nobody knows the state', () => {
		const odd = task({ state: 'HIBERNATING' });
		assert.equal(odd.group, 'other');
		assert.equal(sms.statuses.row(odd.status).icon, 'server');
		assert.equal(sms.statuses.row(odd.status).words(), 'HIBERNATING');
		assert.match(said({ state: 'HIBERNATING' }).text, /“HIBERNATING”, which this version does not know/);
		assert.match(said({}).text, /“–”/);
	});

	it('names step and percentage while it copies, and does not take them for the whole', () => {
		const raw = {
			state: 'RUNNING',
			sub_tasks: [
				{ name: 'SSL_CONFIG', progress: 100 },
				{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 },
			],
		};
		assert.equal(row(raw), '61 % · copying files');
		const { text, hint, tone } = said(raw);
		assert.equal(text, 'Migrating: “Copying files”, 61 % of this step.');
		assert.match(hint ?? '', /not every step copies/);
		assert.equal(tone, 'busy');
		const at = (progress: number) =>
			said({ state: 'RUNNING', sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress, start_date: 1 }] });
		assert.notEqual(at(61).text, at(62).text);
		assert.equal(at(61).news, at(62).news, 'a percentage that moves is no news');
	});

	it('waits to be started, unless its source server cannot be', () => {
		assert.equal(row({ state: 'READY' }), 'waiting to be started');
		assert.equal(said({ state: 'READY' }).tone, 'waiting');
		const { hint, tone } = said({ state: 'READY', source_server: { state: 'unavailable' } });
		assert.match(hint ?? '', /environment check/);
		assert.equal(tone, 'warning');
	});

	it('is one line of plain text in lists, whatever the service sent', () => {
		const hostile = task({
			state: 'MIGRATE_FAIL',
			error_json: 'a\u202eb',
			source_server: { name: 'one\ntwo' },
			target_server: { name: 'x'.repeat(500) },
		});
		assert.equal(sms.summary.row(hostile, format), 'a⟨U+202E⟩b');
		assert.equal(sms.summary.error(hostile), 'a⟨U+202E⟩b');
		assert.equal(sms.summary.from(hostile), 'one two');
		assert.equal(sms.summary.to(hostile)?.length, 200);
	});

	it('names no step while one is skipped or rolled back', () => {
		const sub_tasks = [{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 }];
		assert.equal(row({ state: 'RESETING', sub_tasks }), 'Rolling back');
		assert.equal(row({ state: 'SKIPPING', sub_tasks }), 'Skipping a step');
	});

	it('reads the step from subtask_info where no sub-tasks came', () => {
		assert.equal(row({ state: 'RUNNING', subtask_info: 'MIGRATE_WINDOWS_BLOCK:7' }), '7 % · copying disk blocks');
		assert.equal(row({ state: 'RUNNING', subtask_info: '{"MIGRATE_LINUX_FILE": 61}' }), '61 % · copying files');
		assert.equal(row({ state: 'RUNNING', subtask_info: 'half way there' }), 'half way there');
		assert.equal(row({ state: 'RUNNING', subtask_info: '' }), 'Migrating');
	});

	it('gives the estimate as the service’s own, and none where it is not plausible', () => {
		const raw = { state: 'RUNNING', sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 }] };
		const samples = samplesOf([{}]);
		assert.match(said({ ...raw, remain_seconds: 900 }, samples).hint ?? '', /The service itself expects 15 min more/);
		assert.match(said({ ...raw, estimate_complete_time: NOW + 3_600_000 }, samples).hint ?? '', /expects 1 h more/);
		assert.doesNotMatch(
			said({ ...raw, estimate_complete_time: 3600, remain_seconds: 0 }, samples).hint ?? '',
			/expects/,
		);
	});

	it('says whether the target server was to be started', () => {
		assert.match(
			said({ state: 'MIGRATE_SUCCESS', start_target_server: true }).hint ?? '',
			/set to start the target server/,
		);
		assert.match(
			said({ state: 'MIGRATE_SUCCESS', start_target_server: false }).hint ?? '',
			/set not to start the target server/,
		);
		assert.equal(said({ state: 'MIGRATE_SUCCESS' }).hint, undefined);
	});

	it('warns of an error that a running task carries', () => {
		const { text, tone } = said({ state: 'RUNNING', error_json: '{"error_code":"SMS.0203","error_msg":"Timed out."}' });
		assert.match(text, /SMS\.0203: Timed out\./);
		assert.equal(tone, 'warning');
	});
});

describe('a failed SMS task', () => {
	const failed = (error_json: unknown, more: WireFields = {}) => ({ state: 'MIGRATE_FAIL', error_json, ...more });

	it('says what failed, what that means and what to do', () => {
		const raw = failed('{"error_code":"SMS.0205","error_msg":"Incorrect system time."}', {
			sub_tasks: [{ name: 'SSL_CONFIG', progress: 20, start_date: 1 }],
		});
		const { text, hint, tone } = said(raw);
		assert.equal(
			text,
			'Migration failed at the step “Setting up the secure channel”: The clock or the time zone of the source server is wrong.',
		);
		assert.match(hint ?? '', /^Correct it/);
		assert.equal(tone, 'bad');
		assert.equal(row(raw), 'SMS.0205 · Incorrect system time.');
		assert.equal(sms.summary.error(task(raw)), 'SMS.0205: Incorrect system time.');
	});

	it('gives the whole of an error that nobody knows in the first sentence of its page, since its end may hold the reason', () => {
		const long = { error_code: 'SMS.7777', error_msg: 'Not created.\n{0[0]}', error_params: ['Quota: cores.'] };
		assert.match(said(failed(JSON.stringify(long))).text, /SMS\.7777: Not created\. Quota: cores\.$/);
		assert.ok(said(failed('x'.repeat(1024))).text.length < 350);
	});

	it('invents neither a reason nor advice', () => {
		assert.match(said(failed('')).text, /gives no reason/);
		assert.equal(said(failed('{"error_code":"SMS.7777","error_msg":"Odd."}')).hint, undefined);
		assert.match(said(failed('{"error_code":"SMS.7777","error_msg":"Odd."}')).text, /SMS\.7777: Odd\./);
		assert.equal(sms.summary.error(task(failed(''))), undefined);
		assert.equal(row({ state: 'SYNC_FAIL' }), 'Synchronization failed');
	});
});
