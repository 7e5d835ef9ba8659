import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudError } from '../../../src/cloud/errors';
import { Format } from '../../../src/migration/format';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

const ANSWER = { id: 't1', name: 'one', status: 'FULLMIGRATING', error: '' };

describe('the run of a task that is configured', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-configured-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** Which tasks were marked after a configuration that the service answers so. */
	async function marked(onRun: FakeSource['onRun'], { after = 'RUNNING' } = {}): Promise<readonly string[]> {
		const source = new FakeSource([dcsRow('t1', 'RUNNING')]);
		source.onRun = async (...args) => {
			source.rows = [dcsRow('t1', after)];
			return onRun(...args);
		};
		const faults: unknown[] = [];
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/submissions')>('ui/submissions');
		editor.onMessage = () => undefined;
		const marks: string[] = [];
		const submissions = loaded.openSubmissions({
			folder,
			store,
			connections: { name: () => 'production' } as never,
			format: new Format('en'),
			logger: keepingLogger(faults),
			settled: async () => {},
			configured: async ({ id }) => void marks.push(id),
		});
		// A form that is open shows the outcome itself: it is marked all the same.
		submissions.attend('configure', ref('t1'));
		await submissions.run('configure', ref('t1'), {});
		await settle();
		return marks;
	}
	const noAnswer = async (): Promise<never> => {
		throw new CloudError({ kind: 'timeout', operation: 'Configure', sent: true });
	};

	it('is marked where the service took it, and where no answer came but the task says so', async () => {
		assert.deepEqual(await marked(async () => ANSWER), ['t1']);
		assert.deepEqual(await marked(noAnswer, { after: 'FULLMIGRATING' }), ['t1']);
	});

	it('is not marked where the service refused it, reports an error, or nobody knows', async () => {
		assert.deepEqual(await marked(async () => ({ ...ANSWER, error: 'no such instance' })), []);
		const refused = async (): Promise<never> => {
			throw new CloudError({ kind: 'permission', operation: 'Configure', sent: false });
		};
		assert.deepEqual(await marked(refused), []);
		assert.deepEqual(await marked(noAnswer), []);
	});
});
