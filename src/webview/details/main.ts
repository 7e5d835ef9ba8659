/** Entry of the details page: takes snapshots, draws them, sends back what the person asks for. */
import './details.css';
import * as l10n from '@vscode/l10n';
import type { FromDetailsPage, Snapshot, ToDetailsPage } from '../../ui/details/protocol';
import { createAnnouncer } from '../shared/announce';
import { createRoot } from '../shared/dom';
import { formats as createFormats } from '../shared/format';
import { appElement, connect } from '../shared/host';
import { Age } from './age';
import { Charts } from './charts';
import type { Context, PageState } from './context';
import { header, headline, problem } from './header';
import { liveSection } from './live';
import { sectionOf } from './sections';
import { firstSkeleton, skeleton } from './skeleton';

const COPIED_FOR = 1500;

const host = connect<ToDetailsPage, FromDetailsPage>(receive);
const app = appElement();
const draw = createRoot(app);
const announce = createAnnouncer();
const formats = createFormats(host.locale);
const charts = new Charts(app, formats);
const age = new Age(app, formats);
const state: PageState = { menuOpen: false, tableOpen: host.saved.tableOpen === true, copied: undefined };
const context: Context = { post: host.post, formats, charts, state, set };
let snapshot: Snapshot | undefined;
let forget: ReturnType<typeof setTimeout> | undefined;

document.addEventListener('click', ({ target }) => {
	if (state.menuOpen && target instanceof Element && !target.closest('.menu')) {
		set({ menuOpen: false });
	}
});
new MutationObserver(() => charts.repaint()).observe(document.body, {
	attributes: true,
	attributeFilter: ['class', 'data-vscode-theme-id'],
});

render();
host.post({ type: 'ready' });

function receive(message: ToDetailsPage): void {
	switch (message.type) {
		case 'snapshot':
			snapshot = message.snapshot;
			render();
			break;
		case 'copied':
			announce(l10n.t('Copied'));
			clearTimeout(forget);
			forget = setTimeout(() => set({ copied: undefined }), COPIED_FOR);
			set({ copied: message.field });
			break;
	}
}

function set(change: Partial<PageState>): void {
	Object.assign(state, change);
	if (change.tableOpen !== undefined) {
		host.save({ tableOpen: change.tableOpen });
	}
	render();
}

function render(): void {
	const busy = snapshot === undefined || snapshot.loading;
	if (busy) {
		app.setAttribute('aria-busy', 'true');
	} else {
		app.removeAttribute('aria-busy');
	}
	if (!snapshot) {
		draw(firstSkeleton());
		return;
	}
	draw(
		header(snapshot, context),
		headline(snapshot),
		problem(snapshot, context),
		snapshot.live ? liveSection(snapshot.live, context) : null,
		...snapshot.sections.map((section) => sectionOf(section, context)),
		busy && snapshot.sections.length === 0 ? skeleton() : null,
	);
	charts.sync(snapshot.live);
	age.sync(snapshot.live);
}
