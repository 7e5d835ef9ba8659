/** What happened in the run, in words: the lines in the charts stand for these, in the same order. */
import * as l10n from '@vscode/l10n';
import type { ChartMark, TimeRange } from '../../ui/details/protocol';
import { isSameDay } from '../shared/format';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { usePage } from './context';

/** More than these are of no help; the newest are shown. */
const MOST = 30;

/** The events of the run, oldest first; nothing where there are none. */
export function MarkList({ marks, range }: { readonly marks: readonly ChartMark[]; readonly range: TimeRange }) {
	const { formats } = usePage();
	if (marks.length === 0) {
		return null;
	}
	const days = !marks.every(({ at }) => isSameDay(at, range.to));
	return (
		<ul class="marks" aria-label={l10n.t('What happened')}>
			{withKeys(marks.slice(-MOST), ({ at, kind }) => `${at} ${kind}`).map(([key, { at, kind, label, tone }]) => (
				<li key={key} data-mark={kind} class={at < range.from || at > range.to ? 'out-of-range' : undefined}>
					<ToneIcon tone={tone} />
					<span>
						<time>{days ? formats.day(at) : formats.minute(at)}</time> {label}
					</span>
				</li>
			))}
		</ul>
	);
}
