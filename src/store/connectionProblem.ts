/** Why a connection has nothing new to show, and what can be done about it. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloud/errors';
import { SignInNeeded } from '../connections/signInNeeded';

export type Remedy = 'retry' | 'signIn' | 'updateCredential' | 'edit';

export interface ConnectionProblem {
	/** Whole sentences for the user. */
	readonly text: string;
	/** A few words for a row of the tree. */
	readonly short: string;
	readonly remedy: Remedy;
	/** The service refused the credential: nothing is asked again by itself until it is changed. */
	readonly refused: boolean;
	readonly error?: CloudError;
}

/** Puts any failure of a connection into words. Errors that are not the cloud's become a general sentence; their text goes to the log alone. */
export function toConnectionProblem(error: unknown, connectionName: string): ConnectionProblem {
	if (error instanceof SignInNeeded) {
		return error.keyringFailure === undefined
			? {
					text: l10n.t('“{0}” has no credential on this machine. Sign in to see its tasks.', connectionName),
					short: l10n.t('Sign in'),
					remedy: 'signIn',
					refused: true,
				}
			: {
					text: l10n.t(
						'The credential of “{0}” could not be read: the keyring of this machine does not answer. Unlock or set up the keyring, then try again.',
						connectionName,
					),
					short: l10n.t('keyring not available'),
					remedy: 'retry',
					refused: true,
				};
	}
	if (error instanceof CloudError) {
		const refused = error.needsSignIn;
		return {
			text: error.userMessage(connectionName),
			short: shortWords(error),
			remedy: refused ? 'updateCredential' : isPlaceWrong(error) ? 'edit' : 'retry',
			refused: refused || error.kind === 'clock',
			error,
		};
	}
	return {
		text: l10n.t(
			'The tasks of “{0}” could not be read because of a fault in the extension. Details are in the log.',
			connectionName,
		),
		short: l10n.t('fault in the extension'),
		remedy: 'retry',
		refused: false,
	};
}

/** What to say of a connection that leads to no service at all. */
export function noServices(connectionName: string): ConnectionProblem {
	return {
		text: l10n.t(
			'No address of a service is known for “{0}”, so nothing was asked. Choose a region, or enter the endpoints of the connection.',
			connectionName,
		),
		short: l10n.t('no service'),
		remedy: 'edit',
		refused: false,
	};
}

/** Whether the connection itself must be corrected: its project, region or addresses. */
function isPlaceWrong({ kind, reason }: CloudError): boolean {
	return kind === 'project' || kind === 'notFound' || reason === 'noIam' || reason === 'endpoint';
}

function shortWords(error: CloudError): string {
	switch (error.kind) {
		case 'signature':
		case 'unknownKey':
			return l10n.t('access key refused');
		case 'keyLocked':
			return l10n.t('access key locked for some minutes');
		case 'clock':
			return l10n.t('clock of this machine is off');
		case 'token':
		case 'password':
		case 'mfa':
			return l10n.t('sign-in refused');
		case 'permission':
			return l10n.t('no permission');
		case 'project':
			return l10n.t('project refused');
		case 'noSuchTask':
		case 'notFound':
			return l10n.t('not found');
		case 'throttled':
			return l10n.t('slowed down by the service');
		case 'network':
			return l10n.t('not reachable');
		case 'certificate':
			return l10n.t('certificate not trusted');
		case 'timeout':
			return l10n.t('no answer in time');
		case 'cancelled':
			return l10n.t('cancelled');
		case 'unreadable':
			return l10n.t('answer not readable');
		case 'invalid':
			return isPlaceWrong(error) ? l10n.t('address not usable') : l10n.t('request refused');
		default:
			return l10n.t('service error');
	}
}
