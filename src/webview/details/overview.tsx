/** The whole run as a strip, with the stretch that the charts show as a window in it: its ends can be moved, and the window as a whole. */
import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { Live, TimeRange } from '../../ui/details/protocol';
import { columns, isNumber, valueRange } from './chartData';
import { usePage } from './context';
import type { RangeControl } from './useRange';

/** The strip's own units; it is stretched to the width of the page. */
const [WIDTH, HEIGHT] = [1000, 32];
/** Shares of the run by which keys move an end. */
const STEP = { small: 0.01, large: 0.1 };
/** CSS pixels around an end that still take hold of it. */
const GRIP = 8;

interface OverviewProps {
	readonly overview: NonNullable<Live['overview']>;
	readonly range: RangeControl;
	readonly marks: readonly number[];
}

/** Moves what was taken hold of to a time, ms since 1970. */
type Move = (at: number) => void;

/** The strip. Its curve is for the eye alone; its two ends are sliders. */
export function Overview({ overview, range, marks }: OverviewProps) {
	const { formats } = usePage();
	const { view, extent, show } = range;
	const strip = useRef<HTMLDivElement>(null);
	const move = useRef<Move>(undefined);
	const length = extent.to - extent.from;
	const share = (at: number): number => Math.min(1, Math.max(0, (at - extent.from) / length));
	const timeAt = (event: PointerEvent): number => {
		const box = strip.current?.getBoundingClientRect();
		return box ? extent.from + ((event.clientX - box.left) / box.width) * length : extent.from;
	};
	const onDown = (event: PointerEvent): void => {
		if (event.button === 0) {
			const at = timeAt(event);
			strip.current?.setPointerCapture(event.pointerId);
			move.current = moverAt(at, view, (GRIP / (strip.current?.clientWidth || 1)) * length, show);
			if (at < view.from || at > view.to) {
				move.current(at);
			}
		}
	};
	const end = (which: 'from' | 'to') => (
		<div
			class="overview-end"
			role="slider"
			tabIndex={0}
			style={{ left: `${share(view[which]) * 100}%` }}
			aria-label={which === 'from' ? l10n.t('Start of the time range') : l10n.t('End of the time range')}
			aria-valuemin={0}
			aria-valuemax={Math.round(length / 1000)}
			aria-valuenow={Math.round((view[which] - extent.from) / 1000)}
			aria-valuetext={formats.full(view[which])}
			onKeyDown={(event) => {
				const at = timeAtKey(event, view[which], extent);
				if (at !== undefined) {
					event.preventDefault();
					show(
						which === 'from'
							? { from: Math.min(at, view.to - 1), to: view.to }
							: { from: view.from, to: Math.max(at, view.from + 1) },
					);
				}
			}}
		/>
	);
	return (
		<div
			class="overview"
			ref={strip}
			onPointerDown={onDown}
			onPointerMove={(event) => move.current?.(timeAt(event))}
			onPointerUp={() => {
				move.current = undefined;
			}}
			onPointerCancel={() => {
				move.current = undefined;
			}}
		>
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
				<path class="overview-marks" d={marks.map((at) => `M${share(at) * WIDTH} 0V${HEIGHT}`).join('')} />
				<path class="overview-curve" d={curveOf(overview, extent)} />
				<rect
					class="overview-window"
					x={share(view.from) * WIDTH}
					width={Math.max(1, (share(view.to) - share(view.from)) * WIDTH)}
					height={HEIGHT}
				/>
			</svg>
			{end('from')}
			{end('to')}
		</div>
	);
}

/** What a press at `at` takes hold of: an end that is near, the window, or, beside it, its middle. */
function moverAt(at: number, view: TimeRange, grip: number, show: (range: TimeRange) => void): Move {
	const { from, to } = view;
	const [left, right] = [Math.abs(at - from), Math.abs(at - to)];
	if (Math.min(left, right) <= grip) {
		return left < right
			? (time) => show({ from: Math.min(time, to - 1), to })
			: (time) => show({ from, to: Math.max(time, from + 1) });
	}
	const offset = at > from && at < to ? at - from : (to - from) / 2;
	return (time) => show({ from: time - offset, to: time - offset + to - from });
}

function timeAtKey({ key, shiftKey }: KeyboardEvent, at: number, extent: TimeRange): number | undefined {
	const length = extent.to - extent.from;
	const small = length * (shiftKey ? STEP.large : STEP.small);
	const keys: Record<string, number> = {
		ArrowLeft: at - small,
		ArrowDown: at - small,
		ArrowRight: at + small,
		ArrowUp: at + small,
		PageDown: at - length * STEP.large,
		PageUp: at + length * STEP.large,
		Home: extent.from,
		End: extent.to,
	};
	return keys[key];
}

/** The curve as an SVG path, with its holes. */
function curveOf(overview: OverviewProps['overview'], extent: TimeRange): string {
	const { times, values } = columns(overview);
	const all = values[overview.stat] ?? [];
	const [low, high] = all.reduce<[number, number]>(
		([a, b], value) => (isNumber(value) ? [Math.min(a, value), Math.max(b, value)] : [a, b]),
		[0, 0],
	);
	const [bottom, top] = valueRange(low, high, undefined);
	let joined = false;
	return times
		.map((at, row) => {
			const value = all[row];
			const before = joined;
			joined = isNumber(value);
			if (!isNumber(value)) {
				return '';
			}
			const x = ((at - extent.from) / (extent.to - extent.from)) * WIDTH;
			const y = HEIGHT - ((value - bottom) / (top - bottom)) * HEIGHT;
			return `${before ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
		})
		.join('');
}
