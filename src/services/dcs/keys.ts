/** What DCS tells of the keys of a task's two ends. */
import { filled } from '../../core/values';
import type { KeysFacts, TargetKind } from '../../migration/keyspaces/facts';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import { followsChanges } from './method';
import type { DcsFields } from './schema';
import { statOf } from './stats';

/** The facts of a task. Samples oldest first. */
export function keys(task: Task<DcsFields>, samples: readonly Sample[]): KeysFacts {
	const { fields } = task;
	return {
		counts: samples.map((sample) => ({
			at: sample.at,
			source: statOf(sample, 'source_dbsize'),
			target: statOf(sample, 'target_dbsize'),
		})),
		phase: phaseOf(task, samples.at(-1)),
		fullSyncMs: fullSync(samples),
		targetKind: kindOf(filled(fields.target_instance_spec_code)),
		targetMultiDb: fields.target_instance?.proxy_multi_db ?? undefined,
	};
}

function phaseOf({ fields, stage, over }: Task<DcsFields>, last: Sample | undefined): KeysFacts['phase'] {
	if (over) {
		return 'copied';
	}
	switch (stage) {
		case 'creating':
		case 'unconfigured':
		case 'ready':
			return 'before';
		case 'incremental':
			return 'following';
		case 'full':
			return 'copying';
		default: {
			const progress = statOf(last, 'full_migration_progress');
			const moved = (statOf(last, 'offset') ?? 0) !== 0;
			return progress === null
				? 'unknown'
				: progress < 100
					? 'copying'
					: followsChanges(fields) === false
						? 'copied'
						: moved
							? 'following'
							: 'unknown';
		}
	}
}

/** How long the last full sync took, ms: only where a sample saw its beginning and one its end. */
function fullSync(samples: readonly Sample[]): number | undefined {
	let began: number | undefined;
	let took: number | undefined;
	let last: number | undefined;
	for (const sample of samples) {
		const progress = statOf(sample, 'full_migration_progress');
		if (progress === null) {
			continue;
		}
		if (progress < (last ?? Number.POSITIVE_INFINITY)) {
			// The first sample, or the sync began again.
			began = progress <= 1 ? sample.at : undefined;
			took = undefined;
		}
		if (progress === 100 && began !== undefined) {
			took ??= sample.at - began;
		}
		last = progress;
	}
	return took;
}

/** The kind of an instance by its specification: `redis.cluster.xu1.large.r2.s1.4`, `redis.proxy.…`, `redis.single.…`, `redis.ha.…`. */
function kindOf(specification: string | undefined): TargetKind | undefined {
	const [, kind] = /^redis\.(cluster|proxy|single|ha)\b/.exec(specification ?? '') ?? [];
	return kind === 'cluster' || kind === 'proxy' ? kind : kind === undefined ? undefined : 'single';
}
