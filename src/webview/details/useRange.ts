/** The stretch of time that all charts share: what the host sent, or what a person is just choosing, until the host has sent that. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Live, RangeChoice, TimeRange } from '../../ui/details/protocol';
import { usePage } from './context';

/** The host is asked once so long nothing moved any more, ms. */
const SETTLED = 120;
/** The host's answer is waited for so long, ms: then what it sends counts again, whatever it is. */
const PATIENCE = 2000;
/** The shortest stretch, ms. */
const SHORTEST = 10_000;

export interface RangeControl {
	/** What the charts show. */
	readonly view: TimeRange;
	/** The whole run. */
	readonly extent: TimeRange;
	/** Whether it stands still, chosen by zooming. */
	readonly zoomed: boolean;
	/** What was chosen last, in words for a screen reader; '' before. */
	readonly said: string;
	/** Zooms to a stretch, or as near to it as the run allows. */
	readonly show: (range: TimeRange) => void;
	/** Shows the last so many ms, or all, and moves with new samples. */
	readonly follow: (last: number | 'all', words: string) => void;
	/** Back to what was followed before a zoom. */
	readonly reset: (words: string) => void;
}

/** The range of a page's charts. */
export function useRange({ range, extent }: Pick<Live, 'range' | 'extent'>): RangeControl {
	const { post, formats } = usePage();
	const [chosen, setChosen] = useState<TimeRange>();
	const [said, setSaid] = useState('');
	const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
	const followed = useRef<number | 'all'>('all');
	if (range.following !== false) {
		followed.current = range.following;
	}
	const ask = (choice: RangeChoice, wait: number, words: string): void => {
		clearTimeout(asking.current);
		asking.current = setTimeout(() => {
			post({ type: 'range', ...choice });
			setSaid(words);
			asking.current = setTimeout(() => setChosen(undefined), PATIENCE);
		}, wait);
	};
	const follow: RangeControl['follow'] = (last, words) => {
		setChosen(undefined);
		ask({ last }, 0, words);
	};
	const answered = chosen && range.from === chosen.from && range.to === chosen.to;
	useLayoutEffect(() => {
		if (answered) {
			setChosen(undefined);
		}
	}, [answered]);
	useLayoutEffect(() => () => clearTimeout(asking.current), []);
	return {
		view: chosen ?? range,
		extent,
		zoomed: chosen !== undefined || range.following === false,
		said,
		show: (wanted) => {
			const next = fitted(wanted, extent);
			const all = next.from === extent.from && next.to === extent.to;
			setChosen(next);
			ask(all ? { last: 'all' } : next, SETTLED, formats.range(next.from, next.to));
		},
		follow,
		reset: (words) => follow(followed.current, words),
	};
}

/** A stretch of whole ms within the run, not too short, moved rather than cut. */
export function fitted({ from, to }: TimeRange, extent: TimeRange): TimeRange {
	const length = Math.min(extent.to - extent.from, Math.max(SHORTEST, Math.round(to - from)));
	const centre = to - from < SHORTEST ? (from + to) / 2 - length / 2 : from;
	const begin = Math.round(Math.min(Math.max(centre, extent.from), extent.to - length));
	return { from: begin, to: begin + length };
}

/** Makes a stretch `factor` times as long, around `at`, which stays where it is in the picture. */
export function zoomed({ from, to }: TimeRange, factor: number, at = (from + to) / 2): TimeRange {
	return { from: at - (at - from) * factor, to: at + (to - at) * factor };
}

/** Moves a stretch by a share of its length; to the left where that is negative. */
export function panned({ from, to }: TimeRange, share: number): TimeRange {
	const by = (to - from) * share;
	return { from: from + by, to: to + by };
}
