import assert from 'node:assert/strict';
import { CloudError, type CloudErrorKind } from '../../../../src/cloud/errors';
import type { CloudRequest, CloudResponse } from '../../../../src/cloud/request';
import { sms } from '../../../../src/services/sms';
import { readCollectedLog } from '../../../../src/services/sms/collectedLog';
import { bucketFault } from '../../../../src/services/sms/logCollection';
import { presenter } from '../../../../src/services/sms/presenter';
import { smsSource } from '../../../../src/services/sms/source';
import { CannedHttp, depsOf, fieldAt, format, NOW, signal, taskOf } from '../helpers';

const ID = '8abda8635e09f185015e09f1c8f50001';
const LINK = 'https://logs.obs.example.com/agent.tar.gz?AccessKeyId=HPUA&Signature=hunter2%3D';
const UPLOADED = Date.UTC(2026, 0, 2, 3);

function currentTask(more: object = {}): Record<string, unknown> {
	const task = { id: ID, log_bucket: 'my-logs', log_expire: 3_600, log_upload_time: UPLOADED, log_share_url: LINK };
	return { id: 's1', name: 'web', current_task: { ...task, ...more } };
}
const read = (server: Record<string, unknown>, notes: string[] = []) =>
	readCollectedLog(server, ID, (path) => notes.push(path));

/** Answers each operation with its own JSON, or fails it. */
class Service extends CannedHttp {
	failing: CloudErrorKind | undefined;

	constructor(private readonly server: object) {
		super(undefined);
	}

	override async send(request: CloudRequest): Promise<CloudResponse> {
		const answer = await super.send(request);
		if (request.operation !== 'ShowServer') {
			return { ...answer, json: { id: ID, name: 'web', state: 'MIGRATE_FAIL', source_server: { id: 's1' } } };
		}
		if (this.failing) {
			throw new CloudError({ kind: this.failing, operation: 'ShowServer' });
		}
		return { ...answer, json: structuredClone(this.server) };
	}
}

describe('the collected log of a server migration', () => {
	it('is asked for at the source server, by its own right, and has bucket, link and until when that is good', async () => {
		const http = new Service(currentTask());
		const source = smsSource(depsOf(undefined, { http }).deps);
		assert.deepEqual(await source.collectedLog?.(`${ID}#2`, signal), {
			bucket: 'my-logs',
			link: LINK,
			expiresAt: UPLOADED + 3_600_000,
		});
		const [shown, server] = http.asked;
		assert.equal(shown?.url.pathname, `/v3/tasks/${ID}`);
		assert.deepEqual(
			[server?.method, server?.url.pathname, server?.rights?.actions],
			['GET', '/v3/sources/s1', ['sms:server:get']],
		);
	});

	it('is none where the server is gone, which says nothing of the task', async () => {
		const http = new Service(currentTask());
		const source = smsSource(depsOf(undefined, { http }).deps);
		for (const kind of ['noSuchTask', 'notFound'] as const) {
			http.failing = kind;
			assert.equal(await source.collectedLog?.(ID, signal), undefined);
		}
		http.failing = 'permission';
		await assert.rejects(async () => source.collectedLog?.(ID, signal), { kind: 'permission' });
	});

	it('is that of this task alone: the server may have another by now', () => {
		assert.equal(read(currentTask({ id: 'another' })), undefined);
		assert.equal(read({ id: 's1', current_task: null }), undefined);
		assert.equal(read({ id: 's1' }), undefined);
		assert.equal(read(currentTask({ log_bucket: '', log_share_url: '' })), undefined);
	});

	it('is good for as long as the link itself says, else as long as was counted, else nobody knows how long', () => {
		assert.equal(read(currentTask({ log_share_url: `${LINK}&Expires=1790000000` }))?.expiresAt, 1_790_000_000_000);
		assert.equal(
			read(currentTask({ log_upload_time: String(UPLOADED), log_expire: '300' }))?.expiresAt,
			UPLOADED + 300_000,
		);
		for (const odd of [
			{ log_expire: 0 },
			{ log_expire: UPLOADED },
			{ log_expire: 'soon' },
			{ log_upload_time: null },
		]) {
			assert.equal(read(currentTask(odd))?.expiresAt, undefined, JSON.stringify(odd));
		}
	});

	it('has no link that is anything but one address of the web', () => {
		for (const link of [
			'javascript:alert(1)',
			'http://logs.example.com/a',
			'https://logs.example.com/a\nrm -rf ~',
			'https://logs.example.com/a`id`',
			'https://logs.example.com/‮fdp',
			'https://',
			`https://logs.example.com/${'a'.repeat(9_000)}`,
			17,
			{ url: LINK },
			null,
		]) {
			const found = read(currentTask({ log_share_url: link }));
			assert.deepEqual([found?.bucket, found?.link], ['my-logs', undefined], String(link));
		}
		assert.equal(read(currentTask({ log_share_url: ` ${LINK}\n` }))?.link, LINK);
	});

	it('leaves no word of the link in what is noted of odd answers', () => {
		const notes: string[] = [];
		read(currentTask({ log_expire: { at: LINK }, log_bucket: [LINK] }), notes);
		assert.deepEqual(notes, ['current_task.log_bucket', 'current_task.log_expire']);
	});
});

