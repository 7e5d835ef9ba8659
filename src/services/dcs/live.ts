/**
 * Live statistics of a DCS online migration as tiles and charts. Names and units: "Querying the Progress of an Online Migration Task". The unit of
 * `offset` is not documented, so none is shown.
 */
import * as l10n from '@vscode/l10n';
import { type ChartPlan, chartOf, NONE, ofBar } from '../../migration/chartModel';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { SeriesColor, Stat, Tile } from '../../migration/viewModel';
import { HELPS } from './helps';
import { type DcsStat, statOf } from './stats';

/** From here on a time of day alone may be one of the day before, ms. */
const HALF_A_DAY = 12 * 3_600_000;

/** Tiles of a task's samples, oldest first, charts of those in `shown`, and whether the service says that it migrates. */
export function live(
	task: Pick<Task, 'stage'>,
	samples: readonly Sample[],
	format: Format,
	shown: readonly Sample[] = samples,
): ReturnType<ServicePresenter['live']> {
	const migrating = samples.at(-1)?.migrating;
	return {
		tiles: tiles(task, samples, format),
		charts: charts(task, samples).map((plan) => chartOf(plan, shown, format)),
		migrating: {
			stat: 'is_migrating',
			label: l10n.t('Migrating'),
			value: migrating === undefined ? NONE : migrating ? l10n.t('Yes') : l10n.t('No'),
		},
	};
}

/** The newest sample in big numbers: per cent, offset (no unit), keys, KB/s, operations/s. Samples oldest first. */
function tiles({ stage }: Pick<Task, 'stage'>, samples: readonly Sample[], format: Format): Tile[] {
	const last = samples.at(-1);
	const progress = statOf(last, 'full_migration_progress');
	const stat = (name: DcsStat, unit?: string): Stat => {
		const value = statOf(last, name);
		return {
			stat: name,
			value: value === null ? NONE : format.number(value),
			...(unit && value !== null ? { unit } : {}),
		};
	};
	const peak = peakText(samples, format);
	const noUnit = l10n.t('no unit documented');
	// 0 all through the full sync: that is no measure yet.
	const early = stage === 'full' && statOf(last, 'offset') === 0;
	const gap = keyGap(last, format);
	return [
		{
			id: 'progress',
			label: l10n.t('Full sync'),
			main: [stat('full_migration_progress', '%')],
			progress: ofBar(progress),
			help: HELPS.progress(),
		},
		{
			id: 'offset',
			label: l10n.t('Offset behind source'),
			main: [stat('offset')],
			below: {
				text: early ? l10n.t('counts once changes are followed') : peak ? l10n.t('{0} · {1}', noUnit, peak) : noUnit,
			},
			help: HELPS.offset(),
		},
		{
			id: 'keys',
			label: l10n.t('Keys, source → target'),
			main: [stat('source_dbsize'), stat('target_dbsize')],
			...(gap ? { below: { text: gap } } : {}),
			help: HELPS.keys(),
		},
		{
			id: 'traffic',
			label: l10n.t('Write traffic at target'),
			main: [stat('target_input_kbps', l10n.t('KB/s'))],
			below: { text: l10n.t('operations/s'), stat: stat('target_ops') },
		},
	];
}

/** Where the offset was at its highest, if it has come down since. */
function peakText(samples: readonly Sample[], format: Format): string | undefined {
	let peak: { at: number; value: number } | undefined;
	for (const sample of samples) {
		const value = statOf(sample, 'offset');
		if (value !== null && (!peak || value > peak.value)) {
			peak = { at: sample.at, value };
		}
	}
	const last = samples.at(-1);
	const now = statOf(last, 'offset');
	if (!peak || !last || now === null || peak.value <= now) {
		return undefined;
	}
	const when = last.at - peak.at < HALF_A_DAY ? format.time(peak.at) : format.dateTime(peak.at);
	return l10n.t('was {0} at {1}', format.short(peak.value), when);
}

function keyGap(last: Sample | undefined, format: Format): string | undefined {
	const source = statOf(last, 'source_dbsize');
	const target = statOf(last, 'target_dbsize');
	if (source === null || target === null || (source === 0 && target === 0)) {
		return undefined;
	}
	if (source === target) {
		return l10n.t('as many at both ends');
	}
	return target < source
		? l10n.t('{0} fewer at the target', format.integer(source - target))
		: l10n.t('{0} more at the target', format.integer(target - source));
}

/**
 * What is drawn over time. The offset is that of following changes, and 0 before, so there is nothing to be seen of it in a full sync; progress is
 * there only if some samples were taken before the full sync was through.
 */
function charts({ stage }: Pick<Task, 'stage'>, samples: readonly Sample[]): ChartPlan[] {
	const stillFull = samples.some((sample) => (statOf(sample, 'full_migration_progress') ?? 100) < 100);
	const followed = stage === 'incremental' || samples.some((sample) => (statOf(sample, 'offset') ?? 0) !== 0);
	const plans: (ChartPlan & { readonly series: readonly (readonly [DcsStat, string, SeriesColor])[] })[] = [
		{
			id: 'keys',
			title: l10n.t('Keys'),
			whole: true,
			series: [
				['source_dbsize', l10n.t('Keys, source'), 'blue'],
				['target_dbsize', l10n.t('Keys, target'), 'green'],
			],
		},
		{
			id: 'ops',
			title: l10n.t('Operations/s at target'),
			whole: true,
			series: [['target_ops', l10n.t('Operations/s'), 'purple']],
		},
		{
			id: 'traffic',
			title: l10n.t('Write traffic at target'),
			unit: l10n.t('KB/s'),
			whole: true,
			series: [['target_input_kbps', l10n.t('KB/s'), 'yellow']],
		},
	];
	if (followed) {
		plans.unshift({
			id: 'offset',
			title: l10n.t('Offset behind source'),
			whole: true,
			series: [['offset', l10n.t('Offset'), 'orange']],
		});
	}
	if (stillFull) {
		plans.unshift({
			id: 'progress',
			title: l10n.t('Full sync'),
			unit: '%',
			max: 100,
			series: [['full_migration_progress', l10n.t('Full sync'), 'blue']],
		});
	}
	return plans;
}
