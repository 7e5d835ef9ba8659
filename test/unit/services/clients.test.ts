import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError } from '../../../src/cloud/errors';
import { errorMessage } from '../../../src/cloud/errorTable';
import { CloudHttp } from '../../../src/cloud/http';
import type { Logger } from '../../../src/core/logger';
import type { ServiceAction } from '../../../src/migration/ports';
import { actions } from '../../../src/services/dcs/actions';
import { DcsClient } from '../../../src/services/dcs/client';
import type { SourceDeps } from '../../../src/services/definition';
import { SmsClient } from '../../../src/services/sms/client';
import { json, type Reply, serve, type TestServer } from '../cloud/server';

const example = (name: string): string =>
	readFileSync(new URL(`../../fixtures/api/${name}.json`, import.meta.url), 'utf8');
const asker = akskAuthorizer(() => ({ accessKey: 'AK', secretKey: 'SK' }));
const rejectsWith =
	(kind: string, more: Partial<CloudError> = {}) =>
	(error: unknown): boolean => {
		assert.ok(error instanceof CloudError, String(error));
		assert.equal(error.kind, kind);
		for (const [key, value] of Object.entries(more)) assert.equal(error[key as keyof CloudError], value);
		return true;
	};

/** Pages over rows as the services do. */
function paged(list: string, rows: readonly unknown[]): Reply {
	return (request, response, nth) => {
		const query = new URL(request.url, 'http://x').searchParams;
		const offset = Number(query.get('offset') ?? 0);
		json(200, { count: rows.length, [list]: rows.slice(offset, offset + Number(query.get('limit') ?? 10)) })(
			request,
			response,
			nth,
		);
	};
}

