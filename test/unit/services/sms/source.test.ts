import assert from 'node:assert/strict';
import { CloudError, type CloudErrorKind } from '../../../../src/cloud/errors';
import type { CloudRequest, CloudResponse } from '../../../../src/cloud/request';
import { sms } from '../../../../src/services/sms';
import { smsSource } from '../../../../src/services/sms/source';
import { CannedHttp, depsOf, signal } from '../helpers';

const ID = '8abda8635e09f185015e09f1c8f50001';
const HOUR = 3_600_000;

/** Refuses the details as it is told to; the list has the task. */
class ListOnly extends CannedHttp {
	refusal: CloudErrorKind | undefined = 'permission';

	override async send(request: CloudRequest): Promise<CloudResponse> {
		const answer = await super.send(request);
		if (this.refusal && request.operation === 'ShowTask') {
			throw new CloudError({ kind: this.refusal, operation: 'ShowTask' });
		}
		return answer;
	}

	/** What was asked since the last call of this. */
	news(): string[] {
		return this.asked.splice(0).map(({ operation, url }) => `${operation} ${url.searchParams.get('id') ?? ''}`.trim());
	}
}

function listOnly(rows: readonly object[]) {
	const http = new ListOnly({ count: rows.length, tasks: rows });
	let now = 0;
	const source = smsSource(depsOf(undefined, { http }).deps, () => now);
	return { http, source, pass: (ms: number) => (now += ms) };
}

describe('an SMS task that the user may list, but not read', () => {
	const row = { id: ID, name: 'web', state: 'RUNNING', migrate_speed: 7 };

	it('is found by the list’s own filter, details and statistics alike', async () => {
		const { http, source } = listOnly([row]);
		assert.equal((await source.show(ID, signal)).raw.name, 'web');
		assert.deepEqual(http.news(), ['ShowTask', `ListTasks ${ID}`]);
		const { sample, detail } = await source.sample(ID, signal);
		assert.equal(sample.values.migrate_speed, 7);
		assert.equal(detail?.raw.state, 'RUNNING');
		assert.deepEqual(http.news(), [`ListTasks ${ID}`], 'what is refused is not asked for at each beat');
	});

	it('is asked for itself again after a while, since permissions change', async () => {
		const { http, source, pass } = listOnly([row]);
		await source.show(ID, signal);
		pass(HOUR);
		http.refusal = undefined;
		http.news();
		await source.show(ID, signal);
		await source.show(ID, signal);
		assert.deepEqual(http.news(), ['ShowTask', 'ShowTask']);
	});

	it('is refused in the service’s own words where the list has it not', async () => {
		const { source } = listOnly([]);
		await assert.rejects(source.show(ID, signal), { kind: 'permission' });
	});

	it('is not looked for where something else went wrong', async () => {
		const { http, source } = listOnly([row]);
		http.refusal = 'noSuchTask';
		await assert.rejects(source.show(ID, signal), { kind: 'noSuchTask' });
		assert.deepEqual(http.news(), ['ShowTask']);
	});
});

describe('the filter of the list of SMS', () => {
	it('has what the API takes, and leaves out what it would refuse or not find', () => {
		const { narrow } = sms.filter;
		assert.deepEqual(narrow({ name: 'web', state: 'migrate_fail', id: ID, source: ID, project: '0' }), {
			name: 'web',
			state: 'MIGRATE_FAIL',
			id: ID,
			source: ID,
			project: '0',
		});
		for (const filter of [{ state: 'SYNC_FAIL' }, { state: 'failed' }, { id: '8abda' }, { source: '10.0.0.7' }]) {
			assert.equal(narrow(filter), undefined, JSON.stringify(filter));
		}
		assert.equal(narrow({ name: 'x'.repeat(255) })?.name?.length, 255);
		assert.equal(narrow({ name: 'x'.repeat(256) }), undefined);
	});

	it('is sent under its wire names', async () => {
		const { deps, http } = depsOf({ count: 0, tasks: [] });
		const filter = { name: 'web', state: 'RUNNING', id: ID, source: ID, project: 'e1' };
		await smsSource(deps).list({ filter, signal });
		assert.deepEqual(Object.fromEntries(http.asked[0]?.url.searchParams ?? []), {
			offset: '0',
			limit: http.asked[0]?.url.searchParams.get('limit'),
			state: 'RUNNING',
			name: 'web',
			id: ID,
			source_server_id: ID,
			enterprise_project_id: 'e1',
		});
	});

	it('has the connection’s enterprise project in each list, and another one where the filter names it', async () => {
		const { deps, http } = depsOf({ count: 0, tasks: [] });
		const source = smsSource({ ...deps, enterpriseProjectId: 'e1' });
		await source.list({ signal });
		await source.list({ filter: { name: 'web' }, signal });
		await source.probe(signal);
		await source.list({ filter: { project: 'e2' }, signal });
		assert.deepEqual(
			http.asked.map(({ url }) => url.searchParams.get('enterprise_project_id')),
			['e1', 'e1', 'e1', 'e2'],
		);
	});
});
