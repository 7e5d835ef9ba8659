/** The whole page around the fields: head, notices, what will happen, and the buttons. */
import * as l10n from '@vscode/l10n';
import { type CreateForm, creationBody, type FromCreatePage } from '../../ui/create/protocol';
import { ToneIcon } from '../shared/icon';
import { Fields } from './fields';
import type { FieldsProps } from './fieldsProps';
import { canSubmit, errorsOf, type FormState } from './formState';
import { Progressing, Trouble } from './outcome';

/** How numbers look, and what the page can be asked to do; main.tsx does it. */
export interface Actions extends Omit<FieldsProps, 'state'> {
	readonly post: (message: FromCreatePage) => void;
	readonly discardDraft: () => void;
	readonly toggleRequest: () => void;
	readonly onInput: (event: Event) => void;
	readonly onChange: (event: Event) => void;
	readonly submit: () => void;
}

interface PageProps {
	readonly form: CreateForm;
	readonly state: FormState;
	readonly actions: Actions;
}

/** The page once the host sent the form. The form itself stays in the document to the end: its controls hold the values. */
export function Page({ form, state, actions }: PageProps) {
	const { progress } = state;
	const created = progress.state === 'created' ? progress : undefined;
	return (
		<>
			<header>
				<h1 tabindex={-1}>{form.title}</h1>
				<p class="dim">{form.subtitle}</p>
			</header>
			{created ? <Progressing progress={created} post={actions.post} /> : null}
			{form.notice && !created ? (
				<div class="notice notice-bad" role="alert">
					<ToneIcon tone="bad" />
					<span class="grow">{form.notice}</span>
				</div>
			) : null}
			{state.restored && !created ? (
				<div class="notice" role="status">
					<span class="grow">{l10n.t('Your draft was restored. Passwords are never kept: enter them again.')}</span>
					<button type="button" data-action="discard" onClick={actions.discardDraft}>
						{l10n.t('Discard draft')}
					</button>
				</div>
			) : null}
			<form
				noValidate
				hidden={created !== undefined}
				aria-label={form.title}
				aria-busy={progress.state === 'busy' ? 'true' : undefined}
				onInput={actions.onInput}
				onChange={actions.onChange}
				onSubmit={(event) => {
					event.preventDefault();
					actions.submit();
				}}
			>
				<Fields state={state} {...actions} />
				<Review form={form} state={state} actions={actions} />
			</form>
		</>
	);
}

function Review({ form, state, actions }: PageProps) {
	const { progress, requestOpen, values } = state;
	const uncorrected = (state.attempted || progress.state === 'invalid') && errorsOf(state).length > 0;
	const online = values.migration_type === 'online_migration';
	return (
		<div class="review">
			<p id="summary">
				{online
					? l10n.t('Creates a migration machine in your VPC, then asks what to copy. Nothing is copied before that.')
					: l10n.t('Starts the import at once.')}
			</p>
			<Trouble progress={progress} uncorrected={uncorrected} post={actions.post} />
			<p class="progress" role="status">
				{progress.state === 'busy' ? (
					<>
						<ToneIcon tone="busy" /> {progress.text}
					</>
				) : null}
			</p>
			<div class="buttons">
				<button type="submit" id="submit" class="primary" disabled={!canSubmit(state)}>
					{online ? l10n.t('Create') : l10n.t('Create and start')}
				</button>
				<button
					type="button"
					data-action="request"
					aria-expanded={requestOpen}
					aria-controls="request"
					onClick={actions.toggleRequest}
				>
					{requestOpen ? l10n.t('Hide request') : l10n.t('Show request')}
				</button>
			</div>
			<pre id="request" hidden={!requestOpen}>
				{requestOpen ? requestText(form, state) : null}
			</pre>
		</div>
	);
}

/** The request that submitting would send. */
function requestText({ requests }: CreateForm, { values }: FormState): string {
	const { method, path } = requests[values.migration_type];
	return `${method} ${path}\n\n${JSON.stringify(creationBody(values, { mask: true }), null, 2)}`;
}
