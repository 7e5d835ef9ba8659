/** What happens in a run, in words: for the marks of charts and for messages. One row a kind. */
import * as l10n from '@vscode/l10n';
import type { Format } from './format';
import type { Happening, HappeningKind } from './runState';
import type { ChartMark, Tone } from './viewModel';

export interface HappeningRow {
	/** Beside its time in a list: "full sync began again (time 2)". */
	readonly words: (count: string) => string;
	readonly tone: Tone;
	/** Of a watched task's name, as a message; undefined where nobody is told. */
	readonly message?: (name: string, time: string, count: string) => string;
	/** Told also to those who want to hear of failures alone. */
	readonly trouble?: boolean;
}

export const HAPPENINGS: Readonly<Record<HappeningKind, HappeningRow>> = {
	configured: { words: () => l10n.t('configured'), tone: 'neutral' },
	fullSyncBegan: { words: () => l10n.t('full sync began'), tone: 'busy' },
	following: { words: () => l10n.t('changes are followed'), tone: 'busy' },
	fullSyncRestarted: {
		words: (count) => l10n.t('full sync began again (time {0})', count),
		tone: 'warning',
		message: (name, time, count) => l10n.t('“{0}”: the full sync began again at {1} (time {2}).', name, time, count),
		trouble: true,
	},
	stalled: {
		words: () => l10n.t('stalled'),
		tone: 'warning',
		message: (name, time) => l10n.t('“{0}” has stalled: nothing moves since about {1}.', name, time),
		trouble: true,
	},
	resumed: {
		words: () => l10n.t('goes on'),
		tone: 'busy',
		message: (name) => l10n.t('“{0}” goes on: the copy moves again.', name),
	},
	inStep: { words: () => l10n.t('close behind'), tone: 'good' },
	readyToStopWrites: {
		words: () => l10n.t('ready to stop the writers'),
		tone: 'good',
		message: (name) => l10n.t('“{0}” is ready: you may stop the writers now.', name),
	},
	switchNow: {
		words: () => l10n.t('drained'),
		tone: 'good',
		message: (name) => l10n.t('“{0}” is drained: switch the clients now.', name),
	},
	fallingBehind: {
		words: () => l10n.t('falling behind'),
		tone: 'warning',
		message: (name) => l10n.t('“{0}” falls behind: at this rate it never catches up.', name),
		trouble: true,
	},
	writersStopped: { words: () => l10n.t('writers stopped'), tone: 'neutral' },
	writersResumed: { words: () => l10n.t('writers go on'), tone: 'neutral' },
	succeeded: { words: () => l10n.t('succeeded'), tone: 'good' },
	stopped: { words: () => l10n.t('stopped'), tone: 'neutral' },
	failed: { words: () => l10n.t('failed'), tone: 'bad' },
};

/** A happening as a mark in the charts. */
export function chartMark(happening: Happening, format: Format): ChartMark {
	const { at, kind } = happening;
	return { at, kind, label: happeningWords(happening, format), tone: HAPPENINGS[kind].tone };
}

/** A happening in words, without its time. */
export function happeningWords({ kind, count }: Happening, format: Format): string {
	return HAPPENINGS[kind].words(format.integer(count ?? 1));
}
