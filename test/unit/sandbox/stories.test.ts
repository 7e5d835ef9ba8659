import assert from 'node:assert/strict';
import { explain } from '../../../src/migration/explain';
import { Replay } from '../../../src/replay/replay';
import { statsBody } from '../../../src/sandbox/dcsRows';
import type { DcsTask } from '../../../src/sandbox/dcsTask';
import { startSandbox } from '../../../src/sandbox/index';
import { failureOf, readingOf, statusOf } from '../../../src/sandbox/simulation';
import { storyTasks } from '../../../src/sandbox/stories';
import { SERVICES } from '../../../src/services';
import { ask } from './client';
import { explainedFailures } from './stories';

/** Real seconds between two samples, as the extension asks for a watched task. */
const EVERY = 10;
const START = Date.UTC(2026, 0, 1, 8);

interface Told {
	readonly at: number;
	readonly phase: string;
	readonly eta: object | null;
	readonly verdict: string;
	readonly reasons: readonly { readonly id: string; readonly ok: boolean }[];
	readonly events: readonly string[];
}

interface Watch {
	readonly seed?: number;
	readonly speed?: number;
	/** Real seconds after which the writers stop, and whoever watches says so. */
	readonly writersStop?: number;
}

function story(name: string, seed = 1, speed = 60): DcsTask {
	const found = storyTasks(seed, speed).find((task) => task.name === `story-${name}`);
	assert.ok(found, name);
	return found;
}

/** What the judge says of a story that somebody watches for so many real minutes. */
function watch(name: string, minutes: number, { seed = 1, speed = 60, writersStop }: Watch = {}): readonly Told[] {
	const replay = new Replay();
	const task = story(name, seed, speed);
	const told: Told[] = [];
	for (let second = 0; second <= minutes * 60; second += EVERY) {
		const time = second * speed;
		const stopped = writersStop !== undefined && second >= writersStop;
		const plan =
			stopped && task.plan.kind === 'running'
				? { ...task.plan, writersStopped: { at: writersStop * speed, settle: 15 * speed } }
				: task.plan;
		const now = { ...task, plan };
		const reading = readingOf(seed, now, time, speed);
		told.push(
			JSON.parse(
				replay.answer(
					JSON.stringify({
						run: name,
						at: START + second * 1000,
						status: statusOf(now, time),
						method: now.method,
						stats: reading ? statsBody(now, reading) : null,
						...(stopped ? { writesStopped: true } : {}),
					}),
				),
			) as Told,
		);
	}
	return told;
}
const verdicts = (told: readonly Told[]): readonly string[] => [...new Set(told.map(({ verdict }) => verdict))];
const events = (told: readonly Told[]): readonly string[] => told.flatMap((one) => one.events);
const never = (told: readonly Told[], ...banned: string[]): void =>
	assert.deepEqual(
		verdicts(told).filter((verdict) => banned.includes(verdict)),
		[],
	);

