/** What a service asks of those who use it. */

/** What a user needs at a service, to be told where it refuses for want of it. */
export interface Rights {
	/** Actions of IAM policies, as an administrator grants them. */
	readonly actions: readonly string[];
	/** What they are called together in policies that are given by role. */
	readonly alias?: string;
	/** Where lists can be narrowed down to an enterprise project, the user may be limited to one: whether the connection names one. */
	readonly enterpriseProject?: 'named' | 'none';
}
