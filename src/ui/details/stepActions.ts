/** What the buttons of the runbook do: each is a command, as in the palette. */
import type { StepAction } from '../../migration/cutover';
import type { TaskRef } from '../../migration/task';
import { type CommandName, runCommand } from '../commands';
import type { ProblemAction } from './protocol';

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

/** Does what stands beside the reason why the task could not be read. */
export function runRemedy(action: Exclude<ProblemAction, 'refresh'>, { connectionId }: TaskRef): void {
	runCommand(action, action === 'openSandbox' ? undefined : { connectionId });
}
