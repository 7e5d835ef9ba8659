/** Entry of the page of a new migration: keeps the form, checks while one types, submits. The password lives in its input and in one message, nowhere else. */
import './create.css';
import { render as draw } from 'preact';
import {
	type CreateForm,
	type CreationField,
	type FromCreatePage,
	instanceOf,
	type Progress,
	type ToCreatePage,
} from '../../ui/create/protocol';
import { formats as createFormats } from '../shared/format';
import { appElement, connect } from '../shared/host';
import { Loading } from '../shared/loading';
import { fillControls, focusControl, readControls } from './controls';
import {
	canSubmit,
	DERIVED,
	draftOf,
	errorsOf,
	initialState,
	PASSWORD,
	readDraft,
	readTyped,
	reset,
	rowsOf,
	withDerived,
} from './formState';
import { type Actions, Page } from './page';

const host = connect<ToCreatePage, FromCreatePage>(receive);
const app = appElement();
const state = initialState();
/** While a button of the mouse is down nothing may move, or the click would miss what it was aimed at. */
let pressed = false;
/** The form that the document shows. */
let drawn: CreateForm | undefined;

document.addEventListener('pointerdown', () => {
	pressed = true;
});
for (const end of ['pointerup', 'pointercancel', 'blur']) {
	window.addEventListener(end, () => {
		pressed = false;
		// The click comes first, to where it was aimed; then what had to wait is drawn.
		setTimeout(update);
	});
}
document.addEventListener('keydown', (event) => {
	if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSubmit(state)) {
		event.preventDefault();
		submit();
	}
});

const actions: Actions = {
	formats: createFormats(host.locale),
	post: host.post,
	discardDraft: () => {
		begin();
		app.querySelector<HTMLElement>('h1')?.focus();
	},
	reveal: () => {
		state.revealed = !state.revealed;
		update();
	},
	reloadInstances: () => host.post({ type: 'instances' }),
	readBackups: () => askForBackups(true),
	pickBackup: (id) => {
		state.values = { ...state.values, 'backup_files.backup_id': id };
		host.save(draftOf(state));
		update();
	},
	toggleRequest: () => {
		state.requestOpen = !state.requestOpen;
		update();
	},
	onInput,
	onChange,
	submit,
};

update();
host.post({ type: 'ready' });

function receive(message: ToCreatePage): void {
	switch (message.type) {
		case 'form': {
			const first = state.form === undefined;
			state.form = message.form;
			if (first) {
				restore();
			}
			takeProgress(message.progress);
			if (first) {
				// What became of an earlier submission stands beside the button, which may be out of sight.
				app.querySelector('.trouble, .progress > *')?.scrollIntoView({ block: 'center' });
			}
			break;
		}
		case 'instances':
			state.instances = message.instances;
			derive();
			update();
			askForBackups();
			break;
		case 'progress':
			takeProgress(message.progress);
			break;
		case 'backups':
			state.backups = { of: message.of, list: message.backups };
			update();
			break;
	}
}

function restore(): void {
	const draft = readDraft(host.saved.values);
	state.lost = host.saved.password === true;
	if (draft) {
		state.values = draft;
		for (const field of readTyped(host.saved.typed)) {
			state.typed.add(field);
		}
		state.restored = true;
	}
}

function takeProgress(progress: Progress): void {
	const before = state.progress.state;
	const waited = state.sending || before === 'busy';
	state.sending = false;
	state.progress = progress;
	state.refused = progress.state === 'invalid' ? progress.problems : [];
	if (progress.state === 'created' && before !== 'created') {
		// What is under way needs the form no more; the next one begins with an empty one.
		begin();
		document.getElementById('done-title')?.focus();
		return;
	}
	update();
	if (progress.state === 'invalid') {
		focusFirst(progress.problems.find(({ severity }) => severity === 'error')?.field);
	} else if (before === 'created' && progress.state === 'editing') {
		app.querySelector<HTMLElement>('h1')?.focus();
	} else if (waited && progress.state !== 'busy' && document.activeElement === document.body) {
		// The button lost the focus when it was switched off.
		document.getElementById('submit')?.focus();
		app.querySelector('.trouble')?.scrollIntoView({ block: 'nearest' });
	}
}

/** An empty form. */
function begin(): void {
	reset(state);
	host.save({});
	update();
}

function onInput({ target }: Event): void {
	if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || target.name === 'pick') {
		return;
	}
	state.values = readControls(app, state.values);
	const derived = DERIVED.find((field) => field === target.name);
	if (derived) {
		// Emptied, it is filled in again.
		state.typed[target.value === '' ? 'delete' : 'add'](derived);
	} else {
		derive();
	}
	if (target.name === PASSWORD) {
		state.lost = false;
	}
	state.refused = state.refused.filter(({ field }) => field !== target.name);
	host.save(draftOf(state));
	update();
	askForBackups();
}

function onChange({ target }: Event): void {
	if ((target instanceof HTMLInputElement && target.type !== 'radio') || target instanceof HTMLTextAreaElement) {
		state.touched.add(target.name as CreationField);
		if (target.value === '') {
			derive();
		}
		update();
		askForBackups(target.name === 'source_instance.id');
	}
}

function derive(): void {
	state.values = withDerived(state);
}

/** Asks for the backups of the chosen source where they are to be shown: of a known instance at once, of any other once its id is whole. */
function askForBackups(whole = false): void {
	const { values, backups, instances } = state;
	const of = values['source_instance.id'].trim();
	const wanted =
		values.migration_type === 'backupfile_import' && values['backup_files.file_source'] === 'backup_record';
	const again = whole && backups?.list.problem !== '' && !backups?.list.loading;
	if (!wanted || of === '' || (backups?.of === of && !again)) {
		return;
	}
	if (whole || instanceOf(of, rowsOf(instances))) {
		state.backups = { of, list: { rows: [], loading: true, problem: '' } };
		host.post({ type: 'listBackups', of });
		update();
	}
}

function submit(): void {
	if (!canSubmit(state)) {
		return;
	}
	state.values = readControls(app, state.values);
	state.attempted = true;
	// What the host refused was edited or is sent again: it judges anew.
	state.refused = [];
	const [error] = errorsOf(state);
	if (error) {
		state.progress = { state: 'editing' };
		update();
		focusFirst(error.field);
		return;
	}
	state.sending = true;
	state.restored = false;
	update();
	host.post({ type: 'submit', values: state.values });
}

function focusFirst(field: CreationField | undefined): void {
	if (field) {
		focusControl(app, field);
	}
}

/** Draws, and writes into the controls what they do not say yet: some are there for one kind of migration alone. */
function update(): void {
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
	fillControls(app, state.values);
}
