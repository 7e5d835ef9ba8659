import assert from 'node:assert/strict';
import { ConsistencyReader, newestCheck, readChecks } from '../../../../src/services/sms/consistency';
import { signal } from '../helpers';

const CHECK = {
	finished_time: '1700000000000',
	check_result: 'finished',
	consistency_result: [
		{ dir_check: '/data', num_total_files: '10', num_different_files: 1, num_target_miss_files: null },
	],
};
const READING = { fields: { state: 'SYNCING' }, raw: { state: 'SYNCING' } };

describe('The consistency checks of a server migration', () => {
	it('are read as objects or as texts of JSON, numbers as texts, and never fail over anything else', () => {
		for (const item of [CHECK, JSON.stringify(CHECK)]) {
			assert.deepEqual(newestCheck(readChecks({ result_list: [item] })), {
				at: 1_700_000_000_000,
				total: 10,
				different: 1,
				missing: 0,
				more: 0,
			});
		}
		for (const answer of [null, 'x', [], {}, { result_list: 'none' }, { result_list: [1, '{', null, {}] }]) {
			assert.equal(newestCheck(readChecks(answer)), undefined, JSON.stringify(answer));
		}
	});

	it('are asked for once a minute, and after a refusal not for ten', async () => {
		let time = 1_000_000;
		let asked = 0;
		let refuses = false;
		const reader = new ConsistencyReader(
			async () => {
				asked += 1;
				if (refuses) {
					throw new Error('forbidden');
				}
				return { result_list: [CHECK] };
			},
			() => time,
		);
		const look = async (): Promise<number> => {
			const { fields } = await reader.added('a', READING, signal);
			return fields.consistency_result?.length ?? 0;
		};
		assert.equal(await look(), 1);
		time += 59_000;
		assert.equal(await look(), 1);
		assert.equal(asked, 1);
		time += 2_000;
		refuses = true;
		assert.equal(await look(), 0);
		time += 9 * 60_000;
		assert.equal(await look(), 0);
		assert.equal(asked, 2);
		time += 2 * 60_000;
		refuses = false;
		assert.equal(await look(), 1);
		assert.equal(asked, 3);
	});
});
