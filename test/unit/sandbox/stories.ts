/** The failed tasks of the sandbox as the extension reads them, and what they are explained by. */
import { startSandbox } from '../../../src/sandbox/index';
import { presenter as dcs } from '../../../src/services/dcs/presenter';
import { presenter as sms } from '../../../src/services/sms/presenter';
import { taskOf } from '../services/helpers';
import { ask } from './client';

interface Explained {
	readonly name: string;
	/** The id of the likeliest cause; undefined where none is known. */
	readonly found: string | undefined;
	/** Nobody is to know why. */
	readonly unknown: boolean;
}

export async function explainedFailures(): Promise<{
	readonly dcs: readonly Explained[];
	readonly sms: readonly Explained[];
}> {
	const sandbox = await startSandbox({ stories: true });
	const { projectId, domainId } = sandbox;
	try {
		const list = await ask(sandbox, `/v2/${projectId}/migration-tasks?limit=1000&name=why-`);
		const redis: Explained[] = [];
		for (const row of list.json.migration_tasks) {
			const { json } = await ask(sandbox, `/v2/${projectId}/migration-task/${row.task_id}/logs?limit=100`);
			const texts = json.migration_logs.map((line: { readonly message: string; readonly log_level: string }) => ({
				from: 'log' as const,
				text: `${line.log_level} ${line.message}`,
			}));
			const [first] = dcs.causes(taskOf('dcs', row), { texts });
			redis.push({ name: row.task_name, found: first?.cause.id, unknown: row.task_name === 'why-unknown' });
		}
		const headers = { 'x-domain-id': domainId };
		const servers = await ask(sandbox, '/v3/tasks?limit=200&name=why-', { headers });
		return {
			dcs: redis,
			sms: servers.json.tasks.map((row: Record<string, unknown>) => ({
				name: row.name,
				found: sms.causes?.(taskOf('sms', row))[0]?.cause.id,
				unknown: row.name === 'why-unknown',
			})),
		};
	} finally {
		await sandbox.close();
	}
}
