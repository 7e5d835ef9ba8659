/** Backups of DCS instances, and the names of backup files. */
import type { Clock } from './clock';
import { isoDate } from './clock';
import type { Instance } from './instances';
import { INSTANCES } from './instances';
import { uuid } from './random';

interface Backup {
	/** Of the instance. */
	readonly of: Instance;
	readonly type: 'manual' | 'auto';
	readonly format: 'rdb' | 'aof';
	readonly status: 'succeed' | 'waiting' | 'backuping' | 'failed' | 'expired' | 'deleted';
	/** Hours ago. */
	readonly age: number;
	/** Bytes. */
	readonly size: number;
	/** %; by default that of what is over. */
	readonly progress?: string;
	readonly errorCode?: string;
	readonly remark?: string;
	/** Importing it fails. */
	readonly broken?: true;
	/** Empty objects where the page declares texts, as in its example. */
	readonly asInExample?: true;
}

const MB = 1024 * 1024;

const BACKUPS: readonly Backup[] = [
	{ of: INSTANCES.orders, type: 'auto', format: 'rdb', status: 'succeed', age: 9, size: 5_912 * MB },
	{
		of: INSTANCES.orders,
		type: 'manual',
		format: 'aof',
		status: 'succeed',
		age: 33,
		size: 7_204 * MB,
		remark: 'before the sale',
	},
	{ of: INSTANCES.orders, type: 'manual', format: 'rdb', status: 'backuping', age: 0.1, size: 0, progress: '42.00' },
	{
		of: INSTANCES.orders,
		type: 'auto',
		format: 'rdb',
		status: 'failed',
		age: 57,
		size: 0,
		progress: '12.00',
		errorCode: 'dcs.08.0002',
	},
	{ of: INSTANCES.orders, type: 'auto', format: 'rdb', status: 'expired', age: 240, size: 5_100 * MB },
	{ of: INSTANCES.catalog, type: 'auto', format: 'rdb', status: 'succeed', age: 11, size: 24_310 * MB },
	{
		of: INSTANCES.catalog,
		type: 'manual',
		format: 'rdb',
		status: 'succeed',
		age: 80,
		size: 23_950 * MB,
		remark: 'broken',
		broken: true,
	},
	{
		of: INSTANCES.payments,
		type: 'auto',
		format: 'aof',
		status: 'succeed',
		age: 10,
		size: 2_870 * MB,
		asInExample: true,
	},
	{ of: INSTANCES.payments, type: 'manual', format: 'rdb', status: 'deleted', age: 900, size: 2_100 * MB },
	{ of: INSTANCES.frozen, type: 'manual', format: 'rdb', status: 'succeed', age: 2_000, size: 611 * MB },
];

const HOUR = 3_600;

function idOf(backup: Backup): string {
	return uuid('sandbox', 'backup', BACKUPS.indexOf(backup));
}

/** Rows of "Listing DCS Instance Backup Records", newest first. */
export function backupRows(instance: Instance, clock: Clock): readonly Record<string, unknown>[] {
	return BACKUPS.filter(({ of }) => of.id === instance.id)
		.sort((a, b) => a.age - b.age)
		.map((backup) => {
			const began = clock.at(-backup.age * HOUR);
			const over = backup.status !== 'backuping' && backup.status !== 'waiting';
			const none = backup.asInExample ? {} : null;
			return {
				backup_id: idOf(backup),
				backup_name: `backup_${isoDate(began).slice(0, 19).replace(/[-:T]/g, '')}`,
				instance_id: instance.id,
				backup_type: backup.type,
				backup_format: backup.format,
				period: none,
				size: backup.size,
				status: backup.status,
				progress: backup.progress ?? '100.00',
				error_code: backup.errorCode ?? none,
				remark: backup.remark ?? '',
				is_support_restore: backup.status === 'succeed' ? 'TRUE' : 'FALSE',
				created_at: isoDate(began),
				updated_at: over ? isoDate(began + 74_000) : null,
				execution_at: isoDate(began),
			};
		});
}

/** What an import of the backup reads, and whether that fails; undefined where there is no complete backup of that id. */
export function backupOf(id: string): { readonly of: Instance; readonly broken: boolean } | undefined {
	const backup = BACKUPS.find((candidate) => candidate.status === 'succeed' && idOf(candidate) === id);
	return backup && { of: backup.of, broken: backup.broken === true };
}

/** "The file format can be .aof, .rdb, .zip or .tar.gz". */
export function isBackupFile(name: unknown): name is string {
	return typeof name === 'string' && /[^/]\.(rdb|aof|zip|tar\.gz)$/i.test(name);
}
