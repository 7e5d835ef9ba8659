/**
 * What would make a migration between two instances fail, or end otherwise than somebody thinks, said before it is started. The service checks none of
 * it ("Migration Solution Notes", "Online Migration Between Instances" and the FAQ of the DCS guide). Pure; what is not known is not judged.
 */
import * as l10n from '@vscode/l10n';
import type { ConfigureValues, Endpoint, FieldProblem, Side } from './configuration';
import { type CacheInstance, type InstancesState, isRunning } from './instances';
import { instanceName, kindWords, memoryText, type WriteNumber } from './instanceWords';
import { splitAddresses } from './redisAddress';

/** A migration that is at work, and what it writes to. */
export interface TaskAtWork {
	readonly name: string;
	readonly targetId: string;
	/** `ip:port`, comma-separated. */
	readonly targetAddrs: string;
}

/** What is known beside what was typed. */
export interface Surroundings {
	readonly instances: InstancesState;
	/** The VPC of the migration machine; '' where the service does not say. */
	readonly vpcId: string;
	/** Other tasks that write. */
	readonly atWork: readonly TaskAtWork[];
	readonly number: WriteNumber;
}

/** Both ends, as far as they are instances that are known. */
interface Ends {
	readonly source: CacheInstance | undefined;
	readonly target: CacheInstance | undefined;
}

type Row = (
	ends: Ends,
	values: ConfigureValues,
	about: Surroundings,
) => readonly (readonly [side: Side, text: string])[];

/**
 * The instance that an end names, by its id or by its addresses. Private addresses may be there in several VPCs: then it is the one in the migration
 * machine's, and none where that does not tell.
 */
export function instanceOf(
	end: Endpoint,
	{ instances, vpcId }: Pick<Surroundings, 'instances' | 'vpcId'>,
): CacheInstance | undefined {
	if (instances.state !== 'ready') {
		return undefined;
	}
	if (end.by === 'id') {
		const id = end.id.trim();
		return instances.rows.find((row) => row.id === id);
	}
	const typed = new Set(splitAddresses(end.addrs));
	const all = instances.rows.filter(({ addrs }) => splitAddresses(addrs).some((address) => typed.has(address)));
	const near = all.filter((row) => vpcId !== '' && row.vpcId === vpcId);
	const [one, another] = near.length > 0 ? near : all;
	return another ? undefined : one;
}

/** Everything that speaks against the two ends, each beside its field. Warnings all: the service decides. */
export function checkInstances(values: ConfigureValues, about: Surroundings): FieldProblem[] {
	const source = instanceOf(values.source_instance, about);
	const target = instanceOf(values.target_instance, about);
	return ROWS.flatMap((row) => row({ source, target }, values, about)).map(([side, text]) => ({
		field: `${side}.${values[side].by}`,
		severity: 'warning',
		text,
	}));
}

const SIDES: readonly Side[] = ['source_instance', 'target_instance'];

/** A check of each end alone. */
function each(check: (of: CacheInstance, side: Side, values: ConfigureValues) => string | undefined): Row {
	return ({ source, target }, values) =>
		SIDES.flatMap((side) => {
			const of = side === 'source_instance' ? source : target;
			const text = of && check(of, side, values);
			return text === undefined ? [] : [[side, text] as const];
		});
}

/** A check of the target against the source. */
function pair(check: (source: CacheInstance, target: CacheInstance, about: Surroundings) => string | undefined): Row {
	return ({ source, target }, _values, about) => {
		const text = source && target && source.id !== target.id ? check(source, target, about) : undefined;
		return text === undefined ? [] : [['target_instance', text]];
	};
}

/** One row a check: a new one is a new row. */
const ROWS: readonly Row[] = [
	unknownId,
	sameInstance,
	each((of) =>
		isRunning(of) || of.status === ''
			? undefined
			: l10n.t(
					'“{0}” is {1}, and only a running instance can be migrated. See to it in the console first, then read the instances again.',
					instanceName(of),
					of.status,
				),
	),
	each((of) =>
		of.ssl
			? l10n.t(
					'SSL is on at “{0}”, which an online migration cannot do. Turn it off there for the migration; clients then connect without it.',
					instanceName(of),
				)
			: undefined,
	),
	pair((source, target) =>
		isOlder(target.version, source.version)
			? l10n.t(
					'The target has Redis {0}, which is older than the {1} of the source: it may not be able to read the data. Choose a target of the same version or a later one.',
					target.version,
					source.version,
				)
			: undefined,
	),
	pair(roomFor),
	pair(databasesOf),
	pair((source, target) =>
		source.vpcId !== '' && target.vpcId !== '' && source.vpcId !== target.vpcId
			? l10n.t(
					'Source and target are in different VPCs ({0} and {1}). Connect these by a VPC peering, or the migration machine cannot reach both.',
					vpcOf(source),
					vpcOf(target),
				)
			: undefined,
	),
	machineElsewhere,
	taskAtWork,
	each((of) =>
		of.publicAccess
			? l10n.t(
					'Public access is on at “{0}”: the IP addresses of the two cannot be switched while it is. Turn it off before, if you mean to switch them; public addresses cannot be migrated from or to.',
					instanceName(of),
				)
			: undefined,
	),
	each((of, side, values) =>
		of.noPassword === false && values[side].password === ''
			? l10n.t('“{0}” has a password. Enter it, or the service refuses the configuration.', instanceName(of))
			: undefined,
	),
	each((of, side, values) =>
		values[side].by !== 'addrs'
			? undefined
			: side === 'source_instance'
				? l10n.t(
						'This is the address of the DCS instance “{0}”. Choose it as cloud instance: only then does the service open PSYNC for the migration by itself.',
						instanceName(of),
					)
				: l10n.t(
						'This is the address of the DCS instance “{0}”. Chosen as cloud instance it is checked, and the IP addresses can be switched later.',
						instanceName(of),
					),
	),
];

