/** One row a kind of failure. A new kind is a new row. */
import * as l10n from '@vscode/l10n';
import type { ErrorRow } from './errorRow';
import {
	certificateSentence,
	clockSentence,
	invalidSentence,
	networkSentence,
	permissionSentence,
} from './errorSentences';
import type { CloudErrorKind } from './errors';

export const KINDS: { readonly [K in CloudErrorKind]: ErrorRow } = {
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
		sentence: permissionSentence,
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
		sentence: invalidSentence,
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
