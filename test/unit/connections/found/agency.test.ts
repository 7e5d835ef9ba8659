import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAgency } from '../../../../src/connections/found/agency';
import { FoundError } from '../../../../src/connections/found/finding';

const KEY = { access: 'HSTA0ABCDEFGHIJKLMN1', secret: 'sk-of-the-agency', securitytoken: 'token-of-the-agency' };
const ENDS = '2099-01-01T00:00:00.000000Z';
const TOKEN = '/meta-data/latest/api/token';
const SECURITY_KEY = '/openstack/latest/securitykey';
const META_DATA = '/openstack/latest/meta_data.json';

type Reply = readonly [status: number, body: unknown];

describe('the agency of a cloud server', () => {
	let server: Server;
	let asked: string[];
	let replies: Record<string, Reply>;
	beforeEach(async () => {
		asked = [];
		replies = {
			[TOKEN]: [200, 'the-token'],
			[SECURITY_KEY]: [200, { credential: { ...KEY, expires_at: ENDS } }],
			[META_DATA]: [200, { region_id: 'eu-de', project_id: 'p1' }],
		};
		server = createServer((request, response) => {
			asked.push(`${request.method} ${request.url} ${request.headers['x-metadata-token'] ?? '-'}`);
			const reply = replies[request.url ?? ''];
			if (reply) {
				const [status, body] = reply;
				response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
			}
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterEach(() => {
		server.closeAllConnections();
		server.close();
	});

	const read = (patience?: number) =>
		readAgency(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, patience);
	const refused = async (how: FoundError['how'], patience?: number): Promise<void> => {
		await assert.rejects(read(patience), (error: FoundError) => error instanceof FoundError && error.how === how);
	};

	it('gives a temporary key, when it ends, and where the server is', async () => {
		const [found, ...others] = await read();
		assert.equal(others.length, 0);
		assert.deepEqual(
			[found?.credential, found?.place, found?.endsAt],
			[
				{ kind: 'aksk', accessKey: KEY.access, secretKey: KEY.secret, securityToken: KEY.securitytoken },
				{ cloud: 'otc', region: 'eu-de', projectId: 'p1' },
				Date.parse(ENDS),
			],
		);
		assert.deepEqual(asked, [`PUT ${TOKEN} -`, `GET ${SECURITY_KEY} the-token`, `GET ${META_DATA} the-token`]);
	});

	for (const status of [404, 405, 503]) {
		it(`is asked without a token where the service has none (${status})`, async () => {
			replies[TOKEN] = [status, 'no'];
			replies[META_DATA] = [404, ''];
			const [found] = await read();
			assert.deepEqual([found?.place, asked[1]], [{}, `GET ${SECURITY_KEY} -`]);
		});
	}

	it('may not be there, or have no key to give', async () => {
		replies[SECURITY_KEY] = [401, 'configure Cloud Service Agency first'];
		await refused('noAgency');
		replies[SECURITY_KEY] = [404, 'not found'];
		await refused('noServer');
		replies[SECURITY_KEY] = [200, { credential: {} }];
		await refused('noAgency');
		replies[SECURITY_KEY] = [200, '<html>'];
		await refused('odd');
		replies[SECURITY_KEY] = [200, { credential: { ...KEY, expires_at: '2020-01-01T00:00:00Z' } }];
		await refused('ended');
	});

	it('is not waited for where nothing answers', async () => {
		delete replies[TOKEN];
		await refused('noServer', 100);
		assert.deepEqual(asked, [`PUT ${TOKEN} -`]);
		await assert.rejects(
			readAgency('http://127.0.0.1:9'),
			(error: FoundError) => error.how === 'noServer' && error.where === '127.0.0.1:9',
		);
	});

	it('is not read to its end where that is far', async () => {
		replies[SECURITY_KEY] = [200, 'x'.repeat(2_000_000)];
		await refused('noServer');
	});
});
