import assert from 'node:assert/strict';
import type { WireFields } from '../../../../src/migration/task';
import { presenter } from '../../../../src/services/dcs/presenter';
import { format, NOW, samplesOf, taskOf } from '../helpers';

const task = (raw: WireFields) => taskOf('dcs', raw);
const headline = (raw: WireFields, samples = samplesOf([]), now = samples.at(-1)?.at ?? NOW) =>
	presenter.headline(task(raw), samples, format, now);

const full = (full_migration_progress: number | null) => samplesOf([{ full_migration_progress }]);
const GOOD = { full_migration_progress: 100, source_dbsize: 500_000, target_dbsize: 500_000 };
const offsets = (...values: (number | null)[]) => samplesOf(values.map((offset) => ({ ...GOOD, offset })));
/** A minute and more, all at rest but for what changes from sample to sample. */
const minute = (change: (index: number) => Record<string, number | null> = () => ({})) =>
	samplesOf(Array.from({ length: 14 }, (_, index) => ({ ...GOOD, offset: 0, ...change(index) })));
const following = { status: 'INCRMIGEATING', migration_method: 'incremental_migration' };
const mib = 1024 ** 2;

describe('how a DCS task stands', () => {
	it('is waiting for its configuration, with what to allow before', () => {
		const { text, hint, tone } = headline({ status: 'RUNNING', ecs_tenant_private_ip: '192.168.0.9' });
		assert.match(text, /Waiting for its configuration: nothing is copied yet/);
		assert.match(hint ?? '', /Allow 192\.168\.0\.9 at each end that is in the same VPC/);
		assert.equal(tone, 'waiting');
	});

	it('is not said before the first numbers are in', () => {
		assert.match(headline({ status: 'FULLMIGRATING' }).text, /first live numbers are not in yet/);
	});

	it('is normal at 0 % while the source takes its snapshot', () => {
		assert.match(
			headline({ status: 'FULLMIGRATING' }, full(0)).text,
			/0 % copied\. While the source takes its snapshot, that is normal/,
		);
	});

	it('is a percentage while everything is copied', () => {
		assert.equal(headline({ status: 'FULLMIGRATING' }, full(42)).text, 'Full sync: 42 % copied.');
		assert.equal(headline({ status: 'MIGRATING' }, full(42)).text, 'Full sync: 42 % copied.');
		assert.match(headline({ status: 'FULLMIGRATING' }, full(null)).text, /gives no progress/);
	});

	it('follows no changes at 100 % while the status says so', () => {
		assert.match(
			headline({ status: 'FULLMIGRATING' }, full(100)).text,
			/100 % copied\. .* does not follow changes yet/,
		);
	});

	it('asserts no phase that neither status nor statistics report', () => {
		const method = { migration_method: 'incremental_migration' };
		assert.match(headline({ status: 'MIGRATING', ...method }, full(100)).text, /does not say whether it follows/);
		assert.match(headline({ status: 'MIGRATING' }, offsets(5)).text, /does not say whether it follows/);
		const drained = minute((index) => ({ offset: index === 0 ? 5 : 0 }));
		assert.equal(headline({ status: 'MIGRATING', ...method }, drained).text, 'Ready to stop the writers.');
	});

	it('takes a full migration for one where only the type says so', () => {
		const raw = { status: 'MIGRATING', migration_type: 'full_amount_migration' };
		const { text, hint } = headline(raw, full(100));
		assert.match(text, /has not yet reported success/);
		assert.match(hint ?? '', /complete only if the writers were stopped/);
	});

	it('tells that the full sync has begun again, and for which time', () => {
		const samples = samplesOf([60, 61, 62, 1, 2, 2].map((full_migration_progress) => ({ full_migration_progress })));
		const { text, tone } = headline({ status: 'FULLMIGRATING' }, samples);
		assert.equal(text, 'The full sync began again (time 2). Full sync: 2 % copied.');
		assert.equal(tone, 'warning');
	});

	it('gives a range for the rest of the full sync once three steps were seen, and what it is of', () => {
		const steps = (count: number) =>
			samplesOf(Array.from({ length: count }, (_, index) => ({ full_migration_progress: 10 + Math.floor(index / 4) })));
		assert.equal(headline({ status: 'FULLMIGRATING' }, steps(9)).hint, undefined);
		assert.match(
			headline({ status: 'FULLMIGRATING' }, steps(60)).hint ?? '',
			/^About \d+–\d+ min left of the full sync\.$/,
		);
	});

	it('is stalled where nothing moves for longer than its own rhythm, and says for how long', () => {
		const samples = samplesOf(
			Array.from({ length: 60 }, (_, index) => ({
				full_migration_progress: Math.min(62, 30 + index),
				target_dbsize: Math.min(62, 30 + index) * 1000,
				target_ops: index > 32 ? 0 : 500,
			})),
		);
		const { text, hint, tone } = headline({ status: 'FULLMIGRATING' }, samples);
		assert.match(text, /^Stalled: nothing has moved for 2 min, at 62 % of the full sync\.$/);
		assert.match(hint ?? '', /The usual pause of this run is 5 s\./);
		assert.equal(tone, 'warning');
	});

	it('is stalled too where it stood still from the first look on, after two minutes that were watched', () => {
		const still = (count: number, more: Record<string, number | null> = {}) =>
			headline(
				{ status: 'FULLMIGRATING' },
				samplesOf(
					Array.from({ length: count }, () => ({
						full_migration_progress: 62,
						offset: 0,
						source_dbsize: 19_410_554,
						target_dbsize: 11_094_458,
						target_input_kbps: 0,
						target_ops: 0,
						...more,
					})),
				),
			).text;
		assert.match(still(24), /^Full sync: 62 % copied\.$/);
		assert.match(still(73), /^Stalled: nothing has moved for 6 min, at 62 % of the full sync\.$/);
		for (const more of [
			{ full_migration_progress: 0 },
			{ target_ops: 500 },
			{ target_ops: null, target_dbsize: null },
		]) {
			assert.doesNotMatch(still(73, more), /Stalled/, JSON.stringify(more));
		}
	});

	it('is never “ready” by one sample alone, nor by those of half a minute', () => {
		const { text, tone } = headline(following, offsets(0));
		assert.match(text, /offset 0\. A few more samples/);
		assert.equal(tone, 'busy');
		assert.match(headline(following, offsets(0, 0, 0, 0, 0, 0)).text, /A few more samples/);
	});

	it('rests on nothing that nobody watched', () => {
		const before = minute();
		const after = offsets(0, 0).map((sample, index) => ({
			...sample,
			at: (before.at(-1)?.at ?? 0) + 3_600_000 + index * 5000,
		}));
		const { text, tone } = headline(following, [...before, ...after]);
		assert.match(text, /not ready for the switch: Nothing was seen for 1 h a moment ago/);
		assert.equal(tone, 'busy');
	});

	it('is not told from old numbers as if they were those of now', () => {
		const samples = minute();
		const { text, tone } = headline(following, samples, (samples.at(-1)?.at ?? 0) + 3_600_000);
		assert.match(text, /stands now is not known: the last numbers are 1 h old/);
		assert.equal(tone, 'neutral');
	});

	it('is judged just as well at one sample a second', () => {
		const seconds = samplesOf(Array(61).fill({ ...GOOD, offset: 0 }), true, 1000);
		assert.equal(headline(following, seconds).text, 'Ready to stop the writers.');
	});

	it('does not say that nothing waits where a little does, as always while somebody writes', () => {
		const busy = samplesOf(Array(13).fill({ ...GOOD, offset: 2_000, target_input_kbps: 900 }), true);
		const { text, hint } = headline(following, busy);
		assert.equal(text, 'Ready to stop the writers.');
		assert.match(hint ?? '', /^For the last 1 min next to nothing waited to be copied\. /);
	});

	it('is ready to stop the writers once everything was at rest for a minute', () => {
		const { text, hint, tone } = headline(following, minute());
		assert.equal(text, 'Ready to stop the writers.');
		assert.match(hint ?? '', /^For the last 1 min nothing waited to be copied\. .* stop the writers, then wait/);
		assert.equal(tone, 'good');
	});

	it('is ready too while the offset comes back to 0 again and again', () => {
		const { tone } = headline(
			following,
			minute((index) => ({ offset: [14, 0, 28_000][index % 3] ?? 0 })),
		);
		assert.equal(tone, 'good');
	});

	it('is not ready while the target loses keys, and says which', () => {
		const { text, hint, tone } = headline(
			following,
			minute((index) => ({ target_dbsize: 900_000 - index * 40_000 })),
		);
		assert.match(
			text,
			/^Close behind the source, but not ready for the switch: The target has [\d,]+ of 500,000 keys fewer/,
		);
		assert.match(hint ?? '', /lacks more and more keys/);
		assert.equal(tone, 'warning');
	});

	it('is not ready while keys are missing, with an error, or with a faulty end', () => {
		const said = (samples: ReturnType<typeof minute>, raw: WireFields = {}) =>
			headline({ ...following, ...raw }, samples);
		const quarter = said(minute(() => ({ target_dbsize: 375_000 })));
		assert.match(quarter.text, /not ready .* 125,000 of 500,000 keys fewer/);
		const wrong = said(minute(), { error_message: 'broken pipe' });
		assert.match(wrong.text, /not ready .* holds an error/);
		const faulty = said(minute(), { target_instance_status: 'ERROR' });
		assert.match(faulty.text, /not ready .* instance at one end is not running/);
		assert.deepEqual(
			[quarter, wrong, faulty].map(({ tone }) => tone),
			Array(3).fill('warning'),
		);
	});

	it('is falling behind when the offset grows for minutes, by however little of it', () => {
		const growing = samplesOf(
			Array.from({ length: 80 }, (_, index) => ({ ...GOOD, offset: 14e9 + index * 1e7, target_input_kbps: 100 })),
		);
		const { text, hint, tone } = headline(following, growing);
		assert.equal(text, 'Falling behind: at this rate the copy never catches up. The offset is 14.8 billion.');
		assert.match(hint ?? '', /faster than the copy runs/);
		assert.equal(tone, 'warning');
	});

	it('is catching up when the offset shrinks, with the time that takes', () => {
		const shrinking = samplesOf(
			Array.from({ length: 20 }, (_, index) => ({ ...GOOD, offset: (60 - index) * mib, target_input_kbps: 100 })),
		);
		assert.match(
			headline(following, shrinking).text,
			/^Catching up: the offset is 43 million and falls by 209,715 a second, about \d+–\d+ min left\.$/,
		);
	});

	it('is not read from key counts alone, nor from missing offsets', () => {
		const { text, tone } = headline(
			following,
			minute(() => ({ offset: null })),
		);
		assert.equal(text, 'Following changes. The service gives no offset.');
		assert.equal(tone, 'busy');
	});

	it('is news only where more than its numbers changed', () => {
		const news = (samples: ReturnType<typeof minute>, status = 'INCRMIGRATING') =>
			headline({ ...following, status }, samples).news;
		assert.equal(news(full(42), 'FULLMIGRATING'), news(full(43), 'FULLMIGRATING'));
		const all = [minute(), offsets(0), minute(() => ({ target_dbsize: 1 }))];
		assert.equal(new Set(all.map((samples) => news(samples))).size, all.length);
	});

	it('is a switch of addresses while the service says so', () => {
		for (const status of ['INCRMIGRATING', 'TERMINATED']) {
			assert.match(headline({ status, task_status: 'EXCHANGING' }, minute()).text, /addresses .* being switched/);
		}
		assert.match(headline({ status: 'TERMINATED', task_status: 'EXCHANGE_SUCCESS' }).text, /were switched/);
		assert.doesNotMatch(headline({ status: 'INCRMIGRATING', task_status: 'RUNNING' }).text, /switch/);
	});

	it('is what the service says where it says that nothing is being migrated', () => {
		const { text, tone } = headline(following, samplesOf([{ offset: 5 }], false));
		assert.match(text, /nothing is being migrated at the moment/);
		assert.equal(tone, 'warning');
	});

	it('warns of a full migration that later writes are left out', () => {
		const raw = { migration_method: 'full_amount_migration' };
		assert.match(
			headline({ ...raw, status: 'FULLMIGRATING' }, full(42)).hint ?? '',
			/complete only if the writers were stopped/,
		);
		assert.match(headline({ ...raw, status: 'SUCCESS' }).hint ?? '', /complete only if the writers were stopped/);
		assert.equal(headline({ ...raw, migration_method: 'incremental_migration', status: 'SUCCESS' }).hint, undefined);
		assert.equal(headline({ ...raw, migration_type: 'backupfile_import', status: 'SUCCESS' }).hint, undefined);
	});

	it('gives the reason of a failure, and invents none', () => {
		const known = headline({ status: 'FAILED', error_message: 'NOAUTH' });
		assert.match(known.text, /^The migration failed: A password is wrong or missing\./);
		assert.match(known.hint ?? '', /^Correct the password /);
		assert.doesNotMatch(known.hint ?? '', /NOAUTH/, 'what the service says is quoted once, elsewhere');
		assert.equal(headline({ status: 'FAILED', error_message: 'odd' }).text, 'The migration failed: odd');
		const { text, hint } = headline({ status: 'FAILED', error_message: null });
		assert.match(text, /gives no reason here/);
		assert.match(hint ?? '', /migration logs/);
	});

	it('does not claim that a stopped task was complete', () => {
		assert.match(
			headline({ status: 'TERMINATED' }).hint ?? '',
			/Whether all was copied before, the status does not say/,
		);
	});
});

