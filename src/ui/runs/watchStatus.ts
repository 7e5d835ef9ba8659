/** How the watched tasks stand, in the status bar; nothing is there while none is watched. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import type { Runs } from '../../store/runs/runs';
import type { Watcher } from '../../store/runs/watcher';
import type { TaskStore } from '../../store/taskStore';
import { markdownText } from '../markdown';
import { StatusItem } from '../messages';
import { nameOf } from '../taskNames';

const NAME_LENGTH = 30;
/** Words grow old without any event, ms. */
const REDRAW = 30_000;

export class WatchStatus implements vscode.Disposable {
	private item: StatusItem | undefined;
	private readonly subscription: vscode.Disposable;
	private timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly watcher: Watcher,
		private readonly runs: Runs,
		private readonly deps: { readonly store: TaskStore; readonly format: Format },
	) {
		this.subscription = vscode.Disposable.from(
			watcher.onDidChange(() => void this.draw()),
			runs.onDidChange(({ ref }) => {
				if (watcher.isWatched(ref)) {
					void this.draw();
				}
			}),
		);
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.subscription.dispose();
		this.item?.dispose();
	}

	private async draw(): Promise<void> {
		const { refs } = this.watcher;
		clearTimeout(this.timer);
		if (refs.length === 0) {
			this.item?.dispose();
			this.item = undefined;
			return;
		}
		const all = await Promise.all(refs.map(async (ref) => ({ ref, words: await this.wordsOf(ref) })));
		const names = all.map(({ ref }) => nameOf(ref, this.deps.store.get(ref), NAME_LENGTH));
		const waiting = all.filter(({ words }) => words.needsYou);
		this.item ??= new StatusItem('migrationTasks.watched', l10n.t('Watched Migration Tasks'));
		const [first] = all;
		const { format } = this.deps;
		const count = format.integer(all.length);
		this.item.show({
			icon: (waiting[0] ?? first)?.words.icon ?? 'eye',
			text:
				all.length === 1 && first
					? `${names[0]}: ${first.words.text}`
					: waiting.length === 0
						? l10n.t('{0} watched', count)
						: l10n.t('{0} watched · {1} need you', count, format.integer(waiting.length)),
			lines: all.map(({ words }, index) => `**${markdownText(names[index] ?? '')}**: ${markdownText(words.text)}`),
			warning: all.some(({ words }) => words.tone === 'warning'),
			command:
				all.length === 1 && first
					? { command: 'migrationTasks.openTask', title: l10n.t('Open Task'), arguments: [first.ref] }
					: { command: 'migrationTasks.openWatched', title: l10n.t('Open Watched Task…') },
		});
		this.timer = setTimeout(() => void this.draw(), REDRAW);
	}

	/** Never throws. */
	private async wordsOf(ref: TaskRef): Promise<VerdictWords> {
		const { store, format } = this.deps;
		const service = store.services.get(ref.service);
		const presenter = await service.presenter();
		const [task, run] = [store.get(ref), this.runs.of(ref)];
		const words = task && run && presenter.cutover?.(task, run, format, Date.now())?.words;
		return (
			words ?? {
				text: task ? service.summary.row(task, format) : l10n.t('no numbers yet'),
				icon: 'eye',
				tone: 'neutral',
				needsYou: false,
			}
		);
	}
}
