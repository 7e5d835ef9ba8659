import assert from 'node:assert/strict';
import fc from 'fast-check';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError } from '../../../src/cloud/errors';
import { errorMessage } from '../../../src/cloud/errorTable';
import { KeyGuard, type SignedTry } from '../../../src/cloud/keyGuard';
import type { KeyPair } from '../../../src/cloud/sign';
import type { SetTimer } from '../../../src/core/timer';

const KEYS: KeyPair = { accessKey: 'EXAMPLEKEY', secretKey: 'wrong' };
const OTHER: KeyPair = { ...KEYS, secretKey: 'right' };
const MINUTES_5 = 5 * 60_000;
const HELD_BACK = { kind: 'signature', reason: 'heldBack' };
const settle = (): Promise<void> => new Promise(setImmediate);

describe('a key that several connections share', () => {
	let time: number;
	let guard: KeyGuard;
	const now = (): number => time;
	/** Timers ring when the test says so. */
	let ring: Set<() => void>;
	const timers: SetTimer = (run) => {
		ring.add(run);
		return { dispose: () => void ring.delete(run) };
	};
	beforeEach(() => {
		time = 1_000_000;
		ring = new Set();
		guard = new KeyGuard(now, timers);
	});

	/** Begins a request; `begun` is undefined while it waits. */
	function begin(pair: KeyPair): { begun?: SignedTry; error?: unknown } {
		const request: { begun?: SignedTry; error?: unknown } = {};
		guard.begin(pair).then(
			(begun) => {
				request.begun = begun;
			},
			(error: unknown) => {
				request.error = error;
			},
		);
		return request;
	}

	it('goes out with one request at a time until it was accepted once, and then with several', async () => {
		const [first, second, third] = [begin(KEYS), begin(KEYS), begin(KEYS)];
		await settle();
		assert.deepEqual([second.begun, third.begun], [undefined, undefined]);
		first.begun?.end('unclear');
		await settle();
		assert.equal(third.begun, undefined);
		assert.ok(second.begun, 'an unclear outcome lets the next one try');
		second.begun.end('accepted');
		await settle();
		const more = [begin(KEYS), begin(KEYS), begin(KEYS), begin(KEYS)];
		await settle();
		assert.deepEqual(
			[third, ...more].map(({ begun }) => begun !== undefined),
			[true, true, true, true, false],
		);
	});

	it('shares a refusal with all who waited for it, and says when the next request may go out', async () => {
		const requests = [begin(KEYS), begin(KEYS), begin(KEYS)];
		await settle();
		const refused = new CloudError({ kind: 'signature', operation: 'ListMigrationTask', status: 401 });
		requests[0]?.begun?.end('refused', refused);
		await settle();
		assert.deepEqual(
			requests.map(({ error }) => error),
			[undefined, refused, refused],
		);
		await assert.rejects(guard.begin(KEYS), { ...HELD_BACK, nextTryAt: time + MINUTES_5, retryAfterMs: MINUTES_5 });
		time += MINUTES_5;
		const later = begin(KEYS);
		await settle();
		assert.ok(later.begun);
	});

	it('tries another secret at once, and a refused one when a person asks, up to where the key would be locked', async () => {
		const refuse = async (pair: KeyPair): Promise<void> => (await guard.begin(pair)).end('refused');
		await refuse(KEYS);
		await assert.rejects(guard.begin(KEYS), HELD_BACK);
		assert.equal(guard.allowOne(KEYS), undefined);
		await refuse(KEYS);
		await assert.rejects(guard.begin(KEYS), HELD_BACK);
		assert.equal(guard.allowOne(KEYS), undefined);
		await refuse(KEYS);
		assert.equal(guard.allowOne(KEYS), time + MINUTES_5);
		await assert.rejects(guard.begin(KEYS), HELD_BACK);
		await refuse(OTHER);
		await assert.rejects(guard.begin({ ...KEYS, secretKey: 'third' }), HELD_BACK);
		assert.equal(guard.allowOne({ ...KEYS, secretKey: 'third' }), time + MINUTES_5);
		(await guard.begin({ ...KEYS, accessKey: 'ANOTHER' })).end('accepted');
	});

	it('does not take what came from a gateway for an accepted signature', async () => {
		(await guard.begin(KEYS)).end('accepted');
		for (let sent = 0; sent < 3; sent++) {
			(await guard.begin(KEYS)).end('refused');
			(await guard.begin({ ...KEYS, secretKey: `${sent}` }).catch(() => undefined))?.end('unclear');
		}
		await assert.rejects(guard.begin(KEYS), HELD_BACK);
	});

	it('is not used at all for five minutes once the service says that it is locked', async () => {
		(await guard.begin(KEYS)).end('locked');
		await assert.rejects(guard.begin(OTHER), HELD_BACK);
		assert.equal(guard.allowOne(OTHER), time + MINUTES_5);
		time += MINUTES_5;
		(await guard.begin(OTHER)).end('accepted');
	});

	it('waits five seconds for a service that does not answer, and not for its whole time-out', async () => {
		const hanging = begin(KEYS);
		const next = begin(KEYS);
		await settle();
		assert.deepEqual([hanging.begun !== undefined, next.begun !== undefined], [true, false]);
		time += 5_000;
		for (const run of [...ring]) run();
		await settle();
		assert.ok(next.begun);
	});

	it('lets go of a request that is cancelled while it waits', async () => {
		begin(KEYS);
		const stop = new AbortController();
		const waiting = guard.begin(KEYS, stop.signal);
		await settle();
		stop.abort();
		await assert.rejects(waiting, { kind: 'cancelled' });
		assert.equal(ring.size, 0);
	});

	it('holds nobody back for longer when the clock is set back', async () => {
		(await guard.begin(KEYS)).end('refused');
		time -= 3_600_000;
		await assert.rejects(guard.begin(KEYS), HELD_BACK);
		time += MINUTES_5;
		(await guard.begin(KEYS)).end('accepted');
	});

	it('books an outcome on the pair that signed, though another request signed with a new one meanwhile', async () => {
		let pair = KEYS;
		const connection = akskAuthorizer(() => pair, now, guard);
		const request = { method: 'GET', url: new URL('https://dcs.example.com/v2/p/migration-tasks'), headers: {} };
		const old = await connection.authorize(request, 'project');
		pair = OTHER;
		const newer = connection.authorize(request, 'project');
		old.ended(new CloudError({ kind: 'signature', operation: 'ListMigrationTask', status: 401 }));
		(await newer).ended('accepted');
		pair = KEYS;
		await assert.rejects(connection.authorize(request, 'project'), HELD_BACK);
		assert.equal(await connection.allowOneTry?.(), undefined);
		(await connection.authorize(request, 'project')).ended('accepted');
	});

	it('sends nothing with a key that holds characters which no key has, and says so', async () => {
		const request = { method: 'GET', url: new URL('https://dcs.example.com/v2/p/migration-tasks'), headers: {} };
		for (const odd of [
			{ accessKey: 'EXAMPLE\u200b' },
			{ accessKey: '\uff21\uff2b01' },
			{ accessKey: 'A K' },
			{ secretKey: 'secret\n' },
			{ securityToken: 'TOKEN\n' },
		]) {
			const connection = akskAuthorizer(() => ({ ...KEYS, ...odd }), now, guard);
			await assert.rejects(connection.authorize(request, 'project'), (error: unknown) => {
				assert.ok(error instanceof CloudError && error.kind === 'unknownKey' && error.reason === 'characters');
				assert.equal(error.sent, false);
				assert.match(errorMessage(error, 'Prod'), /“Prod” holds characters that no key has.*nothing was sent/);
				return true;
			});
		}
	});

	it('never sees five bad signatures in a row, however many use it and however the answers are mixed', async () => {
		const step = fc.record({
			secret: fc.nat(3),
			outcome: fc.constantFrom('refused', 'refused', 'refused', 'unclear', 'right'),
			answered: fc.nat(5),
			byHand: fc.boolean(),
			passes: fc.constantFrom(0, 0, 0, 10, 6_000),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, judgedAtOnce) => {
				guard = new KeyGuard(now, timers);
				ring.clear();
				let inARow = 0;
				const judge = (outcome: string): void => {
					inARow = outcome === 'refused' ? inARow + 1 : outcome === 'right' ? 0 : inARow;
					assert.ok(inARow < 5, 'the key is locked');
				};
				const out: { begun: SignedTry; outcome: string; at: number }[] = [];
				for (const { secret, outcome, answered, byHand, passes } of steps) {
					const pair = { ...KEYS, secretKey: `secret ${secret}` };
					if (byHand) guard.allowOne(pair);
					const request = begin(pair);
					await settle();
					if (request.begun) {
						if (judgedAtOnce) judge(outcome);
						out.push({ begun: request.begun, outcome, at: time });
					}
					const done = out.splice(out.length - answered, 1)[0];
					if (done) {
						if (!judgedAtOnce) judge(done.outcome);
						done.begun.end(done.outcome === 'right' ? 'accepted' : (done.outcome as 'refused' | 'unclear'));
						await settle();
					}
					// A gateway judges before it waits for the service, and says at once what it refuses. Where that is slow, it shows with the first.
					if (judgedAtOnce && passes > 5_000) {
						const refused = out.findIndex((one) => one.outcome === 'refused');
						for (const one of refused < 0 ? [] : out.splice(refused, 1)) {
							one.begun.end('refused');
							await settle();
						}
					}
					time += judgedAtOnce ? passes : 0;
				}
			}),
			{ numRuns: 300 },
		);
	});
});
