/** The whole page around the fields: head, notices, what will happen, and the buttons. */
import * as l10n from '@vscode/l10n';
import { type FormSetup, type FromConfigurePage, requestBody } from '../../ui/configure/protocol';
import type { Formats } from '../shared/format';
import { ToneIcon } from '../shared/icon';
import { Fields } from './fields';
import { canSubmit, errorsOf, type FormState, type Side } from './formState';
import { Done, Trouble } from './outcome';

/** How numbers look, and what the page can be asked to do; main.tsx does it. */
export interface Actions {
	readonly formats: Formats;
	readonly post: (message: FromConfigurePage) => void;
	readonly discardDraft: () => void;
	readonly reveal: (side: Side) => void;
	readonly picking: (side: Side, open: boolean) => void;
	readonly reloadInstances: () => void;
	readonly tick: (id: string, ticked: boolean) => void;
	readonly copy: (text: string) => void;
	readonly toggleRequest: () => void;
	readonly onInput: (event: Event) => void;
	readonly onChange: (event: Event) => void;
	readonly submit: () => void;
}

interface PageProps {
	readonly form: FormSetup;
	readonly state: FormState;
	readonly actions: Actions;
}

/** The page once the host sent the form. The form itself stays in the document to the end: its controls hold the values. */
export function Page({ form, state, actions }: PageProps) {
	const { progress } = state;
	const over = progress.state === 'done';
	return (
		<>
			<header>
				<h1 tabindex={-1}>{form.title}</h1>
				<p class="dim">{form.subtitle}</p>
			</header>
			{over ? <Done progress={progress} post={actions.post} /> : null}
			{over || !form.notice ? null : <Notice notice={form.notice} post={actions.post} />}
			{state.restored && !over ? <RestoredNotice discardDraft={actions.discardDraft} /> : null}
			<form
				noValidate
				hidden={over}
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

function Notice({
	notice,
	post,
}: {
	readonly notice: NonNullable<FormSetup['notice']>;
	readonly post: Actions['post'];
}) {
	return (
		<div class={`notice notice-${notice.tone}`} role={notice.tone === 'bad' ? 'alert' : 'note'}>
			<ToneIcon tone={notice.tone} />
			<span class="grow">{notice.text}</span>
			<button type="button" data-action="reload" onClick={() => post({ type: 'reload' })}>
				{l10n.t('Read the task again')}
			</button>
		</div>
	);
}

function RestoredNotice({ discardDraft }: Pick<Actions, 'discardDraft'>) {
	return (
		<div class="notice" role="status">
			<span class="grow">{l10n.t('Your draft was restored. Passwords are never kept: enter them again.')}</span>
			<button type="button" data-action="discard" onClick={discardDraft}>
				{l10n.t('Discard draft')}
			</button>
		</div>
	);
}

function Review({ form, state, actions }: PageProps) {
	const { progress, requestOpen } = state;
	const uncorrected = (state.attempted || progress.state === 'invalid') && errorsOf(state).length > 0;
	return (
		<div class="review">
			<p id="summary" aria-live="polite">
				{state.summary}
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
					{l10n.t('Configure and start')}
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
function requestText({ request }: FormSetup, { values }: FormState): string {
	return `${request.method} ${request.path}\n\n${JSON.stringify(requestBody(values, { mask: true }), null, 2)}`;
}
