/** Entry of the details page: takes snapshots, draws them, sends back what the person asks for. */
import './details.css';
import * as l10n from '@vscode/l10n';
import { render as draw } from 'preact';
import type { FromDetailsPage, Snapshot, ToDetailsPage } from '../../ui/details/protocol';
import { createAnnouncer } from '../shared/announce';
import { formats as createFormats } from '../shared/format';
import { appElement, connect } from '../shared/host';
import type { PageContext } from './context';
import { LogState } from './logState';
import { Page } from './page';
import { SectionFocus } from './sectionFocus';
import { WholeTexts } from './wholeTexts';

const COPIED_FOR = 1500;

const host = connect<ToDetailsPage, FromDetailsPage>(receive);
const app = appElement();
const announce = createAnnouncer();
const formats = createFormats(host.locale);
const wholes = new WholeTexts();
let snapshot: Snapshot | undefined;
const sections = new SectionFocus();
const log = new LogState(host.saved.log, {
	post: host.post,
	changed: (kept) => {
		if (kept) {
			save();
		}
		render();
	},
});
let tableOpen = host.saved.tableOpen === true;
const focus: PageContext['focus'] = { wanted: undefined };
let pasted: PageContext['pasted'];
/** Field whose copy button just worked. */
let copied: string | undefined;
let forget: ReturnType<typeof setTimeout> | undefined;

render();
host.post({ type: 'ready' });
document.addEventListener('input', () => host.post({ type: 'typed' }), { once: true });
log.begin();

function receive(message: ToDetailsPage): void {
	switch (message.type) {
		case 'snapshot':
			snapshot = message.snapshot;
			render();
			break;
		case 'whole':
			wholes.put(message.field, message.text);
			render();
			break;
		case 'log':
			log.put(message.level, message.lines);
			break;
		case 'focusSection':
			sections.want(message.section);
			if (message.section === 'log') {
				log.setOpen(true);
			} else if (message.section === 'keyspaces') {
				focus.wanted = message.section;
			}
			render();
			break;
		case 'keyspaces':
			pasted = { source: message.source, target: message.target };
			render();
			break;
		case 'copied':
			announce(l10n.t('Copied'));
			clearTimeout(forget);
			forget = setTimeout(() => setCopied(undefined), COPIED_FOR);
			setCopied(message.field);
			break;
	}
}

function setCopied(field: string | undefined): void {
	copied = field;
	render();
}

function toggleTable(): void {
	tableOpen = !tableOpen;
	save();
	render();
}

/** Keeps what outlives the page. */
function save(): void {
	const kept = log.saved;
	host.save({ tableOpen, ...(kept ? { log: kept } : {}) });
}

function render(): void {
	if (snapshot === undefined || snapshot.loading) {
		app.setAttribute('aria-busy', 'true');
	} else {
		app.removeAttribute('aria-busy');
	}
	draw(
		<Page
			snapshot={snapshot}
			context={{ post: host.post, formats, copied, wholes, pasted, focus, redraw: render }}
			table={{ open: tableOpen, toggle: toggleTable }}
			log={log}
		/>,
		app,
	);
	sections.drawn();
}
