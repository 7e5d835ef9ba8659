import assert from 'node:assert/strict';
import { Rig } from '../../network/connection';
import { FAULTS, type NetworkFault } from '../../network/faults';
import { promises } from '../../promises';

/** A person looks on for ten minutes, at one refresh a minute while all is well. */
const OUTAGE = 10 * 60_000;
/** Requests in that time: five refreshes at growing distances, each the list with its repetitions, and a few details at the first. */
const BUDGET = 30;
/** Tasks that run at the least, each of which would have details and statistics to be asked for. */
const RUNNING = 20;

const PROMISE =
	'said in words, the last good tasks stay and are dated, it recovers without a click, within its budget of requests';

async function open({ service = 'dcs', listenAt }: NetworkFault): Promise<Rig> {
	const rig = await Rig.open({
		services: [service],
		sandbox: { tasks: 200, smsTasks: 250 },
		...(listenAt === undefined ? {} : { listenAt }),
	});
	const running = rig.store.allTasks().filter(({ live, over }) => live && !over).length;
	assert.ok(running >= RUNNING, `${running} tasks run`);
	assert.equal(rig.problem, undefined);
	return rig;
}

describe('on a bad network', () => {
	for (const row of FAULTS) {
		const { fault, plan, seen, says, patience = 10 * 60_000 } = row;
		promises({ chapter: 'Bad networks', fault, promise: PROMISE }, async () => {
			const rig = await open(row);
			try {
				const tasks = rig.store.allTasks().length;
				const read = rig.loadedAt;
				assert.ok(read !== undefined);
				if (plan === 'closed') {
					await rig.proxy.deafen();
				} else {
					rig.proxy.plan = typeof plan === 'function' ? plan : () => plan;
				}
				const { timeout } = rig;
				rig.timeout = row.timeout ?? timeout;
				const before = rig.proxy.requests.length;
				const told = await rig.nextRefresh();
				assert.equal(rig.problem?.short, seen);
				assert.match(rig.problem?.text ?? '', says);
				await rig.pass(OUTAGE);
				assert.equal(rig.problem?.short, seen, 'still said');
				assert.equal(rig.store.allTasks().length, tasks, 'the tasks stay');
				assert.equal(rig.loadedAt, read, 'dated by when they were read');
				const requests = rig.proxy.requests.length - before;
				assert.ok(requests <= BUDGET, `${requests} requests in ten minutes`);
				rig.timeout = timeout;
				if (plan === 'closed') {
					await rig.proxy.listen();
				}
				rig.proxy.all({ kind: 'pass' });
				await rig.pass(patience);
				assert.equal(rig.problem, undefined, 'recovered by itself');
				assert.ok((rig.loadedAt ?? 0) > read);
				assert.equal(rig.store.allTasks().length, tasks);
				return `“${seen}”, ${told === 0 ? 'at once' : `after ${told} s`}; ${requests} requests in 10 min`;
			} finally {
				await rig.dispose();
			}
		});
	}
});
