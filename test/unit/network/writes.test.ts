import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyValues } from '../../../src/migration/configuration';
import { Format } from '../../../src/migration/format';
import { allows, type Task } from '../../../src/migration/task';
import { INSTANCES } from '../../../src/sandbox/instances';
import { type Outcome, Submissions } from '../../../src/store/submissions';
import { progressOf, statusOf } from '../../../src/ui/configure/outcomeWords';
import { FileJournal } from '../../../src/ui/submissionJournal';
import { Rig } from '../../network/connection';
import { WRITES, type WriteFault } from '../../network/writes';
import { promises } from '../../promises';

const VALUES = {
	...emptyValues(),
	source_instance: { by: 'addrs', id: '', addrs: '10.0.0.5:6379', password: '' },
	target_instance: { by: 'id', id: INSTANCES.basket.id, addrs: '', password: '' },
} as const;
const isWrite = (request: string): boolean => request.startsWith('POST ');

interface Window {
	readonly rig: Rig;
	readonly task: Task;
	/** Sends the configuration, and lets it come to its end. */
	send(): Promise<Outcome>;
	/** Traces that the next window finds. */
	traces(): number;
	/** What the person reads. */
	told(outcome: Outcome): string;
	/** Configurations that left this computer, and those that the service heard of. */
	counted(): { readonly sent: number; readonly heard: number };
}

async function withWindow<T>(run: (window: Window) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-writes-'));
	const rig = await Rig.open();
	try {
		const task = rig.store.allTasks().find((one) => allows(one, 'configure') && one.ref.service === 'dcs');
		assert.ok(task, 'a task waits for its configuration');
		const now = (): number => rig.now;
		const submissions = new Submissions({
			store: rig.store,
			journal: new FileJournal({ folder, now }),
			now,
			setTimer: () => ({ dispose: () => {} }),
		});
		const context = {
			connectionName: 'Production',
			status: statusOf(rig.store, task.ref),
			format: new Format('en-US'),
			now: rig.now,
		};
		const sandboxWrites = rig.sandbox.requests.length;
		const proxyWrites = rig.proxy.requests.length;
		return await run({
			rig,
			task,
			send: () => submissions.run('configure', task.ref, VALUES),
			traces: () => readdirSync(folder).length,
			told: (outcome) => {
				const progress = progressOf(outcome, context);
				return 'text' in progress ? progress.text : progress.state;
			},
			counted: () => ({
				sent: rig.proxy.requests.slice(proxyWrites).filter(isWrite).length,
				heard: rig.sandbox.requests.slice(sandboxWrites).filter(({ method }) => method === 'POST').length,
			}),
		});
	} finally {
		await rig.dispose();
		rmSync(folder, { recursive: true, force: true });
	}
}

const PROMISE: Readonly<Record<WriteFault['outcome'], string>> = {
	taken: 'sent once, and told that it was taken',
	refused: 'sent once at the most, told that it was refused and why, and nothing is left in doubt',
	done: 'sent once, never again by itself; the task is read again and says that it was done',
	doubt: 'sent once, never again by itself; told that nobody knows, and the next window knows of it',
};

describe('a configuration on a bad network', () => {
	for (const { fault, plan, heard, outcome: expected, says, timeout } of WRITES) {
		promises({ chapter: 'Writes', fault, promise: PROMISE[expected] }, () =>
			withWindow(async ({ rig, task, send, traces, told, counted }) => {
				rig.timeout = timeout ?? rig.timeout;
				if (plan === 'closed') {
					await rig.proxy.deafen();
				} else {
					rig.proxy.plan = (request) => plan(isWrite(request));
				}
				const outcome = await send();
				assert.match(told(outcome), says);
				const kind = { taken: 'answered', refused: 'refused', done: 'unknown', doubt: 'unknown' }[expected];
				assert.equal(outcome.kind, kind);
				assert.equal(traces(), expected === 'doubt' ? 1 : 0);
				if (plan === 'closed') {
					await rig.proxy.listen();
				}
				rig.proxy.all({ kind: 'pass' });
				// Whatever the extension does by itself later, it does not send a second one.
				await rig.pass(10 * 60_000);
				assert.ok(counted().sent <= 1, `${counted().sent} left this computer`);
				assert.equal(counted().heard, heard);
				if (expected === 'doubt') {
					assert.equal((await send()).kind, 'unsettled', 'a person decides first');
					assert.ok(counted().sent <= 1);
				}
				if (expected === 'taken' || expected === 'done') {
					assert.ok(!allows(rig.store.get(task.ref) ?? task, 'configure'));
				}
				return `${counted().heard} at the service; ${expected === 'doubt' ? 'a trace stays' : 'no trace stays'}`;
			}),
		);
	}
});
