/** Small drawings of a row: its curve, and its percentage. */
import * as l10n from '@vscode/l10n';
import type { OverviewRow, Trend } from '../../ui/overview/protocol';
import { BarFill } from '../details/barFill';

const SIZE = { width: 100, height: 24, margin: 2 } as const;

/** The curve, broken where samples are missing, with the same in a sentence for those who cannot see it. */
export function Trendline({ trend: { points, breaks, label } }: { readonly trend: Trend }) {
	const { width, height, margin } = SIZE;
	const d = points
		.map(([time, value], index) => {
			const y = margin + (1 - value) * (height - 2 * margin);
			// A lone point is a line of no length, which has round ends.
			const begins = index === 0 || breaks.includes(index);
			return `${begins ? 'M' : 'L'}${(time * width).toFixed(1)} ${y.toFixed(1)}${begins ? 'l0 0' : ''}`;
		})
		.join('');
	return (
		<svg class="trend" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
			<title>{label}</title>
			<path d={d} />
		</svg>
	);
}

interface PercentProps {
	readonly row: OverviewRow;
	readonly number: (value: number) => string;
}

export function Percent({ row: { percent }, number }: PercentProps) {
	// A percentage that is not whole is not rounded up: 99.9 is not done.
	return percent === null ? null : (
		<span class="percent" data-percent>
			{l10n.t('{0} %', number(Math.floor(percent)))}
			<span class="bar" aria-hidden="true">
				<BarFill percent={percent} />
			</span>
		</span>
	);
}
