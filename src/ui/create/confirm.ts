/** The questions before a migration is created. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { type CreationValues, filesOf } from '../../migration/creation';
import { instanceOf } from '../../migration/creationChecks';
import type { CacheInstance } from '../../migration/instances';
import { ask } from '../messages';

interface Asked {
	readonly connectionName: string;
	readonly values: CreationValues;
	readonly instances: readonly CacheInstance[];
	/** How many tasks of this name there are already. */
	readonly namesakes: number;
	/** An earlier request for the same went out, and its outcome is not known. */
	readonly doubt: boolean;
}

/** Says what will be made, and asks. */
export async function confirmCreation({
	connectionName,
	values,
	instances,
	namesakes,
	doubt,
}: Asked): Promise<boolean> {
	const online = values.migration_type === 'online_migration';
	const create = doubt ? l10n.t('Send Again') : online ? l10n.t('Create') : l10n.t('Create and Start');
	const detail = [
		doubt
			? l10n.t(
					'An earlier request for this was sent, and its outcome is not known. If it arrived, this makes a second task.',
				)
			: undefined,
		...(online ? onlineLines(values, instances) : importLines(values, instances)),
		namesakes > 0 ? l10n.t('There is a task of this name already; the service allows another.') : undefined,
	];
	const choice = await ask(
		l10n.t('Create the migration “{0}” on {1}?', plainLine(values.name), plainLine(connectionName)),
		{ detail: detail.filter(Boolean).join('\n\n') },
		create,
	);
	return choice === create;
}

function onlineLines(values: CreationValues, instances: readonly CacheInstance[]): string[] {
	const vpc = values.vpc_id.trim();
	const name = instances.find((one) => one.vpcId === vpc)?.vpcName ?? '';
	return [
		l10n.t(
			'A migration machine (ECS) is created in the VPC {0}, subnet {1}, security group {2}. It takes an address there.',
			plainLine(name === '' ? vpc : `${name} (${vpc})`),
			plainLine(values.subnet_id),
			plainLine(values.security_group_id),
		),
		l10n.t('Nothing is copied yet: the task waits until you configure it.'),
	];
}

function importLines(values: CreationValues, instances: readonly CacheInstance[]): string[] {
	const id = values['target_instance.id'];
	const target = plainLine(instanceOf(id, instances)?.name || id);
	const what =
		values['backup_files.file_source'] === 'backup_record'
			? l10n.t('The backup {0} is imported into {1}.', plainLine(values['backup_files.backup_id']), target)
			: l10n.t(
					'{0} files of the bucket {1} are imported into {2}.',
					filesOf(values).length,
					plainLine(values['backup_files.bucket_name']),
					target,
				);
	return [what, l10n.t('The import starts at once. Keys of the same name at the target are overwritten.')];
}
