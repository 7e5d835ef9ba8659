import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { promises } from '../promises';
import { extension, panels, set, until } from './host';

/** How many times longer than in a usual run: SOAK=20 takes about half an hour. */
const LENGTH = Number(process.env.SOAK ?? 1);
const REFRESHES = 600 * LENGTH;
const PANELS = 25 * LENGTH;
const CONNECTIONS = 20 * LENGTH;
/** What the second half may add, MB: what the editor itself keeps of closed panels, and a list that is longer at one look than at the other. */
const ROOM = 5;

/** What one list of the service may grow to, rows. */
const ROWS = 120;

/** A service whose list grows and shrinks, and whose tasks change at each look. */
class Tide {
	requests = 0;
	/** The list stays as long as it is, for comparisons. */
	still = false;
	private lists = 0;
	private readonly server: Server;

	constructor() {
		this.server = createServer((request, response) => {
			this.requests++;
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(this.answer(new URL(request.url ?? '/', 'http://x').pathname)));
		});
	}

	async listen(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private answer(path: string): unknown {
		if (path.endsWith('/migration-tasks')) {
			const turn = this.still ? 10 : this.lists++ % 40;
			const length = Math.round((ROWS * (turn < 20 ? turn + 1 : 40 - turn)) / 20);
			const rows = Array.from({ length }, (_, nth) => this.row(nth));
			return { count: rows.length, migration_tasks: rows };
		}
		if (path.endsWith('/stats')) {
			const n = this.requests;
			return {
				is_migrating: true,
				full_migration_progress: String(n % 100),
				offset: String(n * 7),
				source_dbsize: n,
				target_dbsize: n - 1,
				target_input_kbps: 10,
				target_ops: 20,
			};
		}
		return this.row(Number(path.split('/').at(-1)?.slice(-6) ?? 0));
	}

	private row(nth: number): Record<string, unknown> {
		const running = nth === this.lists % 10;
		return {
			task_id: `task-${String(nth).padStart(6, '0')}`,
			task_name: `cache ${nth}`,
			status: running ? 'MIGRATING' : 'SUCCESS',
			migration_type: 'online_migration',
			migration_method: 'incremental_migration',
			created_at: '2025-02-04T10:00:00.000Z',
			description: `seen ${this.lists} times`,
		};
	}
}

// biome-ignore lint/suspicious/noExplicitAny: any function, to be called as it was called
type Call = (...args: any[]) => unknown;

/** Timers and abort listeners that code of the extension holds, counted where it asks for them. */
class Held {
	readonly timers = new Set<unknown>();
	private listeners = 0;
	private readonly restore: (() => void)[] = [];

	constructor() {
		for (const [start, stop] of [
			['setTimeout', 'clearTimeout'],
			['setInterval', 'clearInterval'],
		] as const) {
			this.wrap(globalThis, start, (real) => (run: () => void, ms: number, ...rest: unknown[]) => {
				if (!asksTheExtension()) {
					return real(run, ms, ...rest);
				}
				const handle: unknown = real(
					() => {
						this.timers.delete(handle);
						run();
					},
					ms,
					...rest,
				);
				this.timers.add(handle);
				return handle;
			});
			this.wrap(globalThis, stop, (real) => (handle: unknown) => {
				this.timers.delete(handle);
				return real(handle);
			});
		}
		const target = AbortSignal.prototype as unknown as Record<string, Call>;
		this.wrap(target, 'addEventListener', (real) => this.counting(real, 1));
		this.wrap(target, 'removeEventListener', (real) => this.counting(real, -1));
	}

	/** How many listeners of abort signals were added and not taken away again. */
	get abortListeners(): number {
		return this.listeners;
	}

	dispose(): void {
		for (const back of this.restore) {
			back();
		}
	}

	private counting(real: Call, step: number): Call {
		const held = this;
		return function (this: unknown, ...args) {
			held.listeners += step;
			return Reflect.apply(real, this, args);
		};
	}

	private wrap(owner: object, name: string, make: (real: Call) => unknown): void {
		const own = Object.hasOwn(owner, name);
		const real = Reflect.get(owner, name) as Call;
		Reflect.set(owner, name, Object.assign(make(real) as object, real));
		this.restore.push(() => (own ? Reflect.set(owner, name, real) : Reflect.deleteProperty(owner, name)));
	}
}

