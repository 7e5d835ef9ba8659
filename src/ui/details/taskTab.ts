/** What the tab of a task's panel shows of it: its name, and by an icon how it stands. */
import type * as vscode from 'vscode';
import type { StatusGroup, Task } from '../../migration/task';
import type { PanelTab } from '../panels/panelTab';
import { TITLE_LENGTH, taskName } from '../taskNames';
import { stateIcon } from './stateIcon';

export class TaskTab {
	private iconOf: StatusGroup | undefined;

	/** `plain`: the icon of a task of which nothing is known. */
	constructor(
		private readonly panel: vscode.WebviewPanel,
		private readonly tab: PanelTab,
		private readonly plain: NonNullable<vscode.WebviewPanel['iconPath']>,
	) {}

	draw(task: Task | undefined): void {
		if (task) {
			this.tab.name = taskName(task, TITLE_LENGTH);
		}
		// VS Code takes each setting of it for a change.
		if (task?.group !== this.iconOf) {
			this.iconOf = task?.group;
			this.panel.iconPath = stateIcon(task?.group) ?? this.plain;
		}
	}
}
