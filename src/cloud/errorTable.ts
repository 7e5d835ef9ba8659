/**
 * What each failure means for whoever asked: the one table from an error's kind to its sentence, a short word, the remedy, and how the extension goes
 * on. A new kind is a new row.
 */
import * as l10n from '@vscode/l10n';
import {
	brokenSentence,
	certificateSentence,
	clockSentence,
	networkSentence,
	withServiceWords,
} from './errorSentences';
import type { CloudError, CloudErrorKind, CloudErrorReason } from './errors';

/** What a person can do about it: try again, sign in, enter another credential, or correct the connection. */
export type Remedy = 'retry' | 'signIn' | 'updateCredential' | 'edit';

export interface ErrorRow {
	/** What happened, what it means, what to do. `name` is the connection's, in quotes. */
	readonly sentence: (error: CloudError, name: string) => string;
	/** A few words for a row of the tree. */
	readonly short: () => string;
	readonly remedy: Remedy;
	/** The same request may succeed a few seconds later. */
	readonly retryable: boolean;
	/** The credential cannot be used as it is: nothing is asked again by itself until somebody did something about it. */
	readonly refused: boolean;
	/** It says something of one task, not of the service. */
	readonly ofOneTask: boolean;
}

/** The row of an error. Where a more exact reason is known, it speaks instead of the kind. */
export function errorRow({ kind, reason }: CloudError): ErrorRow {
	return { ...KINDS[kind], ...(reason && REASONS[reason]) };
}

/** The message for a person, with what the service itself said. Without `connectionName` it speaks of "this connection". */
export function errorMessage(error: CloudError, connectionName?: string): string {
	const name = connectionName ? l10n.t('“{0}”', connectionName) : l10n.t('this connection');
	return withServiceWords(errorRow(error).sentence(error, name), error);
}

/** Faults of the network that do not mend within seconds: a wrong name, a closed port, a proxy that wants a password. */
const HOPELESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'ECONNREFUSED', 'PROXY_LOGIN']);
/** The service can do no such thing, now or later. */
const NEVER: ReadonlySet<number> = new Set([501, 505]);

/** Whether the same request may succeed a little later. */
export function isRetryable(error: CloudError): boolean {
	return errorRow(error).retryable && !HOPELESS.has(error.code ?? '') && !NEVER.has(error.status ?? 0);
}

