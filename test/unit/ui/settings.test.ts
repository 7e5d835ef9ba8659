import assert from 'node:assert/strict';
import { loadWith } from './editor';

describe('the setting of days that samples are kept', () => {
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/settings')>('ui/settings');

	it('is 30 where nothing, or no number, is said, and within 0 and 3,650 otherwise', () => {
		for (const [said, days] of [
			[undefined, 30],
			['7', 30],
			[Number.NaN, 30],
			[0, 0],
			[-1, 0],
			[0.5, 0.5],
			[7, 7],
			[3_650, 3_650],
			[10_000, 3_650],
		] as const) {
			editor.settings.historyDays = said;
			assert.equal(loaded.settings.historyDays(), days, String(said));
		}
	});
});
