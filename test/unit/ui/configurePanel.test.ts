import assert from 'node:assert/strict';
import { emptyValues } from '../../../src/migration/configuration';
import { presenter } from '../../../src/services/dcs/presenter';
import type { FromConfigurePage, ToConfigurePage } from '../../../src/ui/configure/protocol';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

type Panel = typeof import('../../../src/ui/configure/panel');

const VALUES = {
	...emptyValues(),
	source_instance: { by: 'addrs', id: '', addrs: '10.0.0.1:6379', password: '' },
	target_instance: { by: 'id', id: 'target-1', addrs: '', password: '' },
} as const;

/** A form over a fake service, and what its page was told. */
function open(status: string, more: Partial<FakeSource> = {}) {
	const source = Object.assign(new FakeSource([dcsRow('t1', 'RUNNING')]), {
		onRun: async () => ({ id: 't1', name: 'task t1', status, error: '' }),
		...more,
	});
	const port = new FakePort().add('c1', [source]);
	const { store, faults } = storeOver(port);
	const { editor, loaded } = loadWith<Panel>('ui/configure/panel');
	const told: ToConfigurePage[] = [];
	let receive: (message: FromConfigurePage) => void = () => {};
	const webview = {
		options: {},
		html: '',
		cspSource: 'csp',
		asWebviewUri: (uri: unknown) => uri,
		postMessage: async (message: ToConfigurePage) => told.push(message) > 0,
		onDidReceiveMessage: (listener: typeof receive) => {
			receive = listener;
			return { dispose: () => {} };
		},
	};
	new loaded.ConfigurePanel(
		{ webview, title: 'Configure' } as never,
		ref('t1'),
		presenter as never,
		{
			extensionUri: {},
			store,
			connections: {
				name: () => 'production',
				profile: () => ({ name: 'production' }),
				onDidChange: () => ({ dispose: () => {} }),
			},
			configured: async () => {},
			logger: keepingLogger(faults),
		} as never,
	);
	editor.onMessage = (_message, [start]) => start;
	return { store, source, told, faults, send: (message: FromConfigurePage) => receive(message) };
}

async function outcome(status: string): Promise<string> {
	const { store, told, send } = open(status);
	await store.refresh();
	send({ type: 'submit', values: VALUES });
	await settle();
	const done = told.flatMap((message) => (message.progress.state === 'done' ? [message.progress.text] : []));
	return done.at(-1) ?? '';
}

describe('the form of a task', () => {
	it('says that the migration has started only where the service’s status says so', async () => {
		assert.equal(await outcome('FULLMIGRATING'), 'The task was configured and has started.');
		for (const status of ['RUNNING', '', 'BRAND_NEW', 'FAILED']) {
			assert.equal(await outcome(status), 'The service took the configuration.', status);
		}
	});

	it('reads a task that is not known any more and gives the button back, where it could only have waited for ever', async () => {
		const { source, told, faults, send } = open('FULLMIGRATING');
		send({ type: 'submit', values: VALUES });
		await settle();
		assert.deepEqual(source.asked, ['show t1']);
		const last = told.at(-1);
		assert.equal(last?.progress.state, 'editing');
		assert.equal(last?.type === 'form' && last.form.allowed, true);
		assert.deepEqual(faults, []);
	});
});
