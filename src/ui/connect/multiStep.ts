/** Quick inputs in a row, with Back. A step says what it asks and what comes after; the flow keeps the way back. */
import * as l10n from '@vscode/l10n';
import { askInBox, type BoxHead, Left, type PickRow, pickInBox, pickManyInBox, waitInBox } from '../quickPicks';

/** Asks one thing. Resolves to the next step, or to undefined when the row is done. */
export interface FlowStep {
	(flow: Flow): Promise<FlowStep | undefined>;
	/** How many boxes come with it, its own included, as far as can be told; one unless it says. */
	readonly boxes?: number;
}

/** A step that says how many boxes come with it. */
export function counted(boxes: number, step: (flow: Flow) => Promise<FlowStep | undefined>): FlowStep {
	return Object.assign(step, { boxes });
}

/** How many boxes come with a step; 0 for none. */
export function boxesOf(step: FlowStep | undefined): number {
	return step ? (step.boxes ?? 1) : 0;
}

export interface Choice<T> extends PickRow {
	readonly value: T;
}

export class Flow {
	private shown = 0;
	/** Steps that asked something, in order: "back" goes to the last of them. */
	private readonly asked: FlowStep[] = [];

	/** The boxes that follow the present one, as far as can be told. */
	private left = 0;

	/** `back`: whether the first box can be left by Back too, to where the row was begun. */
	constructor(
		private readonly title: string,
		private readonly options: { readonly back?: boolean } = {},
	) {}

	/** Runs from the first step; Back from there leads to those of `earlier`, the last first. Resolves to whether the row was gone through. */
	async run(first: FlowStep, earlier: readonly FlowStep[] = []): Promise<boolean> {
		this.asked.push(...earlier);
		let step: FlowStep | undefined = first;
		while (step) {
			const before = this.shown;
			this.left = Math.max(0, boxesOf(step) - 1);
			try {
				const next: FlowStep | undefined = await step(this);
				if (this.shown > before) {
					this.asked.push(step);
				}
				step = next;
			} catch (left) {
				// Steps need not catch it.
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
		const { prompt, value = '', placeholder = '', password = false, exact = false, check } = options;
		const taken = (typed: string): string => (exact ? typed : typed.trim());
		const fault = (typed: string): string | undefined => check?.(taken(typed));
		return taken(await askInBox(this.head(), { prompt, value, placeHolder: placeholder, password, fault }));
	}

	/** Asks to pick one. */
	async pick<T>(options: {
		readonly prompt: string;
		readonly choices: readonly Choice<T>[];
		readonly active?: (value: T) => boolean;
		/** A choice that is made of what was typed, for as long as that stands there. */
		readonly typed?: (text: string) => Choice<T> | undefined;
	}): Promise<T> {
		const { prompt, choices, active, typed } = options;
		const isActive = ({ value }: Choice<T>): boolean => active?.(value) ?? false;
		return (await pickInBox(this.head(), choices, { prompt, active: isActive, ...(typed ? { typed } : {}) })).value;
	}

	/** Asks to pick any number, at least one. */
	async pickMany<T>(options: {
		readonly prompt: string;
		readonly choices: readonly (Choice<T> & { readonly picked: boolean })[];
	}): Promise<T[]> {
		const picked = await pickManyInBox(this.head(), options.choices, options.prompt);
		return picked.map(({ value }) => value);
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
		try {
			return await waitInBox(this.head(), options, () => options.work(ends.signal));
		} finally {
			this.shown--;
			ends.abort();
		}
	}

	/** The head of the next box. */
	private head(): BoxHead {
		this.shown++;
		const { length } = this.asked;
		const total = length + 1 + this.left;
		const title = total === 1 ? this.title : l10n.t('{0} · step {1} of {2}', this.title, length + 1, total);
		return { title, back: length > 0 || this.options.back === true };
	}
}
