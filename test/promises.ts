/** Tests of what the extension promises when things go wrong. Each is a row of docs/reliability.md, written by the run itself. */
import { appendFileSync } from 'node:fs';

/** The chapters of docs/reliability.md. */
export type Chapter =
	| 'Bad networks'
	| 'Broken and hostile answers'
	| 'Writes'
	| 'Secrets'
	| 'Keyring and settings'
	| 'Long life'
	| 'Properties';

export interface Promised {
	readonly chapter: Chapter;
	/** What goes wrong. */
	readonly fault: string;
	/** What the extension promises then. */
	readonly promise: string;
	/** How often it is tried in one run; once unless given. */
	readonly tries?: number;
	/** How many cases `run` goes through in each try; the table counts them. One unless given. */
	readonly cases?: number;
}

/**
 * Declares a test. It passes if every try does. A text that the last one returns is told in the table: what was seen, in words that do not differ from
 * run to run.
 */
export function promises(
	{ chapter, fault, promise, tries: times = 1, cases = 1 }: Promised,
	run: (this: Mocha.Context, nth: number) => unknown,
): Mocha.Test {
	return it(`${fault}: ${promise}`, async function () {
		const tries = times * cases;
		let seen: unknown;
		try {
			for (let nth = 1; nth <= times; nth++) {
				seen = await run.call(this, nth);
			}
		} catch (error) {
			note({ chapter, fault, promise, tries, held: false });
			throw error;
		}
		note({ chapter, fault, promise, tries, held: true, ...(typeof seen === 'string' ? { seen } : {}) });
	});
}

/** The file is named by scripts/test.mjs; without one nothing is written. */
function note(row: Promised & { readonly held: boolean; readonly seen?: string }): void {
	const file = process.env.PROMISES_FILE;
	if (file) {
		appendFileSync(file, `${JSON.stringify(row)}\n`);
	}
}
