/** The filter in force. What reads and matches filters is loaded with the first one. */
import type { ServiceRegistry } from '../migration/ports';
import type { TaskMatcher } from '../migration/taskMatcher';

export class FilterInForce {
	/** As typed. */
	typed: string | undefined;
	matcher: TaskMatcher | undefined;
	private count = 0;

	constructor(
		private readonly services: ServiceRegistry,
		private readonly connectionName: (id: string) => string,
		private readonly now: () => number,
	) {}

	/** Sets or clears it. Resolves to whether it came into force: false where another one was set meanwhile. */
	async set(typed: string): Promise<boolean> {
		const own = ++this.count;
		const text = typed.trim();
		const matcher = text === '' ? undefined : await this.matcherOf(text);
		if (own !== this.count) {
			return false;
		}
		this.matcher = matcher;
		this.typed = matcher && text;
		return true;
	}

	private async matcherOf(text: string): Promise<TaskMatcher | undefined> {
		const { matcherOf } = await import('../migration/taskMatcher');
		return matcherOf(text, this.services, this.connectionName, this.now);
	}
}
