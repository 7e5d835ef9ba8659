/** Between the values and the controls. The controls are left alone by the drawing, so that nothing disturbs whoever types. */
import type { ConfigureValues, Endpoint, FieldName } from '../../ui/configure/protocol';
import { SIDES, type Side } from './formState';

/** The controls that take text. */
type TextName = 'bandwidth_limit_mb' | `${Side}.${'id' | 'addrs' | 'password'}`;

/** Writes values into the controls. */
export function fillControls(form: HTMLElement, values: ConfigureValues): void {
	check(form, 'migration_method', values.migration_method);
	check(form, 'resume_mode', values.resume_mode);
	setText(form, 'bandwidth_limit_mb', values.bandwidth_limit_mb);
	for (const side of SIDES) {
		const { by, id, addrs, password } = values[side];
		check(form, `${side}.by`, by);
		setText(form, `${side}.id`, id);
		setText(form, `${side}.addrs`, addrs);
		setText(form, `${side}.password`, password);
	}
}

/** Reads the values out of the controls. */
export function readControls(form: HTMLElement): ConfigureValues {
	return {
		migration_method:
			checked(form, 'migration_method') === 'full_amount_migration' ? 'full_amount_migration' : 'incremental_migration',
		resume_mode: checked(form, 'resume_mode') === 'auto' ? 'auto' : 'manual',
		bandwidth_limit_mb: textOf(form, 'bandwidth_limit_mb'),
		source_instance: endpoint(form, 'source_instance'),
		target_instance: endpoint(form, 'target_instance'),
	};
}

/** Typing into one of the two ways to name an end chooses that way. Emptying it does not. */
export function followTyping(form: HTMLElement, target: HTMLInputElement): void {
	const [side, kind] = target.name.split('.');
	if ((kind === 'id' || kind === 'addrs') && target.type !== 'radio' && target.value !== '') {
		check(form, `${side}.by`, kind);
	}
}

export function focusControl(form: HTMLElement, name: FieldName): void {
	input(form, name)?.focus();
}

function endpoint(form: HTMLElement, side: Side): Endpoint {
	return {
		by: checked(form, `${side}.by`) === 'addrs' ? 'addrs' : 'id',
		id: textOf(form, `${side}.id`),
		addrs: textOf(form, `${side}.addrs`),
		password: textOf(form, `${side}.password`),
	};
}

function input(form: HTMLElement, name: string): HTMLInputElement | null {
	return form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
}

function textOf(form: HTMLElement, name: TextName): string {
	return input(form, name)?.value ?? '';
}

function setText(form: HTMLElement, name: TextName, text: string): void {
	const control = input(form, name);
	if (control && control.value !== text) {
		control.value = text;
	}
}

function checked(form: HTMLElement, name: string): string | undefined {
	return form.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value;
}

function check(form: HTMLElement, name: string, value: string): void {
	for (const radio of form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)) {
		radio.checked = radio.value === value;
	}
}
