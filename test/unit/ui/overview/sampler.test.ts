import assert from 'node:assert/strict';
import { refKey, type TaskRef } from '../../../../src/migration/task';
import { Sampler, type Wanted } from '../../../../src/ui/overview/sampler';
import { ref } from '../../store/fakes';

/** A sampler whose clock goes by hand, and what it asked for. */
function samplerOf(
	wanted: () => readonly Omit<Wanted, 'sampledAt'>[],
	answer: (ref: TaskRef) => Promise<unknown> = async () => {},
) {
	let now = 1_000_000;
	let due: { run: () => void; at: number } | undefined;
	const asked: string[] = [];
	const sampler = new Sampler({
		wanted: () => wanted().map((one) => ({ ...one, sampledAt: undefined })),
		sample: (of) => {
			asked.push(of.id);
			return answer(of);
		},
		interval: () => 5_000,
		now: () => now,
		setTimer: (run, ms) => {
			const own = { run, at: now + ms };
			due = own;
			return {
				dispose: () => {
					due = due === own ? undefined : due;
				},
			};
		},
	});
	/** Lets time pass; what was asked for meanwhile. */
	async function pass(ms: number): Promise<string[]> {
		const end = now + ms;
		while (due && due.at <= end) {
			const { run, at } = due;
			now = at;
			run();
			await new Promise((resolve) => setImmediate(resolve));
		}
		now = end;
		return asked.splice(0);
	}
	return { sampler, pass };
}

const tasks = (count: number, pinned = 0, onScreen = count) =>
	Array.from({ length: count }, (_, index) => ({
		ref: ref(`t${index}`),
		pinned: index < pinned,
		onScreen: index < onScreen,
	}));

describe('the sampling of the overview', () => {
	it('asks at most sixty times a minute, however many tasks there are, and leaves none out', async () => {
		const { sampler, pass } = samplerOf(() => tasks(200));
		sampler.setVisible(true);
		assert.equal((await pass(60_000)).length, 60);
		const more = await pass(140_000);
		assert.equal(new Set(more).size, 140, 'those that were not asked yet come first');
		sampler.dispose();
	});

	it('asks for each task no more often than every ten seconds, for a pinned one at the interval of the panels', async () => {
		const { sampler, pass } = samplerOf(() => tasks(3, 1));
		sampler.setVisible(true);
		const asked = await pass(60_000);
		const count = (id: string): number => asked.filter((one) => one === id).length;
		assert.ok(count('t1') >= 5 && count('t1') <= 6, `${count('t1')}`);
		assert.ok(count('t0') >= 10 && count('t0') <= 12, `${count('t0')}`);
		sampler.dispose();
	});

	it('asks first for what is on the screen, and leaves a fourth of its readings to the rest', async () => {
		const { sampler, pass } = samplerOf(() => tasks(100, 0, 12));
		sampler.setVisible(true);
		await pass(30_000);
		const asked = await pass(60_000);
		const seen = asked.filter((id) => Number(id.slice(1)) < 12).length;
		assert.ok(seen >= 40 && seen <= 50, `${seen} of ${asked.length}`);
		assert.ok(asked.length - seen >= 10);
		sampler.dispose();
	});

	it('asks for what is not on the screen no more often than once a minute', async () => {
		const { sampler, pass } = samplerOf(() => tasks(2, 0, 1));
		sampler.setVisible(true);
		const asked = await pass(180_000);
		assert.ok(asked.filter((id) => id === 't1').length <= 3);
		sampler.dispose();
	});

	it('asks nothing while nobody looks', async () => {
		const { sampler, pass } = samplerOf(() => tasks(3));
		assert.deepEqual(await pass(60_000), []);
		sampler.setVisible(true);
		assert.ok((await pass(5_000)).length > 0);
		sampler.setVisible(false);
		assert.deepEqual(await pass(60_000), []);
	});

	it('does not ask for what somebody else has just sampled', async () => {
		let now = 0;
		const asked: string[] = [];
		let run = (): void => {};
		const sampler = new Sampler({
			wanted: () => [{ ref: ref('t'), pinned: false, onScreen: true, sampledAt: now - 3_000 }],
			sample: async (of) => asked.push(refKey(of)),
			interval: () => 5_000,
			now: () => now,
			setTimer: (next) => {
				run = next;
				return { dispose: () => {} };
			},
		});
		sampler.setVisible(true);
		for (now = 1_000_000; now < 1_060_000; now += 1_000) {
			run();
		}
		assert.deepEqual(asked, []);
		sampler.dispose();
	});

	it('leaves a task alone for a minute after a failure', async () => {
		const { sampler, pass } = samplerOf(
			() => tasks(1),
			async () => {
				throw new Error('no');
			},
		);
		sampler.setVisible(true);
		assert.equal((await pass(55_000)).length, 1);
		assert.equal((await pass(30_000)).length, 1);
		sampler.dispose();
	});

	it('has no more than four readings under way where a service does not answer', async () => {
		const { sampler, pass } = samplerOf(
			() => tasks(20),
			() => new Promise(() => {}),
		);
		sampler.setVisible(true);
		assert.equal((await pass(60_000)).length, 4);
		sampler.dispose();
	});
});
