/** Finds in texts and facts why a task stopped, by the rows of a catalogue (causes.ts). Pure; linear in the length of the texts. */
import type { CauseRow, RunFacts, Words } from './causes';
import { errorEnds } from './errorEnds';
import type { ServiceId } from './task';

/** Where a text came from: the error of the task (plain, or JSON), the service's log of the task, or whatever somebody pasted. */
export type TextOrigin = 'error_message' | 'error_json' | 'log' | 'pasted';

export interface CauseText {
	readonly from: TextOrigin;
	readonly text: string;
	/** When it was written, ms since 1970, where that is known. */
	readonly at?: number | undefined;
}

/** Whether a text says so itself, or it only fits. */
export type Certainty = 'very likely' | 'possible';

export interface Evidence {
	readonly from: TextOrigin;
	/** One line as it was found; of a long one the part around the words. */
	readonly line: string;
	/** When it was written, ms since 1970, where that is known. */
	readonly at?: number | undefined;
}

export interface FoundCause {
	readonly cause: CauseRow;
	/** Undefined where facts alone speak for it. */
	readonly evidence: Evidence | undefined;
	readonly certainty: Certainty;
}

export interface ExplainInput {
	/** Only causes of this service; all where it is left out. */
	readonly service?: ServiceId;
	readonly texts: readonly CauseText[];
	readonly facts?: RunFacts | undefined;
}

/** What is known of a task beside its own error. */
export type CausesInput = Partial<Pick<ExplainInput, 'texts' | 'facts'>>;

/** Longest line of evidence, and how much of it stands before the words, in UTF-16 units. */
const LINE = 300;
const BEFORE = 100;
/** What is searched of a log at either end, in UTF-16 units. */
const HALF = 512 * 1024;
/** Longer lines are searched in parts that overlap, so that words on a border are found. */
const PART = 4_000;
const OVERLAP = 400;

/** Codes of a service (`SMS.0203`, `DCS.4133`, `APIG.0308`), and the bare numbers of older answers. */
const CODE = /\b(?:[A-Z]{3,5}\.\d{4}|1114\d{5})\b/g;

/** A line that tells of a failure: a level of a log, or Redis' own sign for a warning. */
const ERROR_LEVEL = /\b(?:error|fatal|panic|critical)\b|^-ERR\b| # /i;

interface Piece {
	readonly text: string;
	readonly from: TextOrigin;
	readonly at: number | undefined;
	/** Place among the pieces: a later one was written later, as far as anybody can tell. */
	readonly order: number;
	readonly errorLevel: boolean;
}

interface Hit {
	readonly piece: Piece;
	readonly index: number;
	/** It says so itself. */
	readonly exact: boolean;
}

/** The causes that texts and facts speak for, the likeliest first; none where nothing known stands in them. */
export function explain(rows: readonly CauseRow[], { service, texts, facts = {} }: ExplainInput): FoundCause[] {
	const own = rows.filter(({ services }) => service === undefined || services.includes(service));
	const hits = hitsIn(own, texts);
	return own
		.flatMap((cause, order) => {
			const hit = hits.get(cause);
			const byFacts = cause.facts?.every((fact) => facts[fact] === true) ?? false;
			return hit || byFacts ? [{ cause, hit, order }] : [];
		})
		.sort((a, b) => rank(a.cause, a.hit) - rank(b.cause, b.hit) || later(a.hit, b.hit) || a.order - b.order)
		.map(({ cause, hit }) => ({
			cause,
			evidence: hit && { from: hit.piece.from, line: lineAround(hit.piece.text, hit.index), at: hit.piece.at },
			certainty: hit?.exact ? 'very likely' : 'possible',
		}));
}

