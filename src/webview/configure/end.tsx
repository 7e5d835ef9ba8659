/** One end of the migration: a cloud instance or addresses, and its password. */
import * as l10n from '@vscode/l10n';
import { Icon } from '../shared/icon';
import { useInstancePicker } from '../shared/instancePicker';
import type { FormState, Side } from './formState';
import { TextField } from './textField';

interface EndProps {
	readonly side: Side;
	readonly state: FormState;
	/** Shows or hides the password of one end. */
	readonly reveal: (side: Side) => void;
	/** The list of instances of an end opened or closed. */
	readonly picking: (side: Side, open: boolean) => void;
	readonly reloadInstances: () => void;
}

/** The fields of one end. Both ways to name it stay enabled: typing into one chooses it. */
export function End({ title, ...end }: EndProps & { readonly title: string }) {
	const { side, state, picking, reloadInstances } = end;
	const source = side === 'source_instance';
	const { by, id } = state.values[side];
	const picker = useInstancePicker({
		id: `${side}-id`,
		value: id,
		instances: state.instances,
		number: state.number,
		onOpen: (open) => picking(side, open),
		reload: reloadInstances,
	});
	return (
		<fieldset class="group end">
			<legend>{title}</legend>
			<Way side={side} kind="id" label={l10n.t('Cloud instance')} />
			<TextField
				name={`${side}.id`}
				state={state}
				label={source ? l10n.t('Source instance ID') : l10n.t('Target instance ID')}
				hint={l10n.t('Choose one: type a part of its name, address or ID. Or enter an ID.')}
				dimmed={by !== 'id'}
				class="code with-button"
				inputProps={picker.inputProps}
				button={
					<>
						{picker.button}
						{picker.list}
					</>
				}
				below={by === 'id' ? picker.below : null}
			/>
			<Way side={side} kind="addrs" label={l10n.t('Addresses')} />
			<TextField
				name={`${side}.addrs`}
				state={state}
				label={source ? l10n.t('Source addresses') : l10n.t('Target addresses')}
				hint={l10n.t('ip:port, comma-separated; every master of a cluster')}
				dimmed={by !== 'addrs'}
				class="code"
			/>
			<Password {...end} />
		</fieldset>
	);
}

interface WayProps {
	readonly side: Side;
	readonly kind: 'id' | 'addrs';
	readonly label: string;
}

function Way({ side, kind, label }: WayProps) {
	return (
		<label class="way">
			<input type="radio" name={`${side}.by`} value={kind} />
			<span>{label}</span>
		</label>
	);
}

function Password({ side, state, reveal }: EndProps) {
	const shown = state.revealed.has(side);
	return (
		<TextField
			name={`${side}.password`}
			state={state}
			label={l10n.t('Password')}
			labelVisible
			hint={l10n.t('If one is set. It is sent to the service and kept nowhere.')}
			type={shown ? 'text' : 'password'}
			class="with-button"
			button={
				<button
					type="button"
					class="reveal"
					aria-pressed={shown}
					aria-label={l10n.t('Show password')}
					title={shown ? l10n.t('Hide password') : l10n.t('Show password')}
					onClick={() => reveal(side)}
				>
					<Icon name={shown ? 'hide' : 'show'} />
				</button>
			}
		/>
	);
}