function unknownId(_ends: Ends, values: ConfigureValues, { instances }: Surroundings): ReturnType<Row> {
	if (instances.state !== 'ready' || !instances.complete) {
		return [];
	}
	return SIDES.filter((side) => {
		const { by, id } = values[side];
		return by === 'id' && id.trim() !== '' && !instances.rows.some((row) => row.id === id.trim());
	}).map((side) => [
		side,
		l10n.t(
			'No instance of this project has this ID. Choose one of the list; an instance of another region or account is entered by its addresses.',
		),
	]);
}

/** The same instance, named in two ways; named in the same way twice it is told without knowing any instance. */
function sameInstance({ source, target }: Ends, values: ConfigureValues): ReturnType<Row> {
	return source && target && source.id === target.id && values.source_instance.by !== values.target_instance.by
		? [['target_instance', l10n.t('Source and target are the same instance, “{0}”.', instanceName(target))]]
		: [];
}

/** Whether the data fit: what the source holds, beside what the target already does. */
function roomFor(source: CacheInstance, target: CacheInstance, { number }: Surroundings): string | undefined {
	const { usedMb: data } = source;
	const { totalMb: room, usedMb: taken = 0 } = target;
	if (data === undefined || room === undefined) {
		return undefined;
	}
	const [holds, has] = [memoryText(data, number), memoryText(room, number)];
	if (data >= room) {
		return l10n.t(
			'The source holds {0}, and the target has room for {1}: it will be full before all is copied. Choose a larger target, or resize this one before.',
			holds,
			has,
		);
	}
	return data + taken > room
		? l10n.t(
				'The source holds {0}, and of the {1} of the target {2} are taken: both together do not fit. Clear the target before, if nothing in it is needed, or choose a larger one.',
				holds,
				has,
				memoryText(taken, number),
			)
		: undefined;
}

/** A Redis Cluster has database 0 alone, a Proxy Cluster unless more are switched on. Which ones the source uses is not known. */
function databasesOf(source: CacheInstance, target: CacheInstance): string | undefined {
	const few = target.kind === 'cluster' || (target.kind === 'proxy' && (target.databases ?? 1) <= 1);
	const many = source.kind !== 'cluster' && source.kind !== '' && source.databases !== 1;
	if (!few || !many) {
		return undefined;
	}
	return target.kind === 'proxy'
		? l10n.t(
				'The target is a {0} with one database. If the source uses others than database 0 (INFO keyspace says so), turn on multi-DB at the target before, or their keys are not copied.',
				kindWords(target.kind),
			)
		: l10n.t(
				'The target is a {0}, which has database 0 alone. If the source uses others (INFO keyspace says so), move their keys to database 0 before, or choose a master/standby target.',
				kindWords(target.kind),
			);
}

function machineElsewhere(
	{ source, target }: Ends,
	_values: ConfigureValues,
	{ vpcId }: Surroundings,
): ReturnType<Row> {
	const between = source && target && source.vpcId !== target.vpcId;
	return SIDES.flatMap((side) => {
		const of = side === 'source_instance' ? source : target;
		return !between && of && vpcId !== '' && of.vpcId !== '' && of.vpcId !== vpcId
			? [
					[
						side,
						l10n.t(
							'“{0}” is in another VPC ({1}) than the migration machine ({2}). Connect the two by a VPC peering, or the machine cannot reach it.',
							instanceName(of),
							vpcOf(of),
							vpcId,
						),
					] as const,
				]
			: [];
	});
}

function taskAtWork(
	{ target }: Ends,
	{ target_instance: end }: ConfigureValues,
	{ atWork }: Surroundings,
): ReturnType<Row> {
	const id = end.by === 'id' ? end.id.trim() : (target?.id ?? '');
	const addresses = new Set([
		...(end.by === 'addrs' ? splitAddresses(end.addrs) : []),
		...splitAddresses(target?.addrs ?? ''),
	]);
	const writing = atWork.find(
		({ targetId, targetAddrs }) =>
			(id !== '' && targetId === id) || splitAddresses(targetAddrs).some((address) => addresses.has(address)),
	);
	return writing
		? [
				[
					'target_instance',
					l10n.t(
						'The migration “{0}” is writing to this target: two at once break each other off. Wait for its end, or stop it.',
						writing.name,
					),
				],
			]
		: [];
}

function vpcOf({ vpcName, vpcId }: CacheInstance): string {
	return vpcName === '' ? vpcId : vpcName;
}

/** Whether one version is older than another, by its numbers; false where either is none. */
export function isOlder(one: string, other: string): boolean {
	const [a, b] = [numbersOf(one), numbersOf(other)];
	if (a.length === 0 || b.length === 0) {
		return false;
	}
	// "6" and "6.2" are not known to differ: only what both say is compared.
	const differing = a.findIndex((part, place) => b[place] !== undefined && part !== b[place]);
	return differing >= 0 && (a[differing] ?? 0) < (b[differing] ?? 0);
}

function numbersOf(version: string): readonly number[] {
	return /^\d+(\.\d+)*/.exec(version.trim())?.[0].split('.').map(Number) ?? [];
}
