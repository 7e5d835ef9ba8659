/** Quick inputs that answer themselves, as a test says. */
import { Emitter } from '../../../../src/core/emitter';

/** One question as it stands on the screen. */
export interface Question {
	readonly title: string;
	readonly prompt: string;
	/** What stands in the box already. */
	readonly value: string;
	/** What can be chosen; empty for a text. */
	readonly choices: readonly string[];
	/** The choice that Enter would take. */
	readonly active: string | undefined;
	readonly details: readonly string[];
	readonly descriptions: readonly string[];
	readonly password: boolean;
	/** Why the last answer was not taken. */
	readonly problem: string | undefined;
}

export const ESCAPE = Symbol('Escape');
export const BACK = Symbol('Back');
/** Enter, as it stands. */
export const ENTER = Symbol('Enter');
/** Every row of a list of several, and Enter. */
export const ALL = Symbol('all');
/** Nobody answers. */
export const NOTHING = Symbol('nothing');
/** What is typed into a list to pick from, and Enter. */
export class Typed {
	constructor(readonly text: string) {}
}
export const TYPED = (text: string): Typed => new Typed(text);
/** A text, or the label of a choice; its icon may be left out. */
export type Reply = string | Typed | typeof ESCAPE | typeof BACK | typeof ENTER | typeof NOTHING | typeof ALL;

const BACK_BUTTON = { iconPath: '' };

/** The parts of VS Code that ask. `answer` is asked for a reply to each question, again where the reply was not taken. */
export function quickInputs(answer: (question: Question) => Reply): Readonly<Record<string, unknown>> {
	return {
		createInputBox: () => new FakeInput(answer, false),
		createQuickPick: () => new FakeInput(answer, true),
	};
}

export const QuickInputButtons = { Back: BACK_BUTTON };

interface Item {
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

class FakeInput {
	title = '';
	prompt = '';
	placeholder = '';
	value = '';
	password = false;
	private all: readonly Item[] = [];
	activeItems: readonly Item[] = [];
	selectedItems: readonly Item[] = [];
	canSelectMany = false;
	validationMessage: string | undefined;
	private over = false;
	private readonly accepted = new Emitter<void>();
	private readonly hidden = new Emitter<void>();
	private readonly changed = new Emitter<string>();
	private readonly pressed = new Emitter<unknown>();
	readonly onDidAccept = this.accepted.event;
	readonly onDidHide = this.hidden.event;
	readonly onDidChangeValue = this.changed.event;
	readonly onDidTriggerButton = this.pressed.event;
	readonly onDidChangeSelection = new Emitter<readonly Item[]>().event;

	constructor(
		private readonly answer: (question: Question) => Reply,
		private readonly isPick: boolean,
	) {}

	get items(): readonly Item[] {
		return this.all;
	}

	/** The first is active until somebody says otherwise. */
	set items(items: readonly Item[]) {
		this.all = items;
		this.activeItems = items.slice(0, 1);
	}

	show(): void {
		void Promise.resolve().then(() => this.reply());
	}

	dispose(): void {
		this.over = true;
	}

	private reply(): void {
		for (let tries = 0; !this.over && tries < 5; tries++) {
			const reply = this.answer(this.question());
			this.validationMessage = undefined;
			switch (reply) {
				case NOTHING:
					return;
				case ESCAPE:
					this.hidden.fire();
					return;
				case BACK:
					this.pressed.fire(BACK_BUTTON);
					return;
				case ENTER:
					this.accept(undefined);
					break;
				case ALL:
					this.selectedItems = this.items;
					this.accepted.fire();
					break;
				default:
					if (reply instanceof Typed) {
						this.changed.fire(reply.text);
						this.accept(undefined);
					} else {
						this.accept(reply);
					}
			}
			if (this.validationMessage === undefined) {
				return;
			}
		}
	}

	private accept(reply: string | undefined): void {
		if (!this.isPick) {
			if (reply !== undefined) {
				this.value = reply;
				this.changed.fire(reply);
			}
		} else if (reply !== undefined) {
			const item = this.items.find(({ label }) => label.replace(/^\$\([\w-]+\) /, '') === reply);
			if (!item) {
				this.hidden.fire();
				throw new Error(`there is no “${reply}” among ${this.items.map(({ label }) => label).join(', ')}`);
			}
			this.selectedItems = [item];
		} else if (!this.canSelectMany) {
			this.selectedItems = this.activeItems.slice(0, 1);
		}
		this.accepted.fire();
	}

	private question(): Question {
		return {
			title: this.title,
			prompt: this.isPick ? this.placeholder : this.prompt,
			value: this.value,
			choices: this.items.map(({ label }) => label),
			active: this.activeItems[0]?.label,
			details: this.items.map(({ detail }) => detail ?? ''),
			descriptions: this.items.map(({ description }) => description ?? ''),
			password: this.password,
			problem: this.validationMessage,
		};
	}
}
