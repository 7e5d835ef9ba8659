/** Runs as another simulator would make them: recorded samples on the wire, plain in their course, each odd in one way. */
import { random } from './simulate';

export interface WireSample {
	run: string;
	at: number;
	status: string;
	method: string;
	stats: Record<string, unknown> | null;
	writesStopped?: boolean;
}

/** What a run is made of; times in seconds since it began. */
export interface Course {
	readonly snapshot: number;
	readonly copy: number;
	readonly load: number;
	readonly follow: number;
	readonly keys: number;
	/** Bytes that wait when changes begin to be followed, and the bytes a second by which they become fewer (more, where negative). */
	readonly backlog: number;
	readonly drain: number;
	/** Keys a second that writers add, operations a second that they make. */
	readonly grow: number;
	readonly writes: number;
	/** Seconds after following began from which on nobody writes, and the user says so. */
	readonly stop: number | undefined;
	readonly polls: readonly number[];
	readonly seed: number;
}

export const USUAL: Course = {
	snapshot: 120,
	copy: 1_500,
	load: 60,
	follow: 1_800,
	keys: 1_000_000,
	backlog: 200_000_000,
	drain: 400_000,
	grow: 2,
	writes: 400,
	stop: 1_200,
	polls: [10],
	seed: 1,
};

/** What is so at a second of a run, before it is put on the wire. */
export interface Moment {
	/** Seconds since the run began, since following began (negative before), and since the writers stopped (negative before). */
	readonly s: number;
	readonly followed: number;
	readonly stopped: number;
	/** 0 to 100, not rounded. */
	readonly share: number;
}

/** One run. `change` makes of a usual sample an odd one, or leaves it out where it returns false. */
export function otherRun(
	run: string,
	course: Partial<Course> = {},
	change: (sample: WireSample, moment: Moment) => boolean | undefined = () => undefined,
): readonly WireSample[] {
	const c = { ...USUAL, ...course };
	const next = random(c.seed);
	const following = c.snapshot + c.copy + c.load;
	const began = Date.UTC(2025, 5, 2, 8);
	const samples: WireSample[] = [];
	let poll = 0;
	for (let s = 0; s < following + c.follow; s += c.polls[poll++ % c.polls.length] ?? 10) {
		const followed = s - following;
		const stopped = c.stop === undefined ? -1 : followed - c.stop;
		const share = Math.min(100, Math.max(0, ((s - c.snapshot) / c.copy) * 100));
		const writing = stopped < 0;
		const source = c.keys + Math.round(c.grow * (writing ? s : following + (c.stop ?? 0)));
		const waits = followed < 0 ? 0 : Math.max(0, c.backlog - c.drain * followed * (0.98 + 0.04 * next()));
		const live = writing ? Math.round(c.writes * 60 * next()) : 14 * Math.floor(2 * next());
		const loaded =
			(share / 100) * 0.97 + (s > c.snapshot + c.copy ? 0.03 * Math.min(1, (following - s) / -c.load + 1) : 0);
		const target = followed < 0 ? Math.floor(c.keys * loaded) : source - Math.round(waits / 20_000);
		const ops = share === 0 ? 0 : followed < 0 ? c.keys / c.copy : waits > 0 ? c.writes * 3 : writing ? c.writes : 0;
		const sample: WireSample = {
			run,
			at: began + s * 1000 + Math.round(300 * next()),
			status: followed < 0 ? 'FULLMIGRATING' : 'INCRMIGEATING',
			method: 'incremental_migration',
			stats: {
				full_migration_progress: Math.floor(share),
				offset: followed < 0 ? 0 : Math.round(waits) + live,
				source_dbsize: source,
				target_dbsize: target,
				target_input_kbps: Math.round((ops * 200) / 1024),
				target_ops: Math.round(ops * (0.9 + 0.2 * next())),
				is_migrating: true,
			},
			...(stopped >= 0 ? { writesStopped: true } : {}),
		};
		if (change(sample, { s, followed, stopped, share }) !== false) {
			samples.push(sample);
		}
	}
	return samples;
}
