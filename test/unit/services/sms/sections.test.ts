import assert from 'node:assert/strict';
import type { WireFields } from '../../../../src/migration/task';
import { sms } from '../../../../src/services/sms';
import { KNOWN_STEPS } from '../../../../src/services/sms/currentStep';
import { KNOWN_OPTIONS } from '../../../../src/services/sms/labels';
import { presenter } from '../../../../src/services/sms/presenter';
import {
	SMS_LISTED_TASK,
	SMS_NETWORK_CHECK,
	SMS_SOURCE_SERVER,
	SMS_SPECIAL_CONFIG,
	SMS_TARGET_SERVER,
} from '../../../../src/services/sms/schema';
import { example, fieldAt, fieldsIn, format, NOW, samplesOf, stepsIn, taskOf } from '../helpers';

const task = (raw: WireFields) => taskOf('sms', raw);
const page = (raw: WireFields) => presenter.sections(task(raw), format, NOW);

describe('the page of an SMS task', () => {
	const [documented] = (example('sms-list-tasks') as { tasks: WireFields[] }).tasks;

	it('shows the documented example as a person would say it', () => {
		const sections = page(documented ?? {});
		const value = (field: string) => fieldAt(sections, field)?.value;
		assert.equal(value('type'), 'File-level');
		assert.equal(value('os_type'), 'Linux');
		assert.equal(value('priority'), 'Standard');
		assert.equal(value('speed_limit'), 'No limit');
		assert.equal(value('start_target_server'), 'Yes');
		assert.equal(value('total_time'), '1 h 5 min');
		assert.equal(value('log_collect_status'), 'Ready');
		assert.equal(value('source_server.name'), 'xxx-linux-1');
		assert.equal(value('source_server.ip'), '192.168.*.107');
		assert.equal(value('source_server.oem_system'), 'No');
		assert.equal(value('source_server.state'), 'Available');
		assert.match(value('create_date') ?? '', /Mar 25, 2020/);
		assert.equal(fieldAt(sections, 'create_date')?.hint, '4 years ago');
	});

	it('tells empty fields from absent ones', () => {
		const sections = page(documented ?? {});
		for (const empty of [
			'estimate_complete_time',
			'error_json',
			'migration_ip',
			'target_server.ip',
			'target_server.vm_id',
			'target_server.name',
		]) {
			assert.equal(fieldAt(sections, empty)?.empty, true, empty);
		}
		for (const absent of [
			'enterprise_project_id',
			'clone_server',
			'compress_rate',
			'subtask_info',
			'sub_tasks',
			'special_config',
			'network_check_info',
		]) {
			assert.equal(fieldAt(sections, absent), undefined, absent);
		}
	});

	it('shows every field of the page’s tables', () => {
		const filled = (table: Readonly<Record<string, unknown>>) =>
			Object.fromEntries(Object.keys(table).map((field, n) => [field, n + 1]));
		const raw = {
			...filled(SMS_LISTED_TASK),
			error_json: 'broken',
			sub_tasks: [{ id: 77, name: 'SSL_CONFIG', progress: 5, start_date: 1, end_date: 2, process_trace: 'trace' }],
			source_server: filled(SMS_SOURCE_SERVER),
			target_server: filled(SMS_TARGET_SERVER),
			clone_server: { vm_id: 'v', name: 'n' },
			network_check_info: filled(SMS_NETWORK_CHECK),
			special_config: [filled(SMS_SPECIAL_CONFIG)],
		};
		const sections = page(raw);
		const shown = new Set(fieldsIn(sections).flatMap(({ field, also = [] }) => [field, ...also]));
		const nested = [
			'sub_tasks',
			'source_server',
			'target_server',
			'clone_server',
			'network_check_info',
			'special_config',
		];
		for (const field of Object.keys(SMS_LISTED_TASK).filter((name) => !nested.includes(name))) {
			// Name and state stand in the head of the page.
			assert.ok(shown.has(field) || field === 'name' || field === 'state', field);
		}
		for (const [parent, table] of Object.entries({
			source_server: SMS_SOURCE_SERVER,
			target_server: SMS_TARGET_SERVER,
			clone_server: { vm_id: 1, name: 1 },
			network_check_info: SMS_NETWORK_CHECK,
			'special_config.0': SMS_SPECIAL_CONFIG,
		})) {
			for (const field of Object.keys(table)) {
				assert.ok(shown.has(`${parent}.${field}`), `${parent}.${field}`);
			}
		}
		assert.equal(
			new Set(fieldsIn(sections).map(({ field }) => field)).size,
			fieldsIn(sections).length,
			'no field twice',
		);
		assert.equal(stepsIn(sections)[0]?.field, 'sub_tasks.0');
		assert.match(stepsIn(sections)[0]?.title ?? '', /77/);
	});

	it('shows fields that nobody knew, wherever they stand', () => {
		const sections = page({
			state: 'RUNNING',
			moon_phase: 'full',
			source_server: { rack: 7 },
			target_server: { shelf: { row: 2 } },
			network_check_info: { mood: 'good' },
			special_config: [{ config_key: 'NEW_KEY', extra: 1 }],
			sub_tasks: [{ name: 'TUNE_PIANO', progress: 3, colour: 'red' }],
		});
		assert.equal(fieldAt(sections, 'moon_phase')?.value, 'full');
		assert.equal(fieldAt(sections, 'source_server.rack')?.value, '7');
		assert.match(fieldAt(sections, 'target_server.shelf')?.value ?? '', /"row": 2/);
		assert.equal(fieldAt(sections, 'network_check_info.mood')?.value, 'good');
		assert.equal(fieldAt(sections, 'special_config.0.config_key')?.value, 'NEW_KEY');
		assert.equal(fieldAt(sections, 'special_config.0.extra')?.value, '1');
		assert.equal(stepsIn(sections)[0]?.name, 'TUNE_PIANO');
		assert.match(stepsIn(sections)[0]?.trace ?? '', /colour: red/);
	});

	it('survives objects that are none', () => {
		for (const odd of [null, '', 'text', 7, [1], true]) {
			const sections = page({
				state: 'RUNNING',
				source_server: odd,
				target_server: odd,
				clone_server: odd,
				network_check_info: odd,
				special_config: odd,
				sub_tasks: odd,
			});
			assert.ok(fieldAt(sections, 'source_server'), JSON.stringify(odd));
			assert.equal(fieldAt(sections, 'source_server')?.empty ?? false, odd === null || odd === '');
		}
	});

	it('loses nothing of what it cannot read', () => {
		const sections = page({
			name: { first: 'a' },
			state: ['RUNNING'],
			total_cpu_usage: 'much',
			source_server: { name: { first: 'b' }, oem_system: 'perhaps' },
			special_config: ['loose', { config_key: 'LINUX_CPU_LIMIT' }, null, { config_key: 'LINUX_MEM_LIMIT' }],
			sub_tasks: ['odd', { name: 'SSL_CONFIG', progress: 'half', process_trace: 'trace' }, 7],
		});
		const value = (field: string) => fieldAt(sections, field)?.value;
		assert.match(value('name') ?? '', /"first": "a"/);
		assert.match(value('state') ?? '', /"RUNNING"/);
		assert.equal(value('total_cpu_usage'), 'much');
		assert.match(value('source_server.name') ?? '', /"first": "b"/);
		assert.equal(value('source_server.oem_system'), 'perhaps');
		assert.equal(value('special_config.0'), 'loose');
		assert.equal(value('special_config.1.config_key'), 'CPU limit (Linux)');
		assert.equal(fieldAt(sections, 'special_config.2')?.empty, true);
		assert.equal(value('special_config.3.config_key'), 'Memory limit (Linux)');
		assert.deepEqual(
			stepsIn(sections).map(({ name }) => name),
			['odd', 'Setting up the secure channel', '7'],
		);
		assert.equal(stepsIn(sections)[1]?.trace, 'trace\nprogress: half');
	});

	it('shows the error readable, with advice, and as it came', () => {
		const error_json = '{"error_code":"SMS.0601","error_msg":"Not created. {0[0]}","error_params":["Quota: cores."]}';
		const sections = page({ state: 'MIGRATE_FAIL', error_json });
		assert.equal(sections[0]?.id, 'error');
		const fact = fieldAt(sections, 'error_json');
		assert.equal(fact?.value, 'SMS.0601: Not created. Quota: cores.');
		assert.match(fact?.hint ?? '', /quota/);
		assert.equal(fieldAt(sections, 'error_json.raw')?.value, error_json);
	});

	it('tells units and verdicts of load and network', () => {
		const sections = page({
			state: 'RUNNING',
			total_cpu_usage: 41.239,
			agent_mem_usage: 410,
			total_disk_io: '55.5',
			network_check_info: {
				network_delay: 11.42,
				migration_speed: 462.5,
				loss_percentage: 0,
				destination_connectivity: false,
				evaluation_result: 'excellent',
			},
		});
		const value = (field: string) => fieldAt(sections, field)?.value;
		assert.equal(value('total_cpu_usage'), '41.24 %');
		assert.equal(value('agent_mem_usage'), '410 MB');
		assert.equal(value('total_disk_io'), '55.5 Mbit/s');
		assert.equal(value('network_check_info.network_delay'), '11.42 ms');
		assert.equal(value('network_check_info.migration_speed'), '462.5 Mbit/s');
		assert.equal(value('network_check_info.loss_percentage'), '0 %');
		assert.equal(value('network_check_info.destination_connectivity'), 'No');
		assert.equal(value('network_check_info.evaluation_result'), 'Excellent');
		assert.equal(fieldAt(sections, 'network_check_info.evaluation_result')?.tone, 'good');
		assert.equal(
			fieldAt(page({ network_check_info: { evaluation_result: 'so-so' } }), 'network_check_info.evaluation_result')
				?.tone,
			undefined,
		);
	});

	it('has words for every advanced option, and keeps its value as it is', () => {
		assert.equal(KNOWN_OPTIONS.length, 19);
		for (const config_key of KNOWN_OPTIONS) {
			const sections = page({ special_config: [{ config_key, config_value: '/tmp;/var', config_status: '' }] });
			const value = fieldAt(sections, 'special_config.0.config_value');
			assert.notEqual(value?.label, config_key);
			assert.doesNotMatch(value?.label ?? '', /option 1/i);
			assert.deepEqual([value?.title, value?.also], [config_key, ['special_config.0.config_key']]);
			assert.equal(value?.value, '/tmp;/var');
			assert.equal(fieldAt(sections, 'special_config.0.config_status')?.empty, true);
		}
	});

	it('takes an estimate for a date only where it can be one', () => {
		const estimate = (estimate_complete_time: unknown) =>
			fieldAt(page({ estimate_complete_time }), 'estimate_complete_time');
		assert.match(estimate(NOW + 3_600_000)?.value ?? '', /Jun 1, 2024/);
		assert.equal(estimate(3600)?.value, '3600');
		assert.match(estimate(1585139506000)?.value ?? '', /Mar 25, 2020/);
		assert.match(estimate(1585139506000)?.hint ?? '', /which has passed/);
		assert.match(estimate(3600)?.hint ?? '', /no date/);
		assert.equal(fieldAt(page({ remain_seconds: 900 }), 'remain_seconds')?.value, '15 min');
		assert.match(fieldAt(page({ remain_seconds: 0 }), 'remain_seconds')?.hint ?? '', /does not know/);
	});

	it('says the operating system once, unless the ends have others', () => {
		const ends = (source: string, target: string) =>
			page({ os_type: 'LINUX', source_server: { os_type: source }, target_server: { os_type: target } });
		const said = (sections: ReturnType<typeof page>) =>
			fieldsIn(sections).flatMap(({ field, label, value, also }) =>
				label === 'Operating system' ? [[field, value, also]] : [],
			);
		assert.deepEqual(said(ends('LINUX', 'linux')), [
			['os_type', 'Linux', ['source_server.os_type', 'target_server.os_type']],
		]);
		assert.deepEqual(said(ends('LINUX', 'WINDOWS')), [
			['target_server.os_type', 'Windows', undefined],
			['os_type', 'Linux', ['source_server.os_type']],
		]);
	});

	it('marks what the API page does not say', () => {
		const hint = (raw: WireFields, field: string) => fieldAt(page(raw), field)?.hint ?? '';
		assert.match(hint({ speed_limit: 0 }, 'speed_limit'), /assumed: .* what 0 means/);
		assert.equal(fieldAt(page({ speed_limit: 200 }), 'speed_limit')?.value, '200 Mbit/s');
		assert.match(hint({ speed_limit: 200 }, 'speed_limit'), /assumed: .* no unit/);
		assert.match(hint({ total_time: 3_878_000 }, 'total_time'), /assumed to be in ms/);
	});

	it('says the current step in words where it is a known one', () => {
		const shown = (subtask_info: string) => fieldAt(page({ subtask_info }), 'subtask_info');
		assert.equal(shown('MIGRATE_LINUX_FILE:6')?.value, 'Copying files, 6 %');
		assert.equal(shown('MIGRATE_LINUX_FILE:6')?.title, 'MIGRATE_LINUX_FILE:6');
		assert.equal(shown('half way there')?.value, 'half way there');
	});

	it('says what to do about a source server that failed its environment check', () => {
		const state = fieldAt(page({ source_server: { state: 'unavailable' } }), 'source_server.state');
		assert.match(state?.hint ?? '', /items of the check/);
		assert.equal(state?.tone, 'bad');
	});

	it('says disk sizes in GiB and keeps what else is said of a disk', () => {
		const sections = page({
			target_server: {
				disks: [
					{
						name: '/dev/vda',
						size: 40 * 1024 ** 3,
						used_size: 12.5 * 1024 ** 3,
						device_use: 'BOOT',
						physical_volumes: [{ name: '/dev/vda1', size: 512 * 1024 ** 2, mount_point: '/boot', file_system: 'ext4' }],
					},
				],
				volume_groups: [],
			},
		});
		assert.equal(fieldAt(sections, 'target_server.disks.0')?.value, '40 GiB · 12.5 GiB used · boot disk');
		assert.equal(fieldAt(sections, 'target_server.disks.0')?.label, 'Disk /dev/vda');
		assert.equal(
			fieldAt(sections, 'target_server.disks.0.physical_volumes.0')?.value,
			'512 MiB · mounted at /boot · file_system: ext4',
		);
		assert.equal(fieldAt(sections, 'target_server.volume_groups')?.empty, true);
	});
});

