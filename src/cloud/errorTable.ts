/**
 * What each failure means for whoever asked: the one table from an error's kind (errorKinds.ts) or exact reason (errorReasons.ts) to its sentence, a
 * short word, the remedy, and how the extension goes on.
 */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../core/plainText';
import { KINDS } from './errorKinds';
import { REASONS } from './errorReasons';
import type { ErrorRow } from './errorRow';
import { withServiceWords } from './errorSentences';
import type { CloudError } from './errors';

export type { ErrorRow, Remedy } from './errorRow';

/** The row of an error. Where a more exact reason is known, it speaks instead of the kind. */
export function errorRow({ kind, reason }: CloudError): ErrorRow {
	return { ...KINDS[kind], ...(reason && REASONS[reason]) };
}

/** The message for a person, with what the service itself said. Without `connectionName` it speaks of "this connection". */
export function errorMessage(error: CloudError, connectionName?: string): string {
	const name = connectionName ? l10n.t('“{0}”', plainLine(connectionName)) : l10n.t('this connection');
	return withServiceWords(error.words ?? errorRow(error).sentence(error, name), error);
}

/** Faults of the network that do not mend within seconds: a wrong name, a closed port, a proxy that wants a password. */
const HOPELESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'ECONNREFUSED', 'PROXY_LOGIN']);
/** The service can do no such thing, now or later. */
const NEVER: ReadonlySet<number> = new Set([501, 505]);

/** Whether the same request may succeed a little later. */
export function isRetryable(error: CloudError): boolean {
	return errorRow(error).retryable && !HOPELESS.has(error.code ?? '') && !NEVER.has(error.status ?? 0);
}
