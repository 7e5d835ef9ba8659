/** The processes of a measurement: one server, and each rival in a process of its own, so that one's garbage is not another's pause. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../scripts/vscode-host.mjs';

export interface ServerOptions {
	/** How many tasks each service has. */
	readonly dcs: number;
	readonly sms: number;
	/** How long each answer takes, ms. */
	readonly latency: number;
}

/** What the server was asked since it was last questioned. */
export interface Asked {
	/** Paths of list pages, in order. */
	readonly paths: readonly string[];
	/** The most requests that were under way at the same time. */
	readonly atOnce: number;
}

export interface RivalOptions {
	/** Address of the server. */
	readonly endpoint: string;
	/** How many tasks must come out. */
	readonly tasks: number;
	/** The pages to ask for, where the rival does not choose them. */
	readonly asked?: Asked;
	/** Garbage is collected before each reading of the memory. */
	readonly collect?: boolean;
	/** Changed tasks move to another group. */
	readonly moves?: boolean;
}

/** What a run of a rival comes to, by name: ms, bytes or numbers of things. */
export type Figures = Readonly<Record<string, number>>;

export interface Server {
	readonly endpoint: string;
	/** What it was asked since the last call. */
	asked(): Promise<Asked>;
	stop(): void;
}

export interface Rival {
	run(): Promise<Figures>;
	stop(): void;
}

const out = path.join(projectRoot, 'out', 'bench');

/** Bundles what is measured, with the options of the extension's own bundle. */
export function bundle(): void {
	const { status } = spawnSync(process.execPath, [path.join(projectRoot, 'test', 'bench', 'bundle.mjs')], {
		stdio: 'inherit',
	});
	if (status !== 0) {
		throw new Error('The bundle of the measurements could not be made.');
	}
}

export async function startServer(options: ServerOptions): Promise<Server> {
	const child = fork(path.join(out, 'server.js'), [JSON.stringify(options)]);
	const port = await answer<number>(child);
	return {
		endpoint: `http://127.0.0.1:${port}`,
		asked: async () => {
			child.send('asked');
			return answer<Asked>(child);
		},
		stop: () => void child.kill(),
	};
}

/** Starts a server that gives one of the answers of hostileAnswers.ts. */
export async function startHostileServer(name: string): Promise<Pick<Server, 'endpoint' | 'stop'>> {
	const child = fork(path.join(out, 'hostileServer.js'), [name]);
	const port = await answer<number>(child);
	return { endpoint: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** Starts a rival by its name in rival.ts. */
export async function startRival(name: string, options: RivalOptions): Promise<Rival> {
	const child = fork(path.join(out, 'rival.js'), [name, JSON.stringify(options)], { execArgv: ['--expose-gc'] });
	await answer(child);
	return {
		run: async () => {
			child.send('run');
			return answer<Figures>(child);
		},
		stop: () => void child.kill(),
	};
}

/** The next message of a child. */
function answer<T>(child: ChildProcess): Promise<T> {
	return new Promise((resolve, reject) => {
		const ended = (code: number | null): void => reject(new Error(`A process of the measurement ended (${code}).`));
		child.once('exit', ended);
		child.once('message', (message) => {
			child.off('exit', ended);
			const { failure } = message as { failure?: string };
			if (failure === undefined) {
				resolve(message as T);
			} else {
				reject(new Error(failure));
			}
		});
	});
}
