/** Keeps access keys from being locked by the service. */
import { setTimer as realTimer, type SetTimer } from '../core/timer';
import { CloudError } from './errors';
import type { KeyPair } from './sign';

/** The service locks a key after five bad signatures in a row, for five minutes. Here it never comes to the fifth. */
const MAX_IN_A_ROW = 4;
const HOLD_BACK_MS = 5 * 60_000;
/** Bad signatures after which a pair is held back: one that was accepted before may meet a passing fault. */
const MAX_OF_NEW_PAIR = 1;
const MAX_OF_PROVEN_PAIR = 3;
/** A person may have a refused pair tried again; the last try is kept for a pair that was never tried. */
const MAX_BY_HAND = MAX_IN_A_ROW - 1;
/** A gateway judges the signature before anything else: who waits longer than this waits for the service, and others need not wait for that. */
const JUDGED_MS = 5_000;

/**
 * How a signed request ended: the service let it in; it refused the signature; it said that the key is locked; or the answer says nothing of the
 * signature (a gateway's fault, a broken connection, too many requests).
 */
export type SignatureOutcome = 'accepted' | 'refused' | 'locked' | 'unclear';

/** A request that is allowed to go out. */
export interface SignedTry {
	/** Told how it ended; only the first time counts. Has to be told, or others may wait for it. `error` is what they hear who waited for a refusal. */
	end(outcome: SignatureOutcome, error?: CloudError): void;
}

/**
 * Lets requests out by access key, whoever signs with it: several connections may share one. Until the service accepted a pair once, one request at a
 * time goes out and the others wait for its outcome; later as many as cannot lock the key even if all of them were refused. A refused pair is held
 * back for five minutes; another secret for the same access key is tried at once.
 */
export class KeyGuard {
	private readonly keys = new Map<string, AccessKey>();

	constructor(
		private readonly now: () => number = Date.now,
		private readonly setTimer: SetTimer = realTimer,
	) {}

	/**
	 * Waits until a request with this pair may go out. Throws the refusal that it waited for, `signature` `heldBack` where it may not go out for some
	 * minutes, `cancelled` with the signal.
	 */
	async begin(pair: KeyPair, signal?: AbortSignal): Promise<SignedTry> {
		const key = this.keyOf(pair);
		const id = idOf(pair);
		for (let waited = false; ; waited = true) {
			if (signal?.aborted) {
				throw new CloudError({ kind: 'cancelled', operation: 'Sign' });
			}
			const nextTryAt = key.heldBackUntil(id);
			if (nextTryAt !== undefined) {
				const shared = waited ? key.lastRefusal(id) : undefined;
				if (shared) {
					throw shared;
				}
				const retryAfterMs = Math.max(0, nextTryAt - this.now());
				throw new CloudError({ kind: 'signature', reason: 'heldBack', operation: 'Sign', retryAfterMs, nextTryAt });
			}
			if (key.hasRoom(id)) {
				return key.start(id);
			}
			await key.change(signal);
		}
	}

	/**
	 * Lets one request out with a pair that is held back: a person asked for it. Undefined where the next request goes out now; else, where it could lock
	 * the key, when one may, ms since 1970.
	 */
	allowOne(pair: KeyPair): number | undefined {
		return this.keyOf(pair).allowOne(idOf(pair));
	}

	private keyOf({ accessKey }: KeyPair): AccessKey {
		const known = this.keys.get(accessKey);
		if (known) {
			return known;
		}
		const made = new AccessKey(this.now, this.setTimer);
		this.keys.set(accessKey, made);
		return made;
	}
}

function idOf({ secretKey, securityToken = '' }: KeyPair): string {
	return JSON.stringify([secretKey, securityToken]);
}

/** A request under way. `order` tells it from what happened before and after it began. */
interface Flight {
	readonly pair: string;
	readonly order: number;
	readonly at: number;
	readonly proven: boolean;
}

interface Refusal {
	readonly pair: string;
	readonly order: number;
	readonly at: number;
	readonly error: CloudError | undefined;
}

/** What is known of one access key. */
class AccessKey {
	private readonly flights = new Set<Flight>();
	/** Bad signatures that the service may count as in a row: no accepted one came for sure after them. */
	private inARow: Refusal[] = [];
	/** Bad signatures of each pair since it was last accepted. */
	private ofPairs: Refusal[] = [];
	private readonly proven = new Set<string>();
	private readonly byHand = new Set<string>();
	private lockedUntil = 0;
	private order = 0;
	private readonly waiting = new Set<() => void>();

	constructor(
		private readonly now: () => number,
		private readonly setTimer: SetTimer,
	) {}

