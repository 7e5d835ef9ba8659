/** Where a more exact reason is known than the kind of failure, it speaks instead: what stands in its row replaces that of the kind's. */
import * as l10n from '@vscode/l10n';
import type { ErrorRow } from './errorRow';
import { brokenSentence, heldBackSentence } from './errorSentences';
import type { CloudErrorReason } from './errors';

export const REASONS: { readonly [R in CloudErrorReason]?: Partial<ErrorRow> } = {
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
		retryable: true,
	},
	notJson: {
		sentence: brokenSentence,
		retryable: true,
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
		short: () => l10n.t('environment variables not set'),
	},
	temporaryKey: {
		sentence: (_error, name) =>
			l10n.t(
				'The temporary access key of {0} has ended, or its security token does not fit. Update the credential with a new one.',
				name,
			),
	},
	characters: {
		sentence: ({ kind }, name) =>
			kind === 'unknownKey'
				? l10n.t(
						'The access key of {0} holds characters that no key has, such as blanks, line breaks or full-width letters, so nothing was sent. They usually come with copying. Enter it anew.',
						name,
					)
				: l10n.t(
						'The settings or the sign-in of {0} hold characters that cannot be sent, such as line breaks or full-width letters, so nothing was sent. Correct the project ID of the connection.',
						name,
					),
		short: () => l10n.t('characters that cannot be sent'),
	},
	corrupt: {
		sentence: (_error, name) =>
			l10n.t(
				'The credential of {0} that this machine holds is damaged and cannot be used. Update the credential to replace it.',
				name,
			),
		short: () => l10n.t('credential damaged'),
		remedy: 'updateCredential',
	},
	silent: {
		sentence: (_error, name) =>
			l10n.t(
				'The credential of {0} could not be read: the keyring of this machine has not answered yet. It may be waiting for its password in another window. As soon as it answers, the tasks are read.',
				name,
			),
	},
	heldBack: {
		sentence: heldBackSentence,
		short: () => l10n.t('access key held back'),
	},
	unexplained: {
		sentence: (_error, name) =>
			l10n.t(
				'The service refuses the access key of {0} and does not say why. Either key may be mistyped, the access key may be that of another cloud, or it was disabled. Check the credential, then try again.',
				name,
			),
	},
	quota: {
		sentence: (_error, name) =>
			l10n.t(
				'The service refuses this because a quota of the account of {0} is used up. Free some of it, or ask the service for more.',
				name,
			),
		short: () => l10n.t('quota used up'),
	},
	asleep: {
		sentence: ({ host }) =>
			l10n.t(
				'This computer slept while {0} was asked, so the answer was lost. What is shown may be old. Refresh.',
				host ?? '?',
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
