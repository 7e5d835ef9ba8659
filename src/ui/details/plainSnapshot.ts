/**
 * Makes a snapshot fit to be sent to the page: whatever came from outside is plain text of bounded length in it, and lists have an end. The page gets
 * the rest of a long text when a person asks for it. Pure.
 */
import * as l10n from '@vscode/l10n';
import { BLOCK_LENGTH, plainBlock, plainLine } from '../../core/plainText';
import type { Cutover } from '../../migration/cutover';
import type { Card, DetailField, Live, Section, Snapshot, SubTaskStep, Tile, WhyView } from './protocol';

/** Fields of a list, or steps, that a page shows. */
const MAX_ITEMS = 200;
/** Longest wire path: what is longer is cut, and found again by its beginning. */
export const MAX_PATH = 300;
/** Longest line that is quoted for a cause, in UTF-16 units. */
export const EVIDENCE_LENGTH = 400;
/** The longest text that "Show all" shows, in UTF-16 units; copying has no such end. */
const WHOLE_LENGTH = 1_000_000;

/** The snapshot as the page gets it. */
export function plainSnapshot(snapshot: Snapshot): Snapshot {
	const { status, headline, problem, cutover, live } = snapshot;
	return {
		...snapshot,
		title: plainLine(snapshot.title),
		subtitle: plainBlock(snapshot.subtitle),
		status: { ...status, words: plainLine(status.words), wire: plainLine(status.wire) },
		headline: {
			...headline,
			text: plainBlock(headline.text),
			...(headline.hint === undefined ? {} : { hint: plainBlock(headline.hint) }),
			...(headline.literal ? { literal: { ...headline.literal, text: plainLine(headline.literal.text) } } : {}),
		},
		...(snapshot.doing === undefined ? {} : { doing: plainLine(snapshot.doing) }),
		...(problem ? { problem: { ...problem, text: plainBlock(problem.text) } } : {}),
		...(snapshot.why ? { why: plainWhy(snapshot.why) } : {}),
		...(cutover ? { cutover: plainCutover(cutover) } : {}),
		...(live ? { live: plainLive(live) } : {}),
		sections: snapshot.sections.map(plainSection),
	};
}

/** The whole text of a field, by the path that the page has for it; undefined where there is no such field. `snapshot` is the one before it was made plain. */
export function wholeText(snapshot: Snapshot, path: string): string | undefined {
	for (const section of sectionsOf(snapshot)) {
		const step =
			section.layout === 'steps' ? section.steps.find(({ field }) => pathOf(tracePath(field)) === path) : undefined;
		const text = step ? step.trace : fieldsOf(section).find(({ field }) => pathOf(field) === path)?.value;
		if (text !== undefined) {
			return plainBlock(text, WHOLE_LENGTH);
		}
	}
	return undefined;
}

/** The wire path that a page has cut, in full. */
export function wholePath(snapshot: Snapshot, path: string): string {
	const fields = path.length < MAX_PATH ? [] : sectionsOf(snapshot).flatMap(fieldsOf);
	return fields.find(({ field }) => pathOf(field) === path)?.field ?? path;
}

/** All that has fields. */
function sectionsOf({ why, sections }: Snapshot): readonly Section[] {
	return [{ id: 'error', title: '', layout: 'fields', fields: why?.error ?? [] }, ...sections];
}

/** The wire path of a step's trace. */
function tracePath(step: string): string {
	return `${step}.process_trace`;
}

function fieldsOf(section: Section): readonly DetailField[] {
	switch (section.layout) {
		case 'fields':
			return section.fields;
		case 'pair':
			return [...section.from.fields, ...section.to.fields];
		case 'steps':
			return [];
	}
}

function pathOf(field: string): string {
	return field.slice(0, MAX_PATH);
}

function plainSection(section: Section): Section {
	const title = plainLine(section.title);
	switch (section.layout) {
		case 'fields':
			return { ...section, title, fields: someOf(section.fields).map(plainField), ...moreThan(section.fields.length) };
		case 'pair':
			return {
				...section,
				title,
				from: plainCard(section.from),
				to: plainCard(section.to),
				...moreThan(Math.max(section.from.fields.length, section.to.fields.length)),
			};
		case 'steps':
			return { ...section, title, steps: someOf(section.steps).map(plainStep), ...moreThan(section.steps.length) };
	}
}

function someOf<T>(items: readonly T[]): readonly T[] {
	return items.slice(0, MAX_ITEMS);
}

function moreThan(count: number): { readonly more?: string } {
	return count <= MAX_ITEMS
		? {}
		: { more: l10n.t('The first {0} of {1} are shown. “Copy as JSON” copies all.', MAX_ITEMS, count) };
}

function plainCard(card: Card): Card {
	return {
		...card,
		title: plainLine(card.title),
		...(card.note ? { note: plainField(card.note) } : {}),
		fields: someOf(card.fields).map(plainField),
	};
}

function plainField(field: DetailField): DetailField {
	const { cut, text } = beginningOf(field.value);
	return {
		...field,
		field: pathOf(field.field),
		label: plainLine(field.label),
		value: text,
		...(cut ? { cut } : {}),
		...(field.parts ? { parts: field.parts.map((part) => ({ ...part, text: plainLine(part.text) })) } : {}),
		...(field.hint === undefined ? {} : { hint: plainLine(field.hint) }),
		...(field.title === undefined ? {} : { title: plainLine(field.title) }),
	};
}

function plainWhy(why: WhyView): WhyView {
	return {
		...why,
		...(why.evidence === undefined ? {} : { evidence: plainLine(why.evidence, EVIDENCE_LENGTH) }),
		...(why.error ? { error: someOf(why.error).map(plainField) } : {}),
	};
}

function plainStep(step: SubTaskStep): SubTaskStep {
	const { cut, text } = beginningOf(step.trace ?? '');
	return {
		...step,
		field: pathOf(step.field),
		name: plainLine(step.name),
		stateWords: plainLine(step.stateWords),
		...(step.title === undefined ? {} : { title: plainLine(step.title) }),
		...(step.when === undefined ? {} : { when: plainLine(step.when) }),
		...(step.trace === undefined ? {} : { trace: text }),
		...(cut ? { cut } : {}),
	};
}

function plainCutover(cutover: Cutover): Cutover {
	return {
		...cutover,
		...(cutover.words ? { words: { ...cutover.words, text: plainLine(cutover.words.text) } } : {}),
		gates: cutover.gates.map((gate) => ({
			...gate,
			conditions: gate.conditions.map((condition) => ({ ...condition, text: plainLine(condition.text) })),
		})),
		steps: cutover.steps.map((step) => ({ ...step, text: plainLine(step.text) })),
	};
}

function plainLive(live: Live): Live {
	return {
		...live,
		note: plainLine(live.note),
		...(live.stale === undefined ? {} : { stale: plainBlock(live.stale) }),
		tiles: live.tiles.map(plainTile),
		marks: live.marks.map((mark) => ({ ...mark, label: plainLine(mark.label) })),
	};
}

function plainTile(tile: Tile): Tile {
	return {
		...tile,
		label: plainLine(tile.label),
		main: tile.main.map((stat) => ({ ...stat, value: plainLine(stat.value) })),
		...(tile.below ? { below: { ...tile.below, text: plainLine(tile.below.text) } } : {}),
	};
}

/** As much of a text as a page shows at once. */
function beginningOf(value: string): { readonly text: string; readonly cut: boolean } {
	const text = plainBlock(value);
	return { text, cut: value.length > BLOCK_LENGTH || (text.endsWith('…') && !value.endsWith('…')) };
}
