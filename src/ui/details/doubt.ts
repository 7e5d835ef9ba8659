/** What is not known of the writes to a task, asked for anew when somebody looks. */
import type { Logger } from '../../core/logger';

export class Doubt {
	/** A write of unknown outcome, in words. */
	text: string | undefined;

	/** `ask` never is called before {@link look}; `changed` hears of another answer. */
	constructor(
		private readonly ask: () => Promise<string | undefined>,
		private readonly changed: () => void,
		private readonly logger: Logger,
	) {}

	look(): void {
		this.ask().then(
			(text) => {
				if (text !== this.text) {
					this.text = text;
					this.changed();
				}
			},
			(error: unknown) => this.logger.error(error),
		);
	}
}
