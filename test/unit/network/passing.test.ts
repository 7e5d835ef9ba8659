import assert from 'node:assert/strict';
import { Rig, type RigOptions } from '../../network/connection';
import type { Fault, FaultProxy } from '../../network/faultProxy';
import { DCS_FAULT, json, proxyLogin } from '../../network/faults';
import { promises } from '../../promises';

const PASS: Fault = { kind: 'pass' };
const CUT: Fault = { kind: 'cutAnswer' };
const BUSY = json('503 Service Unavailable', DCS_FAULT);
const isList = (request: string): boolean => /\/(migration-tasks|v3\/tasks)\?/.test(request);

/** A plan for lists alone, by how many were asked for since; everything else goes well. */
function ofLists(fault: (nth: number) => Fault): FaultProxy['plan'] {
	let lists = 0;
	return (request) => (isList(request) ? fault(++lists) : PASS);
}

interface Trouble extends Pick<RigOptions, 'services' | 'listenAt'> {
	readonly fault: string;
	readonly plan: () => FaultProxy['plan'];
}

const TROUBLES: readonly Trouble[] = [
	{ fault: 'every answer comes late, but in time', plan: () => () => ({ kind: 'delay', ms: 50 }) },
	{ fault: 'a burst of three 503', plan: () => ofLists((nth) => (nth <= 3 ? BUSY : PASS)) },
	{ fault: 'one reset before the answer', plan: () => ofLists((nth) => (nth === 1 ? CUT : PASS)) },
	{ fault: 'every third list is cut off', plan: () => ofLists((nth) => (nth % 3 === 0 ? CUT : PASS)) },
	{ fault: 'two of three lists are cut off', plan: () => ofLists((nth) => (nth % 3 === 0 ? PASS : CUT)) },
	{
		fault: 'SMS: every third page is cut off',
		services: ['sms'],
		plan: () => ofLists((nth) => (nth % 3 === 0 ? CUT : PASS)),
	},
	{ fault: 'details and statistics fail, the list does not', plan: () => (request) => (isList(request) ? PASS : BUSY) },
	{ fault: 'an IPv6 address', listenAt: '::1', plan: () => () => PASS },
];

describe('on a network that is bad at times', () => {
	for (const { fault, plan, ...where } of TROUBLES) {
		promises({ chapter: 'Bad networks', fault, promise: 'nothing is said, and what is shown is fresh' }, async () => {
			const rig = await Rig.open({ ...where, sandbox: { tasks: 30, smsTasks: 250 } });
			try {
				const tasks = rig.store.allTasks().length;
				rig.proxy.plan = plan();
				let slowest = 0;
				for (let refresh = 1; refresh <= 4; refresh++) {
					slowest = Math.max(slowest, await rig.nextRefresh());
					assert.equal(rig.problem, undefined);
					assert.equal(rig.loadedAt, rig.now, 'fresh');
					assert.equal(rig.store.allTasks().length, tasks);
				}
				return slowest === 0 ? 'at once' : `${slowest} s later at the most`;
			} finally {
				await rig.dispose();
			}
		});
	}
});

describe('details on a bad network', () => {
	promises(
		{
			chapter: 'Bad networks',
			fault: 'details and statistics fail for everybody',
			promise: 'a few are tried once at each refresh, however many tasks run',
		},
		async () => {
			const rig = await Rig.open({ sandbox: { tasks: 200 } });
			try {
				rig.proxy.plan = (request) => (isList(request) ? PASS : BUSY);
				const { length } = rig.proxy.requests;
				await rig.nextRefresh();
				const details = rig.proxy.requests.slice(length).filter((request) => !isList(request));
				assert.equal(new Set(details).size, details.length, 'none twice');
				assert.ok(details.length <= 8, `${details.length} details`);
				return `${details.length} requests beside the list`;
			} finally {
				await rig.dispose();
			}
		},
	);

	promises(
		{
			chapter: 'Bad networks',
			fault: 'the list fails, details would not',
			promise: 'those under way end with it, and none are asked for until it is read again',
		},
		async () => {
			const rig = await Rig.open({ sandbox: { tasks: 200 } });
			try {
				rig.proxy.plan = (request) => (isList(request) ? proxyLogin : { kind: 'delay', ms: 300 });
				await rig.nextRefresh();
				const { length } = rig.proxy.requests;
				await rig.pass(10 * 60_000);
				const asked = rig.proxy.requests.slice(length);
				assert.deepEqual(
					asked.filter((request) => !isList(request)),
					[],
				);
				assert.ok(asked.length > 0);
				rig.proxy.all(PASS);
				await rig.pass(10 * 60_000);
				assert.ok(
					rig.proxy.requests.slice(length).some((request) => !isList(request)),
					'then they are again',
				);
				return 'the list alone';
			} finally {
				await rig.dispose();
			}
		},
	);
});
