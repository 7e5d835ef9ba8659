/** What became of the submission: refused, unanswered, or on its way step by step. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { Created, FromCreatePage, Progress, Step } from '../../ui/create/protocol';
import { ToneIcon } from '../shared/icon';

type Post = (message: FromCreatePage) => void;

interface TroubleProps {
	readonly progress: Progress;
	/** Fields are wrong, and the person tried to submit. */
	readonly uncorrected: boolean;
	readonly post: Post;
}

/** Beside the buttons. Nothing while the form is being edited. */
export function Trouble({ progress, uncorrected, post }: TroubleProps) {
	switch (progress.state) {
		case 'failed':
			return (
				<Alert key="failed" state="failed" text={progress.text}>
					{progress.details === '' ? null : <pre class="details">{progress.details}</pre>}
				</Alert>
			);
		case 'unknown':
			return (
				<Alert key="unknown" state="unknown" text={progress.text}>
					<p class="task-now">{progress.found}</p>
					<div class="buttons">
						<button type="button" data-action="lookAgain" onClick={() => post({ type: 'lookAgain' })}>
							{l10n.t('Look again')}
						</button>
					</div>
				</Alert>
			);
		default:
			return uncorrected ? (
				<Alert key="invalid" state="invalid" text={l10n.t('Nothing was sent. Correct the marked fields first.')} />
			) : null;
	}
}

interface AlertProps {
	/** Also the key of the alert: another trouble is another element, so that it is read out. */
	readonly state: 'failed' | 'unknown' | 'invalid';
	readonly text: string;
	readonly children?: ComponentChildren;
}

function Alert({ state, text, children }: AlertProps) {
	return (
		<div class="notice notice-bad trouble" role="alert" data-state={state}>
			<ToneIcon tone="bad" />
			<div class="grow">
				<p class="trouble-text">{text}</p>
				{children}
			</div>
		</div>
	);
}

/** In place of the form once the service took the request. */
export function Progressing({ progress, post }: { readonly progress: Created; readonly post: Post }) {
	const { title, steps, text, over, task, failure } = progress;
	const tone = failure ? 'bad' : !over ? 'busy' : task ? 'good' : 'warning';
	return (
		<section class="done" data-state={failure ? 'failed' : over ? 'done' : 'going'}>
			<div class={`notice notice-${tone}`}>
				<ToneIcon tone={tone} />
				<h2 tabindex={-1} id="done-title" class="grow" aria-live="polite">
					{title}
				</h2>
			</div>
			<ol class="steps">
				{steps.map((step) => (
					<StepRow key={step.id} step={step} />
				))}
			</ol>
			{text === '' ? null : (
				<p class="going" role="status">
					{text}
				</p>
			)}
			{failure ? (
				<div class="failure" role="alert">
					<p data-part="step">{failure.text}</p>
					{failure.error === '' ? null : (
						<p class="service-error" data-field="error">
							{failure.error}
						</p>
					)}
					<p data-part="left">{failure.left}</p>
				</div>
			) : null}
			{task ? (
				<p class="dim">
					{l10n.t('Task ID')}{' '}
					<span class="code" data-field="id">
						{task.id}
					</span>
				</p>
			) : null}
			<div class="buttons">
				{task?.configurable ? <Action type="configureTask" primary label={l10n.t('Configure…')} post={post} /> : null}
				{task ? <Action type="openTask" label={l10n.t('Open the task')} post={post} /> : null}
				{task && failure ? <Action type="deleteTask" label={l10n.t('Delete…')} post={post} /> : null}
				<Action type="another" label={l10n.t('Create another')} post={post} />
			</div>
		</section>
	);
}

const STATES: Readonly<
	Record<Step['state'], { readonly tone: 'good' | 'busy' | 'bad' | 'neutral'; readonly words: () => string }>
> = {
	done: { tone: 'good', words: () => l10n.t('done') },
	busy: { tone: 'busy', words: () => l10n.t('going on') },
	failed: { tone: 'bad', words: () => l10n.t('failed') },
	todo: { tone: 'neutral', words: () => l10n.t('not yet') },
};

function StepRow({ step: { id, text, state } }: { readonly step: Step }) {
	const { tone, words } = STATES[state];
	return (
		<li data-step={id} data-state={state} aria-current={state === 'busy' ? 'step' : undefined}>
			<ToneIcon tone={tone} />
			<span>{text}</span>
			<span class="dim">{words()}</span>
		</li>
	);
}

interface ActionProps {
	readonly type: 'configureTask' | 'openTask' | 'deleteTask' | 'another';
	readonly label: string;
	readonly primary?: boolean;
	readonly post: Post;
}

function Action({ type, label, primary, post }: ActionProps) {
	return (
		<button type="button" class={primary ? 'primary' : undefined} data-action={type} onClick={() => post({ type })}>
			{label}
		</button>
	);
}
