/** How many migrations run and how many need somebody, in the status bar; nothing is there while none runs and none is watched. Asks nothing. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { refKey, type Task } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { markdownText } from '../markdown';
import { StatusItem } from '../messages';
import type { RunNotes } from '../runs/runNotes';
import { nameOf, taskName } from '../taskNames';
import { Endings } from './endings';
import { isOfNow, needOf } from './standing';

const NAME_LENGTH = 30;
/** Tasks that the tooltip names. */
const NAMED = 12;
/** Several changes at once are drawn once, ms. */
const SOON = 250;
/** Words grow old without any event, ms. */
const REDRAW = 30_000;

export interface StatusDeps {
	readonly store: TaskStore;
	readonly notes: RunNotes;
	readonly format: Format;
}

export class OverviewStatus implements vscode.Disposable {
	private readonly endings = new Endings();
	private item: StatusItem | undefined;
	private timer: NodeJS.Timeout | undefined;
	private soon = false;
	/** By service, once {@link loadPresenters} is through. */
	readonly presenters = new Map<string, ServicePresenter>();
	private readonly subscription: vscode.Disposable;

	constructor(private readonly deps: StatusDeps) {
		const { store, notes } = deps;
		this.endings.take({ added: store.allTasks(), changed: [], removed: [] }, Date.now());
		this.subscription = vscode.Disposable.from(
			store.onDidChangeTasks((changes) => {
				this.endings.take(changes, Date.now());
				this.drawSoon();
			}),
			notes.onDidChange(() => this.drawSoon()),
		);
		this.drawSoon();
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.subscription.dispose();
		this.item?.dispose();
	}

	private drawSoon(): void {
		if (!this.soon) {
			this.soon = true;
			clearTimeout(this.timer);
			this.timer = setTimeout(() => void this.draw(), SOON);
		}
	}

	private async draw(): Promise<void> {
		const { store, notes, format } = this.deps;
		await this.loadPresenters();
		this.soon = false;
		clearTimeout(this.timer);
		const all = store.allTasks();
		const running = all.filter(({ group }) => group === 'active').length;
		const watched = notes.watchedRefs;
		if (running === 0 && watched.length === 0) {
			this.item?.dispose();
			this.item = undefined;
			return;
		}
		const waiting = all.flatMap((task) => {
			const now = Date.now();
			const why = this.isOfNow(task, now) ? this.needOf(task, notes.of(task.ref, now)) : undefined;
			return why === undefined ? [] : [{ task, why }];
		});
		const asked = new Set(waiting.map(({ task }) => refKey(task.ref)));
		const count =
			running > 0
				? l10n.t('{0} running', format.integer(running))
				: l10n.t('{0} watched', format.integer(watched.length));
		const need = waiting.length === 1 ? l10n.t('1 needs you') : l10n.t('{0} need you', format.integer(waiting.length));
		this.item ??= new StatusItem('migrationTasks.overview', l10n.t('Migrations'));
		this.item.show({
			icon: 'sync',
			text: waiting.length === 0 ? count : `${count} · ${need}`,
			lines: [
				...waiting.slice(0, NAMED).map(({ task, why }) => line(taskName(task, NAME_LENGTH), why)),
				...(waiting.length > NAMED ? [l10n.t('{0} more need you', format.integer(waiting.length - NAMED))] : []),
				...watched
					.filter((ref) => !asked.has(refKey(ref)))
					.slice(0, NAMED)
					.map((ref) => line(nameOf(ref, store.get(ref), NAME_LENGTH), this.wordsOf(store.get(ref)))),
			],
			warning: waiting.some(({ task }) => notes.of(task.ref, Date.now())?.tone === 'warning'),
			command: { command: 'migrationTasks.openOverview', title: l10n.t('Open Overview') },
		});
		this.timer = setTimeout(() => void this.draw(), REDRAW);
	}

	async loadPresenters(): Promise<void> {
		for (const service of this.deps.store.services.all) {
			this.presenters.set(service.id, this.presenters.get(service.id) ?? (await service.presenter()));
		}
	}

	/** Whether a task is running, waits, or ended within a day; `now` in ms since 1970. */
	isOfNow(task: Task, now: number): boolean {
		return isOfNow(task, this.endings.of(task, this.presenters.get(task.ref.service)), now);
	}

	/** Why a task needs somebody; undefined where it does not. */
	needOf(task: Task, words: VerdictWords | undefined): string | undefined {
		return needOf(task, this.deps.store.services.get(task.ref.service), words, this.deps.format);
	}

	/** How a watched task stands. */
	private wordsOf(task: Task | undefined): string {
		const { store, notes, format } = this.deps;
		return task
			? (notes.of(task.ref, Date.now())?.text ?? store.services.get(task.ref.service).summary.row(task, format))
			: l10n.t('no numbers yet');
	}
}

function line(name: string, text: string): string {
	return `**${markdownText(name)}**: ${markdownText(text)}`;
}
