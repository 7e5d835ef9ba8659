/** Numbers, times and ages in the words of the display language. */
import * as l10n from '@vscode/l10n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formats for one locale (a BCP 47 tag; an unknown one falls back to English). */
export class Format {
	private readonly numbers: Intl.NumberFormat;
	private readonly fractions: Intl.NumberFormat;
	private readonly compact: Intl.NumberFormat;
	private readonly dateTimes: Intl.DateTimeFormat;
	private readonly times: Intl.DateTimeFormat;
	private readonly clocks: Intl.DateTimeFormat;
	private readonly ages: Intl.RelativeTimeFormat;

	constructor(locale: string) {
		const tag = Intl.NumberFormat.supportedLocalesOf([safeTag(locale)])[0] ?? 'en';
		this.numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
		this.fractions = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
		this.compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 });
		this.dateTimes = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
		this.clocks = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
		this.times = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
		this.ages = new Intl.RelativeTimeFormat(tag, { numeric: 'always' });
	}

	/** A whole number with the locale's thousands separators. */
	integer(value: number): string {
		return this.numbers.format(value);
	}

	/** A number with at most two decimals. */
	number(value: number): string {
		return this.fractions.format(value);
	}

	/** A number in few characters: 2.3M. */
	short(value: number): string {
		return this.compact.format(value);
	}

	/** Date and time of day in the local time zone; `at` in ms since 1970. */
	dateTime(at: number): string {
		return isTime(at) ? this.dateTimes.format(at) : '';
	}

	/** Time of day without seconds. */
	clock(at: number): string {
		return isTime(at) ? this.clocks.format(at) : '';
	}

	/** Time of day with seconds. */
	time(at: number): string {
		return isTime(at) ? this.times.format(at) : '';
	}

	/** How long ago, in buckets so wide that nothing ticks: "just now", "5 minutes ago", "2 days ago". */
	age(at: number, now: number): string {
		const past = now - at;
		if (past < 2 * MINUTE) {
			return l10n.t('just now');
		}
		if (past < HOUR) {
			return this.ages.format(
				-Math.floor(past / (past < 10 * MINUTE ? MINUTE : 5 * MINUTE)) * (past < 10 * MINUTE ? 1 : 5),
				'minute',
			);
		}
		if (past < DAY) {
			return this.ages.format(-Math.floor(past / HOUR), 'hour');
		}
		if (past < 61 * DAY) {
			return this.ages.format(-Math.floor(past / DAY), 'day');
		}
		return past < 731 * DAY
			? this.ages.format(-Math.floor(past / (30.44 * DAY)), 'month')
			: this.ages.format(-Math.floor(past / (365.25 * DAY)), 'year');
	}

	/** A length of time, `ms` long, in its two largest units: "1 h 5 min", "42 s". */
	duration(ms: number): string {
		const s = Math.round(ms / 1000);
		if (s < 60) {
			return l10n.t('{0} s', s);
		}
		const min = Math.round(s / 60);
		if (min < 60) {
			return l10n.t('{0} min', min);
		}
		const h = Math.floor(min / 60);
		if (h < 48) {
			return min % 60 === 0 ? l10n.t('{0} h', h) : l10n.t('{0} h {1} min', h, min % 60);
		}
		const d = Math.floor(h / 24);
		return h % 24 === 0 ? l10n.t('{0} d', d) : l10n.t('{0} d {1} h', d, h % 24);
	}
}

function isTime(at: number): boolean {
	return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}

/** `Intl` throws on malformed tags, which a display language set by hand may be. */
function safeTag(locale: string): string {
	return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : 'en';
}
