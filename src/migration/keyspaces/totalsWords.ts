/** What the totals of a service say of the keys, in words. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../format';
import type { Tone } from '../viewModel';
import type { GapCourse, GapReason, Totals } from './totals';

/** The totals in some sentences. Always told as what they are: a hint, no proof. */
export function totalsText({ source, gap, course, reasons, readings }: Totals, format: Format): string {
	const count = format.integer(Math.abs(gap));
	const keys = format.integer(source);
	return [
		gap === 0
			? l10n.t('By the service’s totals both ends have {0} keys.', keys)
			: gap < 0
				? l10n.t('By the service’s totals the source has {0} keys, the target {1} fewer.', keys, count)
				: l10n.t('By the service’s totals the source has {0} keys, the target {1} more.', keys, count),
		reasons.includes('copying') ? undefined : courseText(course),
		readings === 1
			? l10n.t('That is one reading, and indicative only: totals count expired keys too, and no databases.')
			: l10n.t(
					'That is the median of {0} readings, and indicative only: totals count expired keys too, and no databases.',
					readings,
				),
	]
		.filter((sentence) => sentence !== undefined)
		.join(' ');
}

/** How the gap goes. */
function courseText(course: GapCourse): string | undefined {
	switch (course) {
		case 'growing':
			return l10n.t('The gap grows.');
		case 'shrinking':
			return l10n.t('The gap shrinks.');
		case 'steady':
			return l10n.t('It neither grows nor shrinks.');
		case 'jumping':
			return l10n.t('It jumps from reading to reading.');
		case 'unknown':
			return l10n.t('Whether that grows cannot be told yet.');
	}
}

/** The tone of the sentence. */
export function totalsTone({ suspect, gap, reasons }: Totals): Tone {
	return reasons.includes('copying') ? 'busy' : suspect ? 'warning' : gap === 0 ? 'good' : 'neutral';
}

/** A reason that the gap may have, and what to do about it. */
export function reasonWords(reason: GapReason): string {
	switch (reason) {
		case 'copying':
			return l10n.t('The full sync is still running: compare when changes are followed.');
		case 'perhapsCopying':
			return l10n.t('The service does not say whether the full sync is over. While it runs, the target has fewer.');
		case 'equal':
			return l10n.t('Equal totals may hide differences that make up for each other: compare database by database.');
		case 'expiry':
			return l10n.t(
				'Keys that have expired may still be counted at the source. That is normal: compare keys − expires below.',
			);
		case 'readJitter':
			return l10n.t('The two ends are counted at different moments while keys are written. That is normal.');
		case 'eviction':
			return l10n.t(
				'The target may throw keys out for want of memory. Look at evicted_keys and maxmemory-policy in its INFO.',
			);
		case 'lostWrites':
			return l10n.t('Writes may not arrive at the target. Look at the log of the task; do not switch.');
		case 'multiDb':
			return l10n.t(
				'A database may be missing at the target, where multi-DB is off or the target is a cluster. Compare database by database below.',
			);
		case 'targetNotEmpty':
			return l10n.t(
				'The target may have held keys before, or probe keys of a migration tool. That is no error by itself; find out what they are.',
			);
	}
}