function asksTheExtension(): boolean {
	const frames = (new Error('who asks').stack ?? '').split('\n');
	return frames.slice(2, 5).some((frame) => /migration-tasks.*[\\/]dist[\\/]/.test(frame));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Live memory of the extension host, MB. */
async function liveMemory(): Promise<number> {
	for (let turn = 0; turn < 4; turn++) {
		collect();
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

describe('A long life', () => {
	const tide = new Tide();
	let url: string;
	const profile = (id: string): Record<string, unknown> => ({
		id,
		name: id,
		cloud: 'custom',
		region: 'r',
		projectId: 'p',
		services: ['dcs'],
		endpoints: { dcs: url },
		credential: 'environment',
	});
	before(async () => {
		process.env.HUAWEICLOUD_SDK_AK = 'AK';
		process.env.HUAWEICLOUD_SDK_SK = 'SK';
		url = await tide.listen();
		await extension().activate();
	});
	after(async () => {
		await set('connections', undefined);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await tide.close();
	});

	const refresh = async (times: number): Promise<void> => {
		for (let time = 0; time < times; time++) {
			await vscode.commands.executeCommand('migrationTasks.refresh');
		}
	};
	const openAndClose = async (times: number): Promise<void> => {
		for (let time = 0; time < times; time++) {
			const ref = { connectionId: 'one', service: 'dcs', id: `task-${String(time % 20).padStart(6, '0')}` };
			await vscode.commands.executeCommand('migrationTasks.openTask', ref);
			await until('the panel', () => panels('migrationTasks.details').length === 1);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await until('the panel to go', () => panels('migrationTasks.details').length === 0);
		}
	};
	const comeAndGo = async (times: number): Promise<void> => {
		for (let time = 0; time < times; time++) {
			await set('connections', [profile('one'), profile(`more-${time}`)]);
			await refresh(1);
			await set('connections', [profile('one')]);
		}
	};
	const lives: readonly { readonly fault: string; readonly live: () => Promise<void> }[] = [
		{
			fault: `${REFRESHES * 2} refreshes of a list that grows and shrinks`,
			live: () => refresh(REFRESHES),
		},
		{ fault: `${PANELS * 2} panels opened and closed`, live: () => openAndClose(PANELS) },
		{ fault: `${CONNECTIONS * 2} connections that come, are read, and go`, live: () => comeAndGo(CONNECTIONS) },
	];
	for (const { fault, live } of lives) {
		promises(
			{
				chapter: 'Long life',
				fault,
				promise: 'memory stays flat, and no timer, listener or request is left',
			},
			async function () {
				this.timeout(600_000 * Math.max(1, LENGTH));
				const held = new Held();
				try {
					await set('connections', [profile('one')]);
					// What is made once (chunks, formats, the editor's own caches) is there after the first half.
					await live();
					const before = await stocktaking(tide, held);
					await live();
					const after = await stocktaking(tide, held);
					// One is the clock by which the connection is read again.
					await until('timers to end', () => held.timers.size <= Math.max(1, before.timers));
					assert.ok(after.listeners <= before.listeners, `listeners: ${before.listeners}, later ${after.listeners}`);
					assert.ok(after.memory - before.memory < ROOM, `memory: ${before.memory} MB, later ${after.memory} MB`);
				} finally {
					held.dispose();
				}
			},
		);
	}
});

/** What is left when nothing goes on. */
async function stocktaking(
	tide: Tide,
	held: Held,
): Promise<{ readonly memory: number; readonly timers: number; readonly listeners: number }> {
	tide.still = true;
	await vscode.commands.executeCommand('migrationTasks.refresh');
	tide.still = false;
	await quiet(tide);
	return { memory: await liveMemory(), timers: held.timers.size, listeners: held.abortListeners };
}

/** Waits until nothing is asked any more; fails if that never comes. */
async function quiet(tide: Tide): Promise<void> {
	let last = -1;
	await until('silence', async () => {
		const now = tide.requests;
		const same = now === last;
		last = now;
		await new Promise((resolve) => setTimeout(resolve, 300));
		return same && tide.requests === now;
	});
}
