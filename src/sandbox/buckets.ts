/** The buckets of OBS, in which backup files and logs are kept. */

/** What OBS takes for the name of a bucket. */
export function isBucketName(name: unknown): name is string {
	return typeof name === 'string' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

/** Whether there is such a bucket: all but those whose name contains `missing`. */
export function hasBucket(name: string): boolean {
	return !name.includes('missing');
}
