/** The course of a number as a small line. Its words stand beside it for those who cannot see it. */
import * as l10n from '@vscode/l10n';

const WIDTH = 96;
const HEIGHT = 20;

export function Spark({ values, of }: { readonly values: readonly number[]; readonly of: string }) {
	if (values.length < 2) {
		return <span class="dim">–</span>;
	}
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const span = high - low || 1;
	const points = values
		.map((value, at) => {
			const x = (at / (values.length - 1)) * (WIDTH - 2) + 1;
			const y = HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
			return `${x.toFixed(1)},${y.toFixed(1)}`;
		})
		.join(' ');
	const [first = 0, last = 0] = [values[0], values.at(-1)];
	const label =
		last > first ? l10n.t('{0}: rising', of) : last < first ? l10n.t('{0}: falling', of) : l10n.t('{0}: level', of);
	return (
		<svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
			<title>{label}</title>
			<polyline points={points} />
		</svg>
	);
}
