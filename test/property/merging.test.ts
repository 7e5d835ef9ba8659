import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WireFields } from '../../src/migration/task';
import { SERVICES } from '../../src/services';
import { ServiceTasks } from '../../src/store/serviceTasks';
import { reading, ref } from '../unit/services/helpers';
import { given } from './holds';

const NOW = Date.UTC(2024, 5, 1);
const value = fc.constantFrom('x', 'y', null, '');
/** Fields that list and details of a service both have, and one that neither page names. */
const FIELDS = {
	dcs: ['task_name', 'migration_method', 'description', 'resume_mode', 'version', 'error_message', 'brand_new'],
	sms: ['name', 'type', 'os_type', 'migration_ip', 'error_json', 'log_collect_status', 'region_id', 'brand_new'],
} as const;
const STATUSES = {
	dcs: ['RUNNING', 'MIGRATING', 'FULLMIGRATING', 'INCRMIGEATING', 'SUCCESS', 'FAILED'],
	sms: ['READY', 'RUNNING', 'SYNCING', 'MIGRATE_SUCCESS', 'MIGRATE_FAIL'],
} as const;
const isFilled = (one: unknown): boolean => one !== undefined && one !== null && one !== '';

interface Answer {
	readonly kind: string;
	readonly at: number;
	readonly wire: WireFields;
}

/** The lists in the order in which they were asked for, each at the place of one; everything else stays where it is. */
function listsInOrder(answers: readonly Answer[]): Answer[] {
	const lists = answers.filter(({ kind }) => kind === 'list').sort((a, b) => a.at - b.at);
	return answers.map((one) => (one.kind === 'list' ? (lists.shift() ?? one) : one));
}

for (const id of ['dcs', 'sms'] as const) {
	const service = SERVICES.get(id);
	const status = fc.constantFrom(...STATUSES[id]);
	const answer: fc.Arbitrary<WireFields> = fc
		.tuple(fc.dictionary(fc.constantFrom(...FIELDS[id]), value, { maxKeys: 6, noNullPrototype: true }), status)
		.map(([fields, word]) => ({ ...fields, [service.statusField]: word }));
	const moment = fc.integer({ min: 0, max: 600_000 }).map((ms) => NOW + ms);

	given(`list and details of a ${service.label} task, whichever was read first`, (claim) => {
		// A server migration that goes on to another state may well have nothing any more: its error, say.
		const lasting = id === 'sms' ? fc.constant(true) : fc.boolean();

		claim('lose no value to one that came empty or not at all', async (holds) => {
			await holds(
				fc.property(answer, answer, lasting, moment, moment, (listed, other, sameStatus, listAt, detailAt) => {
					const { statusField } = service;
					const detailed = sameStatus ? { ...other, [statusField]: listed[statusField] } : other;
					const task = service.readTask(ref(id), {
						list: reading(id, listed, listAt),
						detail: reading(id, detailed, detailAt),
					});
					for (const field of [...FIELDS[id], statusField]) {
						const some = isFilled(listed[field]) || isFilled(detailed[field]);
						assert.equal(isFilled(task.raw[field]), some, field);
						assert.equal(isFilled((task.fields as WireFields)[field]), some, field);
					}
				}),
			);
		});

		claim('say what the newer of the two says, where both say something', async (holds) => {
			await holds(
				fc.property(
					answer,
					answer,
					moment,
					fc.integer({ min: 1, max: 600_000 }),
					fc.boolean(),
					(old, young, at, ms, listIsOld) => {
						const [older, newer] = [reading(id, old, at), reading(id, young, at + ms)];
						const task = service.readTask(
							ref(id),
							listIsOld ? { list: older, detail: newer } : { list: newer, detail: older },
						);
						for (const field of FIELDS[id]) {
							if (isFilled(old[field]) && isFilled(young[field])) {
								assert.equal(task.raw[field], young[field], field);
								assert.equal((task.fields as WireFields)[field], young[field], field);
							}
						}
					},
				),
			);
		});

		claim('come to the same task in whichever order the same answers arrive', async (holds) => {
			// A list makes the one before it void, so lists arrive in their order; details arrive at any time.
			const answers = fc
				.uniqueArray(fc.record({ kind: fc.constantFrom('list', 'detail'), at: moment, wire: answer }), {
					selector: ({ at }) => at,
					minLength: 1,
					maxLength: 5,
				})
				.chain((all) => fc.array(fc.shuffledSubarray(all, { minLength: all.length }), { minLength: 2, maxLength: 2 }))
				.map((orders) => orders.map(listsInOrder));
			await holds(
				fc.property(answers, (orders) => {
					const [one, other] = orders.map((order) => {
						const tasks = new ServiceTasks('production', service);
						for (const { kind, at, wire } of order) {
							const { fields, raw } = reading(id, wire, at);
							if (kind === 'list') {
								tasks.applyRows([{ id: 'task-1', fields, raw }], { at, answeredAt: at });
							} else {
								tasks.applyDetail('task-1', { fields, raw }, { at, answeredAt: at });
							}
						}
						return tasks.get('task-1');
					});
					assert.equal(one?.status, other?.status);
					assert.deepEqual(one?.raw, other?.raw);
				}),
			);
		});
	});
}
