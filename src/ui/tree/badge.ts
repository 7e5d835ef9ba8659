/** The number on the view's icon: failures that nobody has seen. Loaded with the first failed task. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import type { Task } from '../../migration/task';
import { SeenFailures } from './seenFailures';

export class FailureBadge {
	private readonly seen: SeenFailures;

	constructor(
		private readonly view: Pick<vscode.TreeView<unknown>, 'badge'>,
		private readonly format: Format,
		memento: vscode.Memento | undefined,
	) {
		this.seen = new SeenFailures(memento);
	}

	/** Counts. `tasks`: all that are known. */
	update(tasks: readonly Task[]): void {
		const value = this.seen.news(tasks, Date.now()).length;
		this.view.badge =
			value === 0
				? undefined
				: {
						value,
						tooltip:
							value === 1
								? l10n.t('1 migration task failed')
								: l10n.t('{0} migration tasks failed', this.format.integer(value)),
					};
	}

	/** Somebody has seen these; `all`: all tasks that are known. */
	see(tasks: readonly Task[], all: readonly Task[]): void {
		if (this.seen.see(tasks)) {
			this.update(all);
		}
	}
}
