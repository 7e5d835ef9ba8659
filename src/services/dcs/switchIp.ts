/**
 * What must hold before the IP addresses of both ends are switched. The rules are those of the user guide ("IP Switching"): both ends are DCS instances
 * of the basic edition with Redis 4.0 or later, no Redis Cluster, of the same port and without public access, and changes are followed.
 */
import * as l10n from '@vscode/l10n';
import { filled } from '../../core/values';
import type { Format } from '../../migration/format';
import { PINGS } from '../../migration/insight/gates';
import type {
	AskedCondition,
	CheckedCondition,
	PreconditionFacts,
	PreconditionPort,
} from '../../migration/preconditions';
import { splitAddresses } from '../../migration/redisAddress';
import { staleFor } from '../../migration/runState';
import type { Task } from '../../migration/task';
import type { IpSwitch } from './actions';
import type { Side } from './detailFields';
import { hasSwitchedIp, isSwitchingIp } from './labels';
import { followsChanges } from './method';
import type { DcsFields } from './schema';
import { statOf } from './stats';
import { statuses } from './statuses';
import { ASKED, type Ends, PAIRED, type Paired, said } from './switchIpRows';

type DcsTask = Task<DcsFields>;

/** So much is never the floor of an offset that was not judged, whatever its unit is. */
const MUCH = 1024 * 1024;
/** A sample older than this says nothing of now, ms. */
const OLD = 60_000;

/** What is chosen for the domain names to be switched as well. */
export const WITH_DOMAINS = 'domains';

export const ipPreconditions: PreconditionPort<DcsFields> = {
	needs: (task) => (['source', 'target'] as const).flatMap((side) => instanceId(task, side) ?? []),
	checked: (task, facts, format) => [
		following(task),
		bothInCloud(task, facts),
		...paired(endsOf(task, facts)),
		samePort(task, facts),
		nothingWaits(task, facts, format),
	],
	asked: (task, facts) => ASKED.filter(({ of }) => of?.(endsOf(task, facts)) ?? true).map(askedRow),
	go: () => l10n.t('Switch the IP addresses…'),
	input: (entered, task, facts): IpSwitch => ({
		addresses: clientAddresses(task, facts),
		domains: entered === WITH_DOMAINS,
	}),
	says: (entered, task, facts) =>
		[
			l10n.t(
				'Who connects to {0} reaches “{1}” afterwards, no longer “{2}”.',
				said(clientAddresses(task, facts).join(', ')),
				endName(task, 'target', endsOf(task, facts)),
				endName(task, 'source', endsOf(task, facts)),
			),
			entered === WITH_DOMAINS
				? l10n.t('Domain names are switched as well.')
				: l10n.t('Domain names stay as they are.'),
		].join(' '),
};

/** Whether both ends have the id of an instance, so that a switch can be thought of at all. */
export function endsInCloud(task: DcsTask): boolean {
	return instanceId(task, 'source') !== undefined && instanceId(task, 'target') !== undefined;
}

/** Why something cannot be done to a task, as far as that is a matter of its addresses. */
export function whyNotNow({ fields: { task_status } }: DcsTask, action: string): string | undefined {
	if (isSwitchingIp(task_status)) {
		return l10n.t('its IP addresses are being switched');
	}
	if (action === 'switchIp' && hasSwitchedIp(task_status)) {
		return l10n.t('its IP addresses were switched already');
	}
	return action === 'rollbackIp' && !hasSwitchedIp(task_status)
		? l10n.t('its IP addresses are not switched')
		: undefined;
}

function askedRow({ id, label, detail }: (typeof ASKED)[number]): AskedCondition {
	return { id, label: label(), detail: detail() };
}

/** A switch that another window began is under way in the same status. */
function following(task: DcsTask): CheckedCondition {
	const { stage, status, fields } = task;
	const whyNot = whyNotNow(task, 'switchIp');
	const ok = stage === 'incremental' ? true : stage === 'unknown' || stage === 'running' ? undefined : false;
	return {
		id: 'incremental',
		label: l10n.t('Changes are followed'),
		ok: whyNot === undefined && ok,
		value: whyNot ?? said(statuses.row(status).words() || status),
		todo:
			whyNot !== undefined
				? ''
				: followsChanges(fields) === false
					? l10n.t('It ends without following changes: let the clients connect to the target instead.')
					: l10n.t('Wait until the full sync is done and changes are followed.'),
	};
}

