/** Signing in with a password: tokens, kept in memory alone and renewed before they run out. */
import { CloudError } from './errors';
import type { IamClient, IamToken, Login, TokenScope } from './iam';
import type { Authorizer } from './request';

export interface PasswordOptions extends Login {
	readonly iam: IamClient;
	/** The project to sign in to for DCS, by id; else by `region`, whose project has its name. */
	readonly projectId?: string | undefined;
	readonly region?: string | undefined;
	readonly now?: () => number;
}

export interface PasswordAuthorizer extends Authorizer {
	/** The project's id, as the sign-in says it. */
	projectId(signal?: AbortSignal): Promise<string>;
}

type Kind = 'project' | 'domain';

interface Held {
	readonly token: IamToken;
	/** When to sign in again, by this computer's clock, ms. */
	readonly renewAt: number;
}

/** Documented validity, for answers that do not say it. */
const DAY_MS = 24 * 3_600_000;
const MAX_MARGIN_MS = 5 * 60_000;

/**
 * Proves who asks by tokens: one for the project (DCS), one for the account (SMS, IAM). Requests at the same time share one sign-in; it goes
 * on while any of them waits. A password that was refused is not sent again by this authorizer: a few wrong ones lock the user.
 */
export function passwordAuthorizer(options: PasswordOptions): PasswordAuthorizer {
	const now = options.now ?? Date.now;
	const held = new Map<Kind, Held>();
	const running = new Map<Kind, SharedTask<IamToken>>();
	let refused: CloudError | undefined;

	async function signIn(kind: Kind, signal: AbortSignal): Promise<IamToken> {
		try {
			const asked = now();
			const token = await options.iam.createToken(options, scopeOf(kind), signal);
			// The two clocks may differ: only how long it lasts is taken from the service.
			const validity =
				token.expiresAt === undefined ? DAY_MS : Math.max(0, token.expiresAt - (token.issuedAt ?? asked));
			held.set(kind, { token, renewAt: asked + validity - Math.min(MAX_MARGIN_MS, validity / 10) });
			return token;
		} catch (error) {
			if (error instanceof CloudError && isFinal(error)) refused = error;
			throw error;
		}
	}

	function scopeOf(kind: Kind): TokenScope {
		if (kind === 'domain') return { domain: { name: options.domain } };
		if (options.projectId) return { project: { id: options.projectId } };
		if (options.region) return { project: { name: options.region } };
		throw new CloudError({ kind: 'project', reason: 'noProject', operation: 'SignIn' });
	}

	async function tokenFor(kind: Kind, signal?: AbortSignal): Promise<IamToken> {
		if (refused) throw refused;
		const current = held.get(kind);
		if (current && now() < current.renewAt) return current.token;
		let task = running.get(kind);
		if (!task || task.abandoned) {
			const fresh = new SharedTask((abandon) => signIn(kind, abandon));
			task = fresh;
			running.set(kind, fresh);
			const forget = (): void => {
				if (running.get(kind) === fresh) running.delete(kind);
			};
			fresh.result.then(forget, forget);
		}
		return task.join(signal);
	}

	return {
		async authorize(_request, scope, signal) {
			if (scope === 'none') return { headers: {}, secrets: [], ended: () => false };
			const { token } = await tokenFor(scope, signal);
			return {
				headers: { 'X-Auth-Token': token },
				secrets: [token],
				ended(outcome) {
					if (!(outcome instanceof CloudError) || outcome.kind !== 'token') return false;
					// Another request may have signed in anew meanwhile: only the token that was refused goes.
					if (held.get(scope)?.token.token === token) held.delete(scope);
					return true;
				},
			};
		},
		async projectId(signal) {
			if (options.projectId) return options.projectId;
			const { projectId } = await tokenFor('project', signal);
			if (projectId) return projectId;
			throw new CloudError({ kind: 'project', reason: 'noProject', operation: 'SignIn' });
		},
	};
}

/** A wrong password stays wrong. A locked user does not stay locked. */
function isFinal({ kind, code }: CloudError): boolean {
	return kind === 'mfa' || (kind === 'password' && code !== 'IAM.0061');
}

/** Work that several wait for. Each may give up by itself; when all have, the work is aborted. */
class SharedTask<T> {
	readonly result: Promise<T>;
	private readonly stop = new AbortController();
	private waiting = 0;

	constructor(work: (signal: AbortSignal) => Promise<T>) {
		this.result = work(this.stop.signal);
	}

	get abandoned(): boolean {
		return this.stop.signal.aborted;
	}

	async join(signal?: AbortSignal): Promise<T> {
		if (signal?.aborted) {
			if (this.waiting === 0) this.stop.abort();
			throw cancelled();
		}
		this.waiting++;
		let giveUp = (): void => undefined;
		const gaveUp = new Promise<never>((_resolve, reject) => {
			giveUp = () => reject(cancelled());
			signal?.addEventListener('abort', giveUp);
		});
		try {
			return await Promise.race([this.result, gaveUp]);
		} finally {
			signal?.removeEventListener('abort', giveUp);
			this.waiting--;
			if (this.waiting === 0) this.stop.abort();
		}
	}
}

function cancelled(): CloudError {
	return new CloudError({ kind: 'cancelled', operation: 'SignIn' });
}
