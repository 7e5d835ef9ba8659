/** What the form offers beside its fields: instances to choose among, and the checklist. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ConfigureValues, type KnownId, knownIds } from '../../migration/configuration';
import { allows, sameRef, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { runCommand } from '../commands';
import { chosenEnds } from '../create/chosenEnds';
import { InstanceFeed, type InstanceFeedDeps } from '../instanceFeed';
import { showInfo } from '../messages';
import { nameOf } from '../taskNames';
import type { ChecklistMemory } from './checklistMemory';
import { draftFor, keepDraft } from './drafts';
import type { FormInput } from './formSetup';
import type { FormDraft, FromConfigurePage, Progress, ToConfigurePage } from './protocol';

export interface FormHelpDeps extends InstanceFeedDeps {
	readonly store: TaskStore;
	readonly checklists: ChecklistMemory;
}

/** The messages of the page that are about these. */
export type HelpMessage = Extract<FromConfigurePage, { type: 'instances' | 'instance' | 'copy' | 'draft' | 'tick' }>;

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
			case 'draft':
				return keepDraft(this.ref, message.draft);
			case 'tick':
				return this.deps.checklists.tick(this.ref, message.id, message.ticked);
		}
	}

	/** What an instance is called, as far as that is known. */
	nameOf(id: string): string | undefined {
		return this.feed.nameOf(id);
	}

	/** The ids that the service itself gave: in the task's own values, and in the list. */
	knownIds(given: ConfigureValues): KnownId {
		return knownIds(given, (id) => this.feed.has(id));
	}

	/** Somebody closed the form: says that what was entered is kept. What is on its way has a message of its own. */
	async closed({ state }: Progress): Promise<void> {
		const task = this.deps.store.get(this.ref);
		if (state === 'busy' || state === 'done' || !task || !this.draft()) {
			return;
		}
		const open = l10n.t('Open the Form');
		const kept = l10n.t(
			'What you entered for “{0}” is kept until this window is closed, without passwords.',
			nameOf(this.ref, task),
		);
		if ((await showInfo(kept, open)) === open) {
			runCommand('configureTask', this.ref);
		}
	}

	/** What was entered before; of no use once the task is configured. */
	private draft(): FormDraft | undefined {
		const task = this.deps.store.get(this.ref);
		return task && !allows(task, 'configure') ? undefined : draftFor(this.ref);
	}

	/** What else the form is built from. `chosen`: while the task was created. */
	known(): Pick<FormInput, 'others' | 'ticked' | 'chosen' | 'draft'> {
		const { checklists } = this.deps;
		return {
			others: this.others(),
			ticked: checklists.of(this.ref),
			chosen: chosenEnds(this.ref),
			draft: this.draft(),
		};
	}

	/** The other tasks of the same connection and service. */
	private others(): readonly Task[] {
		const { connectionId, service } = this.ref;
		return this.deps.store
			.allTasks()
			.filter(({ ref }) => ref.connectionId === connectionId && ref.service === service && !sameRef(ref, this.ref));
	}
}