function bothInCloud(task: DcsTask, facts: PreconditionFacts): CheckedCondition {
	const ends = endsOf(task, facts);
	const unread = (['source', 'target'] as const).flatMap(
		(side) => facts.unread.get(instanceId(task, side) ?? '') ?? [],
	);
	return {
		id: 'instances',
		label: l10n.t('Both ends are DCS instances of this project'),
		ok: !endsInCloud(task) ? false : ends.source && ends.target ? true : undefined,
		value: [`${endName(task, 'source', ends)} → ${endName(task, 'target', ends)}`, ...new Set(unread)].join(' · '),
		todo: endsInCloud(task)
			? l10n.t('What could not be read is not checked: look at the instances in the console.')
			: l10n.t('Only DCS instances can be switched: let the clients connect to the target instead.'),
	};
}

function endName(task: DcsTask, side: Side, ends: Ends): string {
	const { fields } = task;
	const listed = side === 'source' ? fields.data_source : fields.target_instance_addrs;
	const end = fields[`${side}_instance`];
	return said(ends[side]?.name || filled(end?.name) || filled(end?.addrs) || filled(listed) || '–');
}

function samePort(task: DcsTask, facts: PreconditionFacts): CheckedCondition {
	const { source, target } = endsOf(task, facts);
	const ok = source?.port === undefined || target?.port === undefined ? undefined : source.port === target.port;
	return {
		id: 'port',
		label: l10n.t('Both have the same port'),
		ok,
		value: `${source?.port ?? '?'} → ${target?.port ?? '?'}`,
		todo: ok === false ? l10n.t('Change the port of one of the instances in the console.') : '',
	};
}

/** By how the run was judged, which knows the floor of its offset; else by the offset alone. */
function nothingWaits({ sample }: DcsTask, { run, now }: PreconditionFacts, format: Format): CheckedCondition {
	const judged = run && staleFor(run, now) === undefined ? run.judgement : undefined;
	const course = judged?.catchUp?.course;
	const young = sample !== undefined && Math.abs(now - sample.at) <= OLD;
	const offset = young ? statOf(sample, 'offset') : null;
	const alone = offset === null ? undefined : offset <= PINGS ? true : offset > MUCH ? false : undefined;
	return {
		id: 'offset',
		label: l10n.t('Nothing waits to be copied'),
		ok: course === 'floor' ? true : course === undefined || course === 'early' ? alone : false,
		value: offset === null ? l10n.t('offset not known') : l10n.t('offset {0}', format.amount(offset)),
		todo: l10n.t('It may be lost with the switch: stop the writers, and wait for “switch now”.'),
	};
}

function paired(ends: Ends): readonly CheckedCondition[] {
	return PAIRED.flatMap(({ id, label, todo, seldom, ...rule }) => {
		const found = compared(ends, rule);
		return seldom && found.ok === undefined
			? []
			: [{ id, label: label(), todo: found.ok === false ? todo() : '', ...found }];
	});
}

/** Reads both ends with one rule: one that does not hold is enough, and all must be known for it to hold. */
function compared(
	{ source, target }: Ends,
	{ of, holds, words }: Pick<Paired, 'of' | 'holds' | 'words'>,
): { readonly ok: boolean | undefined; readonly value: string } {
	const read = [source, target].map((end) => {
		const value = end && of(end);
		return end === undefined || value === undefined || value === ''
			? { ok: undefined, text: '?' }
			: { ok: holds(value, end), text: words(value) };
	});
	const ok = read.some((one) => one.ok === false) ? false : read.every((one) => one.ok) ? true : undefined;
	return { ok, value: read.map(({ text }) => text).join(' → ') };
}

function endsOf(task: DcsTask, { instances }: PreconditionFacts): Ends {
	return {
		source: instances.get(instanceId(task, 'source') ?? ''),
		target: instances.get(instanceId(task, 'target') ?? ''),
	};
}

function instanceId({ fields }: DcsTask, side: Side): string | undefined {
	return filled(fields[`${side}_instance`]?.id) ?? filled(fields[`${side}_instance_id`]);
}

/** The addresses that clients of the source use, without their ports: those of the instance, else those that the task has. */
function clientAddresses(task: DcsTask, facts: PreconditionFacts): readonly string[] {
	const { fields } = task;
	const own = fields.source_instance;
	const known =
		endsOf(task, facts).source?.addrs || filled(own?.ip) || filled(own?.addrs) || filled(fields.data_source) || '';
	return [...new Set(splitAddresses(known).map((address) => address.replace(/:\d+$/, '')))];
}
