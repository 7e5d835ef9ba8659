/** Entry of the overview: keeps what somebody chose, tells the host what is shown, draws. */
import './overview.css';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import {
	type FromOverviewPage,
	MOST_PINNED,
	type OverviewRow,
	type OverviewView,
	type ToOverviewPage,
} from '../../ui/overview/protocol';
import { createAnnouncer } from '../shared/announce';
import { formats } from '../shared/format';
import { appElement, connect } from '../shared/host';
import { Loading } from '../shared/loading';
import { agesOf } from './ages';
import { drawInPlace, Hold } from './hold';
import { readKept } from './kept';
import { listenToKeys } from './keys';
import { OnScreen } from './onScreen';
import { chosenRows, heldOrder, nextSort, waitingRows } from './order';
import { MOST_WAITING, Page } from './page';
import type { Actions } from './props';

/** Rows that are drawn at first, and more at each click. */
const STEP = 200;
/** Ages are drawn anew so often, ms. */
const TICK = 5_000;
/** Scrolling is written down when it has stopped for so long, ms. */
const SCROLLED = 250;
/** How long it stands there why something was not done, ms. */
const REFUSED_FOR = 8_000;

const host = connect<ToOverviewPage, FromOverviewPage>(receive);
const app = appElement();
const announce = createAnnouncer();
const { number } = formats(host.locale);
const ages = agesOf(host.locale);
const kept = readKept(host.saved);
let { choice, pinned, active } = kept;
let most = Math.max(STEP, kept.most);
let scroll = kept.scroll;
let view: OverviewView | undefined;
let rows = new Map<string, OverviewRow>();
/** The host's clock minus this one's, ms. */
let skew = 0;
/** Rows and names as they stand, by key. */
let order: readonly string[] = [];
let named: readonly string[] = [];
/** What stands above the rows stays as long as they do. */
let problems: OverviewView['problems'] = [];
/** What needed somebody when that was looked at last; undefined before the first time. */
let needed: ReadonlySet<string> | undefined;
let refused = '';
let refusedTimer: ReturnType<typeof setTimeout> | undefined;
/** What the host was told last. */
let told = '';
const hold = new Hold(app, update);
const onScreen = new OnScreen(() => tell(order));

const actions: Actions = {
	number,
	open: (key) => host.post({ type: 'open', key }),
	refresh: () => host.post({ type: 'refresh' }),
	connect: () => host.post({ type: 'connect' }),
	remedy: (key) => host.post({ type: 'remedy', key }),
	pin,
	filter: (filter) => choose({ ...choice, filter }),
	clear: () => {
		const any = choice.filter !== '' || choice.states.length > 0;
		if (any) {
			choose({ ...choice, filter: '', states: [] });
		}
		return any;
	},
	toggle: (state) => {
		const { states } = choice;
		choose({ ...choice, states: states.includes(state) ? states.filter((one) => one !== state) : [...states, state] });
	},
	sort: (column) => choose({ ...choice, sort: nextSort(choice.sort, column) }),
	more: () => {
		most += STEP;
		save();
		update();
	},
	activate: (key) => {
		if (active !== key) {
			active = key;
			save();
			update();
		}
	},
};

update();
listenToKeys(app, actions);
let scrolled: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
	clearTimeout(scrolled);
	scrolled = setTimeout(() => {
		scroll = window.scrollY;
		save();
	}, SCROLLED);
});
setInterval(() => {
	if (document.visibilityState === 'visible' && view) {
		update();
	}
}, TICK);
host.post({ type: 'ready' });

function receive(message: ToOverviewPage): void {
	if (message.type !== 'overview') {
		return;
	}
	const first = view === undefined;
	view = message.view;
	skew = view.sentAt - Date.now();
	rows = view.whole ? new Map() : rows;
	for (const key of view.gone) {
		rows.delete(key);
	}
	for (const row of view.rows) {
		rows.set(row.key, row);
	}
	update();
	if (first && scroll > 0) {
		window.scrollTo({ top: scroll, behavior: 'instant' });
	}
	tellNews();
}

/** Says what needs somebody that did not before: the one thing that is worth interrupting somebody for. */
function tellNews(): void {
	const waiting = waitingRows([...rows.values()]);
	const fresh = needed ? waiting.filter(({ key }) => !needed?.has(key)) : [];
	const [one] = fresh;
	if (one) {
		announce(
			fresh.length === 1 ? l10n.t('{0}: {1}', one.name, one.why ?? '') : l10n.t('{0} need you', number(waiting.length)),
		);
	}
	if (view?.loading === false) {
		needed = new Set(waiting.map(({ key }) => key));
	}
}

