/** What lists to pick from and boxes to type into are made of. All texts are shown as text. */
import type * as vscode from 'vscode';
import { plainLine } from '../core/plainText';
import { withoutIcons } from './messages';

/** What stands in the head of a box: its title, and whether a button leads back. */
export interface BoxHead {
	readonly title: string;
	readonly back: boolean;
}

/** Thrown by a box that the user left without an answer. */
export class Left extends Error {
	constructor(readonly how: 'back' | 'cancelled') {
		super(how);
	}
}

/** A row to pick. All texts are shown as text; the icon alone is one, a codicon's name. */
export interface PickRow {
	readonly icon?: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

/** A heading between rows. */
export interface PickHeading {
	readonly heading: string;
}

/** A row of a box that stays open. `id` names it from one drawing to the next. */
export interface StandingRow extends PickRow {
	readonly id: string;
}

/** What a box that stays open shows and does. */
export interface StandingBox<T extends StandingRow> {
	readonly prompt: string;
	/** The rows as they are now: asked for again whenever something may have changed. */
	readonly rows: () => readonly (T | PickHeading)[];
	/** A row was chosen. True: that ends the box. */
	readonly press: (row: T) => boolean;
	/** A button in its title, which reads what the rows say anew. What it throws ends the box. */
	readonly refresh: { readonly label: string; readonly run: () => Promise<void> };
}

/** A row as VS Code takes it: label, description and detail can all have icons there. */
export function pickItem({ icon, label, description, detail }: PickRow): vscode.QuickPickItem {
	const name = pickText(label);
	return {
		label: icon === undefined ? name : `$(${icon}) ${name}`,
		...(description === undefined ? {} : { description: pickText(description) }),
		...(detail === undefined ? {} : { detail: pickText(detail) }),
	};
}

function pickText(text: string): string {
	return withoutIcons(plainLine(text));
}
