/** How many migrations run and how many need somebody, in the status bar; nothing is there while none runs and none is watched. Asks nothing. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { refKey, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { commandLink, markdownText } from '../markdown';
import { StatusItem } from '../messages';
import type { RunNotes } from '../runs/runNotes';
import { nameOf } from '../taskNames';
import { causeWords } from '../tree/failureNotes';
import { Endings } from './endings';
import { URGENCY } from './protocol';
import type { Standing } from './rows';
import { isOfNow, needOf } from './standing';

const NAME_LENGTH = 30;
/** Tasks that the tooltip names. */
const NAMED = 12;
/** Several changes at once are drawn once, ms. */
const SOON = 250;
/** Words grow old without any event, ms. */
const REDRAW = 30_000;
const OPEN = 'migrationTasks.openTask';

export interface StatusDeps {
	readonly store: TaskStore;
	readonly notes: RunNotes;
	readonly format: Format;
	/** What is being done to tasks, by key, and what tells that it is another. */
	readonly doing: ReadonlyMap<string, VerdictWords>;
	readonly acted: (listener: () => void) => { dispose(): void };
	/** Where it is remembered what has ended. */
	readonly memento?: Pick<vscode.Memento, 'get' | 'update'>;
}

export class OverviewStatus implements vscode.Disposable {
	private readonly endings: Endings;
	private readonly causes = new WeakMap<Task, VerdictWords | 'none'>();
	private item: StatusItem | undefined;
	private timer: NodeJS.Timeout | undefined;
	private soon = false;
	private disposed = false;
	/** By service, once {@link loadPresenters} is through. */
	readonly presenters = new Map<string, ServicePresenter>();
	private readonly subscription: vscode.Disposable;

	constructor(private readonly deps: StatusDeps) {
		const { store, notes, acted } = deps;
		this.endings = new Endings(deps.memento);
		this.endings.take({ added: store.allTasks(), changed: [], removed: [] }, Date.now());
		this.subscription = vscode.Disposable.from(
			store.onDidChangeTasks((changes) => {
				this.endings.take(changes, Date.now());
				this.drawSoon();
			}),
			notes.onDidChange(() => this.drawSoon()),
			acted(() => this.drawSoon()),
		);
		this.drawSoon();
	}

	dispose(): void {
		this.disposed = true;
		clearTimeout(this.timer);
		this.subscription.dispose();
		this.item?.dispose();
	}

	private drawSoon(): void {
		if (!this.soon) {
			this.soon = true;
			clearTimeout(this.timer);
			this.drawAfter(SOON);
		}
	}

	private drawAfter(ms: number): void {
		this.timer = setTimeout(() => {
			// What could not be loaded now, as the extension is being updated, may be there the next time.
			this.draw().catch(() => {
				this.soon = false;
				if (!this.disposed) {
					this.drawAfter(REDRAW);
				}
			});
		}, ms);
	}

	private async draw(): Promise<void> {
		const { store, notes, format } = this.deps;
		await this.loadPresenters();
		this.soon = false;
		clearTimeout(this.timer);
		const now = Date.now();
		const all = store.allTasks();
		const running = all.filter(({ group }) => group === 'active');
		const watched = notes.watchedRefs;
		if (running.length === 0 && watched.length === 0) {
			this.item?.dispose();
			this.item = undefined;
			return;
		}
		const waiting = all
			.flatMap((task) => {
				const { why } = this.stand(task, notes.of(task.ref, now), now);
				return why === undefined ? [] : [{ task, why }];
			})
			.sort((a, b) => URGENCY.indexOf(a.task.group) - URGENCY.indexOf(b.task.group));
		const count =
			running.length > 0
				? l10n.t('{0} running', format.integer(running.length))
				: l10n.t('{0} watched', format.integer(watched.length));
		const need = waiting.length === 1 ? l10n.t('1 needs you') : l10n.t('{0} need you', format.integer(waiting.length));
		this.item ??= new StatusItem('migrationTasks.overview', l10n.t('Migrations'));
		this.item.show({
			icon: 'sync',
			text: waiting.length === 0 ? count : `${count} · ${need}`,
			lines: this.lines(
				new Map(waiting.map(({ task, why }) => [refKey(task.ref), [task.ref, why]])),
				[...watched, ...running.map(({ ref }) => ref)],
				now,
			),
			links: [OPEN],
			// A coloured background is for exceptions: somebody asked to be told of this one, and it goes badly.
			warning: waiting.some(({ task }) => notes.isWatched(task.ref) && this.isBad(task, now)),
			command: { command: 'migrationTasks.openOverview', title: l10n.t('Open Overview') },
		});
		this.drawAfter(REDRAW);
	}

	/** What needs somebody with the reason, then what is watched, then what runs; each leads to its task. */
	private lines(
		waiting: ReadonlyMap<string, readonly [ref: TaskRef, why: string]>,
		others: readonly TaskRef[],
		now: number,
	): readonly string[] {
		const { store, format } = this.deps;
		const rest = new Map(others.filter((ref) => !waiting.has(refKey(ref))).map((ref) => [refKey(ref), ref]));
		const named = [
			...[...waiting.values()].slice(0, NAMED),
			...[...rest.values()].slice(0, Math.max(0, NAMED - waiting.size)).map((ref) => [ref, undefined] as const),
		].map(([ref, why]) => {
			const { connectionId, service, id } = ref;
			const name = commandLink(nameOf(ref, store.get(ref), NAME_LENGTH), OPEN, { connectionId, service, id });
			return `**${name}**: ${markdownText(why ?? this.wordsOf(ref, now))}`;
		});
		const more = waiting.size + rest.size - named.length;
		return more > 0 ? [...named, markdownText(l10n.t('{0} more in the overview', format.integer(more)))] : named;
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

	/** What is being done to a task. */
	doing(ref: TaskRef): VerdictWords | undefined {
		return this.deps.doing.get(refKey(ref));
	}

	/** What is said of a task whose run stands like this, and why it needs somebody: the one rule for the page and the status bar. */
	stand(task: Task, run: VerdictWords | undefined, now: number): Standing {
		const { store, format } = this.deps;
		const doing = this.doing(task.ref);
		const words = run ?? this.cause(task);
		const service = store.services.get(task.ref.service);
		const why = this.isOfNow(task, now) ? needOf(task, service, { doing, words }, format) : undefined;
		return { words: doing ?? words, why };
	}

	private cause(task: Task): VerdictWords | undefined {
		const { id } = this.deps.store.services.get(task.ref.service);
		const presenter = this.presenters.get(id);
		if (!presenter || !task.over || task.group !== 'failed') {
			return undefined;
		}
		const known = this.causes.get(task) ?? causeWords(task, presenter, this.deps.store.services.get(id)) ?? 'none';
		this.causes.set(task, known);
		return known === 'none' ? undefined : known;
	}

	private isBad(task: Task, now: number): boolean {
		return task.group === 'failed' || this.deps.notes.of(task.ref, now)?.tone === 'warning';
	}

	/** How a task stands that needs nobody. */
	private wordsOf(ref: TaskRef, now: number): string {
		const { store, notes, format } = this.deps;
		const task = store.get(ref);
		return task
			? (this.stand(task, notes.of(ref, now), now).words?.text ??
					store.services.get(ref.service).summary.row(task, format))
			: l10n.t('no numbers yet');
	}
}
