/** What the fields are drawn from, and what they can ask for. */
import type { Formats } from '../shared/format';
import type { FormState } from './formState';

export interface FieldsProps {
	readonly state: FormState;
	readonly formats: Formats;
	readonly reveal: () => void;
	readonly reloadInstances: () => void;
	/** Reads the backups of the chosen source anew. */
	readonly readBackups: () => void;
	readonly pickBackup: (id: string) => void;
}
