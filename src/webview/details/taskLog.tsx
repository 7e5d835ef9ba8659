/** The service's own log of the task: folded until somebody wants it, then read as long as it can be seen. */
import * as l10n from '@vscode/l10n';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LogLine, LogView } from '../../ui/details/protocol';
import { Icon, ToneIcon } from '../shared/icon';
import { usePage } from './context';
import { LogLineItem } from './logLine';
import { found } from './logSearch';
import { type LogLevel, type LogState, SHOWN } from './logState';

/** A count is read out once it has stood for this long, ms: not at each letter that is typed. */
const SETTLED = 800;

interface TaskLogProps {
	readonly log: LogView;
	readonly state: LogState;
}

/** The section with its heading, which unfolds it. */
export function TaskLogSection({ log, state }: TaskLogProps) {
	const { open } = state;
	return (
		<section class="log" data-section="log" aria-labelledby="log-title">
			<div class="section-head">
				<h2 id="log-title">
					<button
						type="button"
						class="link fold"
						data-action="logOpen"
						aria-expanded={open}
						aria-controls="log-body"
						onClick={() => state.setOpen(!open)}
					>
						<Icon name="chevron" />
						{l10n.t('Task log')}
					</button>
				</h2>
				{open && log.note !== '' ? (
					<span class="note">
						<span data-log-note="">{log.note}</span>
					</span>
				) : null}
			</div>
			<div id="log-body">{open ? <Body log={log} state={state} /> : null}</div>
		</section>
	);
}

function Body({ log, state }: TaskLogProps) {
	const { post, formats } = usePage();
	const { lines, search, shown } = state;
	const matches = useMemo(() => found(lines ?? [], search), [lines, search]);
	const drawn = matches.slice(0, shown);
	const searching = search.trim() !== '';
	const [hits, loaded] = [matches.length, lines?.length ?? 0].map((count) => formats.number(count));
	const count = searching ? l10n.t('{0} of {1} loaded lines hold the text', hits ?? '', loaded ?? '') : log.counted;
	return (
		<>
			<Tools state={state} drawn={drawn} />
			{log.alert ? (
				<p class="notice notice-bad" role="alert">
					<ToneIcon tone="bad" />
					<span>{log.alert}</span>
				</p>
			) : null}
			{log.problem ? (
				<div class="notice notice-warning" role="alert">
					<ToneIcon tone="warning" />
					<span class="grow">{log.problem}</span>
					<button type="button" data-action="logRefresh" onClick={() => post({ type: 'logRefresh' })}>
						{l10n.t('Try again')}
					</button>
				</div>
			) : null}
			{searching ? <p class="log-found dim">{count}</p> : null}
			<Spoken text={lines ? count : ''} />
			<Lines log={log} drawn={drawn} empty={emptyWords(log, lines, searching)} search={search} />
			<div class="log-foot">
				{matches.length > drawn.length ? (
					<button type="button" data-action="logMore" onClick={() => state.showMore()}>
						{l10n.t('Show {0} more', formats.number(Math.min(SHOWN, matches.length - drawn.length)))}
					</button>
				) : null}
				{log.hasOlder ? (
					<button
						type="button"
						data-action="logOlder"
						disabled={log.loadingOlder}
						onClick={() => post({ type: 'logOlder' })}
					>
						{log.loadingOlder ? l10n.t('Loading…') : l10n.t('Load older')}
					</button>
				) : null}
				{log.bounded ? <span class="dim">{log.bounded}</span> : null}
			</div>
		</>
	);
}

function Tools({ state, drawn }: { readonly state: LogState; readonly drawn: readonly LogLine[] }) {
	const { post, copied } = usePage();
	return (
		<div class="log-tools">
			{/* biome-ignore lint/a11y/useSemanticElements: nothing is filled in here, so it is no <fieldset>. */}
			<div class="segments" role="group" aria-label={l10n.t('Level')}>
				{levels().map(([level, label]) => (
					<button
						key={level}
						type="button"
						class="segment"
						data-level={level}
						aria-pressed={state.level === level}
						onClick={() => state.setLevel(level)}
					>
						{label}
					</button>
				))}
			</div>
			<input
				type="search"
				class="log-search"
				aria-label={l10n.t('Search the lines that are loaded')}
				placeholder={l10n.t('Search')}
				value={state.search}
				onInput={({ currentTarget }) => state.setSearch(currentTarget.value)}
			/>
			<button
				type="button"
				data-action="logCopy"
				disabled={drawn.length === 0}
				title={l10n.t('Copies the lines that are shown, times in UTC')}
				onClick={() => post({ type: 'logCopy', ids: drawn.map(({ id }) => id) })}
			>
				{copied === 'log' ? l10n.t('Copied') : l10n.t('Copy')}
			</button>
		</div>
	);
}

interface LinesProps {
	readonly log: LogView;
	readonly drawn: readonly LogLine[];
	/** What stands there instead where there are none. */
	readonly empty: string;
	readonly search: string;
}

function Lines({ log: { fields }, drawn, empty, search }: LinesProps) {
	if (drawn.length === 0) {
		return empty === '' ? null : <p class="log-empty dim">{empty}</p>;
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a <section> would take on the looks of the page's sections.
		<div class="log-scroll" role="region" tabindex={0} aria-label={l10n.t('Log lines, newest first')}>
			<ol class="log-lines">
				{drawn.map((line) => (
					<LogLineItem key={line.id} line={line} fields={fields} search={search} />
				))}
			</ol>
		</div>
	);
}

/** Tells readers the count when it has changed and come to rest. */
function Spoken({ text }: { readonly text: string }) {
	const [spoken, setSpoken] = useState('');
	useEffect(() => {
		const timer = setTimeout(() => setSpoken(text), SETTLED);
		return () => clearTimeout(timer);
	}, [text]);
	return (
		<p role="status" aria-live="polite" class="visually-hidden">
			{spoken}
		</p>
	);
}

function levels(): readonly (readonly [level: LogLevel, label: string])[] {
	return [
		['', l10n.t('All')],
		['ERROR', l10n.t('Errors')],
		['WARN', l10n.t('Warnings')],
		['INFO', l10n.t('Information')],
		['DEBUG', l10n.t('Debug')],
	];
}

function emptyWords(log: LogView, lines: readonly LogLine[] | undefined, searching: boolean): string {
	if (log.problem && !lines?.length) {
		return '';
	}
	if (log.loading || !lines) {
		return l10n.t('Loading…');
	}
	if (log.note === '') {
		return l10n.t('The log was not read.');
	}
	return lines.length > 0 && searching
		? l10n.t('No loaded line holds the text.')
		: l10n.t('The service has logged nothing of this kind.');
}
