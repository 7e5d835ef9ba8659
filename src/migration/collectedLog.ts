/** Log files of a task that its service does not show, but collects into storage of the user's. Pure types. */

/** Where the files lie, and how somebody else gets at them. */
export interface CollectedLog {
	/** The storage they lie in; undefined where the service does not say. */
	readonly bucket: string | undefined;
	/** Until when the link is good, ms since 1970; undefined where nothing says so. */
	readonly expiresAt: number | undefined;
	/**
	 * A secret: whoever has it can read the files. It goes into the clipboard when a person asks for that, and is kept, shown and logged nowhere.
	 * Undefined where the service gave none that is an address of the web.
	 */
	readonly link: string | undefined;
}
