/** The creations of this window with all that they need: where they are noted, and the messages in which they are told where no form is open. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import { Creations } from '../../store/creations';
import type { TaskStore } from '../../store/taskStore';
import { type CommandName, runCommand } from '../commands';
import { showError, showInfo, showWarning } from '../messages';
import { FileJournal } from '../submissionJournal';
import type { CreationFacts, CreationRun } from './creationRun';
import { CreationRuns, type Shown } from './creationRuns';
import { type CreationContext, createdProgress, failureText, progressOf } from './creationWords';

export interface OpenRunsDeps {
	readonly context: vscode.ExtensionContext;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly logger: Logger;
}

export interface OpenedRuns {
	readonly runs: CreationRuns;
	readonly creations: Creations;
}

/** Opens them, and goes on with what an earlier life of this window began. */
export function openRuns({ context, store, connections, format, logger }: OpenRunsDeps): OpenedRuns {
	const creations = new Creations(connections);
	// Beside the other writes: what is forgotten of a connection's is forgotten of these too.
	const folder = vscode.Uri.joinPath(context.globalStorageUri, 'submissions').fsPath;
	const contextOf = ({
		connectionId,
		service,
	}: {
		readonly connectionId: string;
		readonly service: string;
	}): CreationContext => ({
		connectionName: connections.name(connectionId),
		format,
		now: Date.now(),
		status: ({ status }) => store.services.get(service).statuses.row(status).words(),
	});
	const report = (telling: Promise<void>): void => void telling.catch((error: unknown) => logger.error(error));
	const runs: CreationRuns = new CreationRuns({
		store,
		creations,
		journal: new FileJournal({ folder }),
		memento: context.globalState,
		logger,
		knows: (id) => connections.profile(id) !== undefined,
		ended: (run, attended) => report(tellEnd(run, attended, contextOf(run.facts))),
		untold: (facts, shown) => report(tellOutcome(facts, shown, contextOf(facts))),
	});
	context.subscriptions.push(
		runs,
		connections.onDidChange(({ id, kind }) => {
			if (kind === 'removed' || kind === 'replaced') {
				runs.forget(id);
			}
		}),
	);
	runs.resume().catch((error: unknown) => logger.error(error));
	return { runs, creations };
}

/** Leads on to the configuration where the form is open; else tells in a message. */
async function tellEnd(run: CreationRun, attended: boolean, context: CreationContext): Promise<void> {
	const { state, ref, facts } = run;
	const configure = l10n.t('Configure…');
	const open = l10n.t('Open Task');
	const remove = l10n.t('Delete…');
	const follow = new Map<string | undefined, CommandName>([
		[configure, 'configureTask'],
		[open, 'openTask'],
		[remove, 'deleteTask'],
	]);
	const then = (pressed: string | undefined, task: TaskRef | undefined): void => {
		const command = follow.get(pressed);
		if (command && task) {
			runCommand(command, task);
		}
	};
	if (attended) {
		if (state.state === 'done' && state.configurable) {
			runCommand('configureTask', ref);
		}
		return;
	}
	const { title, text } = createdProgress(run, context);
	switch (state.state) {
		case 'done':
			return then(await showInfo(title, state.configurable ? configure : open), ref);
		case 'failed':
			return then(await showError(failureText(run, context), ...(state.left ? [open, remove] : [])), ref);
		case 'given up':
			return then(await showWarning(l10n.t('“{0}”: {1}', facts.name, text), ...(ref ? [open] : [])), ref);
	}
}

async function tellOutcome(facts: CreationFacts, shown: Shown, context: CreationContext): Promise<void> {
	const progress = progressOf(shown, context);
	const form = l10n.t('Open Form');
	const text =
		progress.state === 'unknown'
			? `${progress.text} ${progress.found}`
			: progress.state === 'failed'
				? l10n.t('“{0}”: {1}', facts.name, progress.text)
				: undefined;
	if (text !== undefined && (await (progress.state === 'failed' ? showError : showWarning)(text, form)) === form) {
		runCommand('createTask', { connectionId: facts.connectionId });
	}
}
