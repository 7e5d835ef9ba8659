/**
 * The stand-in for both services, a process of its own. Rows are serialised before it listens and each page is kept once it was made, so that
 * its own time does not count. It takes any signature, answers after the latency that it was started with, and notes which pages it was asked for.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked, ServerOptions } from './processes';
import { dcsDetail, dcsRow, dcsStats, smsRow } from './rows';

const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions;
const dcs = Array.from({ length: options.dcs }, (_, index) => JSON.stringify(dcsRow(index)));
const sms = Array.from({ length: options.sms }, (_, index) => JSON.stringify(smsRow(index)));
const kept = new Map<string, Buffer>();

let paths: string[] = [];
let underWay = 0;
let atOnce = 0;

const server = createServer((request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
	if (searchParams.has('offset')) {
		paths.push(request.url ?? '/');
	}
	underWay += 1;
	atOnce = Math.max(atOnce, underWay);
	const answer = (): void => {
		underWay -= 1;
		send(response, page(pathname, searchParams));
	};
	if (options.latency > 0) {
		setTimeout(answer, options.latency);
	} else {
		answer();
	}
});

function page(pathname: string, query: URLSearchParams): Buffer | undefined {
	const [version, , third, id, stats] = pathname.split('/').slice(1);
	if (version === 'v3' && pathname === '/v3/tasks') {
		return slice('tasks', sms, query, 200);
	}
	if (version === 'v2' && third === 'migration-tasks') {
		return slice('migration_tasks', dcs, query, 1000);
	}
	if (version === 'v2' && third === 'migration-task' && id !== undefined) {
		return Buffer.from(JSON.stringify(stats === 'stats' ? dcsStats() : dcsDetail(id)));
	}
	return undefined;
}

function slice(name: string, rows: readonly string[], query: URLSearchParams, most: number): Buffer {
	const offset = Number(query.get('offset') ?? 0);
	const limit = Math.min(most, Number(query.get('limit') ?? 10));
	const key = `${name} ${offset} ${limit}`;
	const known = kept.get(key);
	if (known) {
		return known;
	}
	const body = `{"count":${rows.length},"${name}":[${rows.slice(offset, offset + limit).join(',')}]}`;
	const made = Buffer.from(body);
	kept.set(key, made);
	return made;
}

function send(response: ServerResponse, body: Buffer | undefined): void {
	response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-length': body?.length ?? 0 });
	response.end(body);
}

process.on('message', () => {
	const asked: Asked = { paths, atOnce };
	paths = [];
	atOnce = 0;
	process.send?.(asked);
});
process.on('disconnect', () => process.exit());
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
