/** Tells what happened to watched tasks, each once, and in one window alone: the one that samples them. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import { HAPPENINGS } from '../../migration/happenings';
import type { Happening } from '../../migration/runState';
import type { TaskRef } from '../../migration/task';
import type { Runs } from '../../store/runs/runs';
import type { Watcher } from '../../store/runs/watcher';
import type { TaskStore } from '../../store/taskStore';
import { runCommand } from '../commands';
import { showInfo, showWarning } from '../messages';
import { settings } from '../settings';
import { nameOf } from '../taskNames';

/** How much of a name a message takes, in characters. */
const NAME_LENGTH = 80;

export class RunTeller implements vscode.Disposable {
	private readonly subscription: vscode.Disposable;

	constructor(
		watcher: Watcher,
		runs: Runs,
		private readonly deps: { readonly store: TaskStore; readonly format: Format },
	) {
		this.subscription = vscode.Disposable.from(
			runs.onDidChange(({ ref, news }) => {
				if (news.length > 0 && watcher.samples && watcher.isWatched(ref)) {
					for (const happening of news) {
						void this.tell(ref, happening);
					}
				}
			}),
		);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async tell(ref: TaskRef, { kind, at, count }: Happening): Promise<void> {
		const { message, tone, trouble } = HAPPENINGS[kind];
		const wanted = settings.notifications();
		if (!message || wanted === 'off' || (wanted === 'failures' && !trouble)) {
			return;
		}
		const { store, format } = this.deps;
		const text = message(nameOf(ref, store.get(ref), NAME_LENGTH), format.clock(at), format.integer(count ?? 1));
		const open = l10n.t('Open Task');
		if ((await (tone === 'warning' ? showWarning : showInfo)(text, open)) === open) {
			runCommand('openTask', ref);
		}
	}
}
