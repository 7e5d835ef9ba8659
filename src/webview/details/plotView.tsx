/** The element in which uPlot draws. What is inside belongs to uPlot: nothing here describes it, so that nothing here changes it. */
import type { HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Chart } from '../../ui/details/protocol';
import type { Columns, Crosshair } from './chartData';
import { usePage } from './context';
import { aligned, createPlot, PLOT_HEIGHT, type Theme } from './plot';

interface PlotViewProps extends HTMLAttributes<HTMLDivElement> {
	readonly chart: Chart;
	readonly data: Columns;
	readonly theme: Theme;
	readonly crosshair: Crosshair;
	/** Told the time under the mouse; the first one that is handed in is called for as long as the plot lives. */
	readonly onHover: (at: number | undefined) => void;
}

/** A curve that follows its data, its theme, its width and the crosshair. */
export function PlotView({ chart, data, theme, crosshair, onHover, ...attributes }: PlotViewProps) {
	const { formats } = usePage();
	const host = useRef<HTMLDivElement>(null);
	const drawn = useRef<uPlot>(null);
	/** What a plot is built for: another one needs another plot. */
	const shape = JSON.stringify([chart.max, chart.series]);

	// Before the plot is built: a new one has its data already.
	useLayoutEffect(() => {
		drawn.current?.setData(aligned(chart, data));
	}, [data]);
	// The colours are baked into a plot, so another theme needs another one as well.
	useLayoutEffect(() => {
		if (!host.current) {
			return undefined;
		}
		const plot = createPlot(host.current, chart, data, theme, formats, onHover);
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
	}, [crosshair, data]);
	useLayoutEffect(() => {
		const element = host.current;
		const observer = new ResizeObserver(() => {
			const plot = drawn.current;
			if (plot && element && element.clientWidth > 0 && element.clientWidth !== plot.width) {
				plot.setSize({ width: element.clientWidth, height: PLOT_HEIGHT });
			}
		});
		if (element) {
			observer.observe(element);
		}
		return () => observer.disconnect();
	}, []);

	return <div ref={host} class="plot" data-plot={chart.id} {...attributes} />;
}
