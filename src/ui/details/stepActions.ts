/** What the buttons of the runbook do: each is a command, as in the palette. */
import type { StepAction } from '../../migration/cutover';
import type { TaskRef } from '../../migration/task';
import { type CommandName, runCommand } from '../commands';

const COMMANDS: Readonly<Record<StepAction, CommandName>> = {
	configure: 'configureTask',
	writersStopped: 'writersStopped',
	writersResumed: 'writersStopped',
	compareKeyspaces: 'compareKeyspaces',
	switchIp: 'switchIp',
	stopTask: 'stopTask',
	console: 'openInConsole',
};

/** Does what a step's button says. */
export function runStep(action: StepAction, ref: TaskRef): void {
	runCommand(COMMANDS[action], ref);
}
