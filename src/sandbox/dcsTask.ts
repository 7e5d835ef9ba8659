/** A DCS migration task as the sandbox keeps it: what never changes, and the plan from which its state at any moment follows. */
import type { End } from './instances';
import type { Network } from './networks';

/** What goes otherwise than in an ordinary migration. Times in simulated seconds. */
export type Quirk =
	/** The offset grows by so many bytes per second. */
	| { readonly kind: 'fallingBehind'; readonly rate: number }
	/** Nothing moves from this percentage on, for ever or for so many seconds. */
	| { readonly kind: 'stalled'; readonly at: number; readonly for?: number }
	/** After so many seconds of the incremental phase the link breaks and the full sync begins again, each time. */
	| { readonly kind: 'restarts'; readonly after: number }
	/** At this percentage the full sync begins again, once. */
	| { readonly kind: 'restartsOnce'; readonly at: number }
	/** Each so many seconds the offset rises by so many bytes and falls again within `lasts`. */
	| { readonly kind: 'bursts'; readonly every: number; readonly bytes: number; readonly lasts: number }
	/** The target throws keys away: this share of the source's a second, up to `most` of them. */
	| { readonly kind: 'evicts'; readonly rate: number; readonly most: number }
	/** One writer was forgotten: when the others have stopped it writes so many new keys a second. */
	| { readonly kind: 'forgottenWriter'; readonly rate: number }
	/** So many seconds after it began it fails, and says why. */
	| { readonly kind: 'fails'; readonly after: number; readonly error: string };

/** A line that the migration machine logs: so many seconds after the start, and then each so many seconds. */
export interface PlannedLine {
	readonly after: number;
	readonly every?: number;
	readonly level: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
	readonly message: string;
}

/** A full, or full and then incremental, migration that runs. Times in simulated seconds. */
export interface RunningPlan {
	readonly kind: 'running';
	readonly startedAt: number;
	/** Keys at the source when it began. */
	readonly keys: number;
	/** Seconds at 0 %, while the source takes its snapshot. */
	readonly snapshot: number;
	/** Seconds from 0 to 100 %. */
	readonly copy: number;
	/** Seconds at 100 % until the target has loaded the rest. */
	readonly load: number;
	/** Bytes to catch up with when the incremental phase begins, and bytes per second of catching up. */
	readonly backlog: number;
	readonly drain: number;
	/** Typical operations per second, and bytes of each. */
	readonly ops: number;
	readonly valueSize: number;
	/** Keys per second that the source gains. */
	readonly growth: number;
	readonly quirk?: Quirk;
	/** The writers of the source have stopped; what was on its way arrives within `settle` seconds. */
	readonly writersStopped?: { readonly at: number; readonly settle: number };
	/** Somebody asked it to stop. */
	readonly stoppedAt?: number;
}

/** An ordinary migration: some fifty minutes to the incremental phase, ten more to catch up. */
export function runningPlan(startedAt: number, parts: Partial<RunningPlan> & Pick<RunningPlan, 'keys'>): RunningPlan {
	return {
		kind: 'running',
		startedAt,
		snapshot: 240,
		copy: 2400,
		load: 300,
		backlog: 700 * 1024 * 1024,
		drain: 1024 * 1024,
		ops: 5300,
		valueSize: 210,
		growth: 0.8,
		...parts,
	};
}

/** Something that does not move (any more). */
export interface FixedPlan {
	readonly kind: 'fixed';
	readonly status: string;
	/** What the statistics said last; undefined where there never were any. */
	readonly last?: Reading;
}

/** One status until a moment, and another from then on. */
export interface TurningPlan {
	readonly kind: 'turning';
	readonly before: string;
	/** Simulated seconds. */
	readonly at: number;
	readonly after: string;
	/** What the second says for itself. */
	readonly error?: string;
}

export type Plan = RunningPlan | FixedPlan | TurningPlan;

/** One reading of the statistics, numbers in the units of the API page; null where nothing is known. */
export interface Reading {
	readonly progress: number;
	readonly offset: number | null;
	readonly sourceKeys: number;
	readonly targetKeys: number;
	readonly kbps: number;
	readonly ops: number;
	readonly migrating: boolean;
}

export interface BackupFiles {
	readonly file_source: 'self_build_obs' | 'backup_record';
	readonly bucket_name?: string;
	readonly files?: readonly { readonly file_name: string; readonly size: string; readonly update_at: string }[];
	readonly backup_id?: string;
}

export interface DcsTask {
	readonly id: string;
	readonly name: string;
	readonly description: string | null;
	readonly type: 'online_migration' | 'backupfile_import';
	/** '' until it is configured. */
	readonly method: 'full_amount_migration' | 'incremental_migration' | '';
	readonly resume: 'auto' | 'manual' | '';
	/** Simulated seconds, negative: before the sandbox opened; or a fixed date, ms since 1970. */
	readonly createdAt: number | { readonly on: number };
	/** undefined: the field is left out, as in the documented example. */
	readonly ecsIp: string | null | undefined;
	readonly source: End | undefined;
	readonly target: End | undefined;
	/** What stands in the source_instance_… fields of a self-hosted source ("left blank"): '', null, or not there at all. */
	readonly blank: '' | null | undefined;
	readonly version: string;
	readonly features: readonly string[];
	/** MB/s as text. */
	readonly bandwidth?: string;
	readonly error?: string;
	/** What it logs beside the usual; of a task that does not move, seconds after its creation. */
	readonly log?: readonly PlannedLine[];
	/** Simulated seconds, or a date in ms since 1970. */
	readonly releasedAt?: number | { readonly on: number };
	readonly backup?: BackupFiles;
	/** The detail's own `task_status`, e.g. EXCHANGE_SUCCESS. */
	readonly taskStatus?: string;
	/** The IP addresses of its ends are switched, or switched back: simulated seconds of the request. */
	readonly exchange?: { readonly at: number; readonly back: boolean };
	/** Simulated seconds: somebody asked for its deletion then. */
	readonly deletedAt?: number;
	/** Where its machine stands. */
	readonly network?: Pick<Network, 'vpcId' | 'subnetId' | 'securityGroupId'>;
	readonly plan: Plan;
	/** Whether the list says no more than MIGRATING while the details tell the phase. */
	readonly coarse: boolean;
	/** The wire's misspelling, or the spelling of the prose. */
	readonly incremental: 'INCRMIGEATING' | 'INCRMIGRATING';
	/** How the statistics are written: the pages declare strings, their examples show numbers. */
	readonly statsAs: 'number' | 'string';
	/** Fields of the page's example where they differ from ours. */
	readonly listOverrides?: Readonly<Record<string, unknown>>;
	/** Its details are the page's example, word for word. */
	readonly documentedDetail?: true;
}