	/** When a request with this pair may go out; undefined for now. */
	heldBackUntil(pair: string): number | undefined {
		this.forgetOld();
		if (this.lockedUntil > this.now()) {
			return this.lockedUntil;
		}
		const limit = this.proven.has(pair) ? MAX_OF_PROVEN_PAIR : MAX_OF_NEW_PAIR;
		return (
			endOf(this.inARow, MAX_IN_A_ROW) ?? (this.byHand.has(pair) ? undefined : endOf(this.refusalsOf(pair), limit))
		);
	}

	allowOne(pair: string): number | undefined {
		const until = this.heldBackUntil(pair);
		if (until === undefined) {
			return undefined;
		}
		const unsafe = this.lockedUntil > this.now() ? this.lockedUntil : endOf(this.inARow, MAX_BY_HAND);
		if (unsafe !== undefined) {
			return unsafe;
		}
		this.byHand.add(pair);
		return undefined;
	}

	/** What the service said when it last refused this pair. */
	lastRefusal(pair: string): CloudError | undefined {
		return this.refusalsOf(pair).at(-1)?.error;
	}

	/** Whether one more request could not lock the key, whatever becomes of those under way. */
	hasRoom(pair: string): boolean {
		// While refusals are on record, a silent request may be one more of them: its answer may be slow, too.
		const patient = this.inARow.length === 0;
		const unjudged = [...this.flights].filter(({ at }) => !patient || this.now() - at < JUDGED_MS);
		if (this.proven.has(pair) && this.refusalsOf(pair).length === 0) {
			return unjudged.length + this.inARow.length < MAX_IN_A_ROW;
		}
		return unjudged.every(({ proven }) => proven) && this.flights.size + this.inARow.length < MAX_IN_A_ROW;
	}

	start(pair: string): SignedTry {
		this.byHand.delete(pair);
		const flight: Flight = { pair, order: ++this.order, at: this.now(), proven: this.proven.has(pair) };
		this.flights.add(flight);
		return {
			end: (outcome, error) => {
				if (this.flights.delete(flight)) {
					this.book(flight, outcome, error);
					this.wake();
				}
			},
		};
	}

	/** Resolves when a request ended, or is out for so long that its signature must have been judged; or with the signal. */
	async change(signal: AbortSignal | undefined): Promise<void> {
		const ages = Array.from(this.flights, ({ at }) => JUDGED_MS - (this.now() - at)).filter((left) => left > 0);
		const timer = this.setTimer(() => this.wake(), Math.min(JUDGED_MS, ...ages));
		let go = (): void => {};
		await new Promise<void>((resolve) => {
			go = resolve;
			this.waiting.add(go);
			signal?.addEventListener('abort', go);
		});
		this.waiting.delete(go);
		signal?.removeEventListener('abort', go);
		timer.dispose();
	}

	private book(flight: Flight, outcome: SignatureOutcome, error: CloudError | undefined): void {
		const { pair } = flight;
		switch (outcome) {
			case 'accepted':
				this.proven.add(pair);
				// What was refused while this one was under way may have been judged after it.
				this.inARow = this.inARow.filter(({ order }) => order > flight.order);
				this.ofPairs = this.ofPairs.filter((refusal) => refusal.pair !== pair || refusal.order > flight.order);
				return;
			case 'refused': {
				const refusal: Refusal = { pair, order: ++this.order, at: this.now(), error };
				this.inARow.push(refusal);
				this.ofPairs.push(refusal);
				return;
			}
			case 'locked':
				this.lockedUntil = this.now() + HOLD_BACK_MS;
				return;
			case 'unclear':
				return;
		}
	}

	private wake(): void {
		for (const go of [...this.waiting]) {
			go();
		}
	}

	private refusalsOf(pair: string): readonly Refusal[] {
		return this.ofPairs.filter((refusal) => refusal.pair === pair);
	}

	/** A clock that was set back makes nobody wait longer than five minutes. */
	private forgetOld(): void {
		const now = this.now();
		const recent = (list: readonly Refusal[]): Refusal[] =>
			list.flatMap((refusal) =>
				now - refusal.at >= HOLD_BACK_MS ? [] : refusal.at > now ? { ...refusal, at: now } : refusal,
			);
		this.inARow = recent(this.inARow);
		this.ofPairs = recent(this.ofPairs);
		this.lockedUntil = Math.min(this.lockedUntil, now + HOLD_BACK_MS);
	}
}

/** When fewer than `limit` of these count any more; undefined where that is so now. */
function endOf(refusals: readonly Refusal[], limit: number): number | undefined {
	const oldest = refusals.length < limit ? undefined : refusals[refusals.length - limit];
	return oldest && oldest.at + HOLD_BACK_MS;
}
