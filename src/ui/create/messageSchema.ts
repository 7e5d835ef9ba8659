/** What the page may say, checked before anybody acts on it. */
import * as v from 'valibot';
import { CREATION_TEXTS, type CreationText } from '../../migration/creation';

/** What is too long for the service is said beside its field; this only keeps out what no person typed. */
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const texts = Object.fromEntries(CREATION_TEXTS.map((name) => [name, text])) as Record<CreationText, typeof text>;
const ValuesSchema = v.object({
	...texts,
	migration_type: v.picklist(['online_migration', 'backupfile_import']),
	'backup_files.file_source': v.picklist(['backup_record', 'self_build_obs']),
});
const plain = <T extends string>(type: T) => v.object({ type: v.literal(type) });

export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('submit'), values: ValuesSchema }),
	v.object({ type: v.literal('listBackups'), of: text }),
	plain('ready'),
	plain('instances'),
	plain('lookAgain'),
	plain('another'),
	plain('openTask'),
	plain('configureTask'),
	plain('deleteTask'),
]);
