/** A test, or a hook, that failed once. */
export interface SecondTry {
	/** With the titles of its suites. */
	readonly title: string;
	/** Whether the second try went well. */
	readonly passed: boolean;
}
export interface Results {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** The titles of what failed. */
	readonly failures: readonly string[];
	/** What failed first, if the run ended there to try it again. */
	readonly toTryAgain?: string;
}
/** Runs a file in a process of its own. With `breakOff`, the run ends at the first failure that is not in `again`. */
export type RunFile = (
	file: string,
	how: { readonly again: readonly SecondTry[]; readonly breakOff?: boolean },
) => Promise<Results>;
export interface Total {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	readonly again: readonly SecondTry[];
}
export function runFiles(files: readonly string[], options: { jobs: number; runFile: RunFile }): Promise<Total>;
/** Whether so many needed a second try that the run has failed, whatever came of them. */
export function areTooMany(again: readonly SecondTry[]): boolean;
export function tellSecondTries(again: readonly SecondTry[]): string[];
