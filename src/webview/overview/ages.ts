/** How old a reading is, and when exactly it was taken, in the time zone of whoever looks. */

const UNITS = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
	['second', 1_000],
] as const;

export interface Ages {
	/** "12 sec. ago"; '' without a time. Both in ms since 1970, of the same clock. */
	age(at: number | null, now: number): string;
	/** With date, seconds and time zone. */
	exact(at: number | null): string;
}

export function agesOf(locale: string): Ages {
	const tag = safe(locale);
	const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: 'short' });
	const full = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'long' });
	return {
		age: (at, now) => {
			if (at === null) {
				return '';
			}
			const past = Math.max(0, now - at);
			const [unit, ms] = UNITS.find(([, least]) => past >= least) ?? UNITS[3];
			return relative.format(-Math.floor(past / ms), unit);
		},
		exact: (at) => (at === null || Math.abs(at) > 8.64e15 ? '' : full.format(at)),
	};
}

function safe(locale: string): string {
	try {
		return Intl.getCanonicalLocales(locale)[0] ?? 'en';
	} catch {
		return 'en';
	}
}
