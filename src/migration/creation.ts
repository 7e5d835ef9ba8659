/**
 * A new migration: the form's values, and the request bodies that the pages "Creating an Online Data Migration Task" and "Creating a Backup Import Task"
 * of the DCS API document. Pure, so that the page shows the very request that the host sends.
 */
import type { WholeList } from '../core/list';
import { PASSWORD_MASK } from './configureBody';

/** Wire words: `online_migration` gets a migration machine and is configured later; `backupfile_import` starts at once. */
export type CreationKind = 'online_migration' | 'backupfile_import';
/** Where the backup lies: in a record of an instance's backups, or as files in a bucket of the account. */
export type BackupPlace = 'backup_record' | 'self_build_obs';

/** Names of the form's controls that hold text: wire paths, where the request has the value. `source_instance.id` alone is in no request. */
export const CREATION_TEXTS = [
	'name',
	'description',
	'source_instance.id',
	'target_instance.id',
	'vpc_id',
	'subnet_id',
	'security_group_id',
	'backup_files.backup_id',
	'backup_files.bucket_name',
	'backup_files.files',
	'target_instance.password',
] as const;
export type CreationText = (typeof CREATION_TEXTS)[number];
export type CreationField = CreationText | 'migration_type' | 'backup_files.file_source';

/** What a person entered. Values of the other kind, and of the other place, are kept and do not count. */
export type CreationValues = Readonly<Record<CreationText, string>> & {
	readonly migration_type: CreationKind;
	readonly 'backup_files.file_source': BackupPlace;
};

/** A backup of an instance ("Querying DCS Instance Backup Information"). Texts that the service did not send are ''. */
export interface Backup {
	readonly id: string;
	readonly name: string;
	/** As the service says it: only a `succeed` one can be imported. */
	readonly status: string;
	/** "rdb", "aof". */
	readonly format: string;
	/** ms since 1970. */
	readonly createdAt?: number | undefined;
	/** Bytes. */
	readonly size?: number | undefined;
}

/** A job that carries something out. */
export interface JobState {
	readonly state: 'running' | 'succeeded' | 'failed';
	/** Why it failed, in the service's own words; '' where it does not say. */
	readonly error: string;
}

/** What the service says to a creation. Fields that it did not send are ''. */
export interface CreationAnswer {
	/** The new task's. */
	readonly id: string;
	readonly name: string;
	readonly status: string;
	/** The service's own error text. */
	readonly error: string;
	/** The job that makes the migration machine; '' where none is named, as the API page has it. */
	readonly job: string;
}

/** One connection's way to create tasks. Every call may throw a `CloudError`. */
export interface CreationSource {
	/** Sent at most once. */
	create(values: CreationValues, signal: AbortSignal): Promise<CreationAnswer>;
	job(id: string, signal: AbortSignal): Promise<JobState>;
	/** The backups of an instance, newest first. */
	backups(instanceId: string, signal: AbortSignal): Promise<WholeList<Backup>>;
	/** Method and path of the request that would be sent, to be shown. */
	describe(kind: CreationKind): Promise<{ readonly method: string; readonly path: string }>;
}

export function emptyCreation(): CreationValues {
	const texts = Object.fromEntries(CREATION_TEXTS.map((name) => [name, ''])) as Record<CreationText, string>;
	return { ...texts, migration_type: 'online_migration', 'backup_files.file_source': 'backup_record' };
}

/** The names of files in a bucket: one a line. */
export function filesOf(values: CreationValues): string[] {
	return values['backup_files.files']
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** Builds the request body from values that `checkCreation` found no error in. `mask` hides the password, for showing it. */
export function creationBody(values: CreationValues, { mask = false } = {}): Readonly<Record<string, unknown>> {
	const description = values.description.trim();
	const described = description === '' ? {} : { description };
	if (values.migration_type === 'online_migration') {
		return {
			name: values.name.trim(),
			...described,
			vpc_id: values.vpc_id.trim(),
			subnet_id: values.subnet_id.trim(),
			security_group_id: values.security_group_id.trim(),
		};
	}
	const password = values['target_instance.password'];
	return {
		task_name: values.name.trim(),
		...described,
		migration_type: 'backupfile_import',
		migration_method: 'full_amount_migration',
		backup_files:
			values['backup_files.file_source'] === 'backup_record'
				? { file_source: 'backup_record', backup_id: values['backup_files.backup_id'].trim() }
				: {
						file_source: 'self_build_obs',
						bucket_name: values['backup_files.bucket_name'].trim(),
						files: filesOf(values).map((file_name) => ({ file_name })),
					},
		target_instance: {
			id: values['target_instance.id'].trim(),
			...(password === '' ? {} : { password: mask ? PASSWORD_MASK : password }),
		},
	};
}
