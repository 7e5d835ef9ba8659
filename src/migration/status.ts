/** What wire statuses mean, as data. Each service has a table (services/<id>/statuses.ts): whoever meets a new status adds a row there and nothing else. */
import * as l10n from '@vscode/l10n';
import type { Stage, StatusGroup } from './task';

/** One wire status. */
export interface StatusRow {
	readonly group: StatusGroup;
	readonly stage: Stage;
	/** In words, in the display language. */
	readonly words: () => string;
	/** Name of a theme icon: a service is told from another by shape, a state by shape and colour. */
	readonly icon: string;
	/** Id of a theme colour. */
	readonly color: string;
	/** Ids of the service's actions that are legal in this status. */
	readonly actions?: readonly string[];
}

/** The statuses of a service by their wire word, in capitals. */
export type StatusTable = Readonly<Record<string, StatusRow>>;

/** The colour of each group, for the tables of the services. */
export const GROUP_COLORS: Readonly<Record<StatusGroup, string>> = {
	failed: 'list.errorForeground',
	pending: 'list.warningForeground',
	active: 'charts.blue',
	stopped: 'disabledForeground',
	succeeded: 'charts.green',
	other: 'foreground',
};

/** A row that was looked up. `known` is false for a status that the table does not have. */
export type FoundStatus = StatusRow & { readonly known: boolean };

/** The statuses of one service. */
export class Statuses {
	private readonly known: ReadonlyMap<string, FoundStatus>;

	/** `unknownIcon` marks what the table does not have. */
	constructor(
		table: StatusTable,
		private readonly unknownIcon: string,
	) {
		this.known = new Map(Object.entries(table).map(([status, row]) => [status, { ...row, known: true }]));
	}

	/** The wire statuses that this version knows. */
	all(): readonly string[] {
		return [...this.known.keys()];
	}

	/** The statuses in which an action is legal. */
	allowing(action: string): readonly string[] {
		return [...this.known].flatMap(([status, { actions }]) => (actions?.includes(action) ? [status] : []));
	}

	/** The row of a wire status; an unknown one gets group `other` and itself as words. Case and blanks around it do not matter. */
	row(status: string): FoundStatus {
		return this.known.get(status) ?? this.known.get(status.trim().toUpperCase()) ?? this.unknownRow(status.trim());
	}

	private unknownRow(status: string): FoundStatus {
		return {
			group: 'other',
			stage: 'unknown',
			words: () => (status === '' ? l10n.t('No status given') : status),
			icon: this.unknownIcon,
			color: GROUP_COLORS.other,
			known: false,
		};
	}
}

/** The name of a group, as the tree shows it. */
export function groupTitle(group: StatusGroup): string {
	switch (group) {
		case 'failed':
			return l10n.t('Failed');
		case 'pending':
			return l10n.t('Waiting');
		case 'active':
			return l10n.t('In progress');
		case 'stopped':
			return l10n.t('Stopped');
		case 'succeeded':
			return l10n.t('Succeeded');
		case 'other':
			return l10n.t('Other');
	}
}
