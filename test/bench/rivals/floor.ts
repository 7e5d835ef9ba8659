/** The least that can be done: the same pages with Node's own client and `JSON.parse`, nothing looked at, nothing kept in order. */
import { Agent, get } from 'node:http';
import type { Prepare } from '../rival';
import type { Row } from '../rows';

/** As our list does: the first page alone, the others some at a time. */
export const floor: Prepare = async ({ endpoint, asked, tasks }) => {
	const agent = new Agent({ keepAlive: true });
	const [first = '', ...others] = asked?.paths ?? [];
	return async () => {
		const began = performance.now();
		const pages = [await fetchRows(endpoint + first, agent)];
		const waiting = others.values();
		const worker = async (): Promise<void> => {
			for (const path of waiting) {
				pages.push(await fetchRows(endpoint + path, agent));
			}
		};
		await Promise.all(Array.from({ length: asked?.atOnce ?? 1 }, worker));
		const ms = performance.now() - began;
		if (pages.flat().length < tasks) {
			throw new Error('The floor did not read all tasks.');
		}
		return { ms };
	};
};

/** The rows of one page. */
export function fetchRows(url: string, agent: Agent): Promise<Row[]> {
	return new Promise((resolve, reject) => {
		const request = get(url, { agent }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, Row[]>;
				resolve(body.migration_tasks ?? body.tasks ?? []);
			});
		});
		request.on('error', reject);
	});
}
