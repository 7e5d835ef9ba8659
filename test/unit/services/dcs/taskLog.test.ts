import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/cloud/errors';
import { errorMessage } from '../../../../src/cloud/errorTable';
import { isErrorLevel, type LogPage, recentErrors } from '../../../../src/migration/taskLog';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/index';
import { readLogPage } from '../../../../src/services/dcs/logPage';
import { sandboxSources } from '../../store/fakes';
import { dcsClient, signal } from '../helpers';

const quiet = (): void => {};
const page = (body: unknown): LogPage => {
	const read = readLogPage(body, quiet);
	assert.ok(read);
	return read;
};
const ROW = {
	created_at: '2023-05-15T09:11:25.449Z',
	log_level: 'INFO',
	message: 'RDB received.',
	log_code: 'dcs.03.1103',
	keyword: ['rdb'],
};

describe('the log of a DCS task', () => {
	it('is asked for as the page says, and read as it describes it', async () => {
		const { client, http } = dcsClient({ log_num: 12, migration_logs: [ROW] });
		const read = await client.listLogs('t/1', { level: 'ERROR', offset: 100, limit: 50, signal });
		const asked = http.asked[0];
		assert.equal(asked?.method, 'GET');
		assert.equal(asked?.repeatable, true);
		assert.equal(
			asked?.url.href,
			'https://dcs.example.com/v2/p1/migration-task/t%2F1/logs?offset=100&limit=50&log_level=ERROR',
		);
		assert.deepEqual(read, {
			rows: [
				{
					at: Date.UTC(2023, 4, 15, 9, 11, 25, 449),
					level: 'INFO',
					message: 'RDB received.',
					code: 'dcs.03.1103',
					keywords: ['rdb'],
				},
			],
			total: 12,
			length: 1,
		});
	});

	it('names no level where all are wanted', async () => {
		const { client, http } = dcsClient({ log_num: 0, migration_logs: [] });
		await client.listLogs('t', { offset: 0, limit: 100, signal });
		assert.equal(http.asked[0]?.url.search, '?offset=0&limit=100');
	});

	it('has its dates in whatever form they come, and keeps the words of those that say no zone or cannot be read', () => {
		const dates = [
			'2023-05-15T09:11:25.449Z',
			1684141885449,
			'1684141885449',
			'2023/05/15 09:11:25',
			'202305150911',
			'yesterday',
			'',
			null,
			{ at: 1 },
		];
		const { rows } = page({ migration_logs: dates.map((created_at) => ({ ...ROW, created_at })) });
		const exact = Date.UTC(2023, 4, 15, 9, 11, 25, 449);
		assert.deepEqual(
			rows.map(({ at, atWords }) => [at, atWords]),
			[
				[exact, undefined],
				[exact, undefined],
				[exact, undefined],
				[Date.UTC(2023, 4, 15, 9, 11, 25), '2023/05/15 09:11:25'],
				[Date.UTC(2023, 4, 15, 9, 11), '202305150911'],
				[undefined, 'yesterday'],
				[undefined, undefined],
				[undefined, undefined],
				[undefined, undefined],
			],
		);
	});

	it('hides no line because of another that cannot be read, and counts all that came', () => {
		const notes: string[] = [];
		const read = readLogPage(
			{
				log_num: '7',
				migration_logs: [
					null,
					'text',
					[],
					{},
					{ message: { nested: 1 }, log_level: 5, log_code: 9, keyword: 'single' },
					{ log_level: 'LOUD', message: null, keyword: null },
					{ ...ROW, keyword: ['a', 7, { b: 1 }, '', null] },
				],
			},
			(...note) => notes.push(note.join(' ')),
		);
		assert.deepEqual(
			read?.rows.map(({ level, message, code, keywords }) => [level, message, code, keywords.join()]),
			[
				['5', '{"nested":1}', '9', 'single'],
				['LOUD', '', '', ''],
				['INFO', 'RDB received.', 'dcs.03.1103', 'a,7'],
			],
		);
		assert.equal(read?.length, 7);
		assert.equal(read?.total, 7);
		assert.ok(notes.length > 0);
	});

	it('may be empty in any of the ways to say so, and is refused where it is no log', async () => {
		for (const body of [{ log_num: 0 }, { migration_logs: null }, { log_num: 'many', migration_logs: [] }]) {
			assert.deepEqual(page(body).rows, [], JSON.stringify(body));
		}
		for (const body of [null, [], 'x', {}, { log_num: 3 }, { migration_logs: {} }]) {
			assert.equal(readLogPage(body, quiet), undefined, JSON.stringify(body));
			const read = dcsClient(body).client.listLogs('t', { offset: 0, limit: 10, signal });
			await assert.rejects(read, (error: unknown) => error instanceof CloudError && error.reason === 'shape');
		}
	});

	it('is kept short, also where more came than was asked for, and without secrets', () => {
		const long = { ...ROW, message: 'x'.repeat(1_000_000), log_code: 'c'.repeat(1_000) };
		const login = {
			...ROW,
			message: 'CONFIG SET requirepass hunter2 at redis://user:hunter2@10.0.0.1',
			password: 'hunter2',
		};
		const many = page({ migration_logs: [long, login, ...Array.from({ length: 20_000 }, () => ROW)] });
		assert.equal(many.rows.length, 10_000);
		assert.ok((many.rows[0]?.message.length ?? 0) <= 65_536 && (many.rows[0]?.code.length ?? 0) <= 500);
		assert.doesNotMatch(JSON.stringify(many.rows[1]), /hunter2/);
	});

	it('names the one permission that it needs, where the service refuses', async () => {
		const { client, http } = dcsClient({});
		await client.listLogs('t', { offset: 0, limit: 10, signal }).catch(quiet);
		const rights = http.asked[0]?.rights;
		const refused = new CloudError({ kind: 'permission', operation: 'ListMigrationTaskLogs', rights });
		assert.match(errorMessage(refused), /the permissions dcs:migrationTask:get\./);
	});

	it('holds a recent error where a line of that level is not ten minutes old, whatever the word for it', () => {
		const now = Date.UTC(2024, 0, 1);
		const row = (level: string, at: number | undefined) => ({ at, level, message: '', code: '', keywords: [] });
		assert.equal(recentErrors([row('ERROR', now - 599_000)], now), true);
		assert.equal(recentErrors([row('ERROR', now + 5_000)], now), true, 'by a clock that goes ahead');
		assert.equal(recentErrors([row('ERROR', now - 600_000), row('WARN', now), row('ERROR', undefined)], now), false);
		assert.deepEqual(['error', ' Fatal', 'CRITICAL', 'ERR', 'WARN', 'NOERROR', ''].map(isErrorLevel), [
			true,
			true,
			true,
			true,
			false,
			false,
			false,
		]);
	});
});