describe('The stories of the sandbox', () => {
	for (const speed of [1, 60]) {
		describe(`at ${speed} times real time`, () => {
			it('has a snapshot of some minutes at 0 %, which is no stall and has no time left', () => {
				const told = watch('snapshot', 7, { speed });
				assert.deepEqual([...new Set(told.map(({ phase }) => phase))], ['snapshot']);
				assert.ok(told.every(({ eta }) => eta === null));
				assert.deepEqual(events(told), []);
			});

			it('has a copy that stalls for minutes and goes on', () => {
				const told = watch('stall', 14, { speed });
				assert.deepEqual(events(told), ['stalled', 'resumed']);
				assert.ok(verdicts(told).includes('stalled'));
			});

			it('has a full sync that begins again once, unasked', () => {
				assert.deepEqual(events(watch('restart', 9, { speed })), ['fullSyncRestarted']);
			});

			it('has a copy that never catches up', () => {
				const told = watch('never-converging', 12, { speed });
				assert.ok(verdicts(told).includes('fallingBehind'));
				never(told, 'readyToStopWrites', 'switchNow');
			});

			it('has bursts, which are no falling behind', () => {
				const told = watch('bursts', 20, { speed });
				never(told, 'fallingBehind', 'switchNow');
				assert.ok(verdicts(told).includes('readyToStopWrites'));
			});

			it('has a target that throws keys away, for which nobody is told to stop the writers', () => {
				const told = watch('eviction', 12, { speed });
				never(told, 'readyToStopWrites', 'switchNow');
				const { reasons } = told.at(-1) as Told;
				for (const id of ['keys', 'keysSteady']) {
					assert.equal(reasons.find((reason) => reason.id === id)?.ok, false, id);
				}
			});

			it('has one that is ready, and drained once the writers have stopped, and not before', () => {
				const ready = watch('ready', 5, { speed });
				assert.equal(ready.at(-1)?.verdict, 'readyToStopWrites');
				never(ready, 'switchNow');
				const told = watch('ready', 6, { speed, writersStop: 240 });
				assert.equal(told.at(-1)?.verdict, 'switchNow');
			});

			it('has a writer that was forgotten, so that switching is never advised', () => {
				const told = watch('forgotten-writer', 12, { speed, writersStop: 240 });
				assert.ok(verdicts(told).includes('readyToStopWrites'));
				never(told, 'switchNow');
			});

			it('has copies that fail while one watches', () => {
				for (const name of ['out-of-memory', 'buffer-overrun']) {
					const told = watch(name, 6, { speed });
					assert.equal(told[0]?.phase, 'snapshot');
					assert.equal(told.at(-1)?.phase, 'failed', name);
				}
			});

			it('has a full migration, for which there is no verdict', () => {
				assert.deepEqual(verdicts(watch('full-only', 7, { speed })), ['notApplicable']);
			});
		});
	}

	it('are told by every seed, each with numbers of its own', () => {
		const stalls = new Set<string>();
		for (let seed = 1; seed <= 20; seed++) {
			assert.deepEqual(events(watch('stall', 14, { seed })), ['stalled', 'resumed'], `seed ${seed}`);
			assert.deepEqual(events(watch('restart', 9, { seed })), ['fullSyncRestarted'], `seed ${seed}`);
			stalls.add(JSON.stringify(story('stall', seed).plan));
		}
		assert.ok(stalls.size > 15);
		assert.deepEqual(storyTasks(7, 60), storyTasks(7, 60));
	});

	it('say why they failed by their error and their log, as the catalogue knows it', async () => {
		const presenter = await SERVICES.get('dcs').presenter();
		for (const [name, cause] of [
			['out-of-memory', 'r09'],
			['buffer-overrun', 'r01'],
		] as const) {
			const task = story(name);
			const end = 10 * 60 * 60;
			assert.ok(failureOf(task, end));
			const lines = (task.log ?? []).map(({ message }) => message).join('\n');
			const [first] = explain(presenter.catalogue ?? [], {
				texts: [
					{ from: 'error_message', text: failureOf(task, end) ?? '' },
					{ from: 'log', text: lines },
				],
			});
			assert.equal(first?.cause.id, cause);
		}
	});
});

describe('The failed tasks of the sandbox', () => {
	it('has one for each known cause, which its error and its log together are explained by', async () => {
		const { dcs, sms } = await explainedFailures();
		for (const { name, found, unknown } of [...dcs, ...sms]) {
			const cause = /^why-(?:(r\d+|api-[a-z0-9]+)-|)(.*)$/.exec(name);
			const wanted = cause?.[1] ?? `sms-${cause?.[2]}`;
			assert.equal(unknown ? undefined : wanted, found, name);
		}
		// What the gateway says is said of requests, not of tasks.
		const ofTasks = (id: string) => !id.startsWith('gateway-');
		for (const [service, tasks] of [
			['dcs', dcs],
			['sms', sms],
		] as const) {
			const known = ((await SERVICES.get(service).presenter()).catalogue ?? []).map(({ id }) => id).filter(ofTasks);
			const found = new Set(tasks.map((task) => task.found));
			assert.ok(known.length > 20, service);
			assert.deepEqual(
				known.filter((id) => !found.has(id)),
				[],
				service,
			);
		}
	});

	it('are there only where they were asked for', async () => {
		const sandbox = await startSandbox();
		const plain = await ask(sandbox, `/v2/${sandbox.projectId}/migration-tasks?limit=1000&name=story-`);
		await sandbox.close();
		assert.equal(plain.json.count, 0);
	});
});

describe('The writers of a story', () => {
	it('stop and write again as they are told, and a task that is none cannot be told', async () => {
		let now = START;
		const sandbox = await startSandbox({ stories: true, now: () => now });
		try {
			const { id } = story('ready');
			const stats = async () =>
				(await ask(sandbox, `/v2/${sandbox.projectId}/migration-task/${id}/stats`, { date: new Date(now) })).json;
			assert.ok((await stats()).target_ops > 100);
			sandbox.setWriters('story-ready', false);
			now += 60_000;
			const first = await stats();
			now += 60_000;
			const second = await stats();
			assert.equal(second.target_ops, 0);
			assert.equal(second.source_dbsize, first.source_dbsize);
			assert.equal(second.target_dbsize, second.source_dbsize);
			sandbox.setWriters('story-ready', true);
			assert.ok((await stats()).target_ops > 100);
			assert.throws(() => sandbox.setWriters('no such task', false), RangeError);
		} finally {
			await sandbox.close();
		}
	});
});
