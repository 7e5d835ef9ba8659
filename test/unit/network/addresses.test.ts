import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { Rig } from '../../network/connection';
import { promises } from '../../promises';

const TLS = path.join(__dirname, '../../fixtures/tls');

interface WrongAddress {
	readonly fault: string;
	readonly endpoint: (ports: { readonly plain: number; readonly tls: number }) => string;
	readonly seen: string;
	readonly says: RegExp;
}

const ADDRESSES: readonly WrongAddress[] = [
	{
		fault: 'the name of the host is not known',
		endpoint: () => 'https://dcs.nowhere.invalid',
		seen: 'not reachable',
		// A machine without any name service says the second.
		says: /^The name dcs\.nowhere\.invalid (is not known in this network|could not be looked up)/,
	},
	{
		fault: 'a certificate that nobody trusts',
		endpoint: ({ tls }) => `https://127.0.0.1:${tls}`,
		seen: 'certificate not trusted',
		says: /was issued by an authority that this computer does not trust, so nothing was sent/,
	},
	{
		fault: 'https:// where only http is spoken',
		endpoint: ({ plain }) => `https://127.0.0.1:${plain}`,
		seen: 'certificate not trusted',
		says: /^No safe connection to .* could be made, so nothing was sent/,
	},
];

describe('an address that leads nowhere', () => {
	let servers: readonly Server[] = [];
	let heard = 0;
	before(async () => {
		const [key, cert] = ['key', 'crt'].map((end) => readFileSync(path.join(TLS, `self-signed.${end}`)));
		servers = [createServer({ key, cert }, () => void heard++), createPlainServer(() => void heard++)];
		for (const server of servers) {
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		}
	});
	after(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

	for (const { fault, endpoint, seen, says } of ADDRESSES) {
		promises(
			{ chapter: 'Bad networks', fault, promise: 'said in words, and no signed request goes out, now or later' },
			async () => {
				const [tls = 0, plain = 0] = servers.map((server) => (server.address() as AddressInfo).port);
				const rig = await Rig.open({ endpoint: endpoint({ plain, tls }) });
				try {
					assert.equal(rig.problem?.short, seen);
					assert.match(rig.problem?.text ?? '', says);
					await rig.pass(10 * 60_000);
					assert.equal(rig.problem?.short, seen, 'still said');
					assert.equal(heard, 0);
					return `“${seen}”; 0 requests`;
				} finally {
					await rig.dispose();
				}
			},
		);
	}
});
