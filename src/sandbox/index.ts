/**
 * The sandbox: DCS v2, SMS v3 and IAM v3 on one loopback port, with tasks that live. A bundle of its own, loaded only when somebody
 * opens it. Obeys the API pages; see `Misbehaviour` for how it can be told not to.
 */
import { Gatekeeper } from './auth';
import { Clock } from './clock';
import { CONTROL_PREFIX, control } from './control';
import { Dcs } from './dcs';
import { DcsActions } from './dcsActions';
import { DcsCreate } from './dcsCreate';
import { DcsTasks } from './dcsTasks';
import { echoAmong, echoError } from './echo';
import { failedTasks } from './failures';
import { Iam } from './iam';
import { Instances } from './instanceChoice';
import { corrupt, Misbehaviours, refusal } from './misbehave';
import { hexId } from './random';
import { maskedBody, RequestLog } from './requestLog';
import type { Answer } from './respond';
import { dispatch, find } from './routes';
import { CONFIGURE_PATH, routeTable } from './routeTable';
import type { Outcome, RawRequest } from './server';
import { listen } from './server';
import { Sms } from './sms';
import { SmsActions } from './smsActions';
import { failedServers } from './smsFailures';
import { task as smsTask } from './smsFixtures';
import { SmsSources } from './smsSources';
import { SmsTasks } from './smsTasks';
import { storyTasks } from './stories';
import type { Sandbox, SandboxOptions, SandboxSecrets } from './types';

export { WRONG_PASSWORD } from './dcsConfigure';
export { SANDBOX_PASSWORD_MARKER } from './dcsRows';
export { MFA_USER } from './iam';
export { scenarioNames } from './scenarios';
export { SANDBOX_SHARE_SIGNATURE } from './smsSources';
export type {
	AuthorisationKind,
	Misbehaviour,
	MisbehaviourKind,
	RecordedRequest,
	Sandbox,
	SandboxOptions,
	SandboxSecrets,
} from './types';

const REGION = 'sandbox-1';
/** The account of every sandbox. No secrets: they open nothing but a sandbox on this machine. */
const ACCOUNT = {
	projectId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
	domainId: 'd0a1b2c3d4e5f60718293a4b5c6d7e8f',
	accessKey: 'SANDBOXACCESSKEY0001',
	secretKey: 'SandboxSecretKeyForLoopbackOnly000000001',
	temporary: {
		accessKey: 'SANDBOXTEMPORARY0001',
		secretKey: 'SandboxTemporarySecretForLoopbackOnly001',
		securityToken: 'SANDBOX-SECURITY-TOKEN-FOR-LOOPBACK-ONLY',
	},
	login: { domain: 'sandbox-account', user: 'sandbox-user', password: 'sandbox-login-password' },
} as const;

function accountWith(secrets: Partial<SandboxSecrets>) {
	const { temporary, login, secretKey, ...rest } = ACCOUNT;
	return {
		...rest,
		secretKey: secrets.secretKey ?? secretKey,
		temporary: {
			...temporary,
			secretKey: secrets.temporarySecretKey ?? temporary.secretKey,
			securityToken: secrets.securityToken ?? temporary.securityToken,
		},
		login: { ...login, password: secrets.password ?? login.password },
	};
}

