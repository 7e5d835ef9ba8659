/** Live statistics of a server migration in tiles and charts. Units: "Listing Migration Tasks" (rates in Mbit/s, memory in MB, loads in per cent). */
import * as l10n from '@vscode/l10n';
import { type ChartPlan, chartOf, NONE, ofBar } from '../../migration/chartModel';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { type Sample, statValue } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { Chart, Stat, Tile } from '../../migration/viewModel';
import { currentStep } from './currentStep';
import { completionOf } from './estimate';
import { HELPS } from './helps';
import type { SmsFields } from './schema';
import { STEP_PROGRESS } from './stats';

/** What the panel shows of the samples, oldest first, with charts of those in `shown`. */
export const live: ServicePresenter<SmsFields>['live'] = (task, samples, format, shown = samples) => ({
	tiles: tilesOf(task, samples, format),
	charts: chartsOf(samples, shown, format),
});

/** The newest sample in big numbers: per cent of the step, Mbit/s, compression, the time that the service expects. */
function tilesOf({ fields }: Task<SmsFields>, samples: readonly Sample[], format: Format): Tile[] {
	const last = samples.at(-1);
	const stat = (name: string, unit?: string): Stat => {
		const value = statValue(last, name);
		return {
			stat: name,
			value: value === null ? NONE : format.number(value),
			...(unit && value !== null ? { unit } : {}),
		};
	};
	const step = currentStep(fields);
	const limit = limitWords(fields, format);
	return [
		{
			id: 'step',
			label: l10n.t('Current step'),
			main: [stat(STEP_PROGRESS, '%')],
			progress: ofBar(statValue(last, STEP_PROGRESS)),
			help: HELPS.step(),
			...(step ? { below: { text: step.name } } : {}),
		},
		{
			id: 'speed',
			label: l10n.t('Migration speed'),
			main: [stat('migrate_speed', l10n.t('Mbit/s'))],
			...(limit ? { below: { text: limit } } : {}),
		},
		{ id: 'compression', label: l10n.t('Compression rate'), main: [stat('compress_rate')] },
		estimateTile(fields, last, format),
	];
}

function estimateTile(fields: SmsFields, last: Sample | undefined, format: Format): Tile {
	const below = { text: l10n.t('the service’s own estimate') };
	const help = HELPS.estimate();
	const seconds = statValue(last, 'remain_seconds');
	// 0 also stands where the service does not know.
	if (seconds !== null && seconds > 0) {
		const main = [{ stat: 'remain_seconds', value: format.duration(seconds * 1000) }];
		return { id: 'estimate', label: l10n.t('Time left'), main, below, help };
	}
	const at = last === undefined ? undefined : completionOf(fields, last.at);
	if (at !== undefined) {
		return {
			id: 'estimate',
			label: l10n.t('Expected to end'),
			main: [{ stat: 'estimate_complete_time', value: format.dateTime(at) }],
			below,
			help,
		};
	}
	return { id: 'estimate', label: l10n.t('Time left'), main: [{ stat: 'remain_seconds', value: NONE }], help };
}

function limitWords({ speed_limit: limit }: SmsFields, format: Format): string | undefined {
	return typeof limit !== 'number'
		? undefined
		: limit === 0
			? l10n.t('limit 0, presumably none')
			: l10n.t('limit {0}, presumably Mbit/s', format.number(limit));
}

/** Only the charts and series that ever had a value: most services of most regions give some of them. */
function chartsOf(samples: readonly Sample[], shown: readonly Sample[], format: Format): Chart[] {
	const server = l10n.t('Source server');
	const agent = l10n.t('Agent');
	const plans: readonly ChartPlan[] = [
		{
			id: 'speed',
			title: l10n.t('Migration speed'),
			unit: l10n.t('Mbit/s'),
			series: [['migrate_speed', l10n.t('Speed'), 'blue']],
		},
		{
			id: 'progress',
			title: l10n.t('Progress of the current step'),
			unit: '%',
			max: 100,
			series: [[STEP_PROGRESS, l10n.t('Progress'), 'green']],
		},
		{
			id: 'cpu',
			title: l10n.t('CPU'),
			unit: '%',
			max: 100,
			series: [
				['total_cpu_usage', server, 'orange'],
				['agent_cpu_usage', agent, 'purple'],
			],
		},
		{
			id: 'memory',
			title: l10n.t('Memory'),
			unit: l10n.t('MB'),
			series: [
				['total_mem_usage', server, 'orange'],
				['agent_mem_usage', agent, 'purple'],
			],
		},
		{
			id: 'disk',
			title: l10n.t('Disk'),
			unit: l10n.t('Mbit/s'),
			series: [
				['total_disk_io', server, 'orange'],
				['agent_disk_io', agent, 'purple'],
			],
		},
	];
	return plans
		.map((plan) => ({
			...plan,
			series: plan.series.filter(([stat]) => samples.some((sample) => statValue(sample, stat) !== null)),
		}))
		.filter(({ series }) => series.length > 0)
		.map((plan) => chartOf(plan, shown, format));
}
