/** Every path that the sandbox serves. */
import type { Dcs } from './dcs';
import type { DcsActions } from './dcsActions';
import type { DcsCreate } from './dcsCreate';
import type { Iam } from './iam';
import type { Answer, SandboxRequest, ServiceName } from './respond';
import type { Route } from './routes';
import type { Sms } from './sms';
import type { SmsActions } from './smsActions';
import type { SmsSources } from './smsSources';

/** The body of its requests is kept for tests. */
export const CONFIGURE_PATH = pathOf('/v2/*/migration/*/task');

type Work = (request: SandboxRequest) => Answer;

/** Who does the work. */
interface Parts {
	readonly dcs: Dcs;
	readonly create: DcsCreate;
	readonly actions: DcsActions;
	readonly sms: Sms;
	readonly servers: SmsActions;
	readonly sources: SmsSources;
	readonly iam: Iam;
}

export function routeTable({ dcs, create, actions, sms, servers, sources, iam }: Parts): readonly Route[] {
	const of = (service: ServiceName, rows: readonly (readonly [method: string, path: string, run: Work])[]): Route[] =>
		rows.map(([method, path, run]) => ({ service, method, path: pathOf(path), run }));
	return [
		...of('dcs', [
			['GET', '/v2/*/migration-tasks', (request) => dcs.list(request)],
			['GET', '/v2/*/migration-task/*', (request) => dcs.show(request)],
			['GET', '/v2/*/migration-task/*/stats', (request) => dcs.stats(request)],
			['GET', '/v2/*/migration-task/*/logs', (request) => dcs.logs(request)],
			['POST', '/v2/*/migration/*/task', (request) => dcs.configure(request)],
			['POST', '/v2/*/migration/instance', (request) => create.online(request)],
			['GET', '/v2/*/jobs/*', (request) => create.job(request)],
			['POST', '/v2/*/migration-task', (request) => create.backupImport(request)],
			['GET', '/v2/*/instances/*/backups', (request) => create.backups(request)],
			['PUT', '/v2/*/migration-task/*', (request) => actions.update(request)],
			['POST', '/v2/*/migration-task/*/stop', (request) => actions.stop(request)],
			['POST', '/v2/*/migration-task/*/sync-stop', (request) => actions.stopSync(request)],
			['POST', '/v2/*/migration-task/*/exchange-ip', (request) => actions.exchangeIp(request)],
			['POST', '/v2/*/migration-task/*/rollback-ip', (request) => actions.rollbackIp(request)],
			['POST', '/v2/*/migration-task/batch-stop', (request) => actions.batchStop(request)],
			['POST', '/v2/*/migration-tasks/batch-restart', (request) => actions.batchRestart(request)],
			['DELETE', '/v2/*/migration-tasks/delete', (request) => actions.remove(request)],
			['GET', '/v2/*/instances', (request) => dcs.instances(request)],
			['GET', '/v2/*/instances/*', (request) => dcs.instance(request)],
		]),
		...of('sms', [
			['GET', '/v3/tasks', (request) => sms.list(request)],
			['GET', '/v3/tasks/*', (request) => sms.show(request)],
			['GET', '/v3/tasks/*/consistency-result', (request) => sms.consistency(request)],
			['POST', '/v3/tasks/*/action', (request) => servers.act(request)],
			['GET', '/v3/tasks/*/speed-limit', (request) => servers.speedLimits(request)],
			['POST', '/v3/tasks/*/speed-limit', (request) => servers.limitSpeed(request)],
			['POST', '/v3/tasks/*/log', (request) => servers.collectLogs(request)],
			['GET', '/v3/sources', (request) => sources.list(request)],
			['GET', '/v3/sources/*', (request) => sources.show(request)],
			['DELETE', '/v3/tasks/*', (request) => servers.remove(request)],
			['POST', '/v3/tasks/delete', (request) => servers.removeAll(request)],
		]),
		{
			service: 'iam',
			method: 'POST',
			path: pathOf('/v3/auth/tokens'),
			open: true,
			run: (request) => iam.createToken(request),
		},
		...of('iam', [
			['GET', '/v3/projects', (request) => iam.projects(request)],
			['GET', '/v3/auth/projects', (request) => iam.myProjects(request)],
			['GET', '/v3/auth/domains', (request) => iam.myDomains(request)],
		]),
	];
}

/** The whole path; a star is one variable part. */
function pathOf(path: string): RegExp {
	return new RegExp(`^${path.replaceAll('*', '([^/]+)')}$`);
}
