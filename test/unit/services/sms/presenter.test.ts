import assert from 'node:assert/strict';
import type { Readings } from '../../../../src/migration/ports';
import { knownStatuses } from '../../../../src/migration/status';
import type { Task, WireFields } from '../../../../src/migration/task';
import { smsView } from '../../../../src/services/sms/presenter';
import { smsSource } from '../../../../src/services/sms/source';
import { example, format, NOW, ref, samplesOf, signal, smsClient } from '../helpers';

const task = (raw: WireFields, more: Partial<Readings> = {}): Task =>
	smsView.task(ref('sms'), { list: { raw, at: NOW }, ...more });
const told = (raw: WireFields, samples = samplesOf([])) => smsView.headline(task(raw), samples, format);

describe('SMS tasks from the documented list', () => {
	const listed = async () => (await smsSource(smsClient(example('sms-list-tasks')).client).list({ signal })).tasks;

	it('are three tasks, although the page gives all of them one id', async () => {
		const tasks = await listed();
		assert.equal(new Set(tasks.map(({ id }) => id)).size, 3);
		assert.deepEqual(
			tasks.map(({ raw }) => raw.name),
			['sms_task_lxxxx11', 'sms_task_xxx22', 'sms_task_leddesktop'],
		);
	});

	it('say name, kind, ends and date as the page does', async () => {
		const [first, second, third] = (await listed()).map(({ id, raw }) =>
			smsView.task(ref('sms', id), { list: { raw, at: NOW } }),
		);
		assert.equal(first?.name, 'sms_task_lxxxx11');
		assert.equal(first.kind, 'file-level, Linux');
		assert.equal(first.status, 'MIGRATE_SUCCESS');
		assert.equal(first.group, 'succeeded');
		assert.equal(first.from, 'xxx-linux-1');
		assert.equal(first.to, undefined);
		assert.equal(first.createdAt, 1585139506000);
		assert.equal(first.error, undefined);
		assert.equal(first.over, true);
		assert.equal(first.live, false);
		assert.equal(second?.kind, 'block-level, Windows');
		assert.equal(third?.from, undefined, 'its source server is null');
		assert.equal(third?.to, 'xxx-sms-target');
	});

	it('are asked for by the true id, whichever of the three is meant', async () => {
		const { client, http } = smsClient({ id: 'a', name: 'n', state: 'READY' });
		await smsSource(client).show('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001#2', signal);
		assert.equal(http.asked[0]?.url.pathname, '/v3/tasks/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001');
	});

	it('without an id are shown but never asked for', async () => {
		const source = smsSource(smsClient({ count: 1, tasks: [{ name: 'nameless', state: 'READY' }] }).client);
		const [row] = (await source.list({ signal })).tasks;
		assert.equal(smsView.task(ref('sms', row?.id), { list: { raw: row?.raw ?? {}, at: NOW } }).name, 'nameless');
		await assert.rejects(source.show(row?.id ?? '', signal), { kind: 'invalid' });
	});
});

