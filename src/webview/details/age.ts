/** How old the numbers are. Ticks only while somebody looks and samples still come in; otherwise it names the time, which does not grow old. */
import * as l10n from '@vscode/l10n';
import type { Live } from '../../ui/details/protocol';
import { ago, type Formats } from '../shared/format';

export class Age {
	private live: Live | undefined;
	/** The host's clock minus this page's, ms: they may run on two machines. */
	private skew = 0;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor(
		private readonly root: HTMLElement,
		private readonly formats: Formats,
	) {
		document.addEventListener('visibilitychange', () => this.schedule());
	}

	sync(live: Live | undefined): void {
		this.live = live;
		this.skew = live?.sentAt === undefined ? 0 : live.sentAt - Date.now();
		this.schedule();
	}

	private schedule(): void {
		clearInterval(this.timer);
		this.timer = undefined;
		this.show();
		if (this.ticks() && document.visibilityState === 'visible') {
			this.timer = setInterval(() => this.show(), 1000);
		}
	}

	private ticks(): boolean {
		return this.live !== undefined && this.live.interval > 0 && !this.live.paused && this.live.sampledAt !== null;
	}

	private show(): void {
		const element = this.root.querySelector('[data-age]');
		const text = this.text();
		if (element && element.textContent !== text) {
			element.textContent = text;
		}
	}

	private text(): string {
		const at = this.live?.sampledAt ?? null;
		if (at === null) {
			return '';
		}
		const now = Date.now() + this.skew;
		return this.ticks()
			? ago(now - at)
			: l10n.t('last sample {0}', now - at < 12 * 3_600_000 ? this.formats.second(at) : this.formats.full(at));
	}
}
