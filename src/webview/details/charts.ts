/**
 * The charts of the page as one group: they share the time axis and the crosshair. live.ts draws the frames around them; this fills the frames
 * (`[data-plot]`) with curves and the legends (`[data-legend]`) with the value at the crosshair, or the latest one.
 */
import * as l10n from '@vscode/l10n';
import type uPlot from 'uplot';
import type { Chart, Live } from '../../ui/details/protocol';
import type { Formats } from '../shared/format';
import { type Columns, columns, isNumber } from './chartData';
import { aligned, createPlot, PLOT_HEIGHT, readTheme, type Theme } from './plot';

interface Drawn {
	readonly chart: Chart;
	readonly host: HTMLElement;
	readonly plot: uPlot;
	/** What the plot was built for; another one needs another plot. */
	readonly shape: string;
}

const PAGE = 10;

export class Charts {
	private readonly drawn = new Map<string, Drawn>();
	private data: Columns = { times: [], values: {}, samples: [] };
	private theme: Theme | undefined;
	/** Time under the crosshair, ms since 1970; undefined: the latest values are shown. */
	private at: number | undefined;
	/** While the plots are fed, what they say about the cursor is an echo. */
	private feeding = false;
	private readonly resized = new ResizeObserver((entries) => {
		for (const { target } of entries) {
			this.fit(target);
		}
	});

	constructor(
		private readonly root: HTMLElement,
		private readonly formats: Formats,
	) {}

	/** Brings the curves in line with a snapshot whose frames are already in the document. */
	sync(live: Live | undefined): void {
		const charts = live?.charts ?? [];
		// Also where no curve can be drawn yet: the legends take its colours.
		this.theme ??= readTheme();
		this.data = live ? columns(live) : { times: [], values: {}, samples: [] };
		const hosts = new Map(
			[...this.root.querySelectorAll<HTMLElement>('[data-plot]')].map((host) => [host.dataset.plot ?? '', host]),
		);
		const wanted = new Set<string>();
		this.feeding = true;
		for (const chart of charts) {
			const host = hosts.get(chart.id);
			if (host) {
				wanted.add(chart.id);
				this.draw(chart, host);
			}
		}
		for (const [id, drawn] of this.drawn) {
			if (!wanted.has(id)) {
				this.drop(id, drawn);
			}
		}
		this.moveTo(this.at);
		this.feeding = false;
	}

	/** After a change of theme: the colours are baked into the plots, so they are built anew. */
	repaint(): void {
		this.theme = undefined;
		this.feeding = true;
		for (const [id, drawn] of [...this.drawn]) {
			this.drop(id, drawn);
			this.draw(drawn.chart, drawn.host);
		}
		this.moveTo(this.at);
		this.feeding = false;
	}

	/** Arrow keys on a chart move the crosshair of all. */
	key(event: Event): void {
		if (!(event instanceof KeyboardEvent) || event.altKey || event.ctrlKey || event.metaKey) {
			return;
		}
		const { samples, times } = this.data;
		const last = samples.length - 1;
		const now = this.sampleAt(this.at);
		const step: Record<string, number> = {
			ArrowLeft: now - 1,
			ArrowDown: now - 1,
			ArrowRight: now + 1,
			ArrowUp: now + 1,
			PageDown: now - PAGE,
			PageUp: now + PAGE,
			Home: 0,
			End: last,
		};
		const next = step[event.key];
		if (event.key === 'Escape') {
			this.moveTo(undefined);
		} else if (next !== undefined) {
			event.preventDefault();
			this.moveTo(times[samples[Math.min(Math.max(next, 0), last)] ?? -1]);
		}
	}

	/** The focus went elsewhere: back to the latest values. */
	leave(): void {
		this.moveTo(undefined);
	}

	private draw(chart: Chart, host: HTMLElement): void {
		const shape = JSON.stringify([chart.max, chart.series]);
		const before = this.drawn.get(chart.id);
		if (before && before.host === host && before.shape === shape) {
			before.plot.setData(aligned(chart, this.data));
			this.drawn.set(chart.id, { ...before, chart });
			return;
		}
		if (before) {
			this.drop(chart.id, before);
		}
		this.theme ??= readTheme();
		const plot = createPlot(host, chart, this.data, this.theme, this.formats, { cursor: (row) => this.hover(row) });
		this.drawn.set(chart.id, { chart, host, plot, shape });
		this.resized.observe(host);
	}

	private drop(id: string, { plot, host }: Drawn): void {
		this.resized.unobserve(host);
		plot.destroy();
		this.drawn.delete(id);
	}

	private fit(target: Element): void {
		for (const { host, plot } of this.drawn.values()) {
			if (host === target && host.clientWidth > 0 && host.clientWidth !== plot.width) {
				plot.setSize({ width: host.clientWidth, height: PLOT_HEIGHT });
			}
		}
	}

	/** The mouse moved over one of the plots; uPlot itself carries the crosshair to the others. */
	private hover(row: number | null): void {
		if (!this.feeding) {
			this.at = row === null ? undefined : this.data.times[row];
			this.tell();
		}
	}

	private moveTo(at: number | undefined): void {
		const feeding = this.feeding;
		this.feeding = true;
		this.at = at !== undefined && this.data.times.includes(at) ? at : undefined;
		for (const { plot } of this.drawn.values()) {
			const left = this.at === undefined ? -10 : plot.valToPos(this.at, 'x');
			plot.setCursor({ left, top: this.at === undefined ? -10 : 0 });
		}
		this.feeding = feeding;
		this.tell();
	}

	/** Index of the sample at a time or the last one before it; the latest where there is no time. */
	private sampleAt(at: number | undefined): number {
		const { samples, times } = this.data;
		const upTo = samples.filter((row) => at === undefined || (times[row] ?? 0) <= at);
		return upTo.length - 1;
	}

	/** Legends, times and what a reader hears follow the crosshair. */
	private tell(): void {
		const { times, samples, values } = this.data;
		const row = this.at === undefined ? (samples[samples.length - 1] ?? -1) : times.indexOf(this.at);
		const at = times[row];
		for (const { chart, host } of this.drawn.values()) {
			const figure = host.closest('figure');
			const texts = chart.series.map(({ stat, label }) => {
				const value = values[stat]?.[row];
				const words = isNumber(value) ? this.formats.number(value) : '–';
				setText(figure?.querySelector(`[data-legend="${CSS.escape(stat)}"]`), words);
				return isNumber(value) ? `${label} ${words}` : l10n.t('{0}: no value', label);
			});
			if (at === undefined) {
				continue;
			}
			setText(figure?.querySelector('[data-chart-time]'), this.at === undefined ? '' : this.formats.second(at));
			host.setAttribute('aria-valuemin', '1');
			host.setAttribute('aria-valuemax', String(samples.length));
			host.setAttribute('aria-valuenow', String(this.sampleAt(this.at) + 1));
			host.setAttribute('aria-valuetext', `${this.formats.second(at)}: ${texts.join(', ')}`);
		}
	}
}

function setText(element: Element | null | undefined, text: string): void {
	if (element && element.textContent !== text) {
		element.textContent = text;
	}
}
