/** The fields, in the order in which a person decides: which kind, from where to where, in which network, under which name. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { BACKUP_ENDINGS, type CreationText } from '../../ui/create/protocol';
import { Icon } from '../shared/icon';
import { Backups } from './backups';
import { Choice } from './choices';
import type { FieldsProps } from './fieldsProps';
import { type FormState, PASSWORD, rowsOf } from './formState';
import { InstanceField } from './instanceField';
import { TextField } from './textField';

/** All that can be set. The controls carry no values here: controls.ts writes and reads them. */
export function Fields(props: FieldsProps) {
	const { state } = props;
	const online = state.values.migration_type === 'online_migration';
	return (
		<>
			<Group legend={l10n.t('Kind of migration')}>
				<div class="choices">
					<Choice
						name="migration_type"
						value="online_migration"
						current={state.values.migration_type}
						title={l10n.t('Online migration')}
						text={l10n.t(
							'Copies from a running Redis, and follows its changes. A migration machine is created for it.',
						)}
					/>
					<Choice
						name="migration_type"
						value="backupfile_import"
						current={state.values.migration_type}
						title={l10n.t('Backup import')}
						text={l10n.t('Reads a backup into an instance, once. For sources that cannot be reached.')}
					/>
				</div>
			</Group>
			{online ? <Online {...props} /> : <Import {...props} />}
			<Group legend={l10n.t('Name')}>
				<TextField
					name="name"
					state={state}
					label={l10n.t('Task name')}
					hint={l10n.t('4 to 64 letters, digits, - and _; a letter first')}
					required
				/>
				<TextField name="description" state={state} label={l10n.t('Description')} hint={l10n.t('If you like')} />
			</Group>
		</>
	);
}

function Online({ state, formats, reloadInstances }: FieldsProps) {
	return (
		<>
			<Group legend={l10n.t('Source and target')}>
				<p class="dim">
					{l10n.t('The network below is taken from them. They are asked for again when the task is configured.')}
				</p>
				<div class="pair">
					<InstanceField
						name="source_instance.id"
						state={state}
						formats={formats}
						reloadInstances={reloadInstances}
						label={l10n.t('Source instance ID')}
						hint={l10n.t('Leave it empty for a Redis outside of DCS.')}
					/>
					<InstanceField
						name="target_instance.id"
						state={state}
						formats={formats}
						reloadInstances={reloadInstances}
						label={l10n.t('Target instance ID')}
						hint={l10n.t('Choose one: type a part of its name, address or ID. Or enter an ID.')}
					/>
				</div>
			</Group>
			<Group legend={l10n.t('Network of the migration machine')}>
				<p class="dim">
					{l10n.t(
						'The machine must reach both ends: place it in the VPC of the target, or in one that both are peered with.',
					)}
				</p>
				<Network name="vpc_id" state={state} label={l10n.t('VPC ID')} hint={vpcHint(state)} />
				<Network
					name="subnet_id"
					state={state}
					label={l10n.t('Subnet ID')}
					hint={l10n.t('The network ID of the subnet. It needs a free address.')}
				/>
				<Network
					name="security_group_id"
					state={state}
					label={l10n.t('Security group ID')}
					hint={l10n.t('It has to let the machine out to the ports of both ends.')}
				/>
			</Group>
		</>
	);
}

/** Suggests what the account's instances use. */
function Network({
	name,
	...field
}: {
	name: 'vpc_id' | 'subnet_id' | 'security_group_id';
	state: FormState;
	label: string;
	hint: string;
}) {
	const key = { vpc_id: 'vpcId', subnet_id: 'subnetId', security_group_id: 'securityGroupId' } as const;
	const rows = rowsOf(field.state.instances);
	const known = new Map(rows.map((one) => [one[key[name]], name === 'vpc_id' ? one.vpcName : one.name]));
	known.delete('');
	return (
		<>
			<TextField name={name} {...field} class="code" inputProps={{ list: `known-${name}` }} required />
			<datalist id={`known-${name}`}>
				{[...known].map(([id, label]) => (
					<option key={id} value={id} label={label} />
				))}
			</datalist>
		</>
	);
}

function vpcHint({ values, instances }: FormState): string {
	const name = rowsOf(instances).find(({ vpcId }) => vpcId !== '' && vpcId === values.vpc_id.trim())?.vpcName;
	return name ? l10n.t('Its name: {0}', name) : l10n.t('Where the migration machine is created');
}

function Import(props: FieldsProps) {
	const { state, formats, reveal, reloadInstances } = props;
	const place = state.values['backup_files.file_source'];
	return (
		<>
			<Group legend={l10n.t('Backup')}>
				<div class="choices">
					<Choice
						name="backup_files.file_source"
						value="backup_record"
						current={place}
						title={l10n.t('Backup of an instance')}
						text={l10n.t('One that DCS made of an instance of this account and region.')}
					/>
					<Choice
						name="backup_files.file_source"
						value="self_build_obs"
						current={place}
						title={l10n.t('Files in a bucket')}
						text={l10n.t('Files in an OBS bucket in the region of the target.')}
					/>
				</div>
				{place === 'backup_record' ? (
					<>
						<InstanceField
							name="source_instance.id"
							state={state}
							formats={formats}
							reloadInstances={reloadInstances}
							label={l10n.t('Source instance ID')}
							hint={l10n.t('Its backups are listed here')}
						/>
						<Backups {...props} />
						<TextField
							name="backup_files.backup_id"
							state={state}
							label={l10n.t('Backup ID')}
							hint={l10n.t('Choose one above, or enter its ID')}
							class="code"
							required
						/>
					</>
				) : (
					<>
						<TextField
							name="backup_files.bucket_name"
							state={state}
							label={l10n.t('Bucket')}
							hint={l10n.t('The name of the OBS bucket')}
							class="code"
							required
						/>
						<TextField
							name="backup_files.files"
							state={state}
							label={l10n.t('Files')}
							hint={l10n.t(
								'One a line: {0}. A single .rdb file of less than {1} GB.',
								BACKUP_ENDINGS.join(', '),
								formats.number(10),
							)}
							class="code"
							lines={4}
							required
						/>
					</>
				)}
			</Group>
			<Group legend={l10n.t('Target')}>
				<InstanceField
					name="target_instance.id"
					state={state}
					formats={formats}
					reloadInstances={reloadInstances}
					label={l10n.t('Target instance ID')}
					hint={l10n.t('Keys of the same name in it are overwritten.')}
					required
				/>
				<Password state={state} reveal={reveal} />
			</Group>
		</>
	);
}

function Password({ state, reveal }: Pick<FieldsProps, 'state' | 'reveal'>) {
	const shown = state.revealed;
	return (
		<TextField
			name={PASSWORD satisfies CreationText}
			state={state}
			label={l10n.t('Password of the target')}
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
					onClick={reveal}
				>
					<Icon name={shown ? 'hide' : 'show'} />
				</button>
			}
		/>
	);
}

export function Group({ legend, children }: { readonly legend: string; readonly children: ComponentChildren }) {
	return (
		<fieldset class="group">
			<legend>{legend}</legend>
			{children}
		</fieldset>
	);
}
