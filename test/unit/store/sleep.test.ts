import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudHttp } from '../../../src/cloud/http';
import { openConnection } from '../../../src/connections/openConnection';
import { timersOf } from '../../../src/core/timer';
import type { ConfigureValues } from '../../../src/migration/configuration';
import { Format } from '../../../src/migration/format';
import { gapBefore } from '../../../src/migration/insight/gaps';
import { startSandbox } from '../../../src/sandbox/index';
import { toConnectionProblem } from '../../../src/store/connectionProblem';
import { RefreshSchedulers } from '../../../src/store/refreshSchedulers';
import { Submissions } from '../../../src/store/submissions';
import { TaskPoller } from '../../../src/store/taskPoller';
import { FileJournal } from '../../../src/ui/submissionJournal';
import { promises } from '../../promises';
import {
	dcsRow,
	FakePort,
	FakeSource,
	HandTimers,
	ref,
	sample,
	sandboxDeps,
	sandboxPlace,
	settle,
	storeOver,
} from './fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NIGHT = 8 * HOUR;
const INTERVAL = 5_000;
const NO_ENDPOINT = { id: '', addrs: '', password: '' };
const VALUES: ConfigureValues = {
	migration_method: 'incremental_migration',
	resume_mode: 'manual',
	bandwidth_limit_mb: '',
	source_instance: { ...NO_ENDPOINT, by: 'addrs', addrs: '10.20.0.5:6379' },
	target_instance: { ...NO_ENDPOINT, by: 'id', id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd' },
};

/** A machine whose timers stand still while it sleeps, as real ones do: its clock goes on, and they have as long to wait as before. */
class Laptop {
	private readonly awake = new HandTimers();
	private slept = 0;

	readonly now = (): number => this.awake.now() + this.slept;
	/** As the extension waits, over the machine's own timers. */
	readonly setTimer = timersOf({ now: this.now, setTimeout: this.awake.setTimer });

	pass(ms: number): Promise<void> {
		return this.awake.pass(ms);
	}

	/** Sleeps for so long; a negative time sets its clock back. */
	sleep(ms: number): void {
		this.slept += ms;
	}
}

describe('A machine that sleeps', () => {
	/** Connections that are refreshed every minute; tells when each was, in ms since waking. */
	function refreshing(laptop: Laptop) {
		const sources = ['c1', 'c2', 'c3'].map(() => new FakeSource([dcsRow('a')]));
		const port = new FakePort();
		for (const [nth, source] of sources.entries()) {
			port.add(`c${nth + 1}`, [source]);
		}
		const { store } = storeOver(port, laptop.now);
		const schedulers = new RefreshSchedulers({
			interval: () => MINUTE,
			run: async (id) => {
				await store.refresh({ ids: [id], quietly: true });
				return !store.isFailing(id);
			},
			rest: (id) => store.restOf(id),
			now: laptop.now,
			random: () => 0.5,
			setTimer: laptop.setTimer,
		});
		schedulers.setConnections(port.ids());
		schedulers.setVisible(true);
		const lists = (): number[] => sources.map((source) => source.news().filter((what) => what === 'list').length);
		return { store, lists };
	}

	function watching(laptop: Laptop) {
		const source = new FakeSource([dcsRow('a')]);
		source.onSample = async () => ({ sample: sample(laptop.now()) });
		const { store } = storeOver(new FakePort().add('c1', [source]), laptop.now);
		const poller = new TaskPoller(store, ref('a'), {
			interval: () => INTERVAL,
			connectionName: () => 'production',
			now: laptop.now,
			random: () => 0.5,
			setTimer: laptop.setTimer,
		});
		poller.setVisible(true);
		return { source, store, poller, times: () => store.samples.of(ref('a')).map(({ at }) => at) };
	}

	const row = (fault: string, promise: string, run: () => unknown): Mocha.Test =>
		promises({ chapter: 'Bad networks', fault, promise }, run);

	row(
		'The machine sleeps for a night between two refreshes',
		'each list is read once, within half a minute of waking, and then at its interval',
		async () => {
			const laptop = new Laptop();
			const { lists, store } = refreshing(laptop);
			await laptop.pass(MINUTE + 10_000);
			assert.deepEqual(lists(), [2, 2, 2]);
			laptop.sleep(NIGHT);
			await laptop.pass(30_000);
			assert.deepEqual(lists(), [1, 1, 1]);
			await laptop.pass(59_000);
			assert.deepEqual(
				lists().filter((count) => count > 1),
				[],
			);
			assert.equal(store.isFailing('c1'), false);
			const readAt = store.listedAt(ref('a')) ?? 0;
			assert.ok(laptop.now() - readAt <= MINUTE + 30_000, 'the tasks are as old as they say');
		},
	);

	row(
		'The machine sleeps for a night while a task is watched',
		'one sample soon after waking, none for the night, which is a gap',
		async () => {
			const laptop = new Laptop();
			const { source, poller, times } = watching(laptop);
			await laptop.pass(MINUTE);
			source.news();
			laptop.sleep(NIGHT);
			await laptop.pass(INTERVAL);
			assert.deepEqual(source.news().sort(), ['sample a', 'show a']);
			await laptop.pass(MINUTE);
			assert.equal(times().filter((_, index) => gapBefore(times(), index)).length, 1);
			assert.equal(poller.stale, undefined);
			assert.equal(poller.problem, undefined);
		},
	);

	/** A connection to a sandbox that leaves one request unanswered, on a machine that falls asleep as soon as that request is there. */
	async function asleep(hangs: string) {
		const sandbox = await startSandbox({ seed: 7 });
		sandbox.misbehave({ kind: 'hang', match: hangs, times: 1 });
		let ahead = 0;
		const now = (): number => Date.now() + ahead;
		const http = new CloudHttp({ timeoutMs: () => 2_000, now, sleep: async () => {} });
		const place = { ...sandboxPlace(sandbox), services: ['dcs'] };
		const credential = { kind: 'aksk', accessKey: sandbox.accessKey, secretKey: sandbox.secretKey } as const;
		const port = new FakePort().add('c1', async () => {
			return [...(await openConnection(place, credential, { ...sandboxDeps(), http })).sources];
		});
		const asked = () => sandbox.requests.filter(({ method, path: at }) => `${method} ${at}`.includes(hangs));
		const fallAsleep = async (): Promise<void> => {
			while (asked().length === 0) {
				await settle();
			}
			ahead = NIGHT;
		};
		return { sandbox, now, asked, fallAsleep, ...storeOver(port, now) };
	}

	row(
		'The machine sleeps for a night while a list is read',
		'it is read again by itself, no fault is told, and its tasks are as new as they are',
		async () => {
			const { sandbox, store, now, asked, fallAsleep } = await asleep('/migration-tasks');
			try {
				const read = store.refresh();
				await fallAsleep();
				const woke = now();
				await read;
				assert.equal(asked().length, 2);
				const [service] = store.connectionStates()[0]?.services ?? [];
				assert.equal(service?.problem, undefined);
				assert.ok((service?.loadedAt ?? 0) >= woke, 'they are of this morning');
				assert.ok(store.allTasks().length > 0);
			} finally {
				await sandbox.close();
			}
		},
	);

	row(
		'The machine sleeps for a night while a configuration is on its way',
		'it was sent once, and its outcome is unknown, not failed',
		async () => {
			const { sandbox, store, now, asked, fallAsleep } = await asleep('POST /v2/');
			const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-sleep-'));
			try {
				await store.refresh();
				const task = store.allTasks().find(({ actions }) => actions.includes('configure'));
				assert.ok(task);
				const submissions = new Submissions({ store, journal: new FileJournal({ folder, now }), now });
				const evening = now();
				const sent = submissions.run('configure', task.ref, VALUES);
				await fallAsleep();
				const outcome = await sent;
				assert.equal(outcome.kind, 'unknown');
				assert.equal(outcome.kind === 'unknown' && outcome.task?.status, task.status);
				const said = toConnectionProblem(outcome.kind === 'unknown' && outcome.error, 'production');
				assert.match(said.text, /slept/);
				const standing = await submissions.standing('configure', task.ref);
				assert.equal(standing?.state, 'unsettled');
				assert.ok((standing?.sentAt ?? 0) < evening + HOUR, 'it was sent in the evening');
				assert.equal(asked().length, 1);
			} finally {
				rmSync(folder, { recursive: true, force: true });
				await sandbox.close();
			}
		},
	);

	row(
		'The clock is set back by an hour',
		'refreshes and samples go on at their intervals, and no age is negative',
		async () => {
			const laptop = new Laptop();
			const { lists, store } = refreshing(laptop);
			const { source, poller, times } = watching(laptop);
			await laptop.pass(2 * MINUTE);
			lists();
			source.news();
			laptop.sleep(-HOUR);
			await laptop.pass(INTERVAL);
			assert.ok(source.news().includes('sample a'));
			await laptop.pass(MINUTE);
			assert.deepEqual(lists(), [1, 1, 1]);
			const readAt = store.listedAt(ref('a')) ?? 0;
			const age = new Format('en').age(readAt, laptop.now());
			assert.doesNotMatch(age, /-|in /);
			assert.deepEqual(
				times(),
				[...times()].sort((one, other) => one - other),
			);
			assert.ok((times().at(-1) ?? 0) <= laptop.now(), 'no sample is of a time to come');
			assert.equal(poller.stale, undefined);
			laptop.sleep(HOUR);
			await laptop.pass(MINUTE);
			assert.deepEqual(lists(), [1, 1, 1], 'also when it is set right again');
			return age;
		},
	);
});
