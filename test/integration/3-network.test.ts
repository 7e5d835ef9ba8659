import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { extension, set } from './host';

describe('Requests', () => {
	let proxy: Server;
	const tunnels: string[] = [];
	before(async () => {
		proxy = createServer();
		proxy.on('connect', (request, socket) => {
			tunnels.push(request.url ?? '');
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	});
	after(async () => {
		await set('connections', undefined);
		await vscode.workspace.getConfiguration('http').update('proxy', undefined, vscode.ConfigurationTarget.Global);
		await new Promise((resolve) => proxy.close(resolve));
	});

	it('go through the proxy of the setting http.proxy', async () => {
		const { port } = proxy.address() as AddressInfo;
		await vscode.workspace
			.getConfiguration('http')
			.update('proxy', `http://127.0.0.1:${port}`, vscode.ConfigurationTarget.Global);
		await set('connections', [
			{
				id: 'behind-proxy',
				name: 'behind a proxy',
				cloud: 'custom',
				region: 'r',
				projectId: 'p',
				services: ['dcs'],
				endpoints: { dcs: 'https://dcs.behind-a-proxy.example' },
				credential: 'environment',
			},
		]);
		assert.deepEqual(await extension().exports.getTasks(), []);
		assert.equal(tunnels[0], 'dcs.behind-a-proxy.example:443');
	});
});
