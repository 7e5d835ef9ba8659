/** Which stretch of the run the charts show: the usual ones as buttons, and what is shown in words. */
import * as l10n from '@vscode/l10n';
import type { Live } from '../../ui/details/protocol';
import { isSameDay } from '../shared/format';
import { usePage } from './context';
import { useRoving } from './roving';
import type { RangeControl } from './useRange';

const MINUTE = 60_000;

/** The whole run. */
export const ALL = { last: 'all', label: () => l10n.t('All'), words: () => l10n.t('The whole run') } as const;

/** Stretches up to the newest sample, ms; `label` is short, `words` say what it is. */
const CHOICES: readonly {
	readonly last: number | 'all';
	readonly label: () => string;
	readonly words: () => string;
}[] = [
	{ last: 5 * MINUTE, label: () => l10n.t('5 min'), words: () => l10n.t('The last 5 minutes') },
	{ last: 30 * MINUTE, label: () => l10n.t('30 min'), words: () => l10n.t('The last 30 minutes') },
	{ last: 120 * MINUTE, label: () => l10n.t('2 h'), words: () => l10n.t('The last 2 hours') },
	ALL,
];

/** Nothing is offered for a run that is shorter than the shortest stretch. */
export function RangeBar({ live, range }: { readonly live: Live; readonly range: RangeControl }) {
	const { formats } = usePage();
	const { view, extent, zoomed, said } = range;
	const choices = useRoving<HTMLDivElement>();
	if (live.overview === undefined) {
		return null;
	}
	const words = formats.range(view.from, view.to, !isSameDay(extent.from, extent.to));
	return (
		<div class="range-bar">
			{/* biome-ignore lint/a11y/useSemanticElements: a <fieldset> would take on the looks of a form. */}
			<div ref={choices} class="range-choices" role="group" aria-label={l10n.t('Time range of the charts')}>
				{CHOICES.map(({ last, label, words: title }) => (
					<button
						key={last}
						type="button"
						class="range-choice"
						data-roving=""
						title={title()}
						aria-pressed={!zoomed && live.range.following === last}
						onClick={() => range.follow(last, title())}
					>
						{label()}
					</button>
				))}
			</div>
			<span class="range-words" data-range="">
				{words}
			</span>
			<span class="dim" aria-hidden="true">
				{zoomed ? l10n.t('double-click to go back') : l10n.t('drag to zoom')}
			</span>
			<span class="visually-hidden" role="status">
				{said || null}
			</span>
		</div>
	);
}
