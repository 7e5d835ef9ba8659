/** What is wrong, or risky, with the values of a new migration. Pure: the page checks while one types, the host checks again by the same rules. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../core/plainText';
import { LONGEST_TEXT } from './configuration';
import {
	type Backup,
	CREATION_TEXTS,
	type CreationField,
	type CreationText,
	type CreationValues,
	filesOf,
} from './creation';
import { type CacheInstance, isRunning } from './instances';

/** `error` stops the creation, `warning` does not. */
export interface CreationProblem {
	readonly field: CreationField;
	readonly severity: 'error' | 'warning';
	readonly text: string;
}

/** What is known beside the values; left out where nothing could be read. */
export interface CreationFacts {
	readonly instances?: readonly CacheInstance[];
	readonly backups?: readonly Backup[];
}

/** "Creating an Online Migration Task" of the user guide: letter first, 4–64 characters. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{3,63}$/;
/** What an import reads ("Importing Backup Files from an OBS Bucket"). */
export const BACKUP_ENDINGS = ['.rdb', '.aof', '.zip', '.tar.gz'] as const;

const NETWORK: readonly CreationText[] = ['vpc_id', 'subnet_id', 'security_group_id'];
const COMMON: readonly CreationText[] = ['name', 'description'];

/** The fields that count for the values as they are, from top to bottom of the form. */
export function fieldsOf(values: CreationValues): readonly CreationText[] {
	if (values.migration_type === 'online_migration') {
		return ['source_instance.id', 'target_instance.id', ...NETWORK, ...COMMON];
	}
	const backup: readonly CreationText[] =
		values['backup_files.file_source'] === 'backup_record'
			? ['source_instance.id', 'backup_files.backup_id']
			: ['backup_files.bucket_name', 'backup_files.files'];
	return [...backup, 'target_instance.id', 'target_instance.password', ...COMMON];
}

/** All problems of the fields that count, in the order of the form. No `error` among them: the values may be sent. */
export function checkCreation(values: CreationValues, facts: CreationFacts = {}): CreationProblem[] {
	const online = values.migration_type === 'online_migration';
	const found = [
		...lengths(values),
		...checkName(values.name.trim()),
		...(online ? checkNetwork(values, facts) : checkImport(values, facts)),
		...checkInstances(values, facts),
	];
	const fields = fieldsOf(values);
	return found
		.filter(({ field }) => fields.includes(field as CreationText))
		.sort((a, b) => fields.indexOf(a.field as CreationText) - fields.indexOf(b.field as CreationText));
}

/** A name that fits the rules, made of what is migrated; '' where nothing is known of it. */
export function suggestName(values: CreationValues, { instances = [] }: CreationFacts): string {
	const named = (['source_instance.id', 'target_instance.id'] as const).flatMap(
		(field) => instanceOf(values[field], instances)?.name ?? [],
	);
	const words = [...new Set(named)].map((name) => name.replace(/[^A-Za-z0-9_-]+/g, '-')).join('-to-');
	const name = /^[A-Za-z]/.test(words) ? words : `redis-${words}`;
	return words === '' ? '' : name.slice(0, 64).padEnd(4, '-');
}

/** The instance of an id, out of those that could be listed. */
export function instanceOf(id: string, instances: readonly CacheInstance[] = []): CacheInstance | undefined {
	const wanted = id.trim();
	return wanted === '' ? undefined : instances.find((one) => one.id === wanted);
}

function error(field: CreationField, text: string): CreationProblem {
	return { field, severity: 'error', text };
}

function warning(field: CreationField, text: string): CreationProblem {
	return { field, severity: 'warning', text };
}

function lengths(values: CreationValues): CreationProblem[] {
	return CREATION_TEXTS.filter((field) => field !== 'name' && values[field].length > LONGEST_TEXT).map((field) =>
		error(field, l10n.t('This is longer than {0} characters. Shorten it.', LONGEST_TEXT)),
	);
}

function checkName(name: string): CreationProblem[] {
	return NAME.test(name)
		? []
		: [
				error(
					'name',
					name === ''
						? l10n.t('Enter a name.')
						: l10n.t('A name begins with a letter and has 4 to 64 letters, digits, - and _.'),
				),
			];
}

