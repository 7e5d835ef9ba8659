/** How rows look, so that only those are drawn anew that look different. */
import type * as vscode from 'vscode';
import type { ItemContext } from './items';

/** Whether all rows name connections and services as they did. */
export function sameContext(a: ItemContext, b: ItemContext): boolean {
	return a.nameConnections === b.nameConnections && a.manyServices === b.manyServices;
}

/** All of a row that a person can see, hear or use at once; the tooltip of a task is made when it is asked for. */
export function lookOf({
	label,
	description,
	iconPath,
	contextValue,
	accessibilityInformation,
	tooltip,
}: vscode.TreeItem): string {
	const said = typeof tooltip === 'object' ? tooltip.value : tooltip;
	return JSON.stringify([label, description, iconPath, contextValue, accessibilityInformation?.label, said]);
}
