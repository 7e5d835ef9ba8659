/** Quick inputs in a row, with Back. A step says what it asks and what comes after; the flow keeps the way back. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** Asks one thing. Resolves to the next step, or to undefined when the row is done. */
export type FlowStep = (flow: Flow) => Promise<FlowStep | undefined>;

export interface Choice<T> extends vscode.QuickPickItem {
	readonly value: T;
}

/** Thrown through a step when the user goes back or gives up; steps need not catch it. */
class Left extends Error {
	constructor(readonly how: 'back' | 'cancelled') {
		super(how);
	}
}

export class Flow {
	private shown = 0;
	/** Steps that asked something, in order: "back" goes to the last of them. */
	private readonly asked: FlowStep[] = [];

	constructor(private readonly title: string) {}

	/** Runs from the first step. Resolves to whether the row was gone through. */
	async run(first: FlowStep): Promise<boolean> {
		let step: FlowStep | undefined = first;
		while (step) {
			const before = this.shown;
			try {
				const next: FlowStep | undefined = await step(this);
				if (this.shown > before) {
					this.asked.push(step);
				}
				step = next;
			} catch (left) {
				if (!(left instanceof Left)) {
					throw left;
				}
				if (left.how === 'cancelled') {
					return false;
				}
				step = this.asked.pop();
				if (!step) {
					return false;
				}
			}
		}
		return true;
	}

	/** Asks for a text. `check` says what is wrong with it, if anything. */
	async text(options: {
		readonly prompt: string;
		readonly value?: string;
		readonly placeholder?: string;
		readonly password?: boolean;
		/** Takes the text as it stands; else blanks around it, which pasting brings along, are cut off. */
		readonly exact?: boolean;
		readonly check?: (text: string) => string | undefined;
	}): Promise<string> {
		const input = vscode.window.createInputBox();
		input.prompt = options.prompt;
		input.value = options.value ?? '';
		input.placeholder = options.placeholder ?? '';
		input.password = options.password ?? false;
		return this.show(input, (done) => {
			input.onDidChangeValue(() => {
				input.validationMessage = undefined;
			});
			input.onDidAccept(() => {
				const text = options.exact ? input.value : input.value.trim();
				const problem = options.check?.(text);
				if (problem === undefined) {
					done(text);
				} else {
					input.validationMessage = problem;
				}
			});
		});
	}

	/** Asks to pick one. */
	async pick<T>(options: {
		readonly prompt: string;
		readonly choices: readonly Choice<T>[];
		readonly active?: (value: T) => boolean;
	}): Promise<T> {
		const input = vscode.window.createQuickPick<Choice<T>>();
		input.placeholder = options.prompt;
		input.items = options.choices;
		input.matchOnDescription = true;
		input.matchOnDetail = true;
		const active = options.choices.filter(({ value }) => options.active?.(value) ?? false);
		if (active.length > 0) {
			// Not else: with none at all, Enter would do nothing.
			input.activeItems = active;
		}
		return this.show(input, (done) => {
			input.onDidAccept(() => {
				const [choice] = input.selectedItems;
				if (choice) {
					done(choice.value);
				}
			});
		});
	}

	/** Asks to pick any number, at least one. */
	async pickMany<T>(options: {
		readonly prompt: string;
		readonly choices: readonly (Choice<T> & { readonly picked: boolean })[];
	}): Promise<T[]> {
		const input = vscode.window.createQuickPick<Choice<T>>();
		input.placeholder = options.prompt;
		input.canSelectMany = true;
		input.items = options.choices;
		input.selectedItems = options.choices.filter(({ picked }) => picked);
		return this.show(input, (done) => {
			input.onDidAccept(() => {
				if (input.selectedItems.length > 0) {
					done(input.selectedItems.map(({ value }) => value));
				}
			});
		});
	}

	/**
	 * Waits for something, with a way round it for whoever does not want to wait. Escape and Back end the work as well. Is no step of its own: Back from
	 * what comes next goes before it. Resolves to undefined if the user went round.
	 */
	async wait<T>(options: {
		readonly prompt: string;
		readonly wayRound: string;
		readonly work: (signal: AbortSignal) => Promise<T>;
	}): Promise<T | undefined> {
		const ends = new AbortController();
		const input = vscode.window.createQuickPick();
		input.placeholder = options.prompt;
		input.busy = true;
		input.items = [{ label: options.wayRound, alwaysShow: true }];
		try {
			return await this.show<T | undefined>(input, (done, failed) => {
				input.onDidAccept(() => done(undefined));
				options.work(ends.signal).then(done, failed);
			});
		} finally {
			this.shown--;
			ends.abort();
		}
	}

	private async show<T>(
		input: vscode.QuickInput & {
			buttons: readonly vscode.QuickInputButton[];
			onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
		},
		ask: (done: (value: T) => void, failed: (error: unknown) => void) => void,
	): Promise<T> {
		this.shown++;
		input.title = this.asked.length === 0 ? this.title : l10n.t('{0} · step {1}', this.title, this.asked.length + 1);
		input.ignoreFocusOut = true;
		input.buttons = this.asked.length > 0 ? [vscode.QuickInputButtons.Back] : [];
		try {
			return await new Promise<T>((resolve, reject) => {
				ask(resolve, reject);
				input.onDidTriggerButton((button) => {
					if (button === vscode.QuickInputButtons.Back) {
						reject(new Left('back'));
					}
				});
				input.onDidHide(() => reject(new Left('cancelled')));
				input.show();
			});
		} finally {
			input.dispose();
		}
	}
}
