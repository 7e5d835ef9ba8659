/** A range of time in words that a person would say: "20–35 min", "under 1 min". */
import * as l10n from '@vscode/l10n';
import type { Format } from './format';

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;

/** From which length on (ms), in which unit (ms), and to how many of it both ends are rounded. */
const STEPS = [
	{ from: 72 * H, unit: D, to: 1, words: (text: string) => l10n.t('{0} d', text) },
	{ from: 12 * H, unit: H, to: 1, words: (text: string) => l10n.t('{0} h', text) },
	{ from: 100 * MIN, unit: H, to: 0.5, words: (text: string) => l10n.t('{0} h', text) },
	{ from: 20 * MIN, unit: MIN, to: 5, words: (text: string) => l10n.t('{0} min', text) },
	{ from: 90 * S, unit: MIN, to: 1, words: (text: string) => l10n.t('{0} min', text) },
	{ from: 10 * S, unit: S, to: 5, words: (text: string) => l10n.t('{0} s', text) },
	{ from: 0, unit: S, to: 1, words: (text: string) => l10n.t('{0} s', text) },
] as const;

/** The range from `lowMs` to `highMs`, each end rounded. */
export function rangeText(lowMs: number, highMs: number, format: Format): string {
	const { unit, to, words } = STEPS.find(({ from }) => highMs >= from) ?? STEPS[STEPS.length - 1] ?? STEPS[0];
	const rounded = (ms: number): number => Math.round(ms / unit / to) * to;
	const [low, high] = [rounded(lowMs), Math.max(to, rounded(highMs))];
	if (low <= 0) {
		return l10n.t('under {0}', words(format.number(high)));
	}
	return words(low === high ? format.number(low) : `${format.number(low)}–${format.number(high)}`);
}
