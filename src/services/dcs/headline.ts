/**
 * How a DCS task stands, in one sentence: no more than its status and the samples at hand support. Key counts never decide anything (expired keys,
 * live writes and target-only keys move them), and one sample alone never says "in step".
 */
import * as l10n from '@vscode/l10n';
import { textAt } from '../../core/values';
import type { Format } from '../../migration/format';
import { type Sample, unbroken } from '../../migration/sample';
import { statusRow } from '../../migration/status';
import type { Task } from '../../migration/task';
import type { Tone } from '../../migration/viewModel';
import { dcsAdvice } from './advice';
import { statOf } from './live';

export interface Headline {
	readonly text: string;
	readonly hint?: string;
	readonly tone: Tone;
}

/**
 * A master's heartbeats alone (14 bytes each) keep the offset above zero, and writers keep it higher. Its unit is not documented; that it counts
 * bytes is an assumption, so beyond heartbeats nothing is called in step.
 */
const IN_STEP = 1024;
const CLOSE = 64 * 1024;
/** "In step" and "falling behind" are said only of at least so many samples over at least so long (ms). */
const STEADY = { samples: 6, span: 20_000 } as const;

/** The sentence on top of a DCS task. Samples oldest first. */
export function dcsHeadline(task: Task, samples: readonly Sample[], format: Format): Headline {
	const { stage, known } = statusRow('dcs', task.status);
	if (!known) {
		return {
			text: l10n.t('The service reports the status “{0}”, which this version does not know.', task.status || '–'),
			tone: 'neutral',
		};
	}
	switch (stage) {
		case 'creating':
			return { text: l10n.t('The migration machine is being created.'), tone: 'busy' };
		case 'unconfigured':
			return unconfigured(task);
		case 'stopping':
			return { text: l10n.t('The task is being stopped.'), tone: 'busy' };
		case 'over':
			return over(task);
		default:
			return task.live
				? running(task, samples, format)
				: { text: l10n.t('The import is running. The service gives no live numbers for it.'), tone: 'busy' };
	}
}

function unconfigured(task: Task): Headline {
	const machine = textAt(task.raw, 'ecs_tenant_private_ip');
	return {
		text: l10n.t('Waiting for its configuration: nothing is copied yet.'),
		hint: machine
			? l10n.t('Allow {0} at source and target, then configure the task to start it.', machine)
			: l10n.t('Configure the task to start it.'),
		tone: 'waiting',
	};
}

function over(task: Task): Headline {
	switch (task.group) {
		case 'failed':
			return {
				text: task.error
					? l10n.t('The migration failed: {0}', task.error)
					: l10n.t('The migration failed. The service gives no reason here.'),
				hint:
					dcsAdvice(task.error ?? '') ??
					l10n.t('Look at the migration logs in the cloud console, and at the log of the source Redis.'),
				tone: 'bad',
			};
		case 'succeeded':
			return {
				text: l10n.t('The service reports that the migration succeeded.'),
				...(isFullOnly(task) ? { hint: fullOnlyHint() } : {}),
				tone: 'good',
			};
		default:
			return {
				text: l10n.t('The task has ended: {0}.', statusRow('dcs', task.status).words()),
				hint: l10n.t('Nothing is copied any more. Whether all was copied before, the status does not say.'),
				tone: 'neutral',
			};
	}
}

