import assert from 'node:assert/strict';
import type { WireFields } from '../../../../src/migration/task';
import { presenter } from '../../../../src/services/dcs/presenter';
import { format, samplesOf, taskOf } from '../helpers';

const task = (raw: WireFields) => taskOf('dcs', raw);
const headline = (raw: WireFields, samples = samplesOf([])) => presenter.headline(task(raw), samples, format);

const full = (full_migration_progress: number | null) => samplesOf([{ full_migration_progress }]);
const offsets = (...values: (number | null)[]) =>
	samplesOf(values.map((offset) => ({ full_migration_progress: 100, offset })));
const following = { status: 'INCRMIGEATING', migration_method: 'incremental_migration' };
const mib = 1024 ** 2;

describe('how a DCS task stands', () => {
	it('is waiting for its configuration, with what to allow before', () => {
		const { text, hint, tone } = headline({ status: 'RUNNING', ecs_tenant_private_ip: '192.168.0.9' });
		assert.match(text, /Waiting for its configuration: nothing is copied yet/);
		assert.match(hint ?? '', /Allow 192\.168\.0\.9 at source and target/);
		assert.equal(tone, 'waiting');
	});

	it('is not said before the first numbers are in', () => {
		assert.match(headline({ status: 'FULLMIGRATING' }).text, /first live numbers are not in yet/);
	});

	it('is normal at 0 % while the source takes its snapshot', () => {
		assert.match(headline({ status: 'FULLMIGRATING' }, full(0)).text, /snapshot: 0 % is normal/);
	});

	it('is a percentage while everything is copied', () => {
		assert.equal(headline({ status: 'FULLMIGRATING' }, full(42)).text, 'Full sync: 42 % copied.');
		assert.equal(headline({ status: 'MIGRATING' }, full(42)).text, 'Full sync: 42 % copied.');
		assert.match(headline({ status: 'FULLMIGRATING' }, full(null)).text, /gives no progress/);
	});

	it('is loading the rest at 100 % before changes are followed', () => {
		assert.match(headline({ status: 'FULLMIGRATING' }, full(100)).text, /100 % copied\. The rest is being loaded/);
	});

	it('is never “in step” by one sample alone', () => {
		const { text, tone } = headline(following, offsets(0));
		assert.match(text, /offset 0\. A few more samples/);
		assert.equal(tone, 'busy');
		const farApart = samplesOf([{ offset: 0 }, { offset: 0 }], true, 30_000);
		assert.match(headline(following, farApart).text, /A few more samples/);
	});

	it('says nothing of a time that nobody watched', () => {
		const before = offsets(0, 0, 0, 0, 0, 0);
		const after = offsets(0, 0).map((sample) => ({ ...sample, at: sample.at + 3_600_000 }));
		assert.match(headline(following, [...before, ...after]).text, /A few more samples/);
	});

	it('is judged just as well at one sample a second', () => {
		const seconds = samplesOf(Array(25).fill({ offset: 0 }), true, 1000);
		assert.match(headline(following, seconds).text, /nothing left to copy for the last 24 s/);
	});

	it('is in step once the offset stayed at nothing for a while', () => {
		const { text, hint, tone } = headline(following, offsets(0, 0, 0, 0, 0, 0));
		assert.match(text, /In step with the source: nothing left to copy for the last 25 s/);
		assert.match(hint ?? '', /stop the writers/);
		assert.equal(tone, 'good');
	});

	it('is in step too while only heartbeats keep the offset above zero', () => {
		assert.match(headline(following, offsets(14, 0, 28, 14, 14, 0)).text, /In step .* at most 28 for/);
		assert.match(headline(following, offsets(14, 0, 28_000, 14, 14, 0)).text, /^Close behind .* at most 28,000 for/);
	});

	it('is falling behind when the offset grows', () => {
		const { text, hint, tone } = headline(following, offsets(1 * mib, 2 * mib, 3 * mib, 4 * mib, 5 * mib, 6 * mib));
		assert.match(text, /Falling behind: the offset has grown to 6,291,456/);
		assert.match(hint ?? '', /faster than the copy runs/);
		assert.equal(tone, 'warning');
	});

	it('is catching up when the offset shrinks', () => {
		assert.match(
			headline(following, offsets(6 * mib, 5 * mib, 4 * mib, 3 * mib, 2 * mib, 1 * mib)).text,
			/Catching up/,
		);
	});

	it('is neither while the offset stays around the same', () => {
		const { text } = headline(following, offsets(5 * mib, 5 * mib, 5 * mib, 5 * mib, 5 * mib, 5 * mib));
		assert.match(text, /stays around 5,242,880/);
	});

	it('is not read from key counts, nor from missing offsets', () => {
		const samples = samplesOf(
			Array.from({ length: 8 }, () => ({ source_dbsize: 10, target_dbsize: 10, offset: null })),
		);
		assert.equal(headline(following, samples).text, 'Following changes. The service gives no offset.');
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
		assert.match(tile('offset')?.below?.text ?? '', /^was 2\.3M at /);
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

	it('is to look at the logs where the text is not a known one', () => {
		assert.match(advice('something new') ?? '', /migration logs/);
		assert.match(advice('') ?? '', /migration logs/);
	});
});
