/** How rows look, so that only those are drawn anew that look different. */
import * as vscode from 'vscode';
import { plainLine } from '../../core/plainText';
import type { Task } from '../../migration/task';
import { groupItem, type ItemContext, moreItem, noteItem, problemItem, taskItem } from './items';
import type { Node } from './nodes';

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

/** The row of a node; `task` is the task of one that has a task, undefined where that is gone. */
export function itemOf(node: Node, task: Task | undefined, context: ItemContext): vscode.TreeItem {
	switch (node.kind) {
		case 'group':
			return groupItem(node, context);
		case 'task':
			return task ? taskItem(node, task, context) : new vscode.TreeItem(plainLine(node.ref.id));
		case 'more':
			return moreItem(node, context);
		case 'problem':
			return problemItem(node, context);
		case 'note':
			return noteItem(node);
	}
}
