/** What "Creating a Backup Import Task" accepts, and what it answers to anything else. */
import { backupOf, isBackupFile } from './backups';
import { hasBucket, isBucketName } from './buckets';
import { invalid, readBody } from './dcsBody';
import { readEnd } from './dcsConfigure';
import type { BackupFiles, DcsTask } from './dcsTask';
import type { Instances } from './instanceChoice';
import type { End } from './instances';
import { at, selfHosted } from './instances';
import { asObject } from './json';
import { between } from './random';
import type { Answer } from './respond';

interface Import extends Pick<DcsTask, 'name' | 'description' | 'method' | 'source' | 'target' | 'backup'> {
	/** What it will fail of. */
	readonly failure?: string;
}

/** The import that the body asks for, or why there will be none. */
export function importOf(text: string, instances: Instances): { readonly task: Import } | { readonly refused: Answer } {
	const read = readBody(text);
	if ('refused' in read) {
		return read;
	}
	const { task_name: name, description = null, migration_type: type, migration_method: method } = read.body;
	if (typeof name !== 'string' || name.trim() === '') {
		return { refused: invalid('task_name') };
	}
	if (description !== null && typeof description !== 'string') {
		return { refused: invalid('description') };
	}
	// Online migrations, too, could once be created here.
	if (type !== 'backupfile_import') {
		return { refused: invalid('migration_type') };
	}
	if (method !== 'full_amount_migration' && method !== 'incremental_migration') {
		return { refused: invalid('migration_method') };
	}
	const files = readFiles(asObject(read.body.backup_files) ?? {});
	if ('refused' in files) {
		return files;
	}
	if (!asObject(read.body.target_instance)?.id) {
		return { refused: invalid('target_instance.id') };
	}
	const target = readEnd('target_instance', read.body.target_instance, instances);
	return 'refused' in target ? target : { task: { name, description, method, target: target.end, ...files } };
}

type Files = { readonly source: End; readonly backup: BackupFiles; readonly failure?: string };

function readFiles(given: Readonly<Record<string, unknown>>): Files | { readonly refused: Answer } {
	const { file_source: kind, bucket_name: bucket, files, backup_id: id } = given;
	if (kind === 'backup_record') {
		const backup = typeof id === 'string' ? backupOf(id) : undefined;
		return typeof id === 'string' && backup
			? {
					source: at(backup.of),
					backup: { file_source: kind, backup_id: id },
					...(backup.broken ? { failure: `import of the backup failed: ${BROKEN}` } : {}),
				}
			: { refused: invalid('backup_files.backup_id') };
	}
	if (kind !== 'self_build_obs') {
		return { refused: invalid('backup_files.file_source') };
	}
	if (!isBucketName(bucket)) {
		return { refused: invalid('backup_files.bucket_name') };
	}
	const names = Array.isArray(files) ? files.map((file) => asObject(file)?.file_name) : [];
	if (names.length === 0 || !names.every(isBackupFile)) {
		return { refused: invalid('backup_files.files') };
	}
	const broken = names.find((name) => name.includes('broken'));
	const failure = hasBucket(bucket) ? broken && `RDB file ${broken}: ${BROKEN}` : `the bucket ${bucket} does not exist`;
	return {
		source: selfHosted(bucket),
		backup: {
			file_source: kind,
			bucket_name: bucket,
			files: names.map((name) => ({
				file_name: name,
				size: `${between(12, 4_000, 'file', name)}.0MB`,
				update_at: '2025-03-02 02:00:11',
			})),
		},
		...(failure === undefined ? {} : { failure: `import of the backup failed: ${failure}` }),
	};
}

const BROKEN = 'the checksum does not match.';
