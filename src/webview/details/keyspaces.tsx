/** "Do the keys agree?": the service's totals, two fields for what INFO says of both ends, and what comes of comparing these. */
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeyspacesView } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { usePage } from './context';
import { KeysTableView } from './keysTable';
import { PasteField } from './pasteField';

/** Typing is told to the host after a moment without any, ms; pasting feels as if at once. */
const TYPING = 150;

/** The section. What is pasted is read by the host, and its answer comes with the next snapshot. Folded until it is of use. */
export function KeyspacesSection({ view }: { readonly view: KeyspacesView }) {
	const { post, pasted, copied, focus } = usePage();
	const section = useRef<HTMLElement>(null);
	const source = useRef<HTMLTextAreaElement>(null);
	const target = useRef<HTMLTextAreaElement>(null);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	const [chosen, setChosen] = useState<boolean>();
	const [tooLong, setTooLong] = useState({ source: false, target: false });
	// Once it was of use it stays open, whatever becomes of the task: nothing folds under the eyes of a reader.
	const useful = useRef(false);
	useful.current ||= view.timely || isUsed(view);
	const open = chosen ?? useful.current;

	useLayoutEffect(() => {
		if (focus.wanted === 'keyspaces') {
			focus.wanted = undefined;
			setChosen(true);
			section.current?.querySelector('details')?.setAttribute('open', '');
			section.current?.scrollIntoView({ block: 'start' });
			source.current?.focus({ preventScroll: true });
		}
	});
	useLayoutEffect(() => {
		// An earlier life of the page had these; whoever types already is not disturbed.
		for (const [field, text] of [
			[source.current, pasted?.source],
			[target.current, pasted?.target],
		] as const) {
			if (field && text && field.value === '') {
				field.value = text;
			}
		}
	}, [pasted]);

	const send = (): void => {
		clearTimeout(timer.current);
		if (!source.current || !target.current) {
			return;
		}
		const texts = { source: source.current.value, target: target.current.value };
		const over = { source: texts.source.length > view.maxLength, target: texts.target.length > view.maxLength };
		setTooLong(over);
		post({
			type: 'keyspaces',
			source: over.source ? '' : texts.source,
			target: over.target ? '' : texts.target,
		});
	};
	const sendSoon = (): void => {
		clearTimeout(timer.current);
		timer.current = setTimeout(send, TYPING);
	};
	const clear = (): void => {
		for (const field of [source.current, target.current]) {
			if (field) {
				field.value = '';
			}
		}
		send();
		source.current?.focus();
	};
	return (
		<section ref={section} data-section="keyspaces" class="keyspaces" aria-labelledby="keyspaces-title">
			<details
				open={open}
				onToggle={({ currentTarget }) => {
					if (currentTarget.open !== open) {
						setChosen(currentTarget.open);
					}
				}}
			>
				<summary>
					<h2 id="keyspaces-title">{l10n.t('Do the keys agree?')}</h2>
				</summary>
				{view.totals ? <TotalsText totals={view.totals} /> : null}
				<p class="keyspaces-how">
					{l10n.t(
						'For certainty, paste what INFO keyspace says at both ends (all of INFO tells more). The texts stay in this panel until it is closed.',
					)}
				</p>
				<div class="pastes">
					<PasteField
						end="source"
						label={l10n.t('INFO of the source')}
						field={source}
						view={view.source}
						tooLong={tooLong.source ? view.maxLength : undefined}
						onInput={sendSoon}
					/>
					<PasteField
						end="target"
						label={l10n.t('INFO of the target')}
						field={target}
						view={view.target}
						tooLong={tooLong.target ? view.maxLength : undefined}
						onInput={sendSoon}
					/>
				</div>
				<Verdict view={view} />
				{view.table ? <KeysTableView table={view.table} /> : null}
				<div class="keyspaces-buttons">
					<button
						type="button"
						data-action="copyKeyspaces"
						disabled={!view.table}
						onClick={() => post({ type: 'copyKeyspaces' })}
					>
						{copied === 'keyspaces' ? l10n.t('Copied') : l10n.t('Copy as Markdown')}
					</button>
					<button type="button" data-action="clearKeyspaces" onClick={clear}>
						{l10n.t('Clear')}
					</button>
				</div>
			</details>
		</section>
	);
}

function isUsed({ source, target }: KeyspacesView): boolean {
	return [source, target].some(({ read, notes }) => read !== undefined || notes.length > 0);
}

function TotalsText({ totals }: { readonly totals: NonNullable<KeyspacesView['totals']> }) {
	return (
		<div class="totals" data-totals="">
			<p class="totals-text">
				<ToneIcon tone={totals.tone} />
				<span>{totals.text}</span>
			</p>
			<ul>
				{totals.reasons.map(({ id, text }) => (
					<li key={id} data-gap-reason={id}>
						{text}
					</li>
				))}
			</ul>
		</div>
	);
}

/** The result in words, read out when it changes. */
function Verdict({ view: { table } }: { readonly view: KeyspacesView }) {
	return (
		<div role="status">
			{table ? (
				<div class={`notice notice-${table.verdict.tone}`} data-keys-verdict={table.verdict.id}>
					<ToneIcon tone={table.verdict.tone} />
					<div class="grow">
						<p>
							<strong>{table.verdict.text}</strong>
						</p>
						<p>{table.verdict.todo}</p>
					</div>
				</div>
			) : null}
		</div>
	);
}