describe('the steps of an SMS task', () => {
	const begun = Date.UTC(2024, 5, 1, 10);
	const tasks = [
		{ name: 'SSL_CONFIG', progress: 100, start_date: begun, end_date: begun + 480_000 },
		{
			name: 'MIGRATE_LINUX_FILE',
			progress: 61,
			start_date: begun + 480_000,
			end_date: null,
			process_trace: '/dev/vda1 20GB/33GB',
		},
		{ name: 'CONFIGURE_LINUX_FILE', progress: 0, start_date: null, end_date: null },
	];
	const states = (state: string) => stepsIn(page({ state, sub_tasks: tasks })).map((step) => step.state);

	it('stand as their progress and the whole task say', () => {
		assert.deepEqual(states('RUNNING'), ['done', 'running', 'waiting']);
		assert.deepEqual(states('MIGRATE_FAIL'), ['done', 'failed', 'waiting']);
		assert.deepEqual(states('ABORT'), ['done', 'waiting', 'waiting']);
		const stopped = stepsIn(page({ state: 'ABORT', sub_tasks: tasks })).map((step) => step.stateWords);
		assert.deepEqual(stopped, ['done', 'stopped', 'not begun']);
	});

	it('say how long they took and what they report', () => {
		const [first, second, third] = stepsIn(page({ state: 'RUNNING', sub_tasks: tasks }));
		assert.match(first?.when ?? '', /· 8 min$/);
		assert.match(second?.when ?? '', /^since /);
		assert.equal(second?.trace, '/dev/vda1 20GB/33GB');
		assert.equal(second?.name, 'Copying files');
		assert.match(second?.title ?? '', /MIGRATE_LINUX_FILE/);
		assert.equal(third?.when, undefined);
	});

	it('are named by their id only where none of its digits is lost', () => {
		const title = (id: unknown) =>
			stepsIn(page({ state: 'RUNNING', sub_tasks: [{ id, name: 'SSL_CONFIG' }] }))[0]?.title;
		assert.equal(title('9223372036854775807'), 'SSL_CONFIG (ID 9223372036854775807)');
		assert.equal(title(77), 'SSL_CONFIG (ID 77)');
		assert.equal(title(2 ** 53), 'SSL_CONFIG');
	});

	it('have words for every name that the agent reports, the misspelt one too', () => {
		assert.ok(KNOWN_STEPS.includes('DETTACH_AGENT_IMAGE'));
		assert.equal(KNOWN_STEPS.length, 20);
		for (const name of KNOWN_STEPS) {
			const [step] = stepsIn(page({ state: 'RUNNING', sub_tasks: [{ name, progress: 5, start_date: 1 }] }));
			assert.notEqual(step?.name, name);
			assert.doesNotMatch(
				sms.summary.row(task({ state: 'RUNNING', sub_tasks: [{ name, progress: 5, start_date: 1 }] }), format),
				/_/,
			);
		}
	});

	it('are empty, not absent, where the service sent an empty list', () => {
		assert.equal(fieldAt(page({ sub_tasks: [] }), 'sub_tasks')?.empty, true);
		assert.deepEqual(stepsIn(page({ sub_tasks: [] })), []);
	});
});

