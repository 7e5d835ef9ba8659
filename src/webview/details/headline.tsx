/** The sentence that says how the task stands, and the one that says why it could not be read. */
import type { Snapshot } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { usePage } from './context';

/** How the task stands. */
export function Headline({ headline: { text, hint, tone } }: Pick<Snapshot, 'headline'>) {
	return (
		<div class={`headline headline-${tone}`}>
			<ToneIcon tone={tone} />
			<div>
				{/* The sentence alone is announced when it changes; the hint's numbers change too often to be read out. */}
				<p role="status" aria-live="polite" class="headline-text">
					{text}
				</p>
				{hint ? <p class="headline-hint dim">{hint}</p> : null}
			</div>
		</div>
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
