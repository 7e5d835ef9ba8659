/**
 * The configuration of an online migration task: its values, its rules, and the request body that the configure page of the DCS API
 * documents. Pure, so that the page checks while one types and the host checks again with the very same rules.
 */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../core/plainText';
import { type ConfigureValues, type Endpoint, limitText } from './configureBody';
import { addressProblem, hasPort, splitAddresses } from './redisAddress';

export * from './configureBody';
export { splitAddresses } from './redisAddress';

/** Wire paths of the form's controls. */
export type FieldName =
	| 'migration_method'
	| 'resume_mode'
	| 'bandwidth_limit_mb'
	| `${'source_instance' | 'target_instance'}.${'id' | 'addrs' | 'password'}`;

/** What is wrong with a value. `error` stops the submission, `warning` does not. */
export interface FieldProblem {
	readonly field: FieldName;
	readonly severity: 'error' | 'warning';
	readonly text: string;
}

/** The fields as they stand in the form, from top to bottom. */
const FIELD_ORDER: readonly FieldName[] = [
	'migration_method',
	'resume_mode',
	'source_instance.id',
	'source_instance.addrs',
	'source_instance.password',
	'target_instance.id',
	'target_instance.addrs',
	'target_instance.password',
	'bandwidth_limit_mb',
];

/** Longest text of a field, UTF-16 units: several hundred addresses. No page names a limit. */
export const LONGEST_TEXT = 10_000;

/** How every id of an instance in the DCS API pages looks; with or without its dashes. */
const INSTANCE_ID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** As many addresses of one end are told before the others are counted. */
const NAMED_ADDRESSES = 3;

const NO_ENDPOINT: Endpoint = { by: 'id', id: '', addrs: '', password: '' };

/** What the form starts from when the task says nothing. */
export function emptyValues(): ConfigureValues {
	return {
		migration_method: 'incremental_migration',
		resume_mode: 'manual',
		bandwidth_limit_mb: '',
		source_instance: { ...NO_ENDPOINT, by: 'addrs' },
		target_instance: NO_ENDPOINT,
	};
}

/** The limits of `bandwidth_limit_mb`, MB/s ("Configuring an Online Data Migration Task"). */
export const BANDWIDTH_MB = { min: 1, max: 10_240 } as const;

/** The two ends of a migration. */
export type Side = 'source_instance' | 'target_instance';

/** Whether an id is one that the service itself gave, whatever it looks like. */
export type KnownId = (id: string) => boolean;

/** Everything that is wrong, or risky, with the values, in the order in which the form has its fields. No `error` among them: they may be sent. */
export function checkValues(values: ConfigureValues, isKnown: KnownId = () => false): FieldProblem[] {
	return [
		...checkEndpoint('source_instance', values.source_instance, isKnown),
		...checkEndpoint('target_instance', values.target_instance, isKnown),
		...checkDistinct(values),
		...checkBandwidth(values),
	].sort((a, b) => FIELD_ORDER.indexOf(a.field) - FIELD_ORDER.indexOf(b.field));
}

/** The ids that a task's service names in its configuration, and those of a list. */
export function knownIds(given: ConfigureValues | undefined, listed: (id: string) => boolean): KnownId {
	const ids = given ? [given.source_instance.id.trim(), given.target_instance.id.trim()] : [];
	return (id) => ids.includes(id) || listed(id);
}

/** What the values will do in a sentence or two, for the form's foot and the confirmation. `nameOf`: what an instance is called, where that is known. */
export function summarize(
	values: ConfigureValues,
	nameOf: (id: string) => string | undefined = () => undefined,
): string {
	const from = endpointWords(values.source_instance, nameOf);
	const to = endpointWords(values.target_instance, nameOf);
	const limit = limitText(values);
	const what =
		values.migration_method === 'full_amount_migration'
			? values.resume_mode === 'auto'
				? l10n.t('Copies everything from {0} to {1} once, reconnecting by itself.', from, to)
				: l10n.t('Copies everything from {0} to {1} once, and does not reconnect by itself.', from, to)
			: values.resume_mode === 'auto'
				? l10n.t(
						'Copies everything from {0} to {1}, then follows changes until you stop it, reconnecting by itself.',
						from,
						to,
					)
				: l10n.t(
						'Copies everything from {0} to {1}, then follows changes until you stop it, and does not reconnect by itself.',
						from,
						to,
					);
	return limit === '' ? what : `${what} ${l10n.t('Bandwidth limit: {0} MB/s.', plainLine(limit))}`;
}

function endpointWords(end: Endpoint, nameOf: (id: string) => string | undefined): string {
	if (end.by === 'id') {
		const id = end.id.trim();
		return id === '' ? l10n.t('an instance not yet named') : plainLine(nameOf(id) ?? id);
	}
	const addresses = splitAddresses(end.addrs);
	if (addresses.length === 0) {
		return l10n.t('an address not yet named');
	}
	const named = addresses.slice(0, NAMED_ADDRESSES).map((address) => plainLine(address, 80));
	const more = addresses.length - named.length;
	return more === 0 ? named.join(', ') : l10n.t('{0} and {1} more addresses', named.join(', '), more);
}

