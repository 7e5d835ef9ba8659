/** A connection to the sandbox through the proxy, and what its user sees, on a clock that the test moves. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CloudHttp } from '../../src/cloud/http';
import { KeyGuard } from '../../src/cloud/keyGuard';
import { type OpenConnection, openConnection } from '../../src/connections/openConnection';
import type { SetTimer } from '../../src/core/timer';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index';
import { SERVICES } from '../../src/services';
import type { ConnectionProblem } from '../../src/store/connectionProblem';
import { type RefreshSchedulers, schedulersOf } from '../../src/store/refreshSchedulers';
import { type ConnectionPort, TaskStore } from '../../src/store/taskStore';
import { FaultProxy } from './faultProxy';
import { Order } from './order';

export interface RigOptions {
	readonly services?: readonly ('dcs' | 'sms')[];
	readonly sandbox?: SandboxOptions;
	/** Where the connection looks for its services; at the proxy unless given. */
	readonly endpoint?: string;
	/** Address of loopback that the proxy listens at; 127.0.0.1 unless given. */
	readonly listenAt?: string;
}

/** Where an attempt is given up in daily use, s. In tests it comes sooner. */
const DAILY_TIMEOUT = 30;
/** What a test waits for an answer, ms, unless it is about waiting. */
const PATIENCE = 20_000;
const ID = 'one';

export class Rig {
	/** ms since 1970; moved by {@link pass} alone. */
	now = Date.UTC(2025, 2, 4, 12);
	/** How long a test's attempt waits for an answer, ms. */
	timeout = PATIENCE;
	readonly store: TaskStore;
	/** What requests paused for before they were tried again, ms. */
	private paused = 0;
	private timedOut = false;
	private readonly schedulers: RefreshSchedulers;
	private readonly timers = new Set<{ readonly run: () => void; readonly at: number }>();
	private runs = 0;

	private constructor(
		readonly sandbox: Sandbox,
		readonly proxy: FaultProxy,
		private readonly connection: OpenConnection,
	) {
		const port: ConnectionPort = {
			ids: () => [ID],
			name: () => 'Production',
			open: async () => connection,
			onDidChange: () => ({ dispose: () => {} }),
		};
		this.store = new TaskStore(port, SERVICES, { now: () => this.now });
		this.schedulers = schedulersOf(this.store, {
			interval: () => 60_000,
			now: () => this.now,
			random: () => 1,
			setTimer: this.setTimer,
			ran: () => void this.runs++,
		});
	}

	/** A view that somebody looks at, read once. */
	static async open({ services = ['dcs'], sandbox: wish, endpoint, listenAt }: RigOptions = {}): Promise<Rig> {
		const sandbox = await startSandbox(wish);
		const proxy = await FaultProxy.before(sandbox.url, listenAt);
		const order = new Order(proxy);
		const hooks: { rig?: Rig } = {};
		const say = (line: unknown): void => {
			if (hooks.rig && /: timeout /.test(String(line))) {
				hooks.rig.timedOut = true;
			}
		};
		const http = new CloudHttp({
			timeoutMs: () => hooks.rig?.timeout ?? PATIENCE,
			sleep: async (ms) => {
				if (hooks.rig) {
					hooks.rig.paused += ms;
				}
				// A pause of a second or more is longer than what is on its way beside it takes.
				await order.quiet();
			},
			now: () => hooks.rig?.now ?? 0,
			random: () => 1,
			logger: { debug: say, info: say, warn: say, error: say },
		});
		const url = endpoint ?? proxy.url;
		const place = {
			name: 'Production',
			cloud: 'custom',
			region: sandbox.region,
			projectId: sandbox.projectId,
			services: [...services],
			endpoints: { dcs: url, sms: url, iam: url },
		};
		const { accessKey, secretKey } = sandbox;
		const connection = await openConnection(
			place,
			{ kind: 'aksk', accessKey, secretKey },
			{ http, keyGuard: new KeyGuard(), services: SERVICES, onMalformed: () => {} },
		);
		const rig = new Rig(sandbox, proxy, {
			...connection,
			sources: connection.sources.map((source) => order.keptBy(source)),
		});
		hooks.rig = rig;
		await rig.look();
		return rig;
	}

	/** What the view does at the first look. */
	private async look(): Promise<void> {
		this.schedulers.setConnections([ID]);
		const ids = this.store.unread();
		this.schedulers.ran(ids);
		await this.store.refresh({ ids });
		this.schedulers.ran(ids);
		this.schedulers.setVisible(true);
	}

	/** What ails the connection, as the tree tells it. */
	get problem(): ConnectionProblem | undefined {
		const [state] = this.store.connectionStates();
		return state?.problem ?? state?.services.find(({ problem }) => problem)?.problem;
	}

	/** When what is shown was read, ms since 1970. */
	get loadedAt(): number | undefined {
		return this.store.connectionStates()[0]?.services[0]?.loadedAt;
	}

	/** Lets time pass for somebody who looks on and does nothing; what the extension does by itself by then is done. */
	async pass(ms: number): Promise<void> {
		const end = this.now + ms;
		for (let next = this.nextTimer(); next && next.at <= end; next = this.nextTimer()) {
			this.now = Math.max(this.now, next.at);
			this.timers.delete(next);
			const before = this.runs;
			next.run();
			// The scheduler plans its next run when this one is through.
			while (this.runs === before || this.timers.size === 0) {
				await nextTurn();
			}
		}
		this.now = end;
	}

	/** Passes the time to the next refresh and its end. Resolves to how long it takes in daily use until its outcome is told, in s. */
	async nextRefresh(): Promise<number> {
		this.paused = 0;
		this.timedOut = false;
		await this.pass(Math.max(0, (this.nextTimer()?.at ?? this.now) - this.now));
		return Math.round(this.paused / 1000) + (this.timedOut ? DAILY_TIMEOUT : 0);
	}

	async dispose(): Promise<void> {
		this.schedulers.dispose();
		this.store.dispose();
		this.connection.close();
		await this.proxy.close();
		await this.sandbox.close();
	}

	private readonly setTimer: SetTimer = (run, ms) => {
		const timer = { run, at: this.now + ms };
		this.timers.add(timer);
		return { dispose: () => void this.timers.delete(timer) };
	};

	private nextTimer(): { readonly run: () => void; readonly at: number } | undefined {
		return [...this.timers].sort((a, b) => a.at - b.at)[0];
	}
}
