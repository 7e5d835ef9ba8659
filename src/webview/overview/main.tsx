/** Entry of the overview's page. What is chosen (order, filter, groups) is kept beyond its life. */
import './overview.css';
import * as l10n from '@vscode/l10n';
import { render as draw } from 'preact';
import type { FromOverviewPage, OverviewRow, OverviewView, ToOverviewPage } from '../../ui/overview/protocol';
import { formats } from '../shared/format';
import { appElement, connect, isRecord } from '../shared/host';
import { type Choice, COLUMNS, type Column, type GroupName } from './order';
import { type OverviewActions, Page } from './page';

const host = connect<ToOverviewPage, FromOverviewPage>((message) => {
	view = message.view;
	render();
});
const app = appElement();
let view: OverviewView | undefined;
let choice: Choice = readChoice(host.saved);

const actions: OverviewActions = {
	formats: formats(host.locale),
	refresh: () => host.post({ type: 'refresh' }),
	open: ({ key }: OverviewRow) => host.post({ type: 'open', key }),
	pin: ({ key, pinned }: OverviewRow) => host.post({ type: 'pin', key, on: !pinned }),
	sort: (column: Column) => {
		const { order } = choice;
		choose({ order: { column, descending: order.column === column && !order.descending } });
	},
	filter: (filter) => choose({ filter }),
	toggle: (group: GroupName) => {
		const groups = new Set(choice.groups);
		if (!groups.delete(group)) {
			groups.add(group);
		}
		choose({ groups });
	},
};

render();
host.post({ type: 'ready' });

function choose(change: Partial<Choice>): void {
	choice = { ...choice, ...change };
	host.save({ order: choice.order, filter: choice.filter, groups: [...choice.groups] });
	render();
}

function render(): void {
	draw(
		view ? <Page view={view} choice={choice} actions={actions} /> : <p class="dim">{l10n.t('Reading the tasks…')}</p>,
		app,
	);
}

function readChoice({ order, filter, groups }: Readonly<Record<string, unknown>>): Choice {
	const column = isRecord(order) ? COLUMNS.find((one) => one === order.column) : undefined;
	return {
		order: { column: column ?? 'name', descending: isRecord(order) && order.descending === true },
		filter: typeof filter === 'string' ? filter : '',
		groups: new Set(Array.isArray(groups) ? groups.filter((one): one is GroupName => typeof one === 'string') : []),
	};
}