function checkNetwork(values: CreationValues, { instances }: CreationFacts): CreationProblem[] {
	const missing: Readonly<Record<string, () => string>> = {
		vpc_id: () => l10n.t('Enter the ID of the VPC, or choose the target.'),
		subnet_id: () => l10n.t('Enter the network ID of the subnet, or choose the target.'),
		security_group_id: () => l10n.t('Enter the ID of the security group, or choose the target.'),
	};
	const problems = NETWORK.flatMap((field) => idProblem(values, field, missing[field]?.()));
	const target = instanceOf(values['target_instance.id'], instances);
	if (target && target.vpcId !== '' && values.vpc_id.trim() !== '' && target.vpcId !== values.vpc_id.trim()) {
		problems.push(
			warning(
				'vpc_id',
				l10n.t('The target is in another VPC: the migration machine reaches it only where the two are peered.'),
			),
		);
	}
	return problems;
}

function checkImport(values: CreationValues, { backups }: CreationFacts): CreationProblem[] {
	const problems = idProblem(
		values,
		'target_instance.id',
		l10n.t('Choose the instance that the backup is imported into, or enter its ID.'),
	);
	const password = values['target_instance.password'];
	if (password !== '' && password !== password.trim()) {
		problems.push(
			warning('target_instance.password', l10n.t('The password begins or ends with a blank. It is sent as it stands.')),
		);
	}
	return [
		...problems,
		...(values['backup_files.file_source'] === 'backup_record' ? checkRecord(values, backups) : checkBucket(values)),
	];
}

function checkRecord(values: CreationValues, backups: readonly Backup[] = []): CreationProblem[] {
	const field = 'backup_files.backup_id';
	const problems = idProblem(values, field, l10n.t('Choose a backup, or enter its ID.'));
	const backup = backups.find(({ id }) => id === values[field].trim());
	if (backup && backup.status !== '' && !isUsable(backup)) {
		problems.push(warning(field, l10n.t('This backup is “{0}”: the service may refuse it.', plainLine(backup.status))));
	}
	return problems;
}

/** Whether a backup was finished and is still there. */
export function isUsable({ status }: Backup): boolean {
	return /^succeed(ed)?$/i.test(status.trim());
}

function checkBucket(values: CreationValues): CreationProblem[] {
	const problems = idProblem(
		values,
		'backup_files.bucket_name',
		l10n.t('Enter the name of the bucket, which is in the region of the target.'),
	);
	const files = filesOf(values);
	const wrong = files.find((file) => !BACKUP_ENDINGS.some((ending) => file.toLowerCase().endsWith(ending)));
	if (files.length === 0) {
		problems.push(error('backup_files.files', l10n.t('Enter at least one file.')));
	} else if (wrong !== undefined) {
		problems.push(
			error(
				'backup_files.files',
				l10n.t('{0} cannot be imported: files end in {1}.', plainLine(wrong, 80), BACKUP_ENDINGS.join(', ')),
			),
		);
	}
	if (new Set(files).size < files.length) {
		problems.push(warning('backup_files.files', l10n.t('The same file stands here twice.')));
	}
	return problems;
}

function checkInstances(values: CreationValues, { instances }: CreationFacts): CreationProblem[] {
	const online = values.migration_type === 'online_migration';
	const ends = online ? (['source_instance.id', 'target_instance.id'] as const) : (['target_instance.id'] as const);
	return ends.flatMap((field) => {
		const one = instanceOf(values[field], instances);
		const id = values[field].trim();
		if (/[\s,:]/.test(id.slice(0, LONGEST_TEXT))) {
			return online ? [error(field, l10n.t('This is not one ID.'))] : [];
		}
		if (!one) {
			return [];
		}
		return [
			...(one.status !== '' && !isRunning(one)
				? [
						warning(
							field,
							l10n.t('This instance is “{0}” now. Only a running one can be migrated.', plainLine(one.status)),
						),
					]
				: []),
			...(online && one.ssl
				? [
						warning(
							field,
							l10n.t('SSL is on here. Online migration cannot use it: turn it off before you configure the task.'),
						),
					]
				: []),
		];
	});
}

/** What is wrong with an id or a bucket's name: it is missing, or more than one. */
function idProblem(values: CreationValues, field: CreationText, missing = ''): CreationProblem[] {
	const id = values[field].trim();
	if (id === '') {
		return [error(field, missing)];
	}
	return /[\s,:]/.test(id.slice(0, LONGEST_TEXT)) ? [error(field, l10n.t('This is not one ID.'))] : [];
}
