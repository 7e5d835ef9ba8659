/** What the sandbox is told and what it shows of itself. */

export interface SandboxOptions {
	/** TCP port on 127.0.0.1; 0 (default) takes any free one. */
	readonly port?: number;
	/** Everything generated follows from it. Default 1. */
	readonly seed?: number;
	/** How many times faster than real time the migrations run. Default 60. */
	readonly speed?: number;
	/** Generated DCS tasks in addition to the fixtures. Default 0. */
	readonly tasks?: number;
	/** Generated SMS tasks in addition to the fixtures. Default 0. */
	readonly smsTasks?: number;
	/** Generated DCS instances in addition to the named ones. Default 0. */
	readonly instances?: number;
	/** Adds migrations that each live through something, and a failed task for each known cause. Default false. */
	readonly stories?: boolean;
	/** Name of the scenario in force from the start, one of `scenarioNames()`. */
	readonly scenario?: string;
	/** The wall clock, ms since 1970. Default `Date.now`. */
	readonly now?: () => number;
	/** How long a token of IAM is valid, s. Default 86,400 (24 h). */
	readonly tokenLifetime?: number;
	/** Serve the unsigned `/__sandbox/…` paths, for tests in another process. Default false. */
	readonly control?: boolean;
	/** Secrets of the account in place of the usual ones, which everybody knows. */
	readonly secrets?: Partial<SandboxSecrets>;
	/** Gets one line per request; never a secret. */
	readonly log?: (line: string) => void;
}

/** What the account's sign-ins are made of. */
export interface SandboxSecrets {
	readonly secretKey: string;
	readonly temporarySecretKey: string;
	readonly securityToken: string;
	readonly password: string;
}

/** How the caller proved who it is. `none` also where the proof failed to parse. */
export type AuthorisationKind = 'aksk' | 'token' | 'none';

/** One request as the sandbox saw it. Holds no secret. */
export interface RecordedRequest {
	readonly method: string;
	readonly path: string;
	/** As sent, without the question mark. */
	readonly query: string;
	/** HTTP status answered; 0 where the connection was cut or is still unanswered. */
	readonly status: number;
	/** ms since 1970. */
	readonly at: number;
	readonly authorisation: AuthorisationKind;
	/** The JSON body with every secret masked; undefined where there was none. */
	readonly body: unknown;
}

export type MisbehaviourKind =
	/** Answers properly, `ms` later (default 2,000). */
	| 'latency'
	/** 429 APIGW.0308; `retryAfter` (s) adds the header. */
	| '429'
	/** 500 in the service's own error form. */
	| '500'
	/** 502 with an HTML page, as a proxy would. */
	| '502html'
	/** The socket is destroyed before anything is done. */
	| 'drop'
	/** The work is done, then the socket is destroyed: the caller cannot know the outcome. */
	| 'dropAfter'
	/** No answer at all. */
	| 'hang'
	/** 200 with HTML in place of JSON. */
	| 'notJson'
	/** 200 with the first half of the JSON text, properly ended as HTTP. */
	| 'truncated'
	/** 200 with well-formed JSON that keeps no promise of the API pages. */
	| 'hostile'
	/** 403 that names the missing permission. */
	| 'forbidden'
	/** 403 to whoever does not ask for `project`, the one enterprise project that the user may see. */
	| 'otherProject'
	/** 401 with a Date header an hour ahead: the caller's clock is wrong. */
	| 'skew'
	/** 200 with an empty body. */
	| 'empty'
	/** Batches do nothing for the tasks of `failItems`, and answer 200 with `failed` for them; deletions leave them out. */
	| 'failItems'
	/** Says back what was sent, secrets and all: an error of `status` (default 400), or with 200 among the fields of the answer. */
	| 'echo';

/** A rule: which requests go wrong, how, and how often. */
export interface Misbehaviour {
	/** On "METHOD path": a part of it, or a pattern. Left out: every request. */
	readonly match?: RegExp | string;
	/** How many times, then the rule is spent. Left out: always. */
	readonly times?: number;
	/** Only each n-th matching request. Default 1. */
	readonly every?: number;
	readonly kind: MisbehaviourKind;
	readonly ms?: number;
	/** s */
	readonly retryAfter?: number;
	/** Of `otherProject`: the id. Default '0', that of the account's default project. */
	readonly project?: string;
	/** Of echoes: the HTTP status. */
	readonly status?: number;
	/** Of `failItems`: ids of tasks. */
	readonly failItems?: readonly string[];
	/** Of hostile answers: the tasks with hostile texts have failed. */
	readonly failed?: boolean;
}

export interface Sandbox {
	/** e.g. `http://127.0.0.1:41234`; the endpoint of DCS, SMS and IAM alike. */
	readonly url: string;
	readonly region: 'sandbox-1';
	readonly projectId: string;
	readonly domainId: string;
	readonly accessKey: string;
	readonly secretKey: string;
	/** A second key pair, which is valid only together with its security token. */
	readonly temporary: { readonly accessKey: string; readonly secretKey: string; readonly securityToken: string };
	readonly login: { readonly domain: string; readonly user: string; readonly password: string };
	/** The last 1,000, oldest first. */
	readonly requests: readonly RecordedRequest[];
	/** The body of the last configure request, passwords and all, for tests. */
	readonly lastConfigureBody: unknown;
	/** Adds a rule; the newest that matches wins. `null` drops all of them. */
	misbehave(rule: Misbehaviour | null): void;
	/** Puts a named scenario in place of all rules. Throws a RangeError on an unknown name. */
	play(scenario: string): void;
	/** Moves the simulated migrations ahead by so many simulated seconds. */
	advance(seconds: number): void;
	/** The writers at the source of a running task stop, or write (again). Throws a RangeError on an unknown name. */
	setWriters(task: string, writing: boolean): void;
	/** Stops listening and cuts every connection. */
	close(): Promise<void>;
}
