/**
 * The configuration of an online migration task: its values, its rules, and the request body that the configure page of the DCS API
 * documents. Pure, so that the page checks while one types and the host checks again with the very same rules.
 */
import * as l10n from '@vscode/l10n';

export type EndpointKind = 'id' | 'addrs';

/** One end of the migration: a cloud instance by id, or Redis servers by address. Both texts are kept; `by` says which one counts. */
export interface Endpoint {
	readonly by: EndpointKind;
	readonly id: string;
	/** `ip:port`, comma-separated; every master of a cluster. */
	readonly addrs: string;
	/** '' where none is set. */
	readonly password: string;
}

export interface ConfigureValues {
	readonly migration_method: 'full_amount_migration' | 'incremental_migration';
	readonly resume_mode: 'auto' | 'manual';
	/** MB/s as text, '' for no limit. */
	readonly bandwidth_limit_mb: string;
	readonly source_instance: Endpoint;
	readonly target_instance: Endpoint;
}

/** Wire paths of the form's controls. */
export type FieldName =
	| 'migration_method'
	| 'resume_mode'
	| 'bandwidth_limit_mb'
	| `${'source_instance' | 'target_instance'}.${'id' | 'addrs' | 'password'}`;

/** What is wrong with a value. `error` stops the submission, `warning` does not. */
export interface FieldProblem {
	readonly field: FieldName;
	readonly severity: 'error' | 'warning';
	readonly text: string;
}

const NO_ENDPOINT: Endpoint = { by: 'id', id: '', addrs: '', password: '' };

/** What the form starts from when the task says nothing. */
export function emptyValues(): ConfigureValues {
	return {
		migration_method: 'incremental_migration',
		resume_mode: 'manual',
		bandwidth_limit_mb: '',
		source_instance: { ...NO_ENDPOINT, by: 'addrs' },
		target_instance: NO_ENDPOINT,
	};
}
