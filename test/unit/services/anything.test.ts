import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ServicePresenter } from '../../../src/migration/ports';
import type { Sample } from '../../../src/migration/sample';
import { STATUS_GROUPS, type WireFields } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { DCS_MIGRATION_TASK } from '../../../src/services/dcs/schema';
import { SMS_TASK } from '../../../src/services/sms/schema';
import { fieldsIn, format, NOW, reading, ref, stepsIn } from './helpers';

const fields = {
	dcs: Object.keys(DCS_MIGRATION_TASK),
	sms: [...Object.keys(SMS_TASK), 'target_server.disks'],
};

for (const id of ['dcs', 'sms'] as const) {
	const service = SERVICES.get(id);
	const row = fc.dictionary(fc.oneof(fc.constantFrom(...fields[id]), fc.string()), fc.jsonValue(), {
		maxKeys: 12,
	});
	const sample: fc.Arbitrary<Sample> = fc.record({
		at: fc.integer({ min: NOW, max: NOW + 60_000 }),
		values: fc.dictionary(
			fc.constantFrom('offset', 'full_migration_progress', 'source_dbsize', 'target_dbsize', 'remain_seconds'),
			fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
		),
		migrating: fc.option(fc.boolean(), { nil: undefined }),
	});

	describe(`a ${service.label} task of any content`, () => {
		let presenter: ServicePresenter;
		before(async () => {
			presenter = await service.presenter();
		});

		it('is shown without failing, and only in text', () => {
			fc.assert(
				fc.property(
					row,
					fc.option(row, { nil: undefined }),
					fc.array(sample, { maxLength: 8 }),
					(list, detail, samples) => {
						const task = service.readTask(ref(id), {
							list: reading(id, list as WireFields, 1),
							detail: detail && reading(id, detail as WireFields, 2),
							sample: samples.at(-1),
						});
						const { summary } = service;
						assert.ok(STATUS_GROUPS.includes(task.group));
						const words = [
							task.name,
							task.status,
							summary.kind(task),
							summary.row(task, format),
							service.statuses.row(task.status).words(),
						];
						const sections = presenter.sections(task, format, NOW);
						words.push(
							presenter.headline(task, samples, format, NOW).text,
							...fieldsIn(sections).flatMap(({ label, value }) => [label, value]),
						);
						words.push(...stepsIn(sections).flatMap(({ name, stateWords }) => [name, stateWords]));
						words.push(summary.from(task) ?? '', summary.to(task) ?? '');
						words.push(summary.method(task) ?? '', summary.error(task) ?? '');
						words.push(JSON.stringify(presenter.live(task, samples, format)));
						for (const word of words) {
							assert.equal(typeof word, 'string');
							assert.doesNotMatch(word, /\[object |NaN/);
						}
						presenter.prefill?.(task);
					},
				),
				{ numRuns: 400, seed: 20240601 },
			);
		});
	});
}
