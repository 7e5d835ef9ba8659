/** The sentence that says how the task stands, and the one that says why it could not be read. */
import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { usePage } from './context';

/** How the task stands. */
export function Headline({ headline: { text, news = text, hint, literal, tone } }: Pick<Snapshot, 'headline'>) {
	const spoken = useRef({ news, text });
	if (spoken.current.news !== news) {
		spoken.current = { news, text };
	}
	return (
		<div class={`headline headline-${tone}`}>
			<ToneIcon tone={tone} />
			<div>
				<p class="headline-text">{text}</p>
				{/* Read out when it tells something new: its numbers move with each sample. */}
				<p role="status" aria-live="polite" class="visually-hidden">
					{spoken.current.text}
				</p>
				{hint ? <p class="headline-hint dim">{hint}</p> : null}
				{literal ? <Literal literal={literal} /> : null}
			</div>
		</div>
	);
}

/** Copies what is to be entered elsewhere, where it is named. */
function Literal({ literal: { field, text } }: { readonly literal: NonNullable<Snapshot['headline']['literal']> }) {
	const { post, copied } = usePage();
	return (
		<button type="button" class="headline-copy" data-action="copyLiteral" onClick={() => post({ type: 'copy', field })}>
			{copied === field ? l10n.t('Copied') : l10n.t('Copy {0}', text)}
		</button>
	);
}

/** What went wrong with reading the task, with the remedy beside it. */
export function Problem({ problem: { text, action } }: { readonly problem: NonNullable<Snapshot['problem']> }) {
	const { post } = usePage();
	return (
		<div class="notice notice-bad" role="alert">
			<ToneIcon tone="bad" />
			<span class="grow">{text}</span>
			{action ? (
				<button type="button" data-action="remedy" onClick={() => post({ type: 'remedy', action: action.command })}>
					{action.label}
				</button>
			) : null}
		</div>
	);
}

/** What somebody has asked for, until it is done. */
export function Doing({ text }: { readonly text: string }) {
	return (
		<p class="notice" role="status" data-doing>
			<ToneIcon tone="busy" />
			<span>{text}</span>
		</p>
	);
}
