import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Sample } from '../../../src/migration/sample';
import { STATUS_GROUPS, type WireFields } from '../../../src/migration/task';
import { SERVICE_VIEWS } from '../../../src/services';
import { DCS_LISTED_TASK, DCS_TASK } from '../../../src/services/dcs/schema';
import { SMS_TASK } from '../../../src/services/sms/schema';
import { factsIn, format, NOW, ref, stepsIn } from './helpers';

const fields = {
	dcs: [...Object.keys(DCS_LISTED_TASK), ...Object.keys(DCS_TASK)],
	sms: [...Object.keys(SMS_TASK), 'target_server.disks'],
};

for (const service of ['dcs', 'sms'] as const) {
	const row = fc.dictionary(fc.oneof(fc.constantFrom(...fields[service]), fc.string()), fc.jsonValue(), {
		maxKeys: 12,
	});
	const sample: fc.Arbitrary<Sample> = fc.record({
		at: fc.integer({ min: NOW, max: NOW + 60_000 }),
		values: fc.dictionary(
			fc.constantFrom('offset', 'full_migration_progress', 'remain_seconds'),
			fc.option(fc.double({ noNaN: true })),
		),
		migrating: fc.option(fc.boolean(), { nil: undefined }),
	});

	describe(`a ${service.toUpperCase()} task of any content`, () => {
		it('is told without failing, and only in text', () => {
			const view = SERVICE_VIEWS[service];
			fc.assert(
				fc.property(
					row,
					fc.option(row, { nil: undefined }),
					fc.array(sample, { maxLength: 8 }),
					(list, detail, samples) => {
						const task = view.task(ref(service), {
							list: { raw: list as WireFields, at: 1 },
							detail: detail && { raw: detail as WireFields, at: 2 },
							sample: samples.at(-1),
						});
						assert.ok(STATUS_GROUPS.includes(task.group));
						const words = [task.name, task.status, task.kind, task.summary, view.status(task).words];
						const sections = view.sections(task, format, NOW);
						words.push(
							view.headline(task, samples, format).text,
							...factsIn(sections).flatMap(({ label, value }) => [label, value]),
						);
						words.push(...stepsIn(sections).flatMap(({ name, stateWords }) => [name, stateWords]));
						for (const word of [...words, task.from ?? '', task.to ?? '', task.method ?? '', task.error ?? '']) {
							assert.equal(typeof word, 'string');
							assert.doesNotMatch(word, /\[object |NaN/);
						}
						view.live(task, samples, format);
						view.prefill?.(task);
					},
				),
				{ numRuns: 400, seed: 20240601 },
			);
		});
	});
}
