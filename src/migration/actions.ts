/** What can be done to tasks, as the API of a service describes it. */

/** What a service says to an action. Fields that it did not send are ''. */
export interface ActionAnswer {
	readonly id: string;
	readonly name: string;
	readonly status: string;
	/** The service's own error text. */
	readonly error: string;
	/** The job that carries it out, where one is named. */
	readonly job?: string;
}

/**
 * Something that can be done to a task: one row of a service's actions.ts. Which statuses allow it stands in the status table. `I` is what a person
 * has to enter for it.
 */
export interface ServiceAction<I = unknown> {
	readonly id: string;
	/** Its name in the API, for log and errors. */
	readonly name: string;
	readonly method: 'POST' | 'PUT' | 'DELETE';
	/** As on the API page: `/v2/{project_id}/migration/{task_id}/task`. */
	readonly path: string;
	/** The request's body; none where this is left out. `id`: the task's, for operations that take a list of them. */
	readonly body?: (input: I, id: string) => unknown;
	/** What a user needs for it alone. */
	readonly rights?: { readonly actions: readonly string[]; readonly alias?: string };
	/** Its answer says nothing that counts: a bare text, or nothing at all, will do. */
	readonly anyAnswer?: boolean;
	/** Its answer is a list of tasks, each with a result of its own. */
	readonly answersItems?: boolean;
	/** Its answer names the tasks that it was done for, under this field. */
	readonly answersIds?: string;
	/** The operation that does it to several tasks with one request; absent where each has a request of its own. */
	readonly batch?: ActionBatch;
	/** Whether it may be sent again when no answer came. */
	readonly repeatable: boolean;
}

/** One request for several tasks. What is not said is as with the action for one. */
export interface ActionBatch extends Partial<Pick<ServiceAction, 'name' | 'method' | 'path' | 'answersItems'>> {
	/** Most tasks that a request may have. */
	readonly most: number;
	readonly body: (ids: readonly string[]) => unknown;
}