describe('live statistics of an SMS task', () => {
	const raw = {
		state: 'RUNNING',
		speed_limit: 0,
		sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress: 61, start_date: 1 }],
	};

	it('are step, speed, compression and the service’s estimate', () => {
		const samples = samplesOf([
			{ 'sub_tasks.progress': 61, migrate_speed: 118.5, compress_rate: 1.62, remain_seconds: 900 },
		]);
		const { tiles } = presenter.live(task(raw), samples, format);
		const tile = (id: string) => tiles.find((one) => one.id === id);
		assert.deepEqual(tile('step')?.main, [{ stat: 'sub_tasks.progress', value: '61', unit: '%' }]);
		assert.equal(tile('step')?.below?.text, 'Copying files');
		assert.equal(tile('step')?.progress, 61);
		assert.deepEqual(tile('speed')?.main, [{ stat: 'migrate_speed', value: '118.5', unit: 'Mbit/s' }]);
		assert.equal(tile('speed')?.below?.text, 'limit 0, presumably none');
		assert.equal(tile('compression')?.main[0]?.value, '1.62');
		assert.equal(tile('estimate')?.main[0]?.value, '15 min');
	});

	it('draw no bar of a percentage that cannot be, and still show it', () => {
		const { tiles } = presenter.live(task(raw), samplesOf([{ 'sub_tasks.progress': 150 }]), format);
		assert.equal(tiles[0]?.progress, null);
		assert.equal(tiles[0]?.main[0]?.value, '150');
	});

	it('show a dash, never a zero, where the service gives nothing', () => {
		const { tiles, charts } = presenter.live(task(raw), [], format);
		assert.deepEqual(
			tiles.map(({ main }) => main[0]?.value),
			['–', '–', '–', '–'],
		);
		assert.deepEqual(charts, []);
	});

	it('draw only what ever had a value', () => {
		const samples = samplesOf([
			{ migrate_speed: 10, total_cpu_usage: null, agent_cpu_usage: 4 },
			{ migrate_speed: 30, total_cpu_usage: null, agent_cpu_usage: null },
		]);
		const { charts } = presenter.live(task(raw), samples, format);
		assert.deepEqual(
			charts.map(({ id }) => id),
			['speed', 'cpu'],
		);
		assert.deepEqual(
			charts[1]?.series.map(({ stat }) => stat),
			['agent_cpu_usage'],
		);
		assert.equal(charts[0]?.summary, 'Speed: now 30, first 10, lowest 10, highest 30, 2 samples.');
	});
});
