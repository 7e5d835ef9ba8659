/** One line of the service's own log. */
import * as l10n from '@vscode/l10n';
import type { LogLine, LogView } from '../../ui/details/protocol';
import { Icon, type IconName } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { usePage } from './context';
import { firstPlace, pieces } from './logSearch';

const ICONS: Readonly<Record<LogLine['kind'], { readonly icon: IconName; readonly tone: string }>> = {
	error: { icon: 'bad', tone: 'bad' },
	warning: { icon: 'warning', tone: 'warning' },
	info: { icon: 'info', tone: 'neutral' },
	debug: { icon: 'more', tone: 'neutral' },
};

/** As much of a message is shown at first: characters, and line breaks. */
const SHORT = 300;
const SHORT_LINES = 4;

interface LogLineProps {
	readonly line: LogLine;
	readonly fields: LogView['fields'];
	/** What is looked for; marked wherever it stands. */
	readonly search: string;
}

/** When, how grave, what, and what it is about. */
export function LogLineItem({ line, fields, search }: LogLineProps) {
	const { icon, tone } = ICONS[line.kind];
	const path = (name: string): string => `${fields.list}.${name}`;
	return (
		<li class={`log-line log-${line.kind}`}>
			<Time line={line} field={path(fields.at)} />
			<span class="log-level">
				<span class={`tone tone-${tone}`}>
					<Icon name={icon} />
				</span>
				<span data-field={path(fields.level)}>
					{line.level === '' ? '–' : <Marked text={line.level} search={search} />}
				</span>
			</span>
			<div class="log-said">
				<Message line={line} field={path(fields.message)} search={search} />
				{line.code === '' ? null : (
					<span class="log-code code dim" data-field={path(fields.code)}>
						<Marked text={line.code} search={search} />
					</span>
				)}
				{withKeys(line.keywords, (word) => word).map(([key, word]) => (
					<span key={key} class="log-keyword dim" data-field={path(fields.keywords)}>
						<Marked text={word} search={search} />
					</span>
				))}
			</div>
		</li>
	);
}

function Time({ line: { at, atWords }, field }: { readonly line: LogLine; readonly field: string }) {
	const { formats } = usePage();
	if (at === null || atWords !== undefined) {
		const hint = at === null ? l10n.t('not a date that can be read') : l10n.t('time zone not given');
		return (
			<span class="log-time dim" data-field={field} title={hint}>
				{atWords ?? '–'}
			</span>
		);
	}
	return (
		<time class="log-time dim" data-field={field} dateTime={iso(at)} title={iso(at)}>
			{formats.full(at)}
		</time>
	);
}

function Message({ line, field, search }: { readonly line: LogLine; readonly field: string; readonly search: string }) {
	const { post, wholes, redraw } = usePage();
	const name = `log.${line.id}`;
	const whole = wholes.of(name, line.message);
	const short = shortLength(line.message);
	const hidesHit = firstPlace(line.message, search) >= short;
	const open = whole !== undefined || hidesHit;
	const text = whole ?? (open || short === line.message.length ? line.message : `${line.message.slice(0, short)}…`);
	const isLong = line.cut === true || short < line.message.length;
	const toggle = (): void => {
		if (whole !== undefined) {
			wholes.forget(name);
			redraw();
			return;
		}
		wholes.want(name, line.message);
		if (line.cut) {
			post({ type: 'whole', field: name });
		} else {
			wholes.put(name, line.message);
			redraw();
		}
	};
	return (
		<>
			<span class="log-message" data-field={field}>
				{text === '' ? '–' : <Marked text={text} search={search} />}
			</span>
			{isLong && (whole !== undefined || !hidesHit || line.cut) ? (
				<button
					type="button"
					class="link whole"
					data-action="whole"
					aria-expanded={whole !== undefined}
					aria-label={whole === undefined ? l10n.t('Show all of this line') : l10n.t('Show less of this line')}
					onClick={toggle}
				>
					{whole === undefined ? l10n.t('Show all') : l10n.t('Show less')}
				</button>
			) : null}
		</>
	);
}

/** A text with what is looked for marked in it; elements of the page around plain text, whatever that holds. */
function Marked({ text, search }: { readonly text: string; readonly search: string }) {
	return (
		<>
			{withKeys(pieces(text, search), (piece) => piece).map(([key, piece], index) =>
				index % 2 === 1 ? <mark key={key}>{piece}</mark> : piece,
			)}
		</>
	);
}

/** How much of a message is shown at first; never half a character. */
function shortLength(message: string): number {
	let end = Math.min(message.length, SHORT);
	let place = -1;
	for (let lines = 0; lines < SHORT_LINES; lines++) {
		place = message.indexOf('\n', place + 1);
		if (place < 0) {
			break;
		}
	}
	end = place >= 0 ? Math.min(end, place) : end;
	return end < message.length && /[\ud800-\udbff]/.test(message.charAt(end - 1)) ? end - 1 : end;
}

function iso(at: number): string {
	const date = new Date(at);
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