function running(task: Task, samples: readonly Sample[], format: Format): Headline {
	const last = samples.at(-1);
	const progress = statOf(last, 'full_migration_progress');
	const hint = isFullOnly(task) ? { hint: fullOnlyHint() } : {};
	if (!last) {
		return { text: l10n.t('Migrating. The first live numbers are not in yet.'), tone: 'busy' };
	}
	if (last.migrating === false) {
		return {
			text: l10n.t('The service says that nothing is being migrated at the moment.'),
			hint: l10n.t(
				'If the connection broke, a task with manual reconnection waits to be restarted. Look at the migration logs.',
			),
			tone: 'warning',
		};
	}
	if (statusRow('dcs', task.status).stage === 'incremental') {
		return following(samples, format);
	}
	if (progress === null) {
		return { text: l10n.t('Migrating. The service gives no progress.'), tone: 'busy', ...hint };
	}
	if (progress <= 0) {
		return {
			text: l10n.t('The source is taking its snapshot: 0 % is normal for some minutes.'),
			tone: 'busy',
			...hint,
		};
	}
	if (progress < 100) {
		return { text: l10n.t('Full sync: {0} % copied.', format.number(progress)), tone: 'busy', ...hint };
	}
	// The list says MIGRATING for every phase; the offset alone does not prove that changes are followed.
	return isFullOnly(task)
		? { text: l10n.t('Full sync: 100 % copied. The service has not yet reported success.'), tone: 'busy', ...hint }
		: { text: l10n.t('Full sync: 100 % copied. The rest is being loaded before changes are followed.'), tone: 'busy' };
}

function following(samples: readonly Sample[], format: Format): Headline {
	const offset = statOf(samples.at(-1), 'offset');
	const recent = lately(samples);
	const cutover = l10n.t(
		'Before you switch clients: stop the writers, then wait until the offset stays at 0 and the keys stop changing.',
	);
	if (offset === null) {
		return { text: l10n.t('Following changes. The service gives no offset.'), tone: 'busy' };
	}
	const span = (recent.at(-1)?.at ?? 0) - (recent[0]?.at ?? 0);
	const steady = recent.length >= STEADY.samples && span >= STEADY.span;
	if (!steady) {
		return {
			text: l10n.t(
				'Following changes, offset {0}. A few more samples will tell where it goes.',
				format.integer(offset),
			),
			tone: 'busy',
		};
	}
	const offsets = recent.map((sample) => statOf(sample, 'offset') ?? 0);
	if (offsets.every((value) => value === 0)) {
		return {
			text: l10n.t('In step with the source: nothing left to copy for the last {0}.', format.duration(span)),
			hint: cutover,
			tone: 'good',
		};
	}
	const highest = Math.max(...offsets);
	if (highest <= CLOSE) {
		const limit = format.integer(highest);
		const time = format.duration(span);
		return {
			text:
				highest <= IN_STEP
					? l10n.t('In step with the source: the offset was at most {0} for the last {1}.', limit, time)
					: l10n.t('Close behind the source: the offset was at most {0} for the last {1}.', limit, time),
			hint: cutover,
			tone: 'good',
		};
	}
	const half = Math.floor(offsets.length / 2);
	const [before, after] = [median(offsets.slice(0, half)), median(offsets.slice(half))];
	if (after > before * 1.02) {
		return {
			text: l10n.t('Falling behind: the offset has grown to {0}.', format.integer(offset)),
			hint: l10n.t(
				'The source is written to faster than the copy runs. Fewer writes, a higher bandwidth limit or a quieter hour help.',
			),
			tone: 'warning',
		};
	}
	return after < before * 0.98
		? { text: l10n.t('Catching up: the offset has come down to {0}.', format.integer(offset)), tone: 'busy' }
		: {
				text: l10n.t('Following changes: the offset stays around {0}.', format.integer(median(offsets))),
				tone: 'busy',
			};
}

/** The samples that a verdict rests on: those of the last minute, or the last ten, with an offset, and not beyond a gap. */
function lately(samples: readonly Sample[]): readonly Sample[] {
	const run = unbroken(samples).filter((sample) => statOf(sample, 'offset') !== null);
	const end = run.at(-1)?.at ?? 0;
	const minute = run.filter(({ at }) => end - at <= 60_000);
	return minute.length >= 10 ? minute : run.slice(-10);
}

function isFullOnly(task: Task): boolean {
	// A backup is whole in itself: what its source does afterwards is another matter.
	return (
		textAt(task.raw, 'migration_method') === 'full_amount_migration' &&
		textAt(task.raw, 'migration_type') !== 'backupfile_import'
	);
}

function fullOnlyHint(): string {
	return l10n.t(
		'A full migration leaves out what was written after it began: it is complete only if the writers were stopped before.',
	);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
