/** What became of the submission: working, refused, unanswered, or done. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { FromConfigurePage, Progress } from '../../ui/configure/protocol';
import { ToneIcon } from '../shared/icon';

type Post = (message: FromConfigurePage) => void;
type DoneProgress = Extract<Progress, { state: 'done' }>;

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
					{progress.error === undefined ? null : (
						<p class="service-error" data-field="error">
							{progress.error}
						</p>
					)}
					{progress.details === '' ? null : <pre class="details">{progress.details}</pre>}
				</Alert>
			);
		case 'unknown':
			return (
				<Alert key="unknown" state="unknown" text={progress.text}>
					{progress.task === '' ? null : <p class="task-now">{progress.task}</p>}
					<div class="buttons">
						<button type="button" data-action="reload" onClick={() => post({ type: 'reload' })}>
							{l10n.t('Read the task again')}
						</button>
						<button type="button" data-action="openTask" onClick={() => post({ type: 'openTask' })}>
							{l10n.t('Open the task')}
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

/** In place of the form once the service took the configuration. */
export function Done({ progress, post }: { readonly progress: DoneProgress; readonly post: Post }) {
	const { text, answer } = progress;
	return (
		<section class="done" data-state="done">
			<div class="notice notice-good">
				<ToneIcon tone="good" />
				<h2 tabindex={-1} id="done-title" class="grow">
					{text}
				</h2>
			</div>
			<dl class="answer">
				<AnswerRow label={l10n.t('Task')} field="name" value={answer.name} />
				<AnswerRow label={l10n.t('Status')} field="status" value={answer.statusWords} title={answer.status} />
				<AnswerRow label={l10n.t('Task ID')} field="id" value={answer.id} class="code" />
			</dl>
			<div class="buttons">
				<button type="button" class="primary" data-action="openTask" onClick={() => post({ type: 'openTask' })}>
					{l10n.t('Open the task')}
				</button>
			</div>
		</section>
	);
}

interface AnswerRowProps {
	readonly label: string;
	readonly field: string;
	readonly value: string;
	readonly title?: string;
	readonly class?: string;
}

function AnswerRow({ label, field, value, ...attributes }: AnswerRowProps) {
	return (
		<div class="answer-row">
			<dt>{label}</dt>
			<dd data-field={field} {...attributes}>
				{value === '' ? '—' : value}
			</dd>
		</div>
	);
}