describe('live statistics of a DCS task', () => {
	it('say where the offset was at its highest, and how many keys are missing', () => {
		const samples = samplesOf([
			{ offset: 2_300_000, source_dbsize: 100, target_dbsize: 40 },
			{ offset: 100, source_dbsize: 531_221, target_dbsize: 531_211, full_migration_progress: 100, target_ops: 5300 },
		]);
		const { tiles, charts, migrating } = presenter.live(task(following), samples, format);
		const tile = (id: string) => tiles.find((one) => one.id === id);
		assert.match(tile('offset')?.below?.text ?? '', /^no unit documented · was 2\.3M at /);
		assert.equal(tile('keys')?.below?.text, '10 fewer at the target');
		assert.deepEqual(
			tile('keys')?.main.map(({ value }) => value),
			['531,221', '531,211'],
		);
		assert.deepEqual(tile('traffic')?.main, [{ stat: 'target_input_kbps', value: '–' }]);
		assert.equal(migrating?.value, 'Yes');
		assert.deepEqual(
			charts.map(({ id }) => id),
			['offset', 'keys', 'ops', 'traffic'],
		);
		assert.equal(charts[0]?.summary, 'Offset: now 100, first 2,300,000, lowest 100, highest 2,300,000, 2 samples.');
	});

	it('are shown as they are where they cannot be, and never as what no number is', () => {
		const odd = [Number.NaN, Number.POSITIVE_INFINITY, -3, 2 ** 60];
		const shown = odd.map((value) => {
			const samples = samplesOf([
				{ full_migration_progress: value, offset: value, source_dbsize: value, target_dbsize: 1 },
			]);
			const { tiles } = presenter.live(task(following), samples, format);
			assert.equal(tiles[0]?.progress, null);
			assert.doesNotMatch(JSON.stringify(tiles), /NaN|Infinity|∞/);
			assert.doesNotMatch(headline(following, samples).text, /NaN|Infinity|∞/);
			return tiles[1]?.main[0]?.value;
		});
		assert.deepEqual(shown, ['–', '–', '-3', 'about 1.153E18']);
	});

	it('draw the progress only while there is some', () => {
		const { charts } = presenter.live(task({ status: 'FULLMIGRATING' }), full(42), format);
		assert.equal(charts[0]?.id, 'progress');
		assert.equal(charts[0]?.max, 100);
	});
});

