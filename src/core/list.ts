/** The one envelope of a list: what a service answered to "which ones are there", page by page put together. */
export interface WholeList<T> {
	readonly rows: readonly T[];
	/** How many the service counts, if it says so. Whether that heeds a filter is not documented everywhere. */
	readonly count: number | undefined;
	/** Rows that could not be read at all. */
	readonly unreadable: number;
	/** False where rows may be missing. */
	readonly complete: boolean;
}
