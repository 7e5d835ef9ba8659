/** The charts of the page as one group: they share the time range, the marks and the crosshair. */
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Live } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { type Columns, type Crosshair, columns, inView, nearestTime, sampleUpTo } from './chartData';
import { ChartFigure } from './chartFigure';
import { MarkList } from './marks';
import { Overview } from './overview';
import { readTheme, type Theme } from './plot';
import type { PlotGroup } from './plotView';
import { ALL, RangeBar } from './rangeBar';
import { panned, type RangeControl, useRange, zoomed } from './useRange';

const NOWHERE: Crosshair = { at: undefined, hovered: false };
const PAGE = 10;
/** Share of the range by which Shift with an arrow key moves it. */
const PAN = 0.25;
/** How much longer, or shorter, a key makes the range. */
const ZOOM = 2;
/** What the keys of a chart do is told once for all charts. */
const KEYS_ID = 'chart-keys';

/** All charts, two in a row where there is room. */
export function Charts({ live }: { readonly live: Live }) {
	const range = useRange(live);
	const { view } = range;
	const data = useMemo(() => inView(columns(live), view), [live, view.from, view.to]);
	const theme = useTheme();
	const [crosshair, setCrosshair] = useState(NOWHERE);
	// The sample may have left the range meanwhile, or another row may stand for it.
	const kept = useMemo((): Crosshair => {
		const { at, hovered } = crosshair;
		const seen = at !== undefined && at >= view.from && at <= view.to;
		return !seen ? NOWHERE : data.times.includes(at) ? crosshair : { at: nearestTime(data, at), hovered };
	}, [crosshair, data]);

	/** Keys of a chart: those of a slider move the crosshair of all; with Shift they move the range. */
	const onKey = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) {
			return;
		}
		if (event.key === 'Escape') {
			if (kept.at !== undefined) {
				setCrosshair(NOWHERE);
			} else if (range.zoomed) {
				range.reset(backWords());
			}
			return;
		}
		const next = event.shiftKey ? undefined : timeAtKey(event.key, data, kept.at);
		if (next !== undefined) {
			event.preventDefault();
			setCrosshair({ at: next, hovered: false });
		} else if (moveRange(event, range, kept.at)) {
			event.preventDefault();
		}
	};
	const group: PlotGroup = {
		data,
		theme,
		crosshair: kept,
		view,
		marks: useMemo(() => live.marks.filter(({ kind }) => kind !== 'gap').map(({ at }) => at), [live]),
		onHover: (hovered) =>
			setCrosshair((before) => (before.at === hovered ? before : { at: hovered, hovered: hovered !== undefined })),
		onZoom: range.show,
		onReset: () => range.reset(backWords()),
	};
	return (
		<div class="run">
			<RangeBar live={live} range={range} />
			{live.overview ? <Overview overview={live.overview} range={range} marks={group.marks} /> : null}
			<p class="visually-hidden" id={KEYS_ID}>
				{l10n.t(
					'Arrow keys move the crosshair. Shift with an arrow key moves the time range, plus and minus zoom, 0 shows the whole run, Escape goes back.',
				)}
			</p>
			<div class="charts">
				{withKeys(live.charts, ({ id }) => id).map(([key, chart]) => (
					<ChartFigure
						key={key}
						chart={chart}
						live={live}
						group={group}
						keysId={KEYS_ID}
						onKey={onKey}
						// The focus went elsewhere: back to the latest values.
						onBlur={() => setCrosshair(NOWHERE)}
					/>
				))}
			</div>
			<MarkList marks={live.marks} range={live.range} />
		</div>
	);
}

function backWords(): string {
	return l10n.t('Back to the time range before');
}

/** The colours in force, read anew when the editor changes its theme. */
function useTheme(): Theme {
	const [theme, setTheme] = useState(readTheme);
	useLayoutEffect(() => {
		const observer = new MutationObserver(() => setTheme(readTheme()));
		observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
		return () => observer.disconnect();
	}, []);
	return theme;
}

/** Moves or zooms the range, if the key is one for that. Zooming leaves the crosshair, or the middle, where it is. */
function moveRange({ key, shiftKey }: KeyboardEvent, range: RangeControl, at: number | undefined): boolean {
	const { view, extent, show } = range;
	const keys: Record<string, () => void> = {
		'+': () => show(zoomed(view, 1 / ZOOM, at)),
		'=': () => show(zoomed(view, 1 / ZOOM, at)),
		'-': () => show(zoomed(view, ZOOM, at)),
		_: () => show(zoomed(view, ZOOM, at)),
		'0': () => range.follow('all', ALL.words()),
	};
	const shifted: Record<string, () => void> = {
		ArrowLeft: () => show(panned(view, -PAN)),
		ArrowRight: () => show(panned(view, PAN)),
		PageUp: () => show(panned(view, 1)),
		PageDown: () => show(panned(view, -1)),
		Home: () => show({ from: extent.from, to: extent.from + view.to - view.from }),
		End: () => show({ from: extent.to - view.to + view.from, to: extent.to }),
	};
	const act = keys[key] ?? (shiftKey ? shifted[key] : undefined);
	act?.();
	return act !== undefined;
}

/** The time to which a key leads from `at`; undefined where the key leads nowhere. */
function timeAtKey(key: string, data: Columns, at: number | undefined): number | undefined {
	const { samples, times } = data;
	const last = samples.length - 1;
	const now = sampleUpTo(data, at);
	const steps: Record<string, number> = {
		ArrowLeft: now - 1,
		ArrowDown: now - 1,
		ArrowRight: now + 1,
		ArrowUp: now + 1,
		PageDown: now - PAGE,
		PageUp: now + PAGE,
		Home: 0,
		End: last,
	};
	const next = steps[key];
	return next === undefined ? undefined : times[samples[Math.min(Math.max(next, 0), last)] ?? -1];
}
