/** How old the numbers are. Ticks only while somebody looks and samples still come in; otherwise it names the time, which does not grow old. */
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Live } from '../../ui/details/protocol';
import { ago } from '../shared/format';
import { usePage } from './context';

/** Beside the heading of the live part; empty before the first sample. */
export function Age({ live }: { readonly live: Live }) {
	const { formats } = usePage();
	const { sampledAt: at, sentAt, interval, paused } = live;
	const grows = interval > 0 && !paused && at !== null;
	// The host's clock minus this page's, ms: they may run on two machines. Taken once for each snapshot, when it came.
	const skew = useMemo(() => (sentAt === undefined ? 0 : sentAt - Date.now()), [live]);
	useTick(grows);

	let text: string | null = null;
	if (at !== null) {
		const age = Date.now() + skew - at;
		text = grows ? ago(age) : l10n.t('last sample {0}', age < 12 * 3_600_000 ? formats.second(at) : formats.full(at));
	}
	return (
		<span data-age="" class="age">
			{text}
		</span>
	);
}

/** Draws the component again every second while the page can be seen, and at once when it comes into sight. */
function useTick(active: boolean): void {
	const [, setDrawn] = useState(0);
	useLayoutEffect(() => {
		const draw = (): void => setDrawn((times) => times + 1);
		let timer: ReturnType<typeof setInterval> | undefined;
		const schedule = (): void => {
			clearInterval(timer);
			timer = active && document.visibilityState === 'visible' ? setInterval(draw, 1000) : undefined;
		};
		const onVisibility = (): void => {
			schedule();
			draw();
		};
		schedule();
		document.addEventListener('visibilitychange', onVisibility);
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', onVisibility);
		};
	}, [active]);
}