const KINDS: { readonly [K in CloudErrorKind]: ErrorRow } = {
	noCredential: {
		sentence: (_error, name) => l10n.t('{0} has no credential on this machine. Sign in to see its tasks.', name),
		short: () => l10n.t('Sign in'),
		remedy: 'signIn',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	keyring: {
		sentence: (_error, name) =>
			l10n.t(
				'The credential of {0} could not be read: the keyring of this machine does not answer. Unlock or set up the keyring, then try again.',
				name,
			),
		short: () => l10n.t('keyring not available'),
		remedy: 'retry',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	signature: {
		sentence: (_error, name) =>
			l10n.t(
				'The service refuses the signature of {0}. The secret key does not fit the access key. Update the credential; more than five failures in a row lock the access key for some minutes.',
				name,
			),
		short: () => l10n.t('access key refused'),
		remedy: 'updateCredential',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	keyLocked: {
		sentence: (_error, name) =>
			l10n.t(
				'The access key of {0} is locked for about five minutes, because too many requests with a wrong signature were made. Wait, then check the secret key before trying again.',
				name,
			),
		short: () => l10n.t('access key locked for some minutes'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	unknownKey: {
		sentence: (_error, name) =>
			l10n.t(
				'The service does not know the access key of {0}. It was deleted or disabled, or it belongs to another cloud. Update the credential or check the chosen cloud.',
				name,
			),
		short: () => l10n.t('access key refused'),
		remedy: 'updateCredential',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	clock: {
		sentence: ({ skewMs }) => clockSentence(skewMs ?? 0),
		short: () => l10n.t('clock of this machine is off'),
		remedy: 'retry',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	token: {
		sentence: (_error, name) =>
			l10n.t(
				'The service refuses the sign-in of {0}. It ran out, was revoked, or belongs to another region. Update the credential or check the region.',
				name,
			),
		short: () => l10n.t('sign-in refused'),
		remedy: 'updateCredential',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	password: {
		sentence: ({ code }, name) =>
			code === 'IAM.0061'
				? l10n.t(
						'The user of {0} is locked, because a wrong password was entered too often. Wait some minutes, then update the credential.',
						name,
					)
				: l10n.t(
						'The account name, user name or password of {0} is wrong, or the user may not sign in by programs. Update the credential. Only IAM users can sign in with a password.',
						name,
					),
		short: () => l10n.t('sign-in refused'),
		remedy: 'updateCredential',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	mfa: {
		sentence: (_error, name) =>
			l10n.t(
				'The user of {0} signs in with a second factor, which this extension cannot ask for. Use an access key (AK/SK) for this connection instead.',
				name,
			),
		short: () => l10n.t('sign-in refused'),
		remedy: 'updateCredential',
		retryable: false,
		refused: true,
		ofOneTask: false,
	},
	permission: {
		sentence: (_error, name) =>
			l10n.t(
				'The user of {0} is not allowed to do this. Ask the account’s administrator for the permission, for example dcs:migrationTask:list, :get and :modify, or sms:server:listTask.',
				name,
			),
		short: () => l10n.t('no permission'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	project: {
		sentence: (_error, name) =>
			l10n.t(
				'The project of {0} does not fit: it does not exist, is not available, or is not that of the credential. Correct the project ID or the region of the connection.',
				name,
			),
		short: () => l10n.t('project refused'),
		remedy: 'edit',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	noSuchTask: {
		sentence: () => l10n.t('The task does not exist any more. It was probably deleted. Refresh the list.'),
		short: () => l10n.t('not found'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: true,
	},
	notFound: {
		sentence: ({ host }, name) =>
			l10n.t(
				'{0} has no such address. The endpoint or the region of {1} is not right, or this cloud does not offer the service. Correct the connection.',
				host ?? '?',
				name,
			),
		short: () => l10n.t('not found'),
		remedy: 'edit',
		retryable: false,
		refused: false,
		ofOneTask: true,
	},
	throttled: {
		sentence: ({ retryAfterMs }) =>
			retryAfterMs === undefined
				? l10n.t(
						'The service got too many requests and refuses more for a while. What is shown may be old. Wait a little, then refresh.',
					)
				: l10n.t(
						'The service got too many requests and asks to wait {0} s. What is shown may be old. Refresh after that.',
						Math.ceil(retryAfterMs / 1000),
					),
		short: () => l10n.t('slowed down by the service'),
		remedy: 'retry',
		retryable: true,
		refused: false,
		ofOneTask: false,
	},
	invalid: {
		sentence: ({ status }) =>
			l10n.t('The service refuses the values of the request (HTTP {0}). Correct what it names.', status ?? '?'),
		short: () => l10n.t('request refused'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: true,
	},
	wrongState: {
		sentence: () =>
			l10n.t(
				'That is not possible in the present state of the task or of its instances: something else is going on there, or it is over. Refresh, and try again later.',
			),
		short: () => l10n.t('service error'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: true,
	},
	service: {
		sentence: ({ host, status }) =>
			l10n.t(
				'{0} failed to answer properly (HTTP {1}). The fault is on the side of the service or of a proxy. Try again later.',
				host ?? '?',
				status ?? '?',
			),
		short: () => l10n.t('service error'),
		remedy: 'retry',
		retryable: true,
		refused: false,
		ofOneTask: false,
	},
	network: {
		sentence: networkSentence,
		short: () => l10n.t('not reachable'),
		remedy: 'retry',
		retryable: true,
		refused: false,
		ofOneTask: false,
	},
	certificate: {
		sentence: certificateSentence,
		short: () => l10n.t('certificate not trusted'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	timeout: {
		sentence: ({ host, waitedMs }) =>
			l10n.t(
				'{0} did not answer within {1} s. The network or the service is slow, or a proxy blocks the way. Try again, or raise the setting migrationTasks.requestTimeout.',
				host ?? '?',
				Math.round((waitedMs ?? 0) / 1000),
			),
		short: () => l10n.t('no answer in time'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	cancelled: {
		sentence: () => l10n.t('The request was cancelled.'),
		short: () => l10n.t('cancelled'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
	unreadable: {
		sentence: ({ host }) =>
			l10n.t('The answer of {0} cannot be read. Check the endpoint and any proxy in between.', host ?? '?'),
		short: () => l10n.t('answer not readable'),
		remedy: 'retry',
		retryable: false,
		refused: false,
		ofOneTask: false,
	},
};

const REASONS: { readonly [R in CloudErrorReason]?: Partial<ErrorRow> } = {
	html: {
		sentence: ({ host, status }) =>
			l10n.t(
				'{0} answered with a web page (HTTP {1}) where data was expected. Usually a proxy or a sign-in page stands in between, or the endpoint is not that of the service. Check the proxy settings and the endpoint.',
				host ?? '?',
				status ?? '?',
			),
	},
	empty: {
		sentence: brokenSentence,
	},
	notJson: {
		sentence: brokenSentence,
	},
	shape: {
		sentence: ({ host }) =>
			l10n.t(
				'The answer of {0} is not what the API page of this request describes, so it cannot be read. Check that the endpoint is that of the right service.',
				host ?? '?',
			),
	},
	redirect: {
		sentence: ({ host, status }) =>
			l10n.t(
				'{0} redirects the request elsewhere (HTTP {1}). Signed requests are never sent on to another address, so nothing was read. Enter the final address as the endpoint, or check the proxy.',
				host ?? '?',
				status ?? '?',
			),
	},
	tooLarge: {
		sentence: ({ host }) =>
			l10n.t(
				'The answer of {0} is larger than 64 MB and was not read. Narrow the request down, for example with a filter by name.',
				host ?? '?',
			),
	},
	headers: {
		sentence: ({ host }) =>
			l10n.t(
				'The headers of the answer of {0} are longer than the editor can read (16 KB for all together). That happens where a sign-in token is very large. Use an access key instead of a password.',
				host ?? '?',
			),
	},
	endpoint: {
		sentence: ({ host }) =>
			l10n.t(
				'Nothing was sent to {0}: only https addresses are used, and http for this computer alone. Correct the endpoint of the connection.',
				host ?? '?',
			),
		short: () => l10n.t('address not usable'),
		remedy: 'edit',
	},
	noId: {
		sentence: () =>
			l10n.t('The service lists this task without an ID, so no more can be asked about it than the list says.'),
	},
	noIam: {
		sentence: (_error, name) =>
			l10n.t(
				'No address to sign in at is known for {0}, so nothing was sent. Choose a region, or enter the IAM endpoint of the connection.',
				name,
			),
		short: () => l10n.t('address not usable'),
		remedy: 'edit',
	},
	noEnvironment: {
		sentence: (_error, name) =>
			l10n.t(
				'The environment variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, from which {0} takes its access key, are not set. Set them and start the editor anew, or update the credential.',
				name,
			),
	},
	temporaryKey: {
		sentence: (_error, name) =>
			l10n.t(
				'The temporary access key of {0} has ended, or its security token does not fit. Update the credential with a new one.',
				name,
			),
	},
	heldBack: {
		sentence: (_error, name) =>
			l10n.t(
				'The last requests of {0} were refused for a wrong signature, so no more are sent for some minutes: five in a row would lock the access key. The secret key does not fit the access key. Update the credential.',
				name,
			),
	},
	broken: {
		sentence: ({ host }) =>
			l10n.t(
				'The connection to {0} broke before the answer was complete. Check the network, a VPN and the proxy settings, and refresh.',
				host ?? '?',
			),
	},
	noProject: {
		sentence: (_error, name) =>
			l10n.t(
				'The account of {0} has no project for this region: the region was never activated for it, or the user may not see it. Enter the project ID in the connection, or choose another region.',
				name,
			),
	},
	manyProjects: {
		sentence: (_error, name) =>
			l10n.t(
				'The account of {0} has several projects that fit this region. Enter the project ID in the connection.',
				name,
			),
	},
};
