/** What the parts of the page are handed: how to speak to the host, and what only the page knows. */
import type { FromDetailsPage } from '../../ui/details/protocol';
import type { Formats } from '../shared/format';
import type { Charts } from './charts';

/** State of the page itself; not a fact of the task. */
export interface PageState {
	menuOpen: boolean;
	tableOpen: boolean;
	/** Field whose copy button just worked. */
	copied: string | undefined;
}

export interface Context {
	readonly post: (message: FromDetailsPage) => void;
	readonly formats: Formats;
	readonly charts: Charts;
	readonly state: PageState;
	/** Changes the page's state and draws again. */
	readonly set: (change: Partial<PageState>) => void;
}
