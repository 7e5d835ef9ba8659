/** The filled part of a bar. The number always stands beside it as text, so the bar around is hidden from readers. */
export function BarFill({ percent }: { readonly percent: number }) {
	return <span class="bar-fill" style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />;
}
