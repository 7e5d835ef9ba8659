/** Between the values and the controls. The controls are left alone by the drawing, so that nothing disturbs whoever types. */
import { CREATION_TEXTS, type CreationField, type CreationValues } from '../../ui/create/protocol';

type Control = HTMLInputElement | HTMLTextAreaElement;
const CHOICES = ['migration_type', 'backup_files.file_source'] as const;

/** Writes values into the controls; those that say so already are left alone. */
export function fillControls(form: HTMLElement, values: CreationValues): void {
	for (const name of CHOICES) {
		for (const radio of form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)) {
			radio.checked = radio.value === values[name];
		}
	}
	for (const name of CREATION_TEXTS) {
		const control = controlOf(form, name);
		if (control && control.value !== values[name]) {
			control.value = values[name];
		}
	}
}

/** Reads the values out of the controls; those without a control stay as they are. */
export function readControls(form: HTMLElement, before: CreationValues): CreationValues {
	const texts = Object.fromEntries(CREATION_TEXTS.map((name) => [name, controlOf(form, name)?.value ?? before[name]]));
	return {
		...before,
		...texts,
		migration_type: chosen(form, 'migration_type') === 'backupfile_import' ? 'backupfile_import' : 'online_migration',
		'backup_files.file_source':
			chosen(form, 'backup_files.file_source') === 'self_build_obs' ? 'self_build_obs' : 'backup_record',
	};
}

export function focusControl(form: HTMLElement, name: CreationField): void {
	controlOf(form, name)?.focus();
}

function controlOf(form: HTMLElement, name: string): Control | null {
	return form.querySelector<Control>(`input[name="${name}"], textarea[name="${name}"]`);
}

function chosen(form: HTMLElement, name: string): string | undefined {
	return form.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value;
}
