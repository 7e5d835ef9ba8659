/** Numbers, times and ages in the words of the display language. */
import * as l10n from '@vscode/l10n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What stands where there is no number. */
const NO_NUMBER = '–';

/** Formats for one locale (a BCP 47 tag; an unknown one falls back to English). Each is made when it is first needed: making them all takes some ms. */
export class Format {
	private readonly tag: string;
	private readonly made = new Map<string, unknown>();

	constructor(locale: string) {
		this.tag = safeTag(locale);
	}

	/** A whole number with the locale's thousands separators. */
	integer(value: number): string {
		return this.exact(value, () => this.numbers('integer', { maximumFractionDigits: 0 }));
	}

	/** A number with at most two decimals. */
	number(value: number): string {
		return this.exact(value, () => this.numbers('fraction', { maximumFractionDigits: 2 }));
	}

	/** A number in few characters: 2.3M. */
	short(value: number): string {
		const numbers = () => this.numbers('short', { notation: 'compact', maximumFractionDigits: 1 });
		return Number.isFinite(value) ? numbers().format(value) : NO_NUMBER;
	}

	/** A number of no known unit: whole up to a million, then "14.1 billion", since "14.1B" would be read as bytes. */
	amount(value: number): string {
		return Math.abs(value) < 1_000_000 || !Number.isFinite(value) ? this.integer(value) : this.inWords(value);
	}

	/** Date and time of day in the local time zone; `at` in ms since 1970. */
	dateTime(at: number): string {
		return isTime(at) ? this.dates('dateTime', { dateStyle: 'medium', timeStyle: 'short' }).format(at) : '';
	}

	/** Date and time of day as they stand in UTC: for a time of no known zone, that is as the service wrote it. */
	dateTimeUtc(at: number): string {
		const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
		return isTime(at) ? this.dates('dateTimeUtc', style).format(at) : '';
	}

	/** Time of day without seconds. */
	clock(at: number): string {
		return isTime(at) ? this.dates('clock', { timeStyle: 'short' }).format(at) : '';
	}

	/** Time of day with seconds. */
	time(at: number): string {
		return isTime(at) ? this.dates('time', { timeStyle: 'medium' }).format(at) : '';
	}

	/** How long ago, in buckets so wide that nothing ticks: "just now", "5 minutes ago", "2 days ago". */
	age(at: number, now: number): string {
		if (!isTime(at) || !isTime(now)) {
			return '';
		}
		const past = now - at;
		const ages = this.once('age', () => new Intl.RelativeTimeFormat(this.known(), { numeric: 'always' }));
		if (past < 2 * MINUTE) {
			return l10n.t('just now');
		}
		if (past < HOUR) {
			return ages.format(
				-Math.floor(past / (past < 10 * MINUTE ? MINUTE : 5 * MINUTE)) * (past < 10 * MINUTE ? 1 : 5),
				'minute',
			);
		}
		if (past < DAY) {
			return ages.format(-Math.floor(past / HOUR), 'hour');
		}
		if (past < 61 * DAY) {
			return ages.format(-Math.floor(past / DAY), 'day');
		}
		return past < 731 * DAY
			? ages.format(-Math.floor(past / (30.44 * DAY)), 'month')
			: ages.format(-Math.floor(past / (365.25 * DAY)), 'year');
	}

	/** A length of time, `ms` long, in its two largest units: "1 h 5 min", "42 s". One below zero is none. */
	duration(ms: number): string {
		if (!Number.isFinite(ms) || ms < 0) {
			return NO_NUMBER;
		}
		const s = Math.round(ms / 1000);
		if (s < 60) {
			return l10n.t('{0} s', this.integer(s));
		}
		const min = Math.round(s / 60);
		if (min < 60) {
			return l10n.t('{0} min', this.integer(min));
		}
		const h = Math.floor(min / 60);
		if (h < 48) {
			return min % 60 === 0
				? l10n.t('{0} h', this.integer(h))
				: l10n.t('{0} h {1} min', this.integer(h), this.integer(min % 60));
		}
		const d = Math.floor(h / 24);
		return h % 24 === 0
			? l10n.t('{0} d', this.integer(d))
			: l10n.t('{0} d {1} h', this.integer(d), this.integer(h % 24));
	}

	/** With all its digits; where a number cannot hold them all, roughly, since the last ones would be made up. */
	private exact(value: number, numbers: () => Intl.NumberFormat): string {
		if (!Number.isFinite(value)) {
			return NO_NUMBER;
		}
		return Math.abs(value) <= Number.MAX_SAFE_INTEGER
			? numbers().format(value)
			: l10n.t('about {0}', this.numbers('rough', { notation: 'scientific', maximumFractionDigits: 3 }).format(value));
	}

	private inWords(value: number): string {
		return Math.abs(value) <= Number.MAX_SAFE_INTEGER
			? this.numbers('words', { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 1 }).format(value)
			: this.integer(value);
	}

	private numbers(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
		return this.once(name, () => new Intl.NumberFormat(this.known(), options));
	}

	private dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
		return this.once(name, () => new Intl.DateTimeFormat(this.known(), options));
	}

	private known(): string {
		return this.once('tag', () => Intl.NumberFormat.supportedLocalesOf([this.tag])[0] ?? 'en');
	}

	private once<T>(name: string, make: () => T): T {
		const known = this.made.get(name) ?? make();
		this.made.set(name, known);
		return known as T;
	}
}

function isTime(at: number): boolean {
	return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}

/** `Intl` throws on malformed tags, which a display language set by hand may be. */
function safeTag(locale: string): string {
	try {
		return Intl.getCanonicalLocales(locale)[0] ?? 'en';
	} catch {
		return 'en';
	}
}