/** What somebody chose moves rows at once. */
function choose(next: typeof choice): void {
	choice = next;
	order = [];
	save();
	update();
}

function pin(key: string): void {
	const card = document.activeElement?.closest('[data-card]');
	const name = rows.get(key)?.name ?? pinned.find((one) => one.key === key)?.name ?? '';
	refused = '';
	if (pinned.some((one) => one.key === key)) {
		pinned = pinned.filter((one) => one.key !== key);
		announce(l10n.t('{0} is not pinned any more', name));
	} else if (pinned.length >= MOST_PINNED) {
		refuse(l10n.t('{0} are pinned already: unpin one first', number(MOST_PINNED)));
	} else {
		pinned = [...pinned, { key, name }];
		announce(l10n.t('{0} is pinned', name));
	}
	save();
	update();
	if (card && !card.isConnected) {
		// The button that had the focus is gone with its card.
		const next = app.querySelector('[data-card] .unpin') ?? app.querySelector(`tr[data-row="${CSS.escape(key)}"]`);
		(next instanceof HTMLElement ? next : undefined)?.focus();
	}
}

function refuse(why: string): void {
	refused = why;
	announce(why);
	clearTimeout(refusedTimer);
	refusedTimer = setTimeout(() => {
		refused = '';
		update();
	}, REFUSED_FOR);
}

function save(): void {
	host.save({ ...choice, pinned, active, most: most > STEP ? most : 0, scroll });
}

function update(): void {
	const now = view;
	if (!now) {
		app.setAttribute('aria-busy', 'true');
		render(<Loading />, app);
		return;
	}
	app.removeAttribute('aria-busy');
	const all = [...rows.values()];
	const chosen = chosenRows(all, choice, host.locale);
	const shown = (hold.held && order.length > 0 ? heldOrder(chosen, order) : chosen).slice(0, most);
	const before = order;
	order = shown.map(({ key }) => key);
	const sameOrder = hold.held || order.every((key, index) => key === before[index]);
	const waiting = waitingRows(all);
	const inPlace = hold.held ? named.flatMap((key) => rows.get(key) ?? []) : [];
	const names = inPlace.length > 0 ? inPlace : waiting.slice(0, MOST_WAITING);
	named = names.map(({ key }) => key);
	problems = hold.held ? problems : now.problems;
	if (active === undefined || !order.includes(active)) {
		active = order[0];
	}
	const focused = document.activeElement;
	drawInPlace(sameOrder, () => {
		render(
			<Page
				view={{ ...now, problems }}
				rows={all}
				shown={shown}
				total={chosen.length}
				waiting={waiting.length}
				named={names}
				choice={choice}
				pinned={pinned.flatMap(cardOf)}
				isPinned={(key) => pinned.some((one) => one.key === key)}
				refused={refused}
				active={active}
				actions={actions}
				ages={ages}
				now={Date.now() + skew}
			/>,
			app,
		);
		// A row that moved lost the focus on its way; what is gone hands it on.
		if (focused instanceof HTMLElement && document.activeElement !== focused) {
			(focused.isConnected ? focused : heirOf(focused))?.focus({ preventScroll: true });
		}
	});
	onScreen.look(app);
	tell(order);
}

/** Where the focus goes from something that has just gone: to what is of its kind, else to the top of the page. */
function heirOf(gone: HTMLElement): HTMLElement | null {
	const kin = gone.closest('tr') ? 'tbody tr[tabindex="0"]' : '[data-remedy]';
	return app.querySelector<HTMLElement>(kin) ?? app.querySelector<HTMLElement>('[data-action="refresh"]');
}

/** A pinned task that is not there has a card as soon as the host has said why. */
function cardOf(one: (typeof pinned)[number]) {
	const row = rows.get(one.key);
	const missing = view?.missing.find(({ key }) => key === one.key)?.text ?? '';
	return row || missing !== '' ? [{ ...one, name: row?.name ?? one.name, row, missing }] : [];
}

function tell(keys: readonly string[]): void {
	const message = {
		type: 'shown' as const,
		keys: [...keys],
		onScreen: onScreen.among(keys),
		pinned: pinned.map(({ key }) => key),
	};
	const next = JSON.stringify(message);
	if (next !== told) {
		told = next;
		host.post(message);
	}
}