function checkBandwidth(values: ConfigureValues): FieldProblem[] {
	const text = values.bandwidth_limit_mb.trim();
	if (text === '') {
		return [];
	}
	const field = 'bandwidth_limit_mb';
	const limit = Number(text);
	if (!/^\d+$/.test(text) || limit < BANDWIDTH_MB.min || limit > BANDWIDTH_MB.max) {
		return [
			{
				field,
				severity: 'error',
				text: l10n.t('Enter a whole number from 1 to 10240, or leave it empty for no limit.'),
			},
		];
	}
	return values.migration_method === 'full_amount_migration'
		? [
				{
					field,
					severity: 'warning',
					text: l10n.t(
						'The service describes the limit for incremental migration. It is sent; whether it does anything in a full one is not known.',
					),
				},
			]
		: [];
}

function checkEndpoint(side: Side, end: Endpoint, isKnown: KnownId): FieldProblem[] {
	const problems: FieldProblem[] = end.by === 'id' ? checkId(side, end, isKnown) : checkAddresses(side, end);
	const field: FieldName = `${side}.password`;
	if (end.password.length > LONGEST_TEXT) {
		problems.push(tooLong(field));
	}
	if (end.password.includes("'")) {
		problems.push({
			field,
			severity: 'warning',
			text: l10n.t(
				"Migrations with a ' in the password can fail on older instances. If this one does, change the password and try again.",
			),
		});
	}
	if (end.password !== '' && end.password !== end.password.trim()) {
		problems.push({
			field,
			severity: 'warning',
			text: l10n.t('The password begins or ends with a blank. It is sent as it stands.'),
		});
	}
	return problems;
}

function checkId(side: Side, end: Endpoint, isKnown: KnownId): FieldProblem[] {
	const field: FieldName = `${side}.id`;
	const id = end.id.trim();
	if (id === '') {
		const text =
			side === 'source_instance'
				? l10n.t('Enter the ID of the source instance, or choose addresses.')
				: l10n.t('Enter the ID of the target instance, or choose addresses.');
		return [{ field, severity: 'error', text }];
	}
	if (isKnown(id)) {
		return [];
	}
	if (id.length > LONGEST_TEXT) {
		return [tooLong(field)];
	}
	if (/[\s,:]/.test(id)) {
		return [
			{ field, severity: 'error', text: l10n.t('This is not one instance ID. Addresses go into the field below.') },
		];
	}
	if (!INSTANCE_ID.test(id)) {
		const text = l10n.t(
			'“{0}” is no instance ID. One looks like {1}. Choose the instance from the list, or copy its ID from the console.',
			plainLine(id, 40),
			'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd',
		);
		return [{ field, severity: 'error', text }];
	}
	return [];
}

function checkAddresses(side: Side, end: Endpoint): FieldProblem[] {
	const field: FieldName = `${side}.addrs`;
	if (end.addrs.length > LONGEST_TEXT) {
		return [tooLong(field)];
	}
	const addresses = splitAddresses(end.addrs);
	if (addresses.length === 0) {
		return [
			{ field, severity: 'error', text: l10n.t('Enter at least one address as ip:port, or choose a cloud instance.') },
		];
	}
	const problems: FieldProblem[] = [];
	for (const address of addresses) {
		const text = addressProblem(address);
		if (text !== undefined) {
			problems.push({ field, severity: 'error', text });
		} else if (!hasPort(address)) {
			problems.push({
				field,
				severity: 'warning',
				text: l10n.t(
					'{0} has no port. It is sent as it stands; the service shows addresses as ip:port and names no usual port.',
					address,
				),
			});
		}
	}
	if (new Set(addresses).size < addresses.length) {
		problems.push({ field, severity: 'warning', text: l10n.t('The same address stands here twice.') });
	}
	return problems;
}

function tooLong(field: FieldName): FieldProblem {
	return { field, severity: 'error', text: l10n.t('This is longer than {0} characters. Shorten it.', LONGEST_TEXT) };
}

/** Copying an instance onto itself is hardly meant; no page forbids it. */
function checkDistinct({ source_instance: source, target_instance: target }: ConfigureValues): FieldProblem[] {
	const text = l10n.t('Source and target are the same.');
	if (source.by === 'id' && target.by === 'id' && source.id.trim() !== '' && source.id.trim() === target.id.trim()) {
		return [{ field: 'target_instance.id', severity: 'warning', text }];
	}
	if (source.by === 'addrs' && target.by === 'addrs') {
		const from = new Set(splitAddresses(source.addrs));
		if (splitAddresses(target.addrs).some((address) => from.has(address))) {
			return [{ field: 'target_instance.addrs', severity: 'warning', text }];
		}
	}
	return [];
}