describe('the list of SMS tasks', () => {
	it('says so when the service gives out no more', async () => {
		const tasks = Array.from({ length: 65_535 }, (_, n) => ({ id: `t${n}`, raw: {} }));
		const client = { listTasks: async () => ({ tasks, unreadable: 0, complete: false, count: 90_000 }) };
		const { incomplete } = await smsSource(client as never).list({ signal });
		assert.match(incomplete ?? '', /no more than about 65535 tasks/);
	});

	it('is checked with a single task', async () => {
		const { client, http } = smsClient({ count: 3, tasks: [] });
		await smsSource(client).probe(signal);
		assert.equal(http.asked[0]?.url.searchParams.get('limit'), '1');
		assert.equal(http.asked.length, 1);
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
		const { sample, detail: raw } = await smsSource(smsClient(detail).client, () => NOW).sample('a', signal);
		assert.equal(sample.at, NOW);
		assert.equal(sample.values.migrate_speed, 118.5);
		assert.equal(sample.values.total_cpu_usage, 42);
		assert.equal(sample.values.agent_mem_usage, null);
		assert.equal(sample.values.total_disk_io, null);
		assert.equal(sample.values['sub_tasks.progress'], 61);
		assert.equal(raw?.remain_seconds, 900);
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

	it('takes its state from the newer reading, and fields of one alone survive', () => {
		const fresh = smsView.task(ref('sms'), { list: { raw: list, at: 1 }, detail: { raw: detail, at: 2 } });
		assert.equal(fresh.status, 'MIGRATE_SUCCESS');
		assert.equal(fresh.raw.syncing, true);
		const old = smsView.task(ref('sms'), { list: { raw: list, at: 3 }, detail: { raw: detail, at: 2 } });
		assert.equal(old.status, 'RUNNING');
		assert.deepEqual(old.raw.source_server, { name: 'web', state: 'replicate', migration_cycle: 'checking' });
	});

	it('drops a count-down that was read long ago', () => {
		const at = (ms: number) =>
			smsView.task(ref('sms'), { list: { raw: list, at: ms }, detail: { raw: detail, at: 0 } }).raw;
		assert.equal(at(1_000).remain_seconds, 60);
		assert.equal('remain_seconds' in at(600_000), false);
	});

	it('leaves out details that belong to another task of the same id', () => {
		const other = { ...detail, create_date: 6 };
		const mine = smsView.task(ref('sms'), { list: { raw: list, at: 1 }, detail: { raw: other, at: 2 } });
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

	it('is known for all 14 states, and each is told in its own words', () => {
		assert.deepEqual([...knownStatuses('sms')].sort(), Object.keys(groups).sort());
		const sentences = Object.keys(groups).map((state) => told({ state }).text);
		assert.equal(new Set(sentences).size, 14);
		for (const [state, group] of Object.entries(groups)) {
			assert.equal(task({ state }).group, group, state);
			assert.doesNotMatch(told({ state }).text, /[A-Z]+_[A-Z]+/, state);
			assert.equal(smsView.status(task({ state })).field, 'state');
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
		assert.equal(smsView.status(odd).words, 'HIBERNATING');
		assert.match(told({ state: 'HIBERNATING' }).text, /“HIBERNATING”, which this version does not know/);
		assert.match(told({}).text, /“–”/);
	});

	it('names step and percentage while it copies, and does not take them for the whole', () => {
		const raw = {
			state: 'RUNNING',
			sub_tasks: [
				{ name: 'SSL_CONFIG', progress: 100 },
				{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 },
			],
		};
		assert.equal(task(raw).summary, 'copying files 61 %');
		const { text, hint, tone } = told(raw);
		assert.equal(text, 'Migrating: “Copying files”, 61 % of this step.');
		assert.match(hint ?? '', /not every step copies/);
		assert.equal(tone, 'busy');
	});

	it('names no step while one is skipped or rolled back', () => {
		const sub_tasks = [{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 }];
		assert.equal(task({ state: 'RESETING', sub_tasks }).summary, 'Rolling back');
		assert.equal(task({ state: 'SKIPPING', sub_tasks }).summary, 'Skipping a step');
	});

	it('reads the step from subtask_info where no sub-tasks came', () => {
		assert.equal(
			task({ state: 'RUNNING', subtask_info: 'MIGRATE_WINDOWS_BLOCK:7' }).summary,
			'copying disk blocks 7 %',
		);
		assert.equal(task({ state: 'RUNNING', subtask_info: '{"MIGRATE_LINUX_FILE": 61}' }).summary, 'copying files 61 %');
		assert.equal(task({ state: 'RUNNING', subtask_info: 'half way there' }).summary, 'half way there');
		assert.equal(task({ state: 'RUNNING', subtask_info: '' }).summary, 'Migrating');
	});

	it('gives the estimate as the service’s own, and none where it is not plausible', () => {
		const raw = { state: 'RUNNING', sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 }] };
		const samples = samplesOf([{}]);
		assert.match(told({ ...raw, remain_seconds: 900 }, samples).hint ?? '', /The service itself expects 15 min more/);
		assert.match(told({ ...raw, estimate_complete_time: NOW + 3_600_000 }, samples).hint ?? '', /expects 1 h more/);
		assert.doesNotMatch(
			told({ ...raw, estimate_complete_time: 3600, remain_seconds: 0 }, samples).hint ?? '',
			/expects/,
		);
	});

	it('says whether the target server was to be started', () => {
		assert.match(
			told({ state: 'MIGRATE_SUCCESS', start_target_server: true }).hint ?? '',
			/set to start the target server/,
		);
		assert.match(
			told({ state: 'MIGRATE_SUCCESS', start_target_server: false }).hint ?? '',
			/set not to start the target server/,
		);
		assert.equal(told({ state: 'MIGRATE_SUCCESS' }).hint, undefined);
	});

	it('warns of an error that a running task carries', () => {
		const { text, tone } = told({ state: 'RUNNING', error_json: '{"error_code":"SMS.0203","error_msg":"Timed out."}' });
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
		const { text, hint, tone } = told(raw);
		assert.equal(
			text,
			'Migration failed at the step “Setting up the secure channel”: SMS.0205: Incorrect system time.',
		);
		assert.match(hint ?? '', /clock or the time zone .* Correct it/);
		assert.equal(tone, 'bad');
		assert.equal(task(raw).summary, 'SMS.0205 · Incorrect system time.');
		assert.equal(task(raw).error, 'SMS.0205: Incorrect system time.');
	});

	it('gives the whole error in the first sentence of its page, since its end may hold the reason', () => {
		const long = { error_code: 'SMS.0601', error_msg: 'Not created.\n{0[0]}', error_params: ['Quota: cores.'] };
		assert.match(told(failed(JSON.stringify(long))).text, /SMS\.0601: Not created\. Quota: cores\.$/);
		assert.ok(told(failed('x'.repeat(1024))).text.length < 350);
	});

	it('invents neither a reason nor advice', () => {
		assert.match(told(failed('')).text, /gives no reason/);
		assert.equal(told(failed('{"error_code":"SMS.7777","error_msg":"Odd."}')).hint, undefined);
		assert.match(told(failed('{"error_code":"SMS.7777","error_msg":"Odd."}')).text, /SMS\.7777: Odd\./);
		assert.equal(task(failed('')).error, undefined);
		assert.equal(task({ state: 'SYNC_FAIL' }).summary, 'Synchronization failed');
	});
});
