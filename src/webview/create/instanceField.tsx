/** An instance by its id, with what is known of it. */
import * as l10n from '@vscode/l10n';
import { type CacheInstance, instanceOf } from '../../ui/create/protocol';
import type { Formats } from '../shared/format';
import type { FormState } from './formState';
import { TextField } from './textField';

interface InstanceFieldProps {
	readonly name: 'source_instance.id' | 'target_instance.id';
	readonly state: FormState;
	readonly formats: Formats;
	readonly label: string;
	readonly hint: string;
	readonly required?: boolean;
}

export function InstanceField({ name, state, formats, ...field }: InstanceFieldProps) {
	const instance = instanceOf(state.values[name], state.form?.instances.rows);
	return (
		<TextField name={name} state={state} {...field} class="code" list="instances">
			{instance ? (
				<p class="chosen" data-chosen={name}>
					{instanceWords(instance, formats)}
				</p>
			) : null}
		</TextField>
	);
}

/** The instances to choose among, for the suggestions of both fields. */
export function InstanceSuggestions({ instances }: { readonly instances: readonly CacheInstance[] }) {
	return (
		<datalist id="instances">
			{instances.map((one) => (
				<option key={one.id} value={one.id} label={one.name} />
			))}
		</datalist>
	);
}

function instanceWords(
	{ name, status, version, kind, usedMb, totalMb, vpcName, vpcId }: CacheInstance,
	formats: Formats,
): string {
	const memory =
		totalMb === undefined
			? ''
			: usedMb === undefined
				? l10n.t('{0} MB', formats.number(totalMb))
				: l10n.t('{0} of {1} MB', formats.number(usedMb), formats.number(totalMb));
	return [name, status, version, kind, memory, vpcName || vpcId].filter(Boolean).join(' · ');
}
