import assert from 'node:assert/strict';
import type { Sample } from '../../../../src/migration/sample';
import type { WireFields } from '../../../../src/migration/task';
import { cutover } from '../../../../src/services/dcs/cutover';
import { runReader } from '../../../../src/services/dcs/runSample';
import { statuses } from '../../../../src/services/dcs/statuses';
import { TaskRun } from '../../../../src/store/runs/taskRun';
import { format, NOW, taskOf } from '../helpers';

const METHOD = { migration_method: 'incremental_migration' };
const REST = {
	full_migration_progress: 100,
	offset: 0,
	source_dbsize: 5_000,
	target_dbsize: 5_000,
	target_ops: 0,
	target_input_kbps: 0,
};

/** What is shown after these readings, one each five seconds, `later` ms after the last. */
function shownAfter(raw: WireFields, readings: readonly Partial<typeof REST>[], later = 0, stopped = false) {
	const task = taskOf('dcs', { ...METHOD, ...raw });
	const run = new TaskRun(runReader as never, statuses);
	readings.forEach((values, index) => {
		const sample: Sample = { at: NOW + index * 5_000, values: { ...REST, ...values }, migrating: true };
		if (stopped && index === readings.length - 6) {
			run.mark('writersStopped', sample.at - 1);
		}
		run.sampled(task, sample);
	});
	return cutover(task, run.state, format, NOW + (readings.length - 1) * 5_000 + later);
}
const times = <T>(count: number, of: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => of(index));
const following = { status: 'INCRMIGRATING' };

describe('a row of a task that runs', () => {
	const words = (...of: Parameters<typeof shownAfter>) => shownAfter(...of)?.words;

	it('says the verdict or the trouble first, with a mark for it', () => {
		const copying = (progress: (index: number) => number) =>
			times(120, (index) => ({ full_migration_progress: progress(index), target_dbsize: progress(index) * 50 }));
		const full = { status: 'FULLMIGRATING' };
		assert.match(
			words(
				full,
				copying((index) => 10 + Math.floor(index / 3)),
			)?.text ?? '',
			/^49 % · \d+–\d+ min left$/,
		);
		const stalled = words(
			full,
			copying((index) => Math.min(62, 40 + index)),
		);
		assert.deepEqual([stalled?.text, stalled?.icon, stalled?.needsYou], ['stalled 8 min · 62 %', 'warning', true]);
		const again = words(
			full,
			copying((index) => (index < 60 ? 30 + index : index - 60)),
		);
		assert.match(again?.text ?? '', /^began again \d+:\d\d.[AP]M · 59 %/);
		assert.equal(again?.tone, 'warning');
		assert.equal(
			words(
				following,
				times(30, () => ({})),
			)?.text,
			'ready to stop writes',
		);
		assert.equal(
			words(
				following,
				times(30, () => ({})),
				0,
				true,
			)?.text,
			'drained: switch now',
		);
		const behind = times(120, (index) => ({ offset: 1e9 + index * 1e8 }));
		assert.equal(words(following, behind)?.text, 'falling behind: never at this rate');
		assert.notEqual(words(following, behind)?.icon, stalled?.icon, 'told from a stall by shape, too');
		assert.equal(
			words(
				following,
				times(60, () => ({ target_dbsize: 4_000 })),
			)?.text,
			'close behind, not ready: 1K keys fewer',
		);
	});

	it('is never green without the whole first gate', () => {
		for (const wrong of [
			{ target_dbsize: 4_000 },
			{ full_migration_progress: 99 },
			{ offset: 5_000_000 },
			{ source_dbsize: 9_000 },
		]) {
			const found = shownAfter(
				following,
				times(60, (index) => (index === 0 ? {} : wrong)),
			);
			assert.notEqual(found?.words?.tone, 'good', JSON.stringify(wrong));
			assert.ok(found?.gates[0]?.conditions.some(({ ok }) => ok === false));
		}
		const error = shownAfter(
			{ ...following, error_message: 'EOF' },
			times(60, () => ({})),
		);
		assert.equal(error?.gates[0]?.conditions.find(({ id }) => id === 'noTrouble')?.ok, false);
		assert.notEqual(error?.words?.tone, 'good');
	});

	it('says that it knows nothing of now where the numbers are old', () => {
		const found = shownAfter(
			following,
			times(30, () => ({})),
			10 * 60_000,
		);
		assert.equal(found?.words?.text, 'no numbers for 10 min');
		assert.equal(found?.verdict, 'unknown');
		assert.equal(found?.gates[0]?.conditions.find(({ id }) => id === 'fresh')?.ok, false);
	});
});

describe('the runbook of a migration', () => {
	const now = (...of: Parameters<typeof shownAfter>) =>
		shownAfter(...of)?.steps.find(({ state }) => state === 'now')?.id;

	it('has one thing to do now, from the configuration to the switch', () => {
		assert.equal(now({ status: 'RUNNING', ecs_tenant_private_ip: '192.168.9.4' }, []), 'allow');
		assert.equal(now({ status: 'RUNNING' }, []), 'configure');
		assert.equal(
			now(
				{ status: 'FULLMIGRATING' },
				times(9, () => ({ full_migration_progress: 40 })),
			),
			'fullSync',
		);
		assert.equal(
			now(
				following,
				times(30, (index) => ({ offset: 9e8 - index * 1e7 })),
			),
			'catchUp',
		);
		assert.equal(
			now(
				following,
				times(30, () => ({})),
			),
			'stopWriters',
		);
		assert.equal(
			now(
				following,
				times(30, () => ({ target_ops: 900 })),
				0,
				true,
			),
			'drain',
		);
		assert.equal(
			now(
				following,
				times(30, () => ({})),
				0,
				true,
			),
			'compare',
		);
	});

	it('of a full migration has the writers stopped first, and no gate', () => {
		const raw = { status: 'RUNNING', migration_method: 'full_amount_migration' };
		assert.equal(now(raw, []), 'stopFirst');
		const running = shownAfter(
			{ ...raw, status: 'FULLMIGRATING' },
			times(40, () => ({})),
		);
		assert.equal(running?.verdict, 'notApplicable');
		assert.deepEqual(running?.gates, []);
	});

	it('is none for imports of backups and for what has ended', () => {
		assert.equal(shownAfter({ status: 'SUCCESS' }, []), undefined);
		assert.equal(shownAfter({ status: 'MIGRATING', migration_type: 'backupfile_import' }, []), undefined);
	});
});
