/** Entry of the overview: keeps what somebody chose, tells the host what is shown, draws. */
import './overview.css';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import {
	type FromOverviewPage,
	MOST_PINNED,
	type OverviewView,
	STATES,
	type ToOverviewPage,
} from '../../ui/overview/protocol';
import { createAnnouncer } from '../shared/announce';
import { formats } from '../shared/format';
import { appElement, connect, isRecord } from '../shared/host';
import { type Choice, COLUMNS, chosenRows, nextSort } from './order';
import { Page } from './page';
import type { Actions } from './props';

/** Rows that are drawn at first, and more at each click. */
const STEP = 200;

const host = connect<ToOverviewPage, FromOverviewPage>(receive);
const app = appElement();
const announce = createAnnouncer();
const { number } = formats(host.locale);
let view: OverviewView | undefined;
let choice: Choice = readChoice(host.saved);
let pinned: readonly string[] = readKeys(host.saved.pinned).slice(0, MOST_PINNED);
let most = STEP;
/** The row that the Tab key leads to. */
let active: string | undefined;
/** What the host was told last. */
let told = '';

const actions: Actions = {
	number,
	open: (key) => host.post({ type: 'open', key }),
	refresh: () => host.post({ type: 'refresh' }),
	pin,
	filter: (filter) => choose({ ...choice, filter }),
	toggle: (state) => {
		const { states } = choice;
		choose({ ...choice, states: states.includes(state) ? states.filter((one) => one !== state) : [...states, state] });
	},
	sort: (column) => choose({ ...choice, sort: nextSort(choice.sort, column) }),
	more: () => {
		most += STEP;
		update();
	},
	activate: (key) => {
		if (active !== key) {
			active = key;
			update();
		}
	},
};

update();
host.post({ type: 'ready' });

function receive(message: ToOverviewPage): void {
	if (message.type === 'overview') {
		view = message.view;
		update();
	}
}

function choose(next: Choice): void {
	choice = next;
	save();
	update();
}

function pin(key: string): void {
	const name = view?.rows.find((row) => row.key === key)?.name ?? '';
	if (pinned.includes(key)) {
		pinned = pinned.filter((one) => one !== key);
		announce(l10n.t('{0} is not pinned any more', name));
	} else if (pinned.length >= MOST_PINNED) {
		announce(l10n.t('{0} are pinned already: unpin one first', number(MOST_PINNED)));
	} else {
		pinned = [...pinned, key];
		announce(l10n.t('{0} is pinned', name));
	}
	save();
	update();
}

function save(): void {
	host.save({ ...choice, pinned });
}

function update(): void {
	if (!view) {
		app.setAttribute('aria-busy', 'true');
		render(
			<p class="dim" role="status">
				{l10n.t('Loading…')}
			</p>,
			app,
		);
		return;
	}
	app.removeAttribute('aria-busy');
	const { rows } = view;
	const chosen = chosenRows(rows, choice, host.locale);
	const shown = chosen.slice(0, most);
	if (!shown.some(({ key }) => key === active)) {
		active = shown[0]?.key;
	}
	const focused = document.activeElement;
	render(
		<Page
			view={view}
			shown={shown}
			total={chosen.length}
			choice={choice}
			pinned={pinned.flatMap((key) => rows.find((row) => row.key === key) ?? [])}
			isPinned={(key) => pinned.includes(key)}
			active={active}
			actions={actions}
		/>,
		app,
	);
	// A row that moved lost the focus on its way.
	if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) {
		focused.focus({ preventScroll: true });
	}
	tell(shown.map(({ key }) => key));
}

function tell(keys: string[]): void {
	const next = JSON.stringify([keys, pinned]);
	if (next !== told) {
		told = next;
		host.post({ type: 'shown', keys, pinned: [...pinned] });
	}
}

function readChoice({ filter, states, sort }: Readonly<Record<string, unknown>>): Choice {
	const column = isRecord(sort) ? COLUMNS.find((one) => one === sort.column) : undefined;
	return {
		filter: typeof filter === 'string' ? filter : '',
		states: STATES.filter((state) => Array.isArray(states) && states.includes(state)),
		...(column && isRecord(sort) ? { sort: { column, descending: sort.descending === true } } : {}),
	};
}

function readKeys(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
