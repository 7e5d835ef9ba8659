/** A field for a pasted text, with how it was read, and what is wrong with it, beside it. */
import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import type { EndView } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { usePage } from './context';

interface PasteFieldProps {
	readonly end: 'source' | 'target';
	readonly label: string;
	readonly field: RefObject<HTMLTextAreaElement | null>;
	readonly view: EndView;
	/** The longest text that is taken, where this one is longer. */
	readonly tooLong: number | undefined;
	readonly onInput: () => void;
}

/** The text area is not given a value: whoever types is never disturbed by the drawing. */
export function PasteField({ end, label, field, view, tooLong, onInput }: PasteFieldProps) {
	const { formats } = usePage();
	const id = `keyspaces-${end}`;
	const notes =
		tooLong === undefined
			? view.notes
			: [
					{
						text: l10n.t(
							'This is longer than {0} characters. Paste the keyspace sections alone.',
							formats.number(tooLong),
						),
						bad: true,
					},
				];
	return (
		<div class="paste" data-end={end}>
			<label for={id}>{label}</label>
			<textarea
				ref={field}
				id={id}
				class="code"
				rows={5}
				autocomplete="off"
				autocapitalize="off"
				spellcheck={false}
				aria-invalid={notes.some(({ bad }) => bad) ? 'true' : undefined}
				aria-describedby={`${id}-notes ${id}-hint`}
				onInput={onInput}
			/>
			<div id={`${id}-notes`} role="status">
				{view.read === undefined || tooLong !== undefined ? null : (
					<p class="paste-read" data-read="">
						{view.read}
					</p>
				)}
				{withKeys(notes, ({ text }) => text).map(([key, { text, quote, bad }]) => (
					<p key={key} class={`paste-note${bad ? ' bad' : ''}`}>
						<ToneIcon tone={bad ? 'bad' : 'neutral'} />
						<span>
							{text}
							{quote === undefined ? null : (
								<>
									{' '}
									<code class="value">{quote}</code>
								</>
							)}
						</span>
					</p>
				))}
				{view.more === undefined || tooLong !== undefined ? null : <p class="paste-note">{view.more}</p>}
			</div>
			<p class="hint" id={`${id}-hint`}>
				{l10n.t('Of a cluster: that of each master, one after the other.')}
			</p>
		</div>
	);
}
