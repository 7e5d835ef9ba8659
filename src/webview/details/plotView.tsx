/** The element in which uPlot draws. What is inside belongs to uPlot: nothing here describes it, so that nothing here changes it. */
import type { HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Chart, TimeRange } from '../../ui/details/protocol';
import type { Columns, Crosshair } from './chartData';
import { usePage } from './context';
import { aligned, createPlot, PLOT_HEIGHT, type Theme } from './plot';
import { zoomed } from './useRange';

/** How much longer the stretch becomes with a turn of the wheel. */
const WHEEL = 1.25;

/** What all charts of a page share. */
export interface PlotGroup {
	readonly data: Columns;
	readonly theme: Theme;
	readonly crosshair: Crosshair;
	readonly view: TimeRange;
	/** Times to be marked, ms since 1970. */
	readonly marks: readonly number[];
	/** Told the time under the mouse. */
	readonly onHover: (at: number | undefined) => void;
	readonly onZoom: (range: TimeRange) => void;
	readonly onReset: () => void;
}

interface PlotViewProps extends HTMLAttributes<HTMLDivElement> {
	readonly chart: Chart;
	readonly group: PlotGroup;
}

/** A curve that follows its data, its range, its theme, its width and the crosshair. */
export function PlotView({ chart, group, ...attributes }: PlotViewProps) {
	const { formats } = usePage();
	const { data, theme, crosshair, view, marks } = group;
	const host = useRef<HTMLDivElement>(null);
	const drawn = useRef<uPlot>(null);
	/** A plot lives longer than one drawing of the page: it asks for what is true now. */
	const now = useRef(group);
	now.current = group;
	/** What a plot is built for: another one needs another plot. */
	const shape = JSON.stringify([chart.max, chart.whole, chart.series]);

	// Before the plot is built: a new one has its data already.
	useLayoutEffect(() => {
		drawn.current?.setData(aligned(chart, data));
	}, [data, view.from, view.to, marks.join()]);
	// The colours are baked into a plot, so another theme needs another one as well.
	useLayoutEffect(() => {
		if (!host.current) {
			return undefined;
		}
		const plot = createPlot(host.current, chart, data, theme, formats, {
			view: () => now.current.view,
			marks: () => now.current.marks,
			onCursor: (at) => now.current.onHover(at),
			onZoom: (range) => now.current.onZoom(range),
			onReset: () => now.current.onReset(),
		});
		drawn.current = plot;
		return () => {
			plot.destroy();
			drawn.current = null;
		};
	}, [shape, theme]);
	useLayoutEffect(() => {
		const plot = drawn.current;
		if (plot && !crosshair.hovered) {
			const { at } = crosshair;
			plot.setCursor(at === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(at, 'x'), top: 0 }, false);
		}
	}, [crosshair, data, view.from, view.to]);
	useLayoutEffect(() => {
		const element = host.current;
		const observer = new ResizeObserver(() => {
			const plot = drawn.current;
			if (plot && element && element.clientWidth > 0 && element.clientWidth !== plot.width) {
				plot.setSize({ width: element.clientWidth, height: PLOT_HEIGHT });
			}
		});
		/** With Ctrl, which is also what two fingers that move apart come as. Without it the page scrolls. */
		const onWheel = (event: WheelEvent): void => {
			const plot = drawn.current;
			if (plot && event.ctrlKey && event.deltaY !== 0) {
				event.preventDefault();
				const at = plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x');
				now.current.onZoom(zoomed(now.current.view, event.deltaY > 0 ? WHEEL : 1 / WHEEL, at));
			}
		};
		if (element) {
			observer.observe(element);
			element.addEventListener('wheel', onWheel, { passive: false });
		}
		return () => {
			observer.disconnect();
			element?.removeEventListener('wheel', onWheel);
		};
	}, []);

	return <div ref={host} class="plot" data-plot={chart.id} {...attributes} />;
}
