/** Odd runs, as another simulator would make them, and whether what is told of them is right. */
import { Replay } from '../../src/replay/replay';
import type { Variant } from './variant';
import { VARIANTS_OF_FOLLOWING } from './variantsOfFollowing';
import { VARIANTS_OF_SYNC } from './variantsOfSync';

export const VARIANTS: readonly Variant[] = [...VARIANTS_OF_SYNC, ...VARIANTS_OF_FOLLOWING];

/** What is wrong with what is told of a run, in words; empty where all is right. */
export function wrongOf({ samples, tells = [], never = [], ends }: Variant): readonly string[] {
	const replay = new Replay();
	const told = new Set<string>();
	let last: { verdict: string; reasons: { ok: boolean; text: string }[]; events: string[] } | undefined;
	for (const sample of samples) {
		last = JSON.parse(replay.answer(JSON.stringify(sample)));
		for (const one of [last?.verdict ?? '', ...(last?.events ?? [])]) {
			told.add(one);
		}
	}
	const open = (last?.reasons ?? []).filter(({ ok }) => !ok).map(({ text }) => text);
	return [
		...tells.filter((one) => !told.has(one)).map((one) => `${one} is not told`),
		...never.filter((one) => told.has(one)).map((one) => `${one} is told`),
		...(ends === undefined || ends === last?.verdict ? [] : [`ends with ${last?.verdict}: ${open.join('; ')}`]),
	];
}
