/** The charts of the page as one group: they share the time axis and the crosshair. */
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Live } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { type Columns, type Crosshair, columns, sampleUpTo } from './chartData';
import { ChartFigure } from './chartFigure';
import { readTheme, type Theme } from './plot';

const NOWHERE: Crosshair = { at: undefined, hovered: false };
const PAGE = 10;

/** All charts, side by side where there is room. */
export function Charts({ live }: { readonly live: Live }) {
	const data = useMemo(() => columns(live), [live]);
	const theme = useTheme();
	const [crosshair, setCrosshair] = useState(NOWHERE);
	// The sample may have left the history meanwhile.
	const at = crosshair.at !== undefined && data.times.includes(crosshair.at) ? crosshair.at : undefined;

	/** Arrow keys on a chart move the crosshair of all. */
	const onKey = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) {
			return;
		}
		const next = timeAtKey(event.key, data, at);
		if (event.key === 'Escape') {
			setCrosshair(NOWHERE);
		} else if (next !== undefined) {
			event.preventDefault();
			setCrosshair({ at: next, hovered: false });
		}
	};
	return (
		<div class="charts">
			{withKeys(live.charts, ({ id }) => id).map(([key, chart]) => (
				<ChartFigure
					key={key}
					chart={chart}
					live={live}
					data={data}
					theme={theme}
					crosshair={crosshair.at === at ? crosshair : NOWHERE}
					onHover={(hovered) =>
						setCrosshair((before) => (before.at === hovered ? before : { at: hovered, hovered: true }))
					}
					onKey={onKey}
					// The focus went elsewhere: back to the latest values.
					onBlur={() => setCrosshair(NOWHERE)}
				/>
			))}
		</div>
	);
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
