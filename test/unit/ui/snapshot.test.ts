import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import type { ServicePresenter } from '../../../src/migration/ports';
import type { Task, WireFields } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { presenter as dcsPresenter } from '../../../src/services/dcs/presenter';
import { presenter as smsPresenter } from '../../../src/services/sms/presenter';
import type { ConnectionProblem } from '../../../src/store/connectionProblem';
import { toConnectionProblem } from '../../../src/store/connectionProblem';
import type { LogView } from '../../../src/ui/details/protocol';
import { buildSnapshot, type SnapshotInput } from '../../../src/ui/details/snapshot';
import { dcsRow, failure, readingOf, ref, sample, smsRow } from '../store/fakes';

const NOW = Date.UTC(2025, 2, 4, 12);

function dcsTask(status = 'FULLMIGRATING', more: WireFields = {}): Task {
	return SERVICES.get('dcs').readTask(ref('a'), { detail: { ...readingOf(dcsRow('a', status, more)), at: NOW } });
}

function problem(kind: Parameters<typeof failure>[0]): ConnectionProblem {
	return toConnectionProblem(failure(kind), 'production');
}

const QUIET: SnapshotInput['polling'] = {
	problem: undefined,
	stale: undefined,
	gone: false,
	loading: false,
	paused: false,
	ended: false,
};

function snapshot(more: Partial<Omit<SnapshotInput, 'polling'>> = {}, polling: Partial<SnapshotInput['polling']> = {}) {
	return buildSnapshot({
		task: dcsTask(),
		title: 'before',
		service: SERVICES.get('dcs'),
		presenter: dcsPresenter as ServicePresenter,
		samples: [],
		connection: { name: 'production', region: 'eu-de' },
		sandbox: false,
		hasConsole: true,
		interval: 5000,
		format: new Format('en'),
		now: NOW,
		...more,
		polling: { ...QUIET, ...polling },
	});
}

