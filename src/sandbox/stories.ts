/**
 * Migrations that each live through one thing that happens to migrations, from the seed. Each is told within some minutes of a person's time, however
 * fast the simulation runs: `R` makes simulated seconds of real ones.
 */
import { AN_ORDINARY_TASK } from './dcsFixtures';
import { type DcsTask, type Quirk, type RunningPlan, runningPlan } from './dcsTask';
import { at, INSTANCES, selfHosted } from './instances';
import { between, dashed, hexId, unit } from './random';

const MB = 1024 * 1024;

interface Story extends Partial<Omit<DcsTask, 'plan'>> {
	readonly name: string;
	/** Real seconds that it has run for when the sandbox opens. */
	readonly age: number;
	/** Real seconds of the snapshot, of copying and of loading. */
	readonly times?: readonly [snapshot: number, copy: number, load: number];
	readonly plan?: Partial<RunningPlan>;
}

/** Real seconds after which a task follows its source closely. */
const FOLLOWING: NonNullable<Story['times']> = [10, 60, 10];
/** Long enough ago that all who look find it following. */
const LONG_AGO = 1_000;

type Scale = (realSeconds: number) => number;

function cast(R: Scale, draw: (name: string, low: number, high: number) => number): readonly Story[] {
	const quirk = (of: Quirk): Partial<RunningPlan> => ({ quirk: of });
	const following = { age: LONG_AGO, times: FOLLOWING };
	return [
		{ name: 'story-snapshot', age: 20, times: [draw('snapshot', 500, 700), 900, 60] },
		{
			name: 'story-stall',
			age: 100,
			times: [15, 500, 30],
			plan: quirk({ kind: 'stalled', at: draw('stallAt', 35, 50), for: R(draw('stall', 240, 360)) }),
			log: [{ after: R(330), level: 'WARN', message: 'No data has been received from the source for 60 seconds.' }],
		},
		{
			name: 'story-restart',
			age: 100,
			times: [10, 320, 20],
			resume: 'auto',
			plan: quirk({ kind: 'restartsOnce', at: draw('restartAt', 60, 80) }),
		},
		{
			name: 'story-never-converging',
			...following,
			bandwidth: '8',
			plan: {
				backlog: draw('backlog', 60, 160) * MB,
				ops: 41_000,
				...quirk({ kind: 'fallingBehind', rate: (draw('rate', 150, 400) * 1024) / R(1) }),
			},
		},
		{
			name: 'story-bursts',
			...following,
			plan: quirk({
				kind: 'bursts',
				every: R(draw('every', 150, 240)),
				bytes: draw('burst', 15, 40) * MB,
				lasts: R(draw('lasts', 40, 60)),
			}),
		},
		{
			name: 'story-eviction',
			...following,
			target: at(INSTANCES.basket),
			plan: quirk({ kind: 'evicts', rate: 0.00003 / R(1), most: 0.9 }),
		},
		{ name: 'story-ready', ...following },
		{ name: 'story-forgotten-writer', ...following, plan: quirk({ kind: 'forgottenWriter', rate: 0.4 / R(1) }) },
		{
			name: 'story-error-in-log',
			...following,
			log: [
				{
					after: R(30),
					every: R(60),
					level: 'ERROR',
					message: 'Command failed at the target: ERR max number of clients reached.',
				},
			],
		},
		{
			name: 'story-instance-down',
			...following,
			target: at({
				...INSTANCES.sessions,
				id: dashed(hexId('sandbox', 'restarting')),
				name: 'sessions-restarting',
				status: 'RESTARTING',
			}),
		},
		{
			name: 'story-out-of-memory',
			age: 0,
			times: [10, 400, 20],
			target: at(INSTANCES.basket),
			plan: quirk({
				kind: 'fails',
				after: R(draw('outOfMemory', 120, 220)),
				error: "Write to the target failed: OOM command not allowed when used memory > 'maxmemory'.",
			}),
			log: [{ after: R(60), every: R(60), level: 'WARN', message: 'The memory of the target is almost full.' }],
		},
		{
			name: 'story-buffer-overrun',
			age: 0,
			times: [10, 500, 20],
			source: selfHosted('10.20.0.71:6379'),
			plan: quirk({
				kind: 'fails',
				after: R(draw('buffer', 150, 260)),
				error: 'Full synchronization failed: read rdb from source 10.20.0.71:6379 error: EOF.',
			}),
			log: [
				{
					after: R(140),
					level: 'WARN',
					message:
						'# Client addr=192.168.0.118:40112 flags=S cmd=psync scheduled to be closed ASAP for overcoming of output buffer limits.',
				},
			],
		},
		{ name: 'story-full-only', age: 0, times: [10, 300, 20], method: 'full_amount_migration' },
	];
}

/** The tasks of all stories. `speed` as of the clock. */
export function storyTasks(seed: number, speed: number): readonly DcsTask[] {
	const R: Scale = (realSeconds) => realSeconds * speed;
	const draw = (name: string, low: number, high: number): number => between(low, high, seed, 'story', name);
	return cast(R, draw).map(({ age, times = FOLLOWING, plan = {}, ...given }): DcsTask => {
		const [snapshot, copy, load] = times;
		return {
			...AN_ORDINARY_TASK,
			id: dashed(hexId('story', given.name)),
			createdAt: -(age + 600),
			source: at(INSTANCES.orders),
			target: at(INSTANCES.paymentsNew),
			...given,
			plan: runningPlan(-R(age), {
				keys: Math.round(400_000 * (1 + 4 * unit(seed, given.name, 'keys'))),
				snapshot: R(snapshot),
				copy: R(copy),
				load: R(load),
				backlog: 80 * MB,
				drain: (2 * MB) / R(1),
				growth: 0.8 / R(1),
				...plan,
			}),
		};
	});
}