/** The best hit of each row. */
function hitsIn(rows: readonly CauseRow[], texts: readonly CauseText[]): ReadonlyMap<CauseRow, Hit> {
	const byCode = new Map(rows.flatMap((row) => (row.codes ?? []).map((code) => [code, row] as const)));
	const hits = new Map<CauseRow, Hit>();
	const note = (row: CauseRow, hit: Hit): void => {
		const best = hits.get(row);
		if (!best || rank(row, hit) - rank(row, best) < 0 || (rank(row, hit) === rank(row, best) && later(hit, best) < 0)) {
			hits.set(row, hit);
		}
	};
	for (const piece of piecesOf(texts)) {
		for (const { 0: code, index } of piece.text.matchAll(CODE)) {
			const row = byCode.get(code);
			if (row) {
				note(row, { piece, index, exact: true });
			}
		}
		for (const row of rows) {
			const index = firstOf(row.says, piece.text);
			const effect = index < 0 ? firstOf(row.leadsTo, piece.text) : -1;
			if (index >= 0 || effect >= 0) {
				note(row, { piece, index: Math.max(index, effect), exact: index >= 0 });
			}
		}
	}
	return hits;
}

/** Less is better: what says so itself, before effects and facts; a notice after what stops a task; logs before the error, which shows the end only. */
function rank({ severity }: CauseRow, hit: Hit | undefined): number {
	const inLog = hit?.piece.from === 'log' || hit?.piece.from === 'pasted';
	return (
		(hit?.exact ? 0 : hit ? 8 : 16) +
		(severity === 'notice' ? 4 : 0) +
		(inLog ? 0 : 2) +
		(hit?.piece.errorLevel ? 0 : 1)
	);
}

function later(a: Hit | undefined, b: Hit | undefined): number {
	return (b?.piece.order ?? 0) - (a?.piece.order ?? 0);
}

/** Where words stand in a text; -1 where they do not. */
function firstOf(words: readonly Words[] | undefined, text: string): number {
	for (const one of words ?? []) {
		const { all, not = [] } = one instanceof RegExp ? { all: [one] } : one;
		const found = all.map((pattern) => text.search(pattern));
		if (found.every((index) => index >= 0) && !not.some((pattern) => pattern.test(text))) {
			return found[0] ?? -1;
		}
	}
	return -1;
}

/** The lines of logs, and errors as a whole: theirs are written at once. Oldest first. */
function* piecesOf(texts: readonly CauseText[]): Generator<Piece> {
	let order = 0;
	const oldestFirst = texts
		.map((text, place) => ({ ...text, place }))
		.sort((a, b) => timeOf(a) - timeOf(b) || a.place - b.place);
	for (const { from, text, at } of oldestFirst) {
		const whole = from === 'error_message' || from === 'error_json';
		order += 1;
		for (const piece of whole ? [errorEnds(text)] : linesOf(text)) {
			order += whole ? 0 : 1;
			yield { text: piece, from, at, order, errorLevel: whole || ERROR_LEVEL.test(piece) };
		}
	}
}

/** What has no date was written by nobody knows whom, and when: before what has one. */
function timeOf({ at }: CauseText): number {
	return at !== undefined && Number.isFinite(at) ? at : 0;
}

function* linesOf(text: string): Generator<string> {
	const bounded = text.length <= 2 * HALF ? text : `${text.slice(0, HALF)}\n${text.slice(-HALF)}`;
	for (let start = 0; start < bounded.length; ) {
		const found = bounded.indexOf('\n', start);
		const end = found < 0 ? bounded.length : found;
		for (let from = start; from < end; from += PART - OVERLAP) {
			yield bounded.slice(from, Math.min(end, from + PART));
			if (from + PART >= end) {
				break;
			}
		}
		start = end + 1;
	}
}

/** The line around a place in a text, as it stands there. */
function lineAround(text: string, index: number): string {
	const start = text.lastIndexOf('\n', index - 1) + 1;
	const next = text.indexOf('\n', index);
	const line = text.slice(index === 0 ? 0 : start, next < 0 ? text.length : next).replace(/\r$/, '');
	const at = index - (index === 0 ? 0 : start);
	if (line.length <= LINE) {
		return line.trim();
	}
	const from = Math.max(0, Math.min(at - BEFORE, line.length - LINE));
	const part = line.slice(from, from + LINE).trim();
	return `${from > 0 ? '…' : ''}${part}${from + LINE < line.length ? '…' : ''}`;
}