describe('the page of a task', () => {
	it('is titled by the task, and says where it is', () => {
		const page = snapshot();
		assert.equal(page.title, 'task a');
		assert.equal(page.titleField, 'task_name');
		assert.equal(page.subtitle, 'DCS · online · eu-de · production');
		assert.deepEqual([page.status.field, page.status.wire], ['status', 'FULLMIGRATING']);
		assert.equal(page.loading, false);
		assert.equal(page.problem, undefined);
		assert.ok(page.sections.length > 0);
	});

	it('says that it is being read, before anything is known', () => {
		const page = snapshot({ task: undefined }, { loading: true });
		assert.equal(page.loading, true);
		assert.equal(page.title, 'before');
		assert.match(page.headline.text, /Reading/);
		assert.deepEqual(page.sections, []);
		assert.deepEqual(page.actions, { configure: false, console: false });
		assert.equal(page.live, undefined);
	});

	it('has the log of the task also where its details are gone or may not be read', () => {
		const log = { counted: 'no lines' } as LogView;
		assert.equal(snapshot({ task: undefined, log }, { gone: true }).log, log);
		assert.equal(snapshot({ task: undefined, log }, { problem: problem('permission') }).log, log);
		const removed = { connection: undefined, log };
		assert.equal(snapshot(removed).log, undefined, 'nobody can be asked for it');
		const row = { at: NOW, level: 'INFO', message: 'kept', code: '', keywords: [] };
		assert.equal(snapshot({ ...removed, logRows: [row] }).log, log);
	});

	it('offers the log that the agent of a failed server migration has, where it can be collected, and the link to one under More Actions', () => {
		const page = (state: string, more: WireFields = {}) => {
			const task = SERVICES.get('sms').readTask(ref('s', 'c1', 'sms'), {
				list: { ...readingOf(smsRow('s', state, more)), at: NOW },
			});
			return snapshot({ task, service: SERVICES.get('sms'), presenter: smsPresenter as ServicePresenter });
		};
		assert.ok(page('MIGRATE_FAIL').why?.offers.includes('agentLog'));
		assert.ok(!snapshot({ task: dcsTask('FAILED') }).why?.offers.includes('agentLog'));
		assert.equal(page('ABORTING').actions.more, undefined);
		assert.equal(page('ABORTING', { log_collect_status: 'UPLOADED' }).actions.more, true);
	});

	it('shows what the list knows while the details are read', () => {
		const page = snapshot({}, { loading: true });
		assert.equal(page.loading, false);
		assert.equal(page.title, 'task a');
	});

	it('says why nothing could be read, and offers what helps', () => {
		const page = snapshot({ task: undefined }, { problem: problem('network') });
		assert.equal(page.loading, false);
		assert.match(page.headline.text, /Nothing is known/);
		assert.equal(page.problem?.action?.command, 'refresh');
		assert.doesNotMatch(page.problem?.text ?? '', /last that was read/, 'there is none');
		for (const kind of ['signature', 'unknownKey', 'token'] as const) {
			assert.equal(
				snapshot({ task: undefined }, { problem: problem(kind) }).problem?.action?.command,
				'updateCredential',
			);
		}
	});

	it('says that what stands there is old where the details fail', () => {
		const page = snapshot({}, { problem: problem('timeout') });
		assert.match(page.problem?.text ?? '', /last that was read/);
		assert.equal(page.title, 'task a');
	});

	it('says that something was sent whose outcome is not known, unless worse is to be said', () => {
		const doubt = 'A configuration was sent at 14:02, outcome unknown.';
		assert.deepEqual(snapshot({ doubt }).problem, { text: doubt });
		assert.match(snapshot({ doubt }, { problem: problem('timeout') }).problem?.text ?? '', /last that was read/);
	});

	it('keeps the last of a task that was deleted', () => {
		const page = snapshot({ task: dcsTask('RUNNING') }, { gone: true, ended: true, problem: problem('noSuchTask') });
		assert.match(page.problem?.text ?? '', /DCS does not know this task any more/);
		assert.equal(page.problem?.action?.command, 'refresh');
		assert.equal(page.title, 'task a');
		assert.equal(page.actions.configure, false, 'it cannot be configured any more');
		const nothing = snapshot({ task: undefined }, { gone: true, ended: true });
		assert.equal(nothing.status.words, 'Gone');
		assert.equal(nothing.loading, false);
	});

	it('says that it is the list that has a task no more', () => {
		const page = snapshot({ task: dcsTask('SUCCESS'), unlisted: true }, { gone: true, ended: true });
		assert.match(page.problem?.text ?? '', /list of DCS does not have this task any more/);
		assert.equal(page.problem?.action?.command, 'refresh');
	});

	it('keeps the last of a task whose connection was removed, and polls and offers nothing', () => {
		const page = snapshot({ connection: undefined, samples: [sample(1)], hasConsole: false });
		assert.match(page.problem?.text ?? '', /connection of this task was removed/);
		assert.equal(page.problem?.action, undefined, 'nothing brings it back');
		const sandbox = snapshot({ connection: undefined, sandbox: true }).problem;
		assert.equal(sandbox?.action?.command, 'openSandbox');
		assert.equal(page.subtitle, 'DCS · online');
		assert.equal(page.live?.interval, 0);
		assert.equal(page.live?.pausable, false);
		assert.doesNotMatch(page.live?.note ?? '', /every|ended/);
		const configurable = snapshot({ connection: undefined, task: dcsTask('RUNNING') });
		assert.equal(configurable.actions.configure, false);
		const unknown = snapshot({ task: undefined, connection: undefined }, { loading: true });
		assert.equal(unknown.loading, false, 'nobody will ever answer');
	});

	it('offers the configuration just where the task waits for it', () => {
		assert.equal(snapshot({ task: dcsTask('RUNNING') }).actions.configure, true);
		assert.equal(snapshot({ task: dcsTask('FULLMIGRATING') }).actions.configure, false);
		assert.equal(snapshot({ hasConsole: false }).actions.console, false);
	});
});

