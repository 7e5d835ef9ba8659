import assert from 'node:assert/strict';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError } from '../../../src/cloud/errors';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import type { KeyPair } from '../../../src/cloud/sign';

const KEYS: KeyPair = { accessKey: 'EXAMPLEKEY', secretKey: 'wrong' };
const REQUEST = { method: 'GET', url: new URL('https://dcs.example.com/v2/p/migration-tasks'), headers: {} };
const REFUSED = new CloudError({ kind: 'signature', operation: 'ListMigrationTask', status: 401 });

describe('a key that several connections share', () => {
	const refusals = async (guard: KeyGuard, keys: KeyPair, times: number, now: () => number): Promise<void> => {
		for (let i = 0; i < times; i++) {
			const connection = akskAuthorizer(() => keys, now, guard);
			await connection.authorize(REQUEST, 'project');
			connection.rejected(REFUSED, 'project');
		}
	};

	it('is held back after three bad signatures, whichever connections made them', async () => {
		const now = (): number => 1000;
		const guard = new KeyGuard(now);
		await refusals(guard, KEYS, 3, now);
		await assert.rejects(akskAuthorizer(() => KEYS, now, guard).authorize(REQUEST, 'project'), { reason: 'heldBack' });
	});

	it('is used again at once when its secret is another one, and after five minutes anyway', async () => {
		let time = 1000;
		const now = (): number => time;
		const guard = new KeyGuard(now);
		await refusals(guard, KEYS, 3, now);
		await akskAuthorizer(() => ({ ...KEYS, secretKey: 'right' }), now, guard).authorize(REQUEST, 'project');
		time += 5 * 60_000;
		await akskAuthorizer(() => KEYS, now, guard).authorize(REQUEST, 'project');
	});

	it('is counted anew after a signature that was accepted, and apart from other keys', async () => {
		const now = (): number => 1000;
		const guard = new KeyGuard(now);
		await refusals(guard, KEYS, 2, now);
		const connection = akskAuthorizer(() => KEYS, now, guard);
		await connection.authorize(REQUEST, 'project');
		connection.accepted?.('project');
		await refusals(guard, { ...KEYS, accessKey: 'OTHERKEY' }, 2, now);
		await refusals(guard, KEYS, 2, now);
		await akskAuthorizer(() => KEYS, now, guard).authorize(REQUEST, 'project');
	});
});
