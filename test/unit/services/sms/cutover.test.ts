import assert from 'node:assert/strict';
import type { RunState } from '../../../../src/migration/runState';
import type { Sample } from '../../../../src/migration/sample';
import type { WireFields } from '../../../../src/migration/task';
import { cutover } from '../../../../src/services/sms/cutover';
import { presenter } from '../../../../src/services/sms/presenter';
import { format, NOW, taskOf } from '../helpers';

const run: RunState = { judgement: undefined, happenings: [], writersStoppedAt: undefined, sampledAt: NOW };
const DONE = [
	{ name: 'MIGRATE_LINUX_FILE', progress: 100 },
	{ name: 'SYNC_LINUX_FILE', progress: 100 },
];
const seen = (raw: WireFields, state: RunState = run) => cutover(taskOf('sms', raw), state, format, NOW);
const holds = (raw: WireFields, id: string) =>
	seen(raw)?.gates[0]?.conditions.find((condition) => condition.id === id)?.ok;

describe('the cutover of a server', () => {
	it('is ready once changes are synchronized, the last step is done, and nothing speaks against it', () => {
		const found = seen({ state: 'SYNCING', sub_tasks: DONE });
		assert.equal(found?.verdict, 'readyToStopWrites');
		assert.equal(found?.words?.needsYou, true);
		assert.equal(found?.steps.find(({ state }) => state === 'now')?.id, 'stopWriters');
	});

	it('is not ready while something does: the first copy, a step, the network, an error, old numbers', () => {
		const raw = { state: 'SYNCING', sub_tasks: DONE };
		assert.equal(seen({ ...raw, state: 'RUNNING' })?.verdict, 'notYet');
		assert.equal(holds({ ...raw, sub_tasks: [{ name: 'SYNC_LINUX_FILE', progress: 40 }] }, 'lastStep'), false);
		assert.equal(holds({ ...raw, network_check_info: { domain_connectivity: false } }, 'network'), false);
		assert.equal(holds({ ...raw, network_check_info: { loss_percentage: 12 } }, 'network'), false);
		assert.equal(holds({ ...raw, error_json: '{"error_code":"SMS.0203"}' }, 'noTrouble'), false);
		assert.equal(seen(raw, { ...run, sampledAt: NOW - 3_600_000 })?.verdict, 'unknown');
	});

	it('waits for files that differ or are missing, by the newest check of the consistency', () => {
		const raw = { state: 'SYNCING', sub_tasks: DONE };
		const check = (finished_time: number, num_different_files: number, num_target_miss_files = 0) => ({
			finished_time,
			check_result: 'x',
			consistency_result: [
				{
					dir_check: '/data',
					num_total_files: 10,
					num_different_files,
					num_target_miss_files,
					num_target_more_files: 2,
				},
				{
					dir_check: '/home',
					num_total_files: 5,
					num_different_files: 0,
					num_target_miss_files: 0,
					num_target_more_files: 0,
				},
			],
		});
		const checked = (...checks: object[]) => ({ ...raw, consistency_result: checks });
		assert.equal(holds(checked(check(2, 0), check(1, 3)), 'consistency'), true);
		assert.equal(holds(checked(check(1, 0), check(2, 3)), 'consistency'), false);
		assert.equal(holds(checked(check(1, 0, 1)), 'consistency'), false);
		const texts = seen(checked(check(NOW, 3, 1)))?.gates[0]?.conditions.map(({ text }) => text) ?? [];
		assert.ok(
			texts.some((text) => /^3 files differ, 1 are missing at the target and 2 are there alone, of 15/.test(text)),
		);
		assert.equal(holds(checked({ finished_time: 3, check_result: 'none' }), 'consistency'), undefined);
	});

	it('claims nothing of what the task does not tell', () => {
		const raw = { state: 'SYNCING', sub_tasks: DONE };
		assert.equal(holds(raw, 'network'), undefined);
		assert.equal(holds(raw, 'consistency'), undefined);
		assert.equal(holds({ ...raw, network_check_info: { loss_percentage: 0 } }, 'network'), true);
	});

	it('is none for what waits, has ended, or has a state that nobody knows', () => {
		for (const state of ['READY', 'MIGRATE_SUCCESS', 'ABORT', 'SOMETHING_NEW']) {
			assert.equal(seen({ state }), undefined, state);
		}
	});

	it('has the pace of the step beside the service’s own estimate', () => {
		const task = taskOf('sms', {
			state: 'RUNNING',
			sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress: 40, start_date: 1 }],
			remain_seconds: 10_800,
		});
		const samples: Sample[] = Array.from({ length: 120 }, (_, index) => ({
			at: NOW - (120 - index) * 10_000,
			values: { 'sub_tasks.progress': 20 + Math.floor(index / 6) },
			migrating: undefined,
		}));
		const { hint } = presenter.headline(task, samples, format, NOW);
		assert.match(
			hint ?? '',
			/^At its own pace this step takes 5\d?–\d+ min more\. The service itself expects 3 h more\./,
		);
	});
});
