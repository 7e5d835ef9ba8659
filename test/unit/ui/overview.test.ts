import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import type { Sample } from '../../../src/migration/sample';
import { refKey, type TaskRef } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { isShown, type RowInput, rowOf } from '../../../src/ui/overview/rows';
import { APART, EVERY, OverviewSampler, PINNED_EVERY, type SampledTask } from '../../../src/ui/overview/sampler';
import { taskOf } from '../services/helpers';
import { HandTimers, ref, settle } from '../store/fakes';

const NOW = Date.UTC(2025, 2, 4, 12);
const HOUR = 3_600_000;

async function input(
	service: 'dcs' | 'sms',
	raw: Record<string, unknown>,
	samples: readonly Sample[] = [],
): Promise<RowInput> {
	const of = SERVICES.get(service);
	return {
		task: { ...taskOf(service, raw), sample: samples.at(-1) },
		service: of,
		presenter: await of.presenter(),
		run: undefined,
		samples,
		connection: 'production',
		pinned: false,
		format: new Format('en'),
		now: NOW,
	};
}
const reading = (at: number, progress: number): Sample => ({
	at: NOW - at,
	values: { full_migration_progress: progress },
	migrating: true,
});

describe('the rows of the overview', () => {
	it('tell what a migration does, how far it is, and its course', async () => {
		const row = rowOf(
			await input('dcs', { task_name: 'orders', status: 'FULLMIGRATING' }, [reading(20_000, 40), reading(5_000, 42)]),
		);
		assert.deepEqual(
			[row.name, row.where, row.phase, row.percent, row.trend, row.sampledAt, row.needs],
			['orders', 'DCS · production', 'full sync 42 %', 42, [40, 42], NOW - 5_000, ''],
		);
	});

	it('name what needs somebody, and why', async () => {
		const needs = async (service: 'dcs' | 'sms', raw: Record<string, unknown>) =>
			rowOf(await input(service, raw)).needs;
		assert.equal(await needs('dcs', { status: 'RUNNING' }), 'waits for its configuration');
		assert.equal(await needs('sms', { state: 'READY' }), 'waits to be started');
		assert.equal(await needs('dcs', { status: 'FAILED' }), 'failed');
		assert.equal(await needs('dcs', { status: 'INCRMIGEATING' }), '');
	});

	it('are those that run, wait, or have ended within a day', async () => {
		const shown = async (raw: Record<string, unknown>) => isShown(await input('dcs', raw));
		const date = (ago: number): string => new Date(NOW - ago).toISOString();
		assert.equal(await shown({ status: 'FULLMIGRATING' }), true);
		assert.equal(await shown({ status: 'RUNNING' }), true);
		assert.equal(await shown({ status: 'SUCCESS', updated_at: date(2 * HOUR), created_at: date(99 * HOUR) }), true);
		assert.equal(await shown({ status: 'SUCCESS', updated_at: date(25 * HOUR) }), false);
		assert.equal(await shown({ status: 'FAILED', created_at: date(3 * HOUR) }), true, 'it cannot have ended earlier');
		assert.equal(await shown({ status: 'FAILED' }), false);
	});
});

describe('the sampling of the overview', () => {
	function sampling(tasks: readonly SampledTask[], fails: (of: TaskRef) => boolean = () => false) {
		const clock = new HandTimers(NOW);
		const asked: { readonly key: string; readonly at: number }[] = [];
		const sampler = new OverviewSampler({
			sample: async (of) => {
				asked.push({ key: refKey(of), at: clock.now() });
				if (fails(of)) {
					throw new Error('no');
				}
			},
			wanted: () => tasks,
			now: clock.now,
			setTimer: clock.setTimer,
		});
		const pass = async (ms: number): Promise<void> => {
			for (let passed = 0; passed < ms; passed += APART) {
				await clock.pass(APART);
				await settle();
			}
		};
		return { sampler, asked, pass };
	}
	const tasks = (count: number): SampledTask[] =>
		Array.from({ length: count }, (_, n) => ({ ref: ref(`t${n}`), pinned: n === 0 }));

	it('asks nothing while nobody looks', async () => {
		const { sampler, asked, pass } = sampling(tasks(5));
		await pass(60_000);
		assert.equal(asked.length, 0);
		sampler.setVisible(true);
		await pass(10_000);
		const before = asked.length;
		assert.ok(before > 0);
		sampler.setVisible(false);
		await pass(60_000);
		assert.equal(asked.length, before);
	});

	it('keeps to sixty requests a minute however many there are, and everyone has a turn', async () => {
		const { sampler, asked, pass } = sampling(tasks(200));
		sampler.setVisible(true);
		await pass(240_000);
		assert.ok(asked.length <= 241, `${asked.length}`);
		assert.equal(new Set(asked.map(({ key }) => key)).size, 200);
	});

	it('asks for a few no oftener than it says, for pinned ones oftener', async () => {
		const { sampler, asked, pass } = sampling(tasks(2));
		sampler.setVisible(true);
		await pass(60_000);
		const times = (id: string): number => asked.filter(({ key }) => key === refKey(ref(id))).length;
		assert.ok(times('t1') <= 60_000 / EVERY + 1 && times('t1') >= 3, `${times('t1')}`);
		assert.ok(times('t0') <= 60_000 / PINNED_EVERY + 1 && times('t0') >= 8, `${times('t0')}`);
	});

	it('leaves alone for a minute what could not be sampled', async () => {
		const { sampler, asked, pass } = sampling(tasks(1), () => true);
		sampler.setVisible(true);
		await pass(59_000);
		assert.equal(asked.length, 1);
	});
});
