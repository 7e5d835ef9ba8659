/** The configuration of an online migration task as it is sent. Pure; small, since it is loaded with the extension. */
import { splitAddresses } from './redisAddress';

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

/** What stands in place of a password wherever a request is shown. */
export const PASSWORD_MASK = '••••••';

/**
 * The request body as the page "Configuring an Online Data Migration Task" documents it: what is not set is left out, and the bandwidth limit
 * is a string.
 */
export interface ConfigureBody {
	readonly migration_method: ConfigureValues['migration_method'];
	readonly resume_mode: ConfigureValues['resume_mode'];
	readonly bandwidth_limit_mb?: string;
	readonly source_instance: EndpointBody;
	readonly target_instance: EndpointBody;
}
export type EndpointBody = ({ readonly id: string } | { readonly addrs: string }) & { readonly password?: string };

/** The limit as it is sent, '' for none; what is no number stands as it was typed. */
export function limitText({ bandwidth_limit_mb: typed }: ConfigureValues): string {
	const limit = typed.trim();
	return /^\d+$/.test(limit) ? String(Number(limit)) : limit;
}

/** Builds the request body from values that {@link checkValues} found no error in. `mask` hides the passwords, for showing it. */
export function requestBody(values: ConfigureValues, options: { readonly mask?: boolean } = {}): ConfigureBody {
	const end = ({ by, id, addrs, password }: Endpoint): EndpointBody => ({
		...(by === 'id' ? { id: id.trim() } : { addrs: splitAddresses(addrs).join(',') }),
		...(password === '' ? {} : { password: options.mask ? PASSWORD_MASK : password }),
	});
	const limit = limitText(values);
	return {
		migration_method: values.migration_method,
		resume_mode: values.resume_mode,
		...(limit === '' ? {} : { bandwidth_limit_mb: limit }),
		source_instance: end(values.source_instance),
		target_instance: end(values.target_instance),
	};
}
