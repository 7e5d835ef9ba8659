/** An instance, chosen from the list or entered by its id. */
import type { Formats } from '../shared/format';
import { useInstancePicker } from '../shared/instancePicker';
import type { FormState } from './formState';
import { TextField } from './textField';

interface InstanceFieldProps {
	readonly name: 'source_instance.id' | 'target_instance.id';
	readonly state: FormState;
	readonly formats: Formats;
	readonly reloadInstances: () => void;
	readonly label: string;
	readonly hint: string;
	readonly required?: boolean;
}

export function InstanceField({ name, state, formats, reloadInstances, ...field }: InstanceFieldProps) {
	const picker = useInstancePicker({
		id: name.replaceAll('.', '-'),
		value: state.values[name],
		instances: state.instances,
		number: formats.number,
		reload: reloadInstances,
	});
	return (
		<TextField
			name={name}
			state={state}
			{...field}
			class="code with-button"
			inputProps={picker.inputProps}
			button={
				<>
					{picker.button}
					{picker.list}
				</>
			}
		>
			{picker.below}
		</TextField>
	);
}
