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
		assert.match(headline({ status: 'MIGRATING', ...method }, drained).text, /^In step/);
	});

	it('takes a full migration for one where only the type says so', () => {
		const raw = { status: 'MIGRATING', migration_type: 'full_amount_migration' };
		const { text, hint } = headline(raw, full(100));
		assert.match(text, /has not yet reported success/);
		assert.match(hint ?? '', /complete only if the writers were stopped/);
	});

	it('tells that the full sync has begun again', () => {
		const samples = samplesOf([100, 100, 5].map((full_migration_progress) => ({ full_migration_progress })));
		const { text, tone } = headline({ status: 'FULLMIGRATING' }, samples);
		assert.match(text, /5 % copied\. It has begun again: at .* it fell from 100 %/);
		assert.equal(tone, 'warning');
	});

	it('is never “in step” by one sample alone, nor by those of half a minute', () => {
		const { text, tone } = headline(following, offsets(0));
		assert.match(text, /offset 0\. A few more samples/);
		assert.equal(tone, 'busy');
		const half = headline(following, offsets(0, 0, 0, 0, 0, 0));
		assert.equal(half.text, 'Following changes: the offset was 0 for the last 25 s.');
		assert.match(half.hint ?? '', /it was watched for 25 s of 1 min/);
		assert.equal(half.tone, 'busy');
	});

	it('says nothing of a time that nobody watched', () => {
		const before = offsets(0, 0, 0, 0, 0, 0);
		const after = offsets(0, 0).map((sample) => ({ ...sample, at: sample.at + 3_600_000 }));
		assert.match(headline(following, [...before, ...after]).text, /A few more samples/);
	});

	it('is not told from old numbers as if they were those of now', () => {
		const samples = minute();
		const { hint, tone } = headline(following, samples, (samples.at(-1)?.at ?? 0) + 3_600_000);
		assert.match(hint ?? '', /the last numbers are 1 h old/);
		assert.equal(tone, 'busy');
	});

	it('is judged just as well at one sample a second', () => {
		const seconds = samplesOf(Array(61).fill({ ...GOOD, offset: 0 }), true, 1000);
		assert.match(headline(following, seconds).text, /nothing left to copy for the last 1 min/);
	});

	it('is in step once everything was at rest for a minute', () => {
		const { text, hint, tone } = headline(following, minute());
		assert.match(text, /In step with the source: nothing left to copy for the last 1 min/);
		assert.match(hint ?? '', /stop the writers/);
		assert.equal(tone, 'good');
	});

	it('is in step too while the offset comes back to 0 again and again', () => {
		const { text, tone } = headline(
			following,
			minute((index) => ({ offset: [14, 0, 28_000][index % 3] ?? 0 })),
		);
		assert.match(text, /^In step .* came back to 0 again and again in the last 1 min, and was at most 28,000\.$/);
		assert.equal(tone, 'good');
	});

	it('is not in step by a small offset, since nobody knows its unit', () => {
		const { text, tone } = headline(
			following,
			minute(() => ({ offset: 1 })),
		);
		assert.equal(text, 'Following changes: the offset was 1 for the last 1 min, neither falling nor rising.');
		assert.equal(tone, 'busy');
	});

	it('is not in step while the target loses keys, and says which', () => {
		const { text, tone } = headline(
			following,
			minute((index) => ({ target_dbsize: 900_000 - index * 40_000 })),
		);
		assert.match(text, /cannot be called in step .* lacks more and more keys: it went from 860,000 to 380,000 keys/);
		assert.equal(tone, 'warning');
	});

	it('is not in step while keys are missing, while the full sync fell back, with an error, or with a faulty end', () => {
		const said = (samples: ReturnType<typeof minute>, raw: WireFields = {}) =>
			headline({ ...following, ...raw }, samples);
		const quarter = said(minute(() => ({ target_dbsize: 375_000 })));
		assert.match(quarter.text, /cannot be called in step .* 125,000 of 500,000 keys fewer/);
		const fell = said(minute((index) => ({ full_migration_progress: index < 9 ? 100 : 5 })));
		assert.match(fell.text, /cannot be called in step .* the full sync stands at 5 %/);
		assert.match(fell.hint ?? '', /fell back from 100 % to 5 %/);
		const wrong = said(minute(), { error_message: 'broken pipe' });
		assert.match(wrong.text, /cannot be called in step .* carries an error/);
		const faulty = said(minute(), { target_instance_status: 'ERROR' });
		assert.match(faulty.text, /cannot be called in step .* instance at one end is not running/);
		assert.deepEqual(
			[quarter, fell, wrong, faulty].map(({ tone }) => tone),
			Array(4).fill('warning'),
		);
	});

	it('is falling behind when the offset grows, by however little of it', () => {
		const { text, hint, tone } = headline(following, offsets(1 * mib, 2 * mib, 3 * mib, 4 * mib, 5 * mib, 6 * mib));
		assert.match(text, /^Falling behind: the offset rose from 1 million to 6\.3 million in the last 25 s/);
		assert.match(hint ?? '', /faster than the copy runs/);
		assert.equal(tone, 'warning');
		const slow = offsets(...[3.6, 14.0, 14.1, 14.15, 14.2, 14.3].map((billions) => billions * 1e9));
		assert.match(headline(following, slow).text, /^Falling behind: .* rose from 3\.6 billion to 14\.3 billion/);
	});

	it('is catching up when the offset shrinks', () => {
		assert.match(
			headline(following, offsets(6 * mib, 5 * mib, 4 * mib, 3 * mib, 2 * mib, 1 * mib)).text,
			/^Catching up: the offset fell from 6\.3 million to 1 million/,
		);
	});

	it('is between two numbers while the offset has no trend', () => {
		const { text } = headline(following, offsets(500, 700, 600, 500, 700, 600));
		assert.match(text, /the offset lay between 500 and 700 for the last 25 s, with no clear trend/);
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
		assert.equal(news(offsets(1, 2, 3, 4, 5, 6)), news(offsets(2, 3, 4, 5, 6, 7)));
		const all = [
			minute(),
			offsets(1, 2, 3, 4, 5),
			offsets(5, 4, 3, 2, 1),
			offsets(0),
			minute(() => ({ target_dbsize: 1 })),
		];
		assert.equal(new Set(all.map((samples) => news(samples))).size, all.length);
	});

	it('is not held against a task where the service only leaves something out', () => {
		const said = headline(
			following,
			minute(() => ({ source_dbsize: null, full_migration_progress: null })),
		);
		assert.equal(said.text, 'Following changes: the offset was 0 for the last 1 min.');
		assert.equal(
			said.hint,
			'Not certain to be in step: the service gives no progress of the full sync; the keys of both ends were not given.',
		);
		assert.equal(said.tone, 'busy');
		const justDone = headline(
			following,
			minute((index) => ({ full_migration_progress: index < 9 ? 99 : 100 })),
		);
		assert.match(justDone.hint ?? '', /was not at 100 % a moment ago/);
		assert.equal(justDone.tone, 'busy');
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
		assert.equal(headline({ status: 'FAILED', error_message: 'NOAUTH' }).text, 'The migration failed: NOAUTH');
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
	const advice = (error_message: string): string | undefined => headline({ status: 'FAILED', error_message }).hint;

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
