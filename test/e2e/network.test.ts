import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { after, before, describe } from 'mocha';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { FaultProxy } from '../network/faultProxy';
import { captivePortal } from '../network/faults';
import { promises } from '../promises';
import { waitProblem } from './connecting';
import { SandboxProcess, until, Workbench } from './driver';
import { picture } from './support';

const TLS = path.join(projectRoot, 'test', 'fixtures', 'tls');
/** A task of the sandbox's cast that stays as it is. */
const TASK = 'session-store-eu';

interface Trouble {
	readonly name: string;
	readonly endpoint: string;
	/** The row, to the letter. */
	readonly row: string;
	/** What a screen reader says, and the tooltip. */
	readonly says: RegExp;
}

describe('Connections in a bad network', () => {
	let sandbox: SandboxProcess;
	let w: Workbench;
	let portal: FaultProxy;
	let silent: FaultProxy;
	let refused: FaultProxy;
	let untrusted: Server;
	let proxy: Server;
	let tunnels = 0;
	let troubles: readonly Trouble[];
	before(async () => {
		sandbox = await SandboxProcess.start();
		[portal, silent, refused] = (await Promise.all([1, 2, 3].map(() => FaultProxy.before(sandbox.facts.url)))) as [
			FaultProxy,
			FaultProxy,
			FaultProxy,
		];
		const [key, cert] = ['key', 'crt'].map((end) => readFileSync(path.join(TLS, `self-signed.${end}`)));
		untrusted = createServer({ key, cert });
		proxy = createPlainServer();
		proxy.on('connect', (_request, socket) => {
			tunnels++;
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
		});
		for (const server of [untrusted, proxy]) {
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		}
		portal.all(captivePortal);
		silent.all({ kind: 'stall', bytes: 0 });
		await refused.deafen();
		troubles = [
			{
				name: 'Nowhere',
				endpoint: 'https://dcs.nowhere.invalid',
				row: 'not reachable · DCS',
				says: /The name dcs\.nowhere\.invalid (is not known|could not be looked up)/,
			},
			{
				name: 'Untrusted',
				endpoint: `https://127.0.0.1:${(untrusted.address() as AddressInfo).port}`,
				row: 'certificate not trusted · DCS',
				says: /does not trust, so nothing was sent/,
			},
			{ name: 'Portal', endpoint: portal.url, row: 'answer not readable · DCS', says: /web page/ },
			{ name: 'Silent', endpoint: silent.url, row: 'no answer in time · DCS', says: /did not answer within 2 s/ },
			{ name: 'Refused', endpoint: refused.url, row: 'not reachable · DCS', says: /refuses connections/ },
		];
		w = await Workbench.open({
			env: sandbox.environment(),
			settings: {
				'migrationTasks.refreshInterval': 5,
				'migrationTasks.requestTimeout': 2,
				'migrationTasks.connections': [
					sandbox.connection({ id: 'well', name: 'Well', services: ['dcs'] }),
					...troubles.map(({ name, endpoint }) =>
						sandbox.connection({ id: name, name, services: ['dcs'], endpoints: { dcs: endpoint } }),
					),
				],
			},
		});
		await w.openView();
	});
	after(async () => {
		await w?.close();
		await Promise.all([portal, silent, refused].map((one) => one?.close()));
		await Promise.all([untrusted, proxy].map((one) => one && new Promise((resolve) => one.close(resolve))));
		await sandbox?.stop();
	});

	promises(
		{
			chapter: 'Bad networks',
			fault: 'five connections in five kinds of trouble at once, in VS Code',
			promise: 'each row says its own trouble, and the connection that is well goes on',
		},
		async () => {
			for (const { name, row, says } of troubles) {
				const { description, ariaLabel } = await waitProblem(w, name, row);
				assert.equal(description, row);
				assert.match(ariaLabel, says);
			}
			await w.tree.row(TASK);
			assert.ok(!(await w.treeRows()).some(({ label }) => label === 'Well'), 'nothing ails it');
			await w.resizeSideBar(300);
			await w.setTheme('Default Light Modern');
			await picture(w, 'network-light');
			await w.setTheme('Default Dark Modern');
			await picture(w, 'network-dark');
			return troubles.map(({ row }) => `“${row}”`).join(', ');
		},
	);

	promises(
		{
			chapter: 'Bad networks',
			fault: 'the setting http.proxy names a proxy that wants a password',
			promise: 'the row says so, what does not go through the proxy goes on, and it ends with the setting',
		},
		async () => {
			await w.updateSettings({ 'http.proxy': `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
			await w.execute('migrationTasks.refresh');
			const says = async (words: RegExp): Promise<boolean> =>
				(await w.treeRows()).some(({ label, ariaLabel }) => label === 'Nowhere' && words.test(ariaLabel));
			await until('the proxy to be named', () =>
				says(/The proxy on the way to dcs\.nowhere\.invalid asks for a sign-in/),
			);
			assert.ok(tunnels > 0);
			await w.tree.row(TASK);
			await w.updateSettings({ 'http.proxy': null });
			await w.execute('migrationTasks.refresh');
			await until('the proxy to be forgotten', () => says(/The name dcs\.nowhere\.invalid/));
			return '“not reachable”, with the proxy in the sentence';
		},
	);

	promises(
		{
			chapter: 'Bad networks',
			fault: 'the portal, the silence and the refusal end',
			promise: 'each connection recovers without a click, and the others keep their words',
		},
		async () => {
			portal.all({ kind: 'pass' });
			silent.all({ kind: 'pass' });
			await refused.listen();
			const well = ['Portal', 'Silent', 'Refused'];
			await until(
				'all that can recover',
				async () => !(await w.treeRows()).some(({ label, level }) => level === 1 && well.includes(label)),
				120_000,
			);
			const labels = (await w.treeRows()).map(({ label }) => label);
			assert.deepEqual(labels.slice(0, 2).sort(), ['Nowhere', 'Untrusted']);
			await picture(w, 'network-recovered');
			return 'recovered';
		},
	);
});
