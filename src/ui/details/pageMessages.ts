/** What the messages of the details page stand for, where that is more than its own panel: a command, and whether the panel is worked with. */
import type { CommandName } from '../commands';
import type { FromDetailsPage } from './protocol';

/** Messages that stand for a command on the task. */
export const PAGE_COMMANDS = {
	configure: 'configureTask',
	copyJson: 'copyTaskJson',
	copyId: 'copyTaskId',
	copyLink: 'copyLink',
	exportSamples: 'exportSamples',
	console: 'openInConsole',
	act: 'moreActions',
	log: 'showTaskLog',
	agentLog: 'showTaskLog',
} as const satisfies Readonly<Record<string, CommandName>>;

/** Messages of somebody who works with the page, and not only reads it: its panel does not make room for the next task then. */
export const KEEPING: ReadonlySet<FromDetailsPage['type']> = new Set<FromDetailsPage['type']>([
	'typed',
	'pause',
	'range',
	'watch',
	'step',
	'copyStep',
	'why',
	'configure',
	'act',
	'copyKeyspaces',
	'exportSamples',
]);
