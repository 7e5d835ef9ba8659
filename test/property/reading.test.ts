import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CloudError } from '../../src/cloud/errors';
import { parseJson } from '../../src/core/values';
import { checkValues, summarize } from '../../src/migration/configuration';
import type { ServicePresenter, TaskReading, TaskSource } from '../../src/migration/ports';
import type { Sample } from '../../src/migration/sample';
import { STATUS_GROUPS, type Task } from '../../src/migration/task';
import { SERVICES } from '../../src/services';
import { DCS_BACKUP_FILES, DCS_FILE, DCS_INSTANCE, DCS_MIGRATION_TASK, DCS_STATS } from '../../src/services/dcs/schema';
import {
	SMS_CLONE_SERVER,
	SMS_NETWORK_CHECK,
	SMS_SOURCE_SERVER,
	SMS_SPECIAL_CONFIG,
	SMS_SUB_TASK,
	SMS_TARGET_SERVER,
	SMS_TASK,
} from '../../src/services/sms/schema';
import { buildSnapshot } from '../../src/ui/details/snapshot';
import { depsOf, format, NOW, ref, signal } from '../unit/services/helpers';
import { given } from './holds';
import { jsonText, MISPRINT, objectText } from './json';

const namesOf = (...tables: readonly object[]): string[] => tables.flatMap((table) => Object.keys(table));

/** Where a service's list stands in its answer, what names a row and tells it from others, and the names of all fields on its pages. */
const SHAPES = {
	dcs: {
		list: 'migration_tasks',
		id: 'task_id',
		identity: ['task_id', 'task_name', 'created_at'],
		names: namesOf(DCS_MIGRATION_TASK, DCS_STATS, DCS_INSTANCE, DCS_BACKUP_FILES, DCS_FILE),
	},
	sms: {
		list: 'tasks',
		id: 'id',
		identity: ['id', 'name', 'create_date'],
		names: [
			...namesOf(SMS_TASK, SMS_SUB_TASK, SMS_SOURCE_SERVER, SMS_TARGET_SERVER, SMS_CLONE_SERVER),
			...namesOf(SMS_NETWORK_CHECK, SMS_SPECIAL_CONFIG),
			...['disks', 'physical_volumes', 'size', 'used_size', 'device_use', 'volume_groups', 'btrfs_list'],
		],
	},
} as const;

const POLLING = { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false };

for (const service of SERVICES.all) {
	const shape = SHAPES[service.id as keyof typeof SHAPES];
	const row = fc.oneof(
		{ arbitrary: objectText(shape.names), weight: 4 },
		{ arbitrary: objectText(shape.identity, 4), weight: 1 },
	);
	const anything = jsonText(shape.names);
	const open = (answer: string): Promise<TaskSource> => service.source(depsOf(parseJson(answer)).deps);

	given(`any JSON as an answer of ${service.label}`, (claim) => {
		claim('gives a list with every row that is one, and the number of those that are none', async (holds) => {
			const items = fc.array(fc.oneof({ arbitrary: row, weight: 2 }, { arbitrary: anything, weight: 1 }), {
				maxLength: 6,
			});
			await holds(
				fc.asyncProperty(items, fc.nat({ max: 6 }), async (others, position) => {
					const all = [...others];
					all.splice(position, 0, `{"${shape.id}":"sound","${service.nameField}":"a sound row"}`);
					const source = await open(`{"count":${all.length},"${shape.list}":[${all}]}`);
					const { rows, unreadable, complete } = await source.list({ signal });
					const objects = all.filter((text) => text.startsWith('{')).length;
					assert.equal(unreadable, all.length - objects);
					assert.ok(rows.length <= objects && rows.length > 0);
					assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, 'each has an id of its own');
					const sound = rows.find(({ id }) => id === 'sound');
					assert.equal(sound?.raw[service.nameField], 'a sound row');
					assert.ok(complete);
				}),
			);
		});

		claim('gives what was asked for, or says that the answer is of no known form', async (holds) => {
			await holds(
				fc.asyncProperty(fc.oneof(anything, listText(shape.list, anything)), async (answer) => {
					const source = await open(answer);
					for (const ask of [
						() => source.list({ signal }),
						() => source.show('t1', signal),
						() => source.sample('t1', signal),
						() => source.probe(signal),
					]) {
						await ask().catch((error: unknown) => assert.ok(error instanceof CloudError, String(error)));
					}
				}),
			);
		});

		claim('leaves nothing of its own on the objects of the extension', async (holds) => {
			await holds(
				fc.asyncProperty(row, async (answer) => {
					const { raw, fields } = await (await open(answer)).show('t1', signal);
					for (const object of [raw, fields as object]) {
						assert.equal(Object.getPrototypeOf(object), Object.prototype);
						assert.ok(!Object.hasOwn(object, '__proto__'));
					}
					assert.deepEqual(Object.keys(Object.prototype), []);
				}),
			);
		});

		claim('is shown without failing, in words and finite numbers alone', async (holds) => {
			const presenter = await service.presenter();
			const stats = fc.array(row, { maxLength: 4 });
			const some = fc.option(row, { nil: undefined });
			await holds(
				fc.asyncProperty(some, some, stats, async (listed, detailed, sampled) => {
					const read = async (answer: string | undefined): Promise<TaskReading | undefined> =>
						answer === undefined ? undefined : (await open(answer)).show('t1', signal);
					const samples: Sample[] = [];
					for (const [index, answer] of sampled.entries()) {
						const { sample } = await (await open(answer)).sample('t1', signal);
						samples.push({ ...sample, at: NOW + index * 5_000 });
					}
					const [list, detail] = [await read(listed), await read(detailed)];
					const task = service.readTask(ref(service.id as 'dcs' | 'sms'), {
						list: list && { ...list, at: NOW },
						detail: detail && { ...detail, at: NOW },
						sample: samples.at(-1),
					});
					assert.ok(STATUS_GROUPS.includes(task.group));
					assert.ok(task.createdAt === undefined || Number.isFinite(task.createdAt));
					assertPrintable(shown(task, samples, presenter));
				}),
			);
		});

		/** All that tree, panel and form show of a task. */
		function shown(task: Task, samples: readonly Sample[], presenter: ServicePresenter): unknown {
			const { summary, statuses } = service;
			const form = presenter.prefill?.(task);
			return {
				name: task.name,
				words: statuses.row(task.status).words(),
				summary: [
					summary.row(task, format),
					...[summary.kind, summary.from, summary.to, summary.method, summary.error].map((part) => part(task) ?? ''),
				],
				page: buildSnapshot({
					task,
					title: 'before',
					service,
					presenter,
					samples,
					connection: { name: 'production', region: undefined },
					sandbox: false,
					hasConsole: true,
					interval: 5_000,
					format,
					now: NOW,
					polling: POLLING,
				}),
				form: form && [form, checkValues(form), summarize(form)],
			};
		}
	});
}

function listText(name: string, item: fc.Arbitrary<string>): fc.Arbitrary<string> {
	return fc
		.tuple(
			item,
			fc.oneof(
				item,
				fc.array(item, { maxLength: 3 }).map((all) => `[${all}]`),
			),
		)
		.map(([count, list]) => `{"count":${count},"${name}":${list}}`);
}

/** Every text and number inside of a value is one that a person can read. */
function assertPrintable(value: unknown, path = 'shown'): void {
	if (typeof value === 'string') {
		assert.doesNotMatch(value, MISPRINT, path);
	} else if (typeof value === 'number') {
		assert.ok(Number.isFinite(value), `${path}: ${value}`);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			assertPrintable(inner, `${path}.${key}`);
		}
	}
}