describe('where the collection of a log stands', () => {
	const task = (status: unknown, state = 'MIGRATE_FAIL') =>
		taskOf('sms', { id: ID, state, log_collect_status: status });
	const { collectLog: words } = presenter.actionWords ?? {};

	it('is said in words, with what to check where it failed and where the link is', () => {
		const shown = (status: string) => fieldAt(presenter.sections(task(status), format, NOW), 'log_collect_status');
		assert.equal(shown('UPLOADING')?.value, 'Being uploaded');
		assert.deepEqual([shown('UPLOAD_FAIL')?.value, shown('UPLOAD_FAIL')?.tone], ['Upload failed', 'bad']);
		assert.match(shown('UPLOAD_FAIL')?.hint ?? '', /bucket exist in the region.*may the agent write/);
		assert.match(shown('UPLOADED')?.hint ?? '', /link to it is under More Actions/);
		assert.equal(shown('QUEUED')?.value, 'QUEUED');
	});

	it('is done or failed only by the words of the service, in any case', () => {
		for (const [status, done, failed] of [
			['UPLOADED', true, false],
			['uploaded ', true, false],
			['UPLOAD_FAIL', false, true],
			['UPLOADING', false, false],
			['INIT', false, false],
			[null, false, false],
			[7, false, false],
		] as const) {
			assert.equal(words?.reached?.(task(status)), done, String(status));
			assert.equal(words?.fault?.(task(status)) !== undefined, failed, String(status));
			assert.equal(presenter.hasCollectedLog?.(task(status)), done, String(status));
		}
		assert.match(words?.check?.() ?? '', /bucket exists.*may write into it/);
	});

	it('can be begun wherever there is a log, which a task that never ran has not', () => {
		assert.ok(task('INIT').actions.includes(sms.collectsLog ?? ''));
		assert.ok(!task('INIT', 'READY').actions.includes(sms.collectsLog ?? ''));
	});
});

describe('the name of a bucket as typed', () => {
	it('is taken by the rules of OBS', () => {
		for (const name of ['abc', 'my-logs.2024', '0'.repeat(63), '1.2.3.4.5']) {
			assert.equal(bucketFault(name), undefined, name);
		}
		for (const [name, fault] of [
			['ab', /3 to 63/],
			['a'.repeat(64), /3 to 63/],
			['Logs', /small letters/],
			['my_logs', /small letters/],
			['obs://my-logs', /small letters/],
			['-logs', /begins and ends/],
			['logs.', /begins and ends/],
			['my..logs', /no dot beside/],
			['my.-logs', /no dot beside/],
			['192.168.0.1', /IP address/],
		] as const) {
			assert.match(bucketFault(name) ?? 'none', fault, name);
		}
	});

	it('is sent without what stands around it', () => {
		const { input } = presenter.actionWords?.collectLog ?? {};
		assert.deepEqual(input?.kind === 'text' && input.read('  my-logs '), { value: 'my-logs' });
	});
});
