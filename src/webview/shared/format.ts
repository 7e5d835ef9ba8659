/** Numbers and times in the display language. Everything that the host can format comes formatted; this is for axes, tables and ages. */
import * as l10n from '@vscode/l10n';

export interface Formats {
	/** 531,221 */
	number(value: number): string;
	/** 531 K */
	short(value: number): string;
	/** 14:02, or 2:02 PM: as in all that the host formats, the language says which. */
	minute(at: number): string;
	/** 14:02:31 */
	second(at: number): string;
	/** 16 Jun, 14:02 */
	day(at: number): string;
	/** 16 Jun, 14:02:31 */
	full(at: number): string;
	/** 16 Jun */
	date(at: number): string;
	/** 14:02 – 14:32; with the dates where it crosses midnight or `dated` asks for them, with seconds where it is shorter than five minutes. */
	range(from: number, to: number, dated?: boolean): string;
}

/** A range shorter than this needs its seconds, ms. */
const SHORT = 5 * 60_000;

/** Formats for a BCP 47 tag; English where the engine does not know it. Times are ms since 1970, shown in the local zone. */
export function formats(locale: string): Formats {
	const tag = known(locale);
	const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
	const short = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 2 });
	const time = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
		const format = new Intl.DateTimeFormat(tag, options);
		return (at) => format.format(at);
	};
	const { hour12 } = new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions();
	const clock = { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' } as const;
	const date = { day: 'numeric', month: 'short' } as const;
	return {
		number: (value) => number.format(value),
		short: (value) => short.format(value),
		minute: time(clock),
		second: time({ ...clock, second: '2-digit' }),
		day: time({ ...date, ...clock }),
		full: time({ ...date, ...clock, second: '2-digit' }),
		date: time(date),
		range: (from, to, dated) => {
			const days = isSameDay(from, to) && !dated ? {} : date;
			const seconds = to - from < SHORT ? ({ second: '2-digit' } as const) : {};
			return new Intl.DateTimeFormat(tag, { ...days, ...clock, ...seconds }).formatRange(from, to);
		},
	};
}

/** Whether two times, ms since 1970, are of one day in the local zone. */
export function isSameDay(one: number, other: number): boolean {
	return new Date(one).toDateString() === new Date(other).toDateString();
}

/** How long ago, `ms` back, as short as it can be said: "3 s ago", "2 min ago". Never negative. */
export function ago(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 60) {
		return l10n.t('sampled {0} s ago', seconds);
	}
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) {
		return l10n.t('sampled {0} min ago', minutes);
	}
	return minutes < 48 * 60
		? l10n.t('sampled {0} h ago', Math.floor(minutes / 60))
		: l10n.t('sampled {0} days ago', Math.floor(minutes / 1440));
}

function known(locale: string): string {
	try {
		return Intl.getCanonicalLocales(locale)[0] ?? 'en';
	} catch {
		return 'en';
	}
}