describe('the advice for a failed DCS task', () => {
	const advice = (error_message: string): string => {
		const { text, hint } = headline({ status: 'FAILED', error_message });
		return `${text} ${hint}`;
	};

	it('fits what Redis and the service are known to say', () => {
		assert.match(advice('WRONGPASS invalid username-password pair or user is disabled.') ?? '', /password is wrong/);
		assert.match(advice('ERR unknown command `PSYNC`') ?? '', /does not allow SYNC and PSYNC/);
		assert.match(
			advice("OOM command not allowed when used memory > 'maxmemory'.") ?? '',
			/memory of the target is full/,
		);
		assert.match(advice('BUSYKEY Target key name already exists.') ?? '', /Clear the target/);
		assert.match(advice("CROSSSLOT Keys in request don't hash to the same slot") ?? '', /spans slots/);
		assert.match(advice('read rdb from source 10.20.0.71:6379 error: EOF') ?? '', /output buffer/);
		assert.match(
			advice('dial tcp 10.0.0.1:6379: i/o timeout: connection timed out') ?? '',
			/Allow the migration machine/,
		);
		assert.match(advice('ERR DB index is out of range') ?? '', /multi-DB/);
	});

	it('is not that of a blocked PSYNC where the backlog was overrun', () => {
		const overrun = advice('PSYNC backlog overrun: partial resync impossible') ?? '';
		assert.match(overrun, /repl-backlog-size/);
		assert.doesNotMatch(overrun, /does not allow/);
		assert.match(advice('ERR unknown command SYNC') ?? '', /does not allow SYNC and PSYNC/);
		assert.match(advice('invalid psync response from 10.0.0.1') ?? '', /does not allow SYNC and PSYNC/);
	});

	it('is not that of a blocked network where a switch of addresses was refused', () => {
		for (const text of [
			'IP switch refused: ports differ',
			'exchange-ip was refused',
			'Switching IP addresses timed out',
		]) {
			assert.match(advice(text) ?? '', /IP addresses cannot be switched/, text);
		}
		assert.match(advice('connection refused during a switchover of ip 10.0.0.1') ?? '', /Allow the migration machine/);
		assert.match(advice('The request was refused.') ?? '', /migration logs/, 'who refused, and what?');
	});

	it('fits what stands at the end of an error however long, and takes no time for it', () => {
		assert.match(
			advice(`${'read rdb '.repeat(100_000)} OOM command not allowed`) ?? '',
			/memory of the target is full/,
		);
	});

	it('is to look at the logs where the text is not a known one', () => {
		assert.match(advice('something new') ?? '', /migration logs/);
		assert.match(advice('') ?? '', /migration logs/);
	});
});