describe('the log of a task in the sandbox', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await startSandbox();
	});
	after(() => sandbox.close());

	it('is read over HTTP, part by part, and level by level; server migrations have none', async () => {
		const [dcs, sms] = await sandboxSources(sandbox)();
		assert.equal(sms?.logs, undefined);
		const list = await dcs?.list({ signal });
		const id = list?.rows.find(({ raw }) => raw.task_name === 'sessions-stalled')?.id ?? '';
		const all = await dcs?.logs?.(id, { offset: 0, limit: 100, signal });
		assert.ok(all && all.rows.length > 2);
		assert.equal(all.total, all.rows.length);
		assert.ok(all.rows.every(({ at, message, code }) => at !== undefined && message !== '' && code !== ''));
		const second = await dcs?.logs?.(id, { offset: 1, limit: 1, signal });
		assert.deepEqual(second?.rows, all.rows.slice(1, 2));
		const warnings = await dcs?.logs?.(id, { level: 'WARN', offset: 0, limit: 100, signal });
		assert.deepEqual(
			warnings?.rows,
			all.rows.filter(({ level }) => level === 'WARN'),
		);
		await assert.rejects(
			async () => dcs?.logs?.('none', { offset: 0, limit: 10, signal }),
			(error: unknown) => error instanceof CloudError && error.kind === 'noSuchTask',
		);
	});
});
