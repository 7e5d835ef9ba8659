/** Snapshots of runs as the product itself judges them: each from samples that a migration of that kind would give. */
import type { Sample } from '../../src/migration/sample';
import { presenter } from '../../src/services/dcs/presenter';
import { runReader } from '../../src/services/dcs/runSample';
import { statuses } from '../../src/services/dcs/statuses';
import { TaskRun } from '../../src/store/runs/taskRun';
import type { Snapshot } from '../../src/ui/details/protocol';
import { format, taskOf } from '../unit/services/helpers';
import { following } from './fixtures';

const METHOD = { migration_method: 'incremental_migration', ecs_tenant_private_ip: '192.168.9.4' };
const REST = {
	full_migration_progress: 100,
	offset: 0,
	source_dbsize: 559_863,
	target_dbsize: 559_863,
	target_ops: 2,
	target_input_kbps: 0,
};
const BEGAN = Date.UTC(2026, 10, 12, 13, 20);
const EVERY = 5_000;

interface Story {
	readonly status: string;
	/** The statistics at each reading. */
	readonly samples: readonly Partial<Record<keyof typeof REST, number>>[];
	readonly writersStopped?: boolean;
	readonly raw?: Readonly<Record<string, unknown>>;
}

const times = <T>(count: number, of: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => of(index));
const copied = (progress: number) => ({
	full_migration_progress: progress,
	source_dbsize: 560_000,
	target_dbsize: progress * 5_600,
	target_ops: 900 + progress,
	target_input_kbps: 4_000,
});

const STORIES = {
	pending: { status: 'RUNNING', samples: [] },
	copying: { status: 'FULLMIGRATING', samples: times(200, (index) => copied(10 + Math.floor(index / 6))) },
	stalled: {
		status: 'FULLMIGRATING',
		samples: times(200, (index) =>
			index < 120 ? copied(10 + Math.floor(index / 6)) : { ...copied(29), target_ops: 0, target_input_kbps: 0 },
		),
	},
	again: {
		status: 'FULLMIGRATING',
		samples: [
			...times(200, (index) => copied(10 + Math.floor(index / 6))),
			...times(60, (index) => copied(Math.floor(index / 6))),
		],
	},
	catchingUp: {
		status: 'INCRMIGRATING',
		samples: times(60, (index) => ({
			offset: 2_300_000_000 - index * 20_000_000,
			target_input_kbps: 4_000,
			target_ops: 4_302,
		})),
	},
	behind: {
		status: 'INCRMIGRATING',
		samples: times(120, (index) => ({ offset: 14e9 + index * 6e7, target_input_kbps: 4_000, target_ops: 4_302 })),
	},
	evicting: {
		status: 'INCRMIGRATING',
		samples: times(60, (index) => ({
			target_dbsize: 500_000 - index * 2_000,
			target_ops: 800,
			target_input_kbps: 200,
		})),
	},
	ready: {
		status: 'INCRMIGRATING',
		samples: times(40, (index) => ({ offset: (index % 3) * 14, target_ops: 4_302, target_input_kbps: 300 })),
	},
	drained: { status: 'INCRMIGRATING', samples: times(40, () => ({})), writersStopped: true },
} as const satisfies Record<string, Story>;
export type StoryName = keyof typeof STORIES;
export const STORY_NAMES = Object.keys(STORIES) as StoryName[];

/** The page of a task in that story. */
export function storyOf(name: StoryName): Snapshot {
	const { status, samples, writersStopped }: Story = STORIES[name];
	const task = taskOf('dcs', { ...METHOD, task_name: 'orders-cache-prod', status });
	const run = new TaskRun(runReader as never, statuses);
	run.statusSeen('RUNNING', BEGAN - 60_000);
	const taken: Sample[] = samples.map((values, index) => ({
		at: BEGAN + index * EVERY,
		values: { ...REST, ...values },
		migrating: true,
	}));
	taken.forEach((sample, index) => {
		if (writersStopped && index === taken.length - 6) {
			run.mark('writersStopped', sample.at - 1);
		}
		run.sampled(task, sample);
	});
	const now = taken.at(-1)?.at ?? BEGAN;
	const { state } = run;
	const cutover = presenter.cutover(task, state, format, now);
	return {
		...following,
		status: { ...following.status, words: statuses.row(status).words(), wire: status },
		headline: presenter.headline(task, taken, format, now, state.judgement ? { run: state } : {}),
		actions: { configure: status === 'RUNNING', console: true, watched: false },
		...(cutover ? { cutover } : {}),
	};
}
