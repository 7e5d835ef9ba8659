/** Entry of the configure page: keeps the form, checks while one types, submits. Passwords live in the inputs and in one message, nowhere else. */
import './configure.css';
import * as l10n from '@vscode/l10n';
import { render as draw } from 'preact';
import { nameIn } from '../../migration/instances';
import {
	type FieldName,
	type FormDraft,
	type FormSetup,
	type FromConfigurePage,
	type Progress,
	summarize,
	type ToConfigurePage,
} from '../../ui/configure/protocol';
import { createAnnouncer } from '../shared/announce';
import { formats as createFormats } from '../shared/format';
import { appElement, connect } from '../shared/host';
import { Loading } from '../shared/loading';
import { fillControls, focusControl, followTyping, readControls } from './controls';
import {
	canSubmit,
	draftOf,
	errorsOf,
	initialState,
	readDraft,
	readLost,
	SIDES,
	type Side,
	sameValues,
	withoutPasswords,
} from './formState';
import { instanceDetails } from './instanceDetails';
import { type Actions, Page } from './page';

/** The summary is read out: it waits until the typing rests, ms. */
const SUMMARY_AFTER = 300;

const host = connect<ToConfigurePage, FromConfigurePage>(receive);
const app = appElement();
const formats = createFormats(host.locale);
const state = initialState(formats.number);
const announce = createAnnouncer();
const askForDetails = instanceDetails(state, host.post);
let summaryTimer: ReturnType<typeof setTimeout> | undefined;
/** While a button of the mouse is down nothing may move, or the click would miss what it was aimed at. */
let pressed = false;
/** The form that the document shows. */
let drawn: FormSetup | undefined;

document.addEventListener('pointerdown', () => {
	pressed = true;
});
for (const end of ['pointerup', 'pointercancel', 'blur']) {
	window.addEventListener(end, () => {
		pressed = false;
		// The click comes first, to where it was aimed; then what had to wait is drawn.
		setTimeout(render);
	});
}
document.addEventListener('keydown', (event) => {
	if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSubmit(state)) {
		event.preventDefault();
		submit();
	}
});

const actions: Actions = {
	formats,
	post: host.post,
	discardDraft,
	reveal,
	picking: (side, open) => {
		state.picking = open ? side : state.picking === side ? undefined : state.picking;
		render();
	},
	reloadInstances: () => host.post({ type: 'instances' }),
	tick: (id, ticked) => {
		state.ticked = new Set(ticked ? [...state.ticked, id] : [...state.ticked].filter((one) => one !== id));
		host.post({ type: 'tick', id, ticked });
		render();
	},
	copy: (text) => {
		host.post({ type: 'copy', text });
		announce(l10n.t('Copied'));
	},
	toggleRequest: () => {
		state.requestOpen = !state.requestOpen;
		render();
	},
	onInput,
	onChange,
	submit,
};

render();
host.post({ type: 'ready' });

function receive(message: ToConfigurePage): void {
	switch (message.type) {
		case 'form': {
			const first = state.form === undefined;
			takeForm(message.form);
			takeProgress(message.progress);
			if (first) {
				focusLost();
				// What became of an earlier submission stands beside the button, which may be out of sight.
				app.querySelector('.trouble, .progress > *')?.scrollIntoView({ block: 'center' });
			}
			break;
		}
		case 'progress':
			takeProgress(message.progress);
			break;
		case 'instances':
			state.instances = message.instances;
			askForDetails();
			summarizeNow();
			render();
			break;
	}
}

/** The first form fills the controls, with the draft on top; a later one only where nothing was typed yet. */
function takeForm(form: FormSetup): void {
	const before = state.form;
	state.form = form;
	state.ticked = new Set(form.ticked);
	if (!before) {
		for (const side of readLost(host.saved.passwords ?? form.draft?.passwords)) {
			state.lost.add(side);
		}
		render();
		const draft = readDraft(host.saved.values ?? form.draft?.values);
		state.restored = draft !== undefined && !sameValues(draft, form.values);
		fill(state.restored && draft ? draft : form.values);
		if (state.restored) {
			keepDraft();
		}
	} else if (sameValues(state.values, before.values)) {
		const { source_instance: source, target_instance: target } = state.values;
		fill({
			...form.values,
			source_instance: { ...form.values.source_instance, password: source.password },
			target_instance: { ...form.values.target_instance, password: target.password },
		});
	}
}