/** Opens a sandbox. Rejects if the port is taken; throws a RangeError on an unknown scenario. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const {
		port = 0,
		seed = 1,
		speed = 60,
		tasks = 0,
		smsTasks = 0,
		instances = 0,
		stories = false,
		scenario,
		now = Date.now,
		tokenLifetime = 86_400,
		secrets = {},
		log,
	} = options;
	const account = accountWith(secrets);
	const clock = new Clock(now, speed);
	const gatekeeper = new Gatekeeper([account, account.temporary], now);
	const simulated = () => clock.simulated();
	const more = stories ? [...storyTasks(seed, speed), ...failedTasks()] : [];
	const dcsTasks = new DcsTasks(seed, tasks, simulated, more);
	const choice = new Instances(seed, instances);
	const servers = new SmsTasks(seed, smsTasks, simulated, stories ? failedServers(smsTask) : []);
	const { login, projectId, domainId } = account;
	const identity = { ...login, projectId, domainId, region: REGION, userId: hexId('sandbox', 'user') };
	const routes = routeTable({
		dcs: new Dcs(dcsTasks, choice, clock, seed),
		create: new DcsCreate(dcsTasks, choice, clock, seed),
		actions: new DcsActions(dcsTasks, clock, seed),
		sms: new Sms(servers, clock, seed),
		servers: new SmsActions(servers, clock),
		sources: new SmsSources(servers, clock, seed),
		iam: new Iam(identity, gatekeeper, now, tokenLifetime * 1000),
	});
	const misbehaviours = new Misbehaviours();
	const requests = new RequestLog();
	let lastConfigureBody: unknown;
	let issued = 0;
	if (scenario !== undefined) {
		misbehaviours.play(scenario);
	}
	const controls = {
		state: () => ({
			requests: requests.total,
			recent: requests.all,
			rules: misbehaviours.describe(),
			lockedKeys: gatekeeper.locked(),
			simulatedSeconds: clock.simulated(),
			tasks: { dcs: dcsTasks.count, sms: servers.count },
		}),
		lastConfigureBody: () => lastConfigureBody,
		misbehave: misbehaviours.add.bind(misbehaviours),
		play: misbehaviours.play.bind(misbehaviours),
		advance: clock.advance.bind(clock),
		setWriters: (name: string, writing: boolean) => {
			dcsTasks.setWriters(name, writing ? undefined : { at: clock.simulated(), settle: SETTLE * speed });
		},
	};

	const handle = async (request: RawRequest, requestId: string): Promise<Outcome> => {
		if (options.control === true && request.path.startsWith(CONTROL_PREFIX)) {
			return { answer: control(request, controls) };
		}
		const found = find(routes, request.path);
		const rule = misbehaviours.take(request.method, request.path);
		const work = (): Answer => {
			if (request.method === 'POST' && CONFIGURE_PATH.test(request.path)) {
				lastConfigureBody = jsonOrText(request.body);
			}
			return dispatch(found, request, requestId, gatekeeper, account, rule?.failItems);
		};
		if (!rule) {
			return { answer: work() };
		}
		if (rule.kind === 'hang') {
			return 'hang';
		}
		if (rule.kind === 'drop') {
			return 'cut';
		}
		if (rule.kind === 'latency') {
			await pause(rule.ms ?? 2000);
		}
		if (rule.kind === 'echo') {
			return {
				answer: rule.status === 200 ? echoAmong(work(), request) : echoError(rule, found.service, request),
			};
		}
		const refused = refusal(rule, found.service, request, requestId, now());
		if (refused) {
			return { answer: refused };
		}
		const answer = corrupt(rule, work(), request.path);
		return rule.kind === 'dropAfter' ? 'cut' : { answer };
	};

	const server = await listen(port, {
		now,
		handle,
		nextRequestId: () => hexId(seed, 'request', ++issued),
		ended: (request, status) => {
			if (request.path.startsWith(CONTROL_PREFIX)) {
				return;
			}
			const { method, path, query, headers, body } = request;
			const authorisation = Gatekeeper.kindOf(headers);
			requests.add({ method, path, query, status, at: now(), authorisation, body: maskedBody(body) });
			log?.(`${method} ${path} ${status} (${authorisation})`);
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		region: REGION,
		...account,
		get requests() {
			return requests.all;
		},
		get lastConfigureBody() {
			return lastConfigureBody;
		},
		misbehave: controls.misbehave,
		play: controls.play,
		advance: controls.advance,
		setWriters: controls.setWriters,
		close: () => server.close(),
	};
}

/** Real seconds until what stopped writers wrote has arrived. */
const SETTLE = 15;

function jsonOrText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Does not keep the process alive. */
function pause(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms).unref();
	});
}