describe('the clients of the services', () => {
	let server: TestServer;
	let lines: string[];
	let notes: string[];
	before(async () => {
		server = await serve(json(200, {}));
	});
	after(() => server.close());
	beforeEach(() => {
		server.seen.length = 0;
		lines = [];
		notes = [];
	});
	const log = (line: unknown): void => void lines.push(String(line));
	const logger: Logger = { debug: log, info: log, warn: log, error: log };
	const http = (): CloudHttp => new CloudHttp({ timeoutMs: () => 30_000, sleep: async () => undefined, logger });
	const deps = (more: Partial<SourceDeps> = {}): SourceDeps => ({
		http: http(),
		authorizer: asker,
		endpoint: `${server.url}/`,
		projectId: async () => 'p1',
		domainId: async () => undefined,
		onMalformed: (note) => notes.push(note),
		...more,
	});
	const dcs = (): DcsClient => new DcsClient(deps());
	const sms = (domainId?: string): SmsClient => new SmsClient(deps({ domainId: async () => domainId }));

	describe('of DCS', () => {
		it('lists tasks as the page says', async () => {
			server.reply = json(200, example('dcs-list-migration-tasks'));
			const list = await dcs().listTasks({ name: 'a b/ü' });
			assert.deepEqual(
				list.rows.map(({ id }) => id),
				['2944a563-6f27-4604-9c16-a9a53cd95cc7'],
			);
			assert.ok(list.complete);
			assert.equal(server.seen[0]?.url, '/v2/p1/migration-tasks?offset=0&limit=1000&name=a%20b%2F%C3%BC');
			assert.equal(server.seen[0]?.headers['x-project-id'], 'p1');
			assert.equal(server.seen[0]?.body, '');
		});

		it('lists thousands, whole and once each', async () => {
			const rows = Array.from({ length: 2_500 }, (_, i) => ({
				task_id: `t${i}`,
				task_name: `n${i}`,
				created_at: '2021-06-16T06:12:55.508Z',
			}));
			server.reply = paged('migration_tasks', rows);
			const list = await dcs().listTasks();
			assert.deepEqual(
				list.rows.map(({ raw }) => raw),
				rows,
			);
			assert.equal(list.count, 2_500);
			assert.equal(server.seen.length, 3);
		});

		it('shows what can be read of a hostile list, counts the rest and remarks once', async () => {
			const rows = [
				null,
				'x',
				[],
				{ task_id: 'a' },
				{ task_id: 'a', task_name: 'other' },
				{ task_name: '<img src=x>' },
				{ task_id: 7 },
			];
			server.reply = json(200, { count: 'many', migration_tasks: rows });
			const client = dcs();
			const list = await client.listTasks();
			await client.listTasks();
			assert.deepEqual(
				list.rows.map(({ id, idMissing }) => (idMissing ? '-' : id)),
				['a#2', 'a', '-', '7'],
			);
			assert.equal(list.unreadable, 3);
			assert.equal(notes.length, new Set(notes).size);
		});

		it('refuses an answer that is no list, rather than show none', async () => {
			server.reply = json(200, { error: 'x' });
			await assert.rejects(dcs().listTasks(), rejectsWith('unreadable', { reason: 'shape' }));
		});

		it('shows one task, with the id it was asked by, and without passwords anywhere', async () => {
			server.reply = json(200, example('dcs-show-migration-task'));
			const task = await dcs().showTask('a276c1ffa0a54c2597fc824b917db317');
			assert.equal(task.fields.status, 'TERMINATING');
			assert.equal(server.seen[0]?.url, '/v2/p1/migration-task/a276c1ffa0a54c2597fc824b917db317');
			assert.ok(!JSON.stringify([task, lines, notes]).includes('DCStest123'));
			assert.equal(
				(await dcs().showTask('a276c1ffa0a54c2597fc824b917db317#2')).id,
				'a276c1ffa0a54c2597fc824b917db317#2',
			);
			assert.equal(server.seen[1]?.url, server.seen[0]?.url);
		});

		it('reads live statistics', async () => {
			server.reply = json(200, example('dcs-show-migration-task-stats'));
			const { fields } = await dcs().showStats('t1');
			assert.equal(fields.source_dbsize, 531_221);
			assert.equal(fields.is_migrating, true);
			assert.equal(server.seen[0]?.url, '/v2/p1/migration-task/t1/stats');
		});

		it('knows that 400 DCS.4133 means that the task is gone', async () => {
			server.reply = json(400, example('dcs-error-task-not-found'));
			await assert.rejects(dcs().showStats('t1'), rejectsWith('noSuchTask'));
			assert.equal(server.seen.length, 1);
		});

		it('asks nothing with an id that would lead elsewhere, or that it made up itself', async () => {
			for (const id of ['..', '.', '']) await assert.rejects(dcs().showTask(id), rejectsWith('noSuchTask'));
			await assert.rejects(dcs().showTask('no-id-0123456789ab'), rejectsWith('invalid', { reason: 'noId' }));
			assert.equal(server.seen.length, 0);
			server.reply = json(200, {});
			await dcs().showTask('../../v3/tasks?x=1#y');
			assert.equal(server.seen[0]?.url, '/v2/p1/migration-task/..%2F..%2Fv3%2Ftasks%3Fx%3D1%23y');
		});

		it('configures a task with the body as given, once, and never logs its passwords', async () => {
			const body = JSON.parse(example('dcs-configure-online-migration-task-request')) as unknown;
			const [configure] = actions;
			assert.ok(configure);
			const asGiven: ServiceAction = { ...configure, body: (input) => input };
			const run = () => dcs().run(asGiven, 't1', body);
			server.reply = json(200, example('dcs-configure-online-migration-task-response'));
			const answer = await run();
			assert.equal(answer.status, 'FULLMIGRATING');
			assert.equal(server.seen[0]?.method, 'POST');
			assert.equal(server.seen[0]?.url, '/v2/p1/migration/t1/task');
			assert.deepEqual(await dcs().describe(asGiven, 't1'), { method: 'POST', path: '/v2/p1/migration/t1/task' });
			assert.equal(server.seen[0]?.headers['content-type'], 'application/json');
			assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), body);
			server.reply = json(503, {});
			await assert.rejects(run(), rejectsWith('service', { sent: true }));
			server.reply = json(200, '"yes"');
			await assert.rejects(run(), rejectsWith('unreadable', { sent: true }));
			assert.equal(server.seen.length, 3);
			assert.ok(lines.length > 0 && !lines.join().includes('xxxxxx'));
		});

		it('asks nothing without a project', async () => {
			const client = new DcsClient(deps({ projectId: async () => '' }));
			await assert.rejects(client.listTasks(), rejectsWith('project', { reason: 'noProject' }));
			assert.equal(server.seen.length, 0);
		});
	});

	describe('of SMS', () => {
		it('lists tasks as the page says, three of one id included', async () => {
			server.reply = json(200, example('sms-list-tasks'));
			const list = await sms('d1').listTasks({
				state: 'RUNNING',
				name: 'n',
				id: 'i',
				sourceServerId: 's',
				enterpriseProjectId: 'e',
			});
			assert.deepEqual(list.rows.map(({ id }) => id.slice(-6)).sort(), ['0001#2', '0001#3', 'xx0001']);
			assert.equal(
				server.seen[0]?.url,
				'/v3/tasks?offset=0&limit=200&state=RUNNING&name=n&id=i&source_server_id=s&enterprise_project_id=e',
			);
			assert.equal(server.seen[0]?.headers['x-domain-id'], 'd1');
			assert.match(server.seen[0]?.headers.authorization ?? '', /x-domain-id/);
			assert.deepEqual(notes, []);
		});

		it('lists without the account’s id where it is not known', async () => {
			server.reply = paged(
				'tasks',
				Array.from({ length: 450 }, (_, i) => ({ id: `t${i}`, name: 'n', create_date: i })),
			);
			const list = await sms().listTasks();
			assert.equal(list.rows.length, 450);
			assert.ok(list.complete);
			assert.equal(server.seen[0]?.headers['x-domain-id'], undefined);
		});

		it('shows one task, and knows when it is gone', async () => {
			server.reply = json(200, {
				id: 't1',
				name: 'n',
				remain_seconds: '90',
				sub_tasks: [{ name: 'SSL_CONFIG', progress: 100, end_date: null }],
			});
			const task = await sms().showTask('t1');
			assert.equal(task.fields.remain_seconds, 90);
			assert.equal(task.fields.sub_tasks?.[0]?.end_date, null);
			server.reply = json(404, { error_code: 'SMS.0515', error_msg: 'task not found' });
			await assert.rejects(sms().showTask('t2'), rejectsWith('noSuchTask'));
		});

		it('says which permission is missing', async () => {
			server.reply = json(403, example('sms-error-forbidden'));
			await assert.rejects(
				sms().listTasks(),
				(error: CloudError) =>
					rejectsWith('permission', { code: 'SMS.9004' })(error) && errorMessage(error).includes('action XXX'),
			);
		});
	});
});