function takeProgress(progress: Progress): void {
	const waited = state.sending || state.progress.state === 'busy';
	const changed = state.progress.state !== progress.state;
	state.sending = false;
	state.progress = progress;
	state.refused = progress.state === 'invalid' ? progress.problems : [];
	if (progress.state === 'done') {
		forgetPasswords();
		keepDraft({});
	}
	render();
	if (progress.state === 'invalid') {
		focusFirst(progress.problems.find(({ severity }) => severity === 'error')?.field);
	} else if (progress.state === 'done' && changed) {
		document.getElementById('done-title')?.focus();
	} else if (waited && progress.state !== 'busy' && document.activeElement === document.body) {
		// The button lost the focus when it was switched off.
		document.getElementById('submit')?.focus();
		app.querySelector('.trouble')?.scrollIntoView({ block: 'nearest' });
	}
}

function fill(values: typeof state.values): void {
	state.values = values;
	fillControls(app, values);
	askForDetails();
	summarizeNow();
	render();
}

/** A password that has to be typed again is led to, unless something else is to be looked at. */
function focusLost(): void {
	const [side] = state.lost;
	if (side && state.progress.state === 'editing') {
		focusControl(app, `${side}.password`);
	}
}

function forgetPasswords(): void {
	state.lost.clear();
	state.values = withoutPasswords(state.values);
	state.revealed.clear();
	fillControls(app, state.values);
}

function onInput(event: Event): void {
	const { target } = event;
	if (!(target instanceof HTMLInputElement)) {
		return;
	}
	followTyping(app, target);
	state.values = readControls(app);
	for (const side of SIDES.filter((one) => target.name === `${one}.password`)) {
		state.lost.delete(side);
	}
	state.refused = state.refused.filter(
		({ field }) => field !== target.name && !target.name.startsWith(`${field.split('.')[0]}.by`),
	);
	keepDraft();
	askForDetails();
	clearTimeout(summaryTimer);
	if (target.type === 'radio') {
		summarizeNow();
	} else {
		summaryTimer = setTimeout(() => {
			summarizeNow();
			render();
		}, SUMMARY_AFTER);
	}
	render();
}

function onChange({ target }: Event): void {
	if (target instanceof HTMLInputElement && target.type !== 'radio') {
		state.touched.add(target.name as FieldName);
		render();
	}
}

/** With the page, which a hidden tab has again, and with the host, for when the tab is closed. */
function keepDraft(draft: FormDraft = draftOf(state)): void {
	host.save({ ...draft });
	host.post({ type: 'draft', draft });
}

function discardDraft(): void {
	keepDraft({});
	state.lost.clear();
	state.restored = false;
	state.touched.clear();
	state.attempted = false;
	if (state.form) {
		fill(state.form.values);
	}
	app.querySelector<HTMLElement>('h1')?.focus();
}

function submit(): void {
	if (!canSubmit(state)) {
		return;
	}
	state.values = readControls(app);
	state.attempted = true;
	// What the host refused was edited or is sent again: it judges anew.
	state.refused = [];
	const [error] = errorsOf(state);
	if (error) {
		state.progress = { state: 'editing' };
		render();
		focusFirst(error.field);
		return;
	}
	state.sending = true;
	state.restored = false;
	render();
	host.post({ type: 'submit', values: state.values });
}

function focusFirst(field: FieldName | undefined): void {
	if (field) {
		focusControl(app, field);
	}
}

function summarizeNow(): void {
	state.summary = summarize(state.values, (id) => nameIn(state.instances, id));
}

function reveal(side: Side): void {
	if (!state.revealed.delete(side)) {
		state.revealed.add(side);
	}
	render();
}

function render(): void {
	if (pressed && state.form === drawn) {
		return;
	}
	const { form } = state;
	if (!form) {
		app.setAttribute('aria-busy', 'true');
		draw(<Loading />, app);
		return;
	}
	app.removeAttribute('aria-busy');
	drawn = form;
	draw(<Page form={form} state={state} actions={actions} />, app);
}
