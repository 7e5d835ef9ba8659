/** What holds of every catalogue of causes, and of each row by texts that it fits and texts that it must not fit. */
import assert from 'node:assert/strict';
import type { CauseRow } from '../../../src/migration/causes';
import { explain, type FoundCause } from '../../../src/migration/explain';

export interface Texts {
	/** Texts that speak for it first of all. */
	readonly says: readonly string[];
	/** Near misses, which do not speak for it at all. */
	readonly not: readonly string[];
}

/** The causes that one text speaks for. */
export function causesIn(
	rows: readonly CauseRow[],
	text: string,
	from: 'error_message' | 'pasted' = 'error_message',
): readonly FoundCause[] {
	return explain(rows, { texts: [{ from, text }] });
}

/** Tests a catalogue by a table that has each of its rows. */
export function testCatalogue(rows: readonly CauseRow[], table: Readonly<Record<string, Texts>>): void {
	it('has each cause once, with something that is recognized, something to do, and a source', () => {
		assert.deepEqual(rows.map(({ id }) => id).sort(), Object.keys(table).sort());
		for (const row of rows) {
			assert.ok((row.says?.length ?? 0) + (row.facts?.length ?? 0) + (row.codes?.length ?? 0) > 0, row.id);
			assert.ok(row.steps().length > 0 && row.cause().endsWith('.'), row.id);
			assert.ok(row.short() !== '' && row.short().length <= 40, row.short());
			assert.notEqual(row.source(), '', row.id);
		}
	});

	for (const [id, { says, not }] of Object.entries(table)) {
		it(`finds ${id} in what it is known to say, with the line that says so, and not in what only looks like it`, () => {
			assert.ok(says.length > 0 && not.length > 0);
			for (const text of says) {
				const [first] = causesIn(rows, text);
				assert.equal(first?.cause.id, id, text);
				assert.equal(first?.evidence?.line, text);
				const log = `10:02 INFO all is well\n${text}\n10:03 INFO goodbye`;
				assert.equal(causesIn(rows, log, 'pasted').find(({ cause }) => cause.id === id)?.evidence?.line, text);
			}
			for (const text of not) {
				assert.ok(!causesIn(rows, text).some(({ cause }) => cause.id === id), text);
			}
		});
	}
}
