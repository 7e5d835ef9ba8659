/** What the form offers beside its fields: instances to choose among, and the checklist. */
import * as vscode from 'vscode';
import { sameRef, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { type ChosenEnds, chosenEnds } from '../create/chosenEnds';
import { InstanceFeed, type InstanceFeedDeps } from '../instanceFeed';
import type { ChecklistMemory } from './checklistMemory';
import type { FromConfigurePage, ToConfigurePage } from './protocol';

export interface FormHelpDeps extends InstanceFeedDeps {
	readonly store: TaskStore;
	readonly checklists: ChecklistMemory;
}

/** The messages of the page that are about these. */
export type HelpMessage = Extract<FromConfigurePage, { type: 'instances' | 'instance' | 'copy' | 'tick' }>;

export class FormHelp {
	private readonly feed: InstanceFeed;

	constructor(
		private readonly ref: TaskRef,
		private readonly deps: FormHelpDeps,
		post: (message: ToConfigurePage) => void,
	) {
		const { connectionId, service } = ref;
		this.feed = new InstanceFeed(connectionId, service, deps, (instances) => post({ type: 'instances', instances }));
	}

	/** Reads the instances. Never rejects. */
	read(): Promise<void> {
		return this.feed.read();
	}

	async receive(message: HelpMessage): Promise<void> {
		switch (message.type) {
			case 'instances':
				return this.feed.read({ anew: true });
			case 'instance':
				return this.feed.detail(message.id);
			case 'copy':
				return vscode.env.clipboard.writeText(message.text);
			case 'tick':
				return this.deps.checklists.tick(this.ref, message.id, message.ticked);
		}
	}

	/** What an instance is called, as far as that is known. */
	nameOf(id: string): string | undefined {
		return this.feed.nameOf(id);
	}

	/** What was chosen while the task was created. */
	get chosen(): ChosenEnds | undefined {
		return chosenEnds(this.ref);
	}

	/** Ids of what is ticked. */
	get ticked(): readonly string[] {
		return this.deps.checklists.of(this.ref);
	}

	/** The other tasks of the same connection and service. */
	get others(): readonly Task[] {
		const { connectionId, service } = this.ref;
		return this.deps.store
			.allTasks()
			.filter(({ ref }) => ref.connectionId === connectionId && ref.service === service && !sameRef(ref, this.ref));
	}
}
