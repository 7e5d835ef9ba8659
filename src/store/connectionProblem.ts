/** Why a connection has nothing new to show, and what can be done about it. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloud/errors';
import { errorMessage, errorRow, type Remedy } from '../cloud/errorTable';
import { plainLine } from '../core/plainText';

export type { Remedy } from '../cloud/errorTable';

export interface ConnectionProblem {
	/** Whole sentences for the user. */
	readonly text: string;
	/** A few words for a row of the tree. */
	readonly short: string;
	readonly remedy: Remedy;
	/** The credential cannot be used as it is: nothing is asked again by itself until somebody did something about it. */
	readonly refused: boolean;
	readonly error?: CloudError;
}

/** Puts any failure of a connection into words. Errors that are not the cloud's become a general sentence; their text goes to the log alone. */
export function toConnectionProblem(error: unknown, connectionName: string): ConnectionProblem {
	if (error instanceof CloudError) {
		const { short, remedy, refused } = errorRow(error);
		return { text: errorMessage(error, connectionName), short: short(), remedy, refused, error };
	}
	return {
		text: l10n.t(
			'The tasks of “{0}” could not be read because of a fault in the extension. Details are in the log.',
			plainLine(connectionName),
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
			plainLine(connectionName),
		),
		short: l10n.t('no service'),
		remedy: 'edit',
		refused: false,
	};
}
