/** The stand-in for both services that gives one of the hostile answers, in a process of its own: its name stands on the command line. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOSTILE_ANSWERS } from './hostileAnswers';

const answer = HOSTILE_ANSWERS[process.argv[2] ?? ''];
if (!answer) {
	throw new Error(`There is no hostile answer "${process.argv[2]}".`);
}
const rows = answer.rows();
const kept = new Map<string, Buffer>();

function bodyOf(url: URL): Buffer {
	const lists: Readonly<Record<string, string>> = { tasks: 'tasks', 'migration-tasks': 'migration_tasks' };
	const name = lists[url.pathname.split('/').at(-1) ?? ''];
	if (name === undefined) {
		// Details and statistics alike: a row that has the fields of all pages.
		return Buffer.from(rows[1] ?? rows[0] ?? '{}');
	}
	const offset = Number(url.searchParams.get('offset') ?? 0);
	const limit = Number(url.searchParams.get('limit') ?? 10);
	const page = answer?.inOne ? (offset === 0 ? rows : []) : rows.slice(offset, offset + limit);
	return Buffer.from(`{"count":${rows.length},"${name}":[${page.join(',')}]}`);
}

const server = createServer((request, response) => {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	const body = kept.get(url.href) ?? bodyOf(url);
	kept.set(url.href, body);
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
	response.end(body);
});

process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
