/** The texts that were pasted into a panel to compare keys. They may name hosts: they live in the memory of this panel alone, and go into no log. */
import type { Format } from '../../migration/format';
import type { KeysFacts } from '../../migration/keyspaces/facts';
import { type EndNames, keyspacesMarkdown } from '../../migration/keyspaces/markdown';
import { parseKeyspaces } from '../../migration/keyspaces/parse';
import { type KeyspacesView, keyspacesView, type Pasted } from '../../migration/keyspaces/view';
import type { ServicePresenter } from '../../migration/ports';
import type { Task } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { taskName } from '../taskNames';

const ENDS = ['source', 'target'] as const;
export type PastedTexts = Readonly<Record<(typeof ENDS)[number], string>>;

const NONE: PastedTexts = { source: '', target: '' };

export class PastedKeyspaces {
	private pasted: PastedTexts = NONE;
	private readonly read: Record<keyof PastedTexts, Pasted | undefined> = { source: undefined, target: undefined };

	/** Takes what stands in the fields now, `now` in ms since 1970. A text that is still the same keeps the time at which it was pasted. */
	take(texts: PastedTexts, now: number): void {
		for (const end of ENDS.filter((one) => texts[one] !== this.pasted[one])) {
			const keyspaces = parseKeyspaces(texts[end]);
			this.read[end] = keyspaces && { keyspaces, at: now };
		}
		this.pasted = { source: texts.source, target: texts.target };
	}

	/** What stands in the fields: a page that is drawn anew has lost it. Undefined where nothing does. */
	get texts(): PastedTexts | undefined {
		return this.pasted.source === '' && this.pasted.target === '' ? undefined : this.pasted;
	}

	/** The part of the page. */
	view(facts: KeysFacts, format: Format): KeyspacesView {
		return keyspacesView(facts, this.read, format);
	}

	/** The comparison for a change ticket; undefined while there is none. */
	markdown(facts: KeysFacts, names: EndNames, format: Format): string | undefined {
		return keyspacesMarkdown(facts, this.read, names, format);
	}
}

/** The comparison of a task's two ends as Markdown, for a change ticket; undefined while there is none. */
export function keyspacesTicket(
	pasted: PastedKeyspaces,
	task: Task | undefined,
	presenter: ServicePresenter,
	{ store, format }: { readonly store: TaskStore; readonly format: Format },
): string | undefined {
	const facts = task && presenter.keys?.(task, store.samples.of(task.ref));
	if (!task || !facts) {
		return undefined;
	}
	const { summary } = store.services.get(task.ref.service);
	const names = { task: taskName(task), source: summary.from(task), target: summary.to(task) };
	return pasted.markdown(facts, names, format);
}
