import type { RunFile } from './secondTries.mjs';

export interface FileRunnerOptions {
	/** Further arguments. */
	readonly forMocha?: readonly string[];
	/** Of a test, ms. */
	readonly timeout?: number;
	/** What makes JavaScript of the files; an empty string for nothing. */
	readonly loader?: string;
	readonly env?: Record<string, string>;
	readonly print?: (line: string) => void;
}
export function fileRunner(options: FileRunnerOptions): RunFile;