describe('the live part of the page', () => {
	it('stands values of the charts under their wire names, and null where a sample has none', () => {
		const { live } = snapshot({
			samples: [
				sample(1, { offset: 5, source_dbsize: null }),
				sample(2, { offset: null, target_ops: 7 }),
				sample(3, {}),
			],
		});
		assert.deepEqual(live?.times, [1, 2, 3]);
		assert.deepEqual(live?.values, {
			offset: [5, null, null],
			target_ops: [null, 7, null],
		});
		assert.equal(live?.sampledAt, 3);
		assert.equal(live?.sentAt, NOW);
	});

	it('is there before the first sample', () => {
		const { live } = snapshot();
		assert.equal(live?.sampledAt, null);
		assert.deepEqual(live?.times, []);
		assert.equal(live?.interval, 5000);
		assert.match(live?.note ?? '', /every 5 s/);
		assert.equal(live?.pausable, true);
	});

	it('is not there for a task that has no statistics, nor for one that ended before any was taken', () => {
		assert.equal(snapshot({ task: dcsTask('RUNNING') }).live, undefined);
		assert.equal(snapshot({ task: dcsTask('SUCCESS') }, { ended: true }).live, undefined);
		assert.equal(snapshot({ task: dcsTask('FULLMIGRATING', { migration_type: 'backupfile_import' }) }).live, undefined);
	});

	it('keeps the curves when the task ends, whichever service it is of', () => {
		const dcs = snapshot({ task: dcsTask('SUCCESS'), samples: [sample(1)] }, { ended: true });
		const server = SERVICES.get('sms').readTask(ref('a', 'c1', 'sms'), {
			list: { ...readingOf(smsRow('a', 'MIGRATE_SUCCESS')), at: NOW },
		});
		const sms = snapshot(
			{ task: server, service: SERVICES.get('sms'), presenter: smsPresenter as ServicePresenter, samples: [sample(1)] },
			{ ended: true },
		);
		for (const page of [dcs, sms]) {
			assert.equal(page.live?.interval, 0);
			assert.equal(page.live?.pausable, false);
			assert.match(page.live?.note ?? '', /ended/);
			assert.deepEqual(page.live?.times, [1]);
		}
	});

	it('says that it is paused', () => {
		const { live } = snapshot({ samples: [sample(1)] }, { paused: true });
		assert.equal(live?.paused, true);
		assert.equal(live?.note, 'sampling is paused');
		assert.equal(live?.pausable, true);
	});

	it('does not tell old numbers as if they were those of now', () => {
		const fresh = snapshot({ samples: [sample(1)], now: 1 }, {}).headline.text;
		for (const watch of [{ paused: true }, { stale: problem('service') }]) {
			const { headline } = snapshot({ samples: [sample(1)] }, watch);
			assert.match(headline.text, /the last numbers are of/);
			assert.equal(headline.hint, `Then: ${fresh}`);
		}
	});

	it('keeps the last numbers and says why they are old', () => {
		const stale = problem('service');
		const { live, problem: notice } = snapshot({ samples: [sample(1)] }, { stale });
		assert.equal(live?.stale, stale.text);
		assert.deepEqual(live?.times, [1]);
		assert.equal(live?.interval, 5000, 'it is tried again');
		assert.equal(notice, undefined);
	});

	it('does not claim to poll where the credential was refused', () => {
		const { live } = snapshot({ samples: [sample(1)] }, { stale: problem('signature') });
		assert.equal(live?.interval, 0);
		assert.doesNotMatch(live?.note ?? '', /every/);
	});

	it('holds no name that the samples did not bring', () => {
		const { live } = snapshot({ samples: [sample(1)] });
		assert.deepEqual(live?.values, {});
	});

	const every5s = (count: number) =>
		Array.from({ length: count }, (_, index) => sample(NOW - (count - 1 - index) * 5_000, { target_ops: index }));
	const MINUTE = 60_000;

	it('shows the last half hour of a longer run, and all of a shorter one, up to the newest sample', () => {
		const short = snapshot({ samples: every5s(13) }).live;
		assert.deepEqual(short?.extent, { from: NOW - MINUTE, to: NOW });
		assert.deepEqual(short?.range, { ...short?.extent, following: 'all' });
		assert.equal(short?.overview, undefined, 'there is nothing to choose');
		const long = snapshot({ samples: every5s(1_000), now: NOW + MINUTE }).live;
		assert.deepEqual(long?.range, { from: NOW - 30 * MINUTE, to: NOW, following: 30 * MINUTE });
		assert.equal(long?.count, 361);
		assert.deepEqual(long?.overview?.values.target_ops?.at(-1), 999);
	});

	it('shows what was chosen, as far as there is any of it', () => {
		const samples = every5s(1_000);
		const extent = { from: samples[0]?.at ?? 0, to: NOW };
		const range = (choice: SnapshotInput['range']) => snapshot({ samples, range: choice }).live?.range;
		assert.deepEqual(range({ last: 'all' }), { ...extent, following: 'all' });
		assert.deepEqual(range({ last: 5 * MINUTE }), { from: NOW - 5 * MINUTE, to: NOW, following: 5 * MINUTE });
		assert.deepEqual(range({ last: 1e12 }), { ...extent, following: 1e12 });
		const still = { from: NOW - 20 * MINUTE, to: NOW - 10 * MINUTE };
		assert.deepEqual(range(still), { ...still, following: false });
		assert.deepEqual(range({ from: 0, to: NOW - 10 * MINUTE }), { from: extent.from, to: still.to, following: false });
		assert.equal(range({ from: 1, to: 2 })?.following, 30 * MINUTE, 'there is nothing of it');
	});

	it('sums up what the charts show, and has the same charts wherever one looks', () => {
		const samples = every5s(1_000).map((one, index) => ({
			...one,
			values: { ...one.values, full_migration_progress: index < 10 ? 40 : 100, offset: index === 20 ? 7 : 0 },
		}));
		const { live } = snapshot({ samples, range: { last: 5 * MINUTE } });
		assert.deepEqual(
			live?.charts.map(({ id }) => id),
			['progress', 'offset', 'keys', 'ops', 'traffic'],
		);
		assert.equal(live?.charts[3]?.summary, 'Operations/s: now 999, first 939, lowest 939, highest 999, 61 samples.');
		assert.equal(live?.charts[3]?.whole, true);
	});

	it('has no chart of the offset before changes are followed, as it says nothing then', () => {
		const ids = (offset: number, status: string) =>
			snapshot({ task: dcsTask(status), samples: [sample(1, { offset })] }).live?.charts.map(({ id }) => id);
		assert.deepEqual(ids(0, 'FULLMIGRATING'), ['keys', 'ops', 'traffic']);
		assert.deepEqual(ids(0, 'INCRMIGEATING'), ['offset', 'keys', 'ops', 'traffic']);
		assert.deepEqual(ids(5, 'FULLMIGRATING'), ['offset', 'keys', 'ops', 'traffic']);
	});

	it('tells what happened and the longest times without samples, one after the other', () => {
		const samples = every5s(700).filter((_, index) => index < 400 || index > 500);
		const mark = { at: NOW - MINUTE, kind: 'resumed', label: 'going on', tone: 'good' } as const;
		const { live } = snapshot({ samples, marks: [mark], range: { last: 'all' } });
		const [gap, ...others] = live?.marks ?? [];
		assert.deepEqual(others, [mark]);
		assert.deepEqual([gap?.kind, gap?.at, gap?.label], ['gap', samples[399]?.at, 'no samples for 9 min']);
	});

	it('stays small and quick for 40,000 samples, and loses no peak of them', () => {
		const samples = every5s(40_000).map((one, index) => (index === 12_345 ? sample(one.at, { target_ops: 1e9 }) : one));
		const begin = performance.now();
		const { live } = snapshot({ samples, range: { last: 'all' } });
		const took = performance.now() - begin;
		// Some 20 ms on a quiet machine: what is quadratic takes minutes.
		assert.ok(took < 2_000, `${took} ms`);
		assert.equal(live?.count, 40_000);
		assert.ok((live?.times.length ?? 0) < 3_200, `${live?.times.length} rows`);
		assert.ok(live?.values.target_ops?.includes(1e9) && live.overview?.values.target_ops?.includes(1e9));
		assert.deepEqual(live?.newest?.times.length, 200);
	});
});
