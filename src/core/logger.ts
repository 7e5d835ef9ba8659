/** Where the parts of the extension tell what they do. The output channel is one; tests have their own. */
export interface Logger {
	debug(line: string): void;
	info(line: string): void;
	warn(line: string): void;
	/** An unexpected error, with its stack. What a person must know of it is said elsewhere. */
	error(error: unknown): void;
}

/** Says nothing. */
export const noLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
