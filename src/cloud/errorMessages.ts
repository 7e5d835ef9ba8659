/** The words for each failure: what happened, what it means, what to do. */
import * as l10n from '@vscode/l10n';
import type { CloudError, CloudErrorKind, CloudErrorReason } from './errors';

/** The message for a person. `connectionName` names the connection; without it the text speaks of "this connection". */
export function errorMessage(error: CloudError, connectionName?: string): string {
	const name = connectionName ? l10n.t('“{0}”', connectionName) : l10n.t('this connection');
	const words = (error.reason && REASONS[error.reason]) ?? KINDS[error.kind];
	return withServiceWords(words(error, name), error);
}

type Words = (error: CloudError, name: string) => string;

/** Where a more exact reason is known, it speaks instead of the kind. */
const REASONS: { readonly [R in CloudErrorReason]?: Words } = {
	html: ({ host, status }) =>
		l10n.t(
			'{0} answered with a web page (HTTP {1}) where data was expected. Usually a proxy or a sign-in page stands in between, or the endpoint is not that of the service. Check the proxy settings and the endpoint.',
			host ?? '?',
			status ?? '?',
		),
	empty: brokenWords,
	notJson: brokenWords,
	shape: ({ host }) =>
		l10n.t(
			'The answer of {0} is not what the API page of this request describes, so it cannot be read. Check that the endpoint is that of the right service.',
			host ?? '?',
		),
	redirect: ({ host, status }) =>
		l10n.t(
			'{0} redirects the request elsewhere (HTTP {1}). Signed requests are never sent on to another address, so nothing was read. Enter the final address as the endpoint, or check the proxy.',
			host ?? '?',
			status ?? '?',
		),
	tooLarge: ({ host }) =>
		l10n.t(
			'The answer of {0} is larger than 64 MB and was not read. Narrow the request down, for example with a filter by name.',
			host ?? '?',
		),
	headers: ({ host }) =>
		l10n.t(
			'The headers of the answer of {0} are longer than the editor can read (16 KB for all together). That happens where a sign-in token is very large. Use an access key instead of a password.',
			host ?? '?',
		),
	endpoint: ({ host }) =>
		l10n.t(
			'Nothing was sent to {0}: only https addresses are used, and http for this computer alone. Correct the endpoint of the connection.',
			host ?? '?',
		),
	noId: () => l10n.t('The service lists this task without an ID, so no more can be asked about it than the list says.'),
	noIam: (_error, name) =>
		l10n.t(
			'No address to sign in at is known for {0}, so nothing was sent. Choose a region, or enter the IAM endpoint of the connection.',
			name,
		),
	noEnvironment: (_error, name) =>
		l10n.t(
			'The environment variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, from which {0} takes its access key, are not set. Set them and start the editor anew, or update the credential.',
			name,
		),
	temporaryKey: (_error, name) =>
		l10n.t(
			'The temporary access key of {0} has ended, or its security token does not fit. Update the credential with a new one.',
			name,
		),
	heldBack: (_error, name) =>
		l10n.t(
			'The last requests of {0} were refused for a wrong signature, so no more are sent for some minutes: five in a row would lock the access key. The secret key does not fit the access key. Update the credential.',
			name,
		),
	broken: ({ host }) =>
		l10n.t(
			'The connection to {0} broke before the answer was complete. Check the network, a VPN and the proxy settings, and refresh.',
			host ?? '?',
		),
	noProject: (_error, name) =>
		l10n.t(
			'The account of {0} has no project for this region: the region was never activated for it, or the user may not see it. Enter the project ID in the connection, or choose another region.',
			name,
		),
	manyProjects: (_error, name) =>
		l10n.t(
			'The account of {0} has several projects that fit this region. Enter the project ID in the connection.',
			name,
		),
};

