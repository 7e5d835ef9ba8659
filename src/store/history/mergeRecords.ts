/** What several windows kept of a task, as one history. */
import { type RunRecord, timeOf } from '../../migration/runRecord';
import type { Sample } from '../../migration/sample';

/** Of one instant: what the status is and what was said come before the reading that was taken then. */
const ORDER: Readonly<Record<RunRecord['kind'], number>> = { status: 0, mark: 1, log: 2, sample: 3 };

/** All records, oldest first; what two lists say of the same instant is there once, and of two samples of one instant the first list's. */
export function mergeRecords(...lists: readonly (readonly RunRecord[])[]): readonly RunRecord[] {
	const sorted = lists.flat().sort((a, b) => timeOf(a) - timeOf(b) || ORDER[a.kind] - ORDER[b.kind]);
	const kept: RunRecord[] = [];
	const here = new Set<string>();
	let at = Number.NaN;
	for (const record of sorted) {
		if (timeOf(record) !== at) {
			at = timeOf(record);
			here.clear();
		}
		const said = wordsOf(record);
		if (!here.has(said)) {
			here.add(said);
			kept.push(record);
		}
	}
	return kept;
}

/** Samples as records. */
export function recordsOf(samples: readonly Sample[]): readonly RunRecord[] {
	return samples.map((sample) => ({ kind: 'sample', sample }));
}

function wordsOf(record: RunRecord): string {
	switch (record.kind) {
		case 'sample':
			return record.kind;
		case 'status':
			return `status ${record.status}`;
		case 'mark':
			return `mark ${record.mark}`;
		case 'log':
			return `log ${record.level}\n${record.text}`;
	}
}