const KINDS: { readonly [K in CloudErrorKind]: Words } = {
	signature: (_error, name) =>
		l10n.t(
			'The service refuses the signature of {0}. The secret key does not fit the access key. Update the credential; more than five failures in a row lock the access key for some minutes.',
			name,
		),
	keyLocked: (_error, name) =>
		l10n.t(
			'The access key of {0} is locked for about five minutes, because too many requests with a wrong signature were made. Wait, then check the secret key before trying again.',
			name,
		),
	unknownKey: (_error, name) =>
		l10n.t(
			'The service does not know the access key of {0}. It was deleted or disabled, or it belongs to another cloud. Update the credential or check the chosen cloud.',
			name,
		),
	clock: ({ skewMs }) => clockWords(skewMs ?? 0),
	token: (_error, name) =>
		l10n.t(
			'The service refuses the sign-in of {0}. It ran out, was revoked, or belongs to another region. Update the credential or check the region.',
			name,
		),
	password: ({ code }, name) =>
		code === 'IAM.0061'
			? l10n.t(
					'The user of {0} is locked, because a wrong password was entered too often. Wait some minutes, then update the credential.',
					name,
				)
			: l10n.t(
					'The account name, user name or password of {0} is wrong, or the user may not sign in by programs. Update the credential. Only IAM users can sign in with a password.',
					name,
				),
	mfa: (_error, name) =>
		l10n.t(
			'The user of {0} signs in with a second factor, which this extension cannot ask for. Use an access key (AK/SK) for this connection instead.',
			name,
		),
	permission: (_error, name) =>
		l10n.t(
			'The user of {0} is not allowed to do this. Ask the account’s administrator for the permission, for example dcs:migrationTask:list, :get and :modify, or sms:server:listTask.',
			name,
		),
	project: (_error, name) =>
		l10n.t(
			'The project of {0} does not fit: it does not exist, is not available, or is not that of the credential. Correct the project ID or the region of the connection.',
			name,
		),
	noSuchTask: () => l10n.t('The task does not exist any more. It was probably deleted. Refresh the list.'),
	notFound: ({ host }, name) =>
		l10n.t(
			'{0} has no such address. The endpoint or the region of {1} is not right, or this cloud does not offer the service. Correct the connection.',
			host ?? '?',
			name,
		),
	throttled: ({ retryAfterMs }) =>
		retryAfterMs === undefined
			? l10n.t(
					'The service got too many requests and refuses more for a while. What is shown may be old. Wait a little, then refresh.',
				)
			: l10n.t(
					'The service got too many requests and asks to wait {0} s. What is shown may be old. Refresh after that.',
					Math.ceil(retryAfterMs / 1000),
				),
	invalid: ({ status }) =>
		l10n.t('The service refuses the values of the request (HTTP {0}). Correct what it names.', status ?? '?'),
	wrongState: () =>
		l10n.t(
			'That is not possible in the present state of the task or of its instances: something else is going on there, or it is over. Refresh, and try again later.',
		),
	service: ({ host, status }) =>
		l10n.t(
			'{0} failed to answer properly (HTTP {1}). The fault is on the side of the service or of a proxy. Try again later.',
			host ?? '?',
			status ?? '?',
		),
	network: networkWords,
	certificate: certificateWords,
	timeout: ({ host, waitedMs }) =>
		l10n.t(
			'{0} did not answer within {1} s. The network or the service is slow, or a proxy blocks the way. Try again, or raise the setting migrationTasks.requestTimeout.',
			host ?? '?',
			Math.round((waitedMs ?? 0) / 1000),
		),
	cancelled: () => l10n.t('The request was cancelled.'),
	unreadable: ({ host }) =>
		l10n.t('The answer of {0} cannot be read. Check the endpoint and any proxy in between.', host ?? '?'),
};

function clockWords(skewMs: number): string {
	const minutes = Math.round(Math.abs(skewMs) / 60_000);
	return skewMs > 0
		? l10n.t(
				'This computer’s clock is {0} minutes ahead of the service’s, so signatures are refused. Set the clock right and refresh.',
				minutes,
			)
		: l10n.t(
				'This computer’s clock is {0} minutes behind the service’s, so signatures are refused. Set the clock right and refresh.',
				minutes,
			);
}

function networkWords({ code, host }: CloudError): string {
	const where = host ?? '?';
	switch (code) {
		case 'ENOTFOUND':
			return l10n.t(
				'The name {0} is not known in this network. Check the internet connection, a VPN, and the endpoint or region of the connection.',
				where,
			);
		case 'EAI_AGAIN':
			return l10n.t(
				'The name {0} could not be looked up, because the name service does not answer. Check the internet connection, and refresh.',
				where,
			);
		case 'ECONNREFUSED':
			return l10n.t(
				'{0} refuses connections: nothing listens there, or a firewall forbids it. Check the endpoint and the proxy settings.',
				where,
			);
		case 'ENETUNREACH':
		case 'EHOSTUNREACH':
		case 'ENETDOWN':
			return l10n.t('There is no way to {0} from this network. Check the internet connection and a VPN.', where);
		case 'PROXY_LOGIN':
			return l10n.t(
				'The proxy on the way to {0} asks for a sign-in (HTTP 407). Enter it in the setting http.proxy, or ask the network’s administrator.',
				where,
			);
		case 'ETIMEDOUT':
			return l10n.t(
				'{0} could not be reached in time. Check the internet connection, the firewall and the proxy settings.',
				where,
			);
		default:
			return l10n.t(
				'The connection to {0} failed. Check the internet connection and the proxy settings, and refresh.',
				where,
			);
	}
}

function certificateWords({ code, host }: CloudError): string {
	const where = host ?? '?';
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return l10n.t(
				'The certificate of {0} has expired, so the connection is not safe and nothing was sent. Check this computer’s date; else whoever runs the server must renew it.',
				where,
			);
		case 'CERT_NOT_YET_VALID':
			return l10n.t('The certificate of {0} is not valid yet, so nothing was sent. Check this computer’s date.', where);
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return l10n.t(
				'The certificate of {0} is made out to another name, so nothing was sent. Check the endpoint; a proxy may also stand in between.',
				where,
			);
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_GET_ISSUER_CERT':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
			return l10n.t(
				'The certificate of {0} was issued by an authority that this computer does not trust, so nothing was sent. In a company network a proxy often does that: add its authority to the system’s certificates.',
				where,
			);
		default:
			return l10n.t(
				'No safe connection to {0} could be made, so nothing was sent. Check the endpoint, the proxy settings and the system’s certificates.',
				where,
			);
	}
}

/** Adds what the service itself said, and the numbers that its support asks for. */
function withServiceWords(words: string, { serverMessage, code, requestId }: CloudError): string {
	if (!serverMessage) {
		return requestId ? l10n.t('{0} (request {1})', words, requestId) : words;
	}
	if (code && requestId) {
		return l10n.t('{0} The service says: {1} ({2}, request {3})', words, serverMessage, code, requestId);
	}
	return code
		? l10n.t('{0} The service says: {1} ({2})', words, serverMessage, code)
		: l10n.t('{0} The service says: {1}', words, serverMessage);
}

function brokenWords({ host, status }: CloudError): string {
	return l10n.t(
		'The answer of {0} (HTTP {1}) is empty, not JSON or was cut off, so it cannot be read. Refresh; if it stays, check the endpoint and any proxy in between.',
		host ?? '?',
		status ?? '?',
	);
}
