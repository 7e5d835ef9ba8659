/** How DCS tasks are shown in full. */
import { readDate } from '../../core/dates';
import { filled } from '../../core/values';
import { type ConfigureValues, type Endpoint, emptyValues } from '../../migration/configuration';
import type { ServicePresenter } from '../../migration/ports';
import type { Task } from '../../migration/task';
import { actionWords } from './actionWords';
import { causesOf, DCS_CAUSES } from './causes';
import { cutover, machineOf } from './cutover';
import type { Side } from './detailFields';
import { headline } from './headline';
import { statusHelp } from './helps';
import { keys } from './keys';
import { live } from './live';
import { methodOf } from './method';
import { runReader } from './runSample';
import type { DcsFields } from './schema';
import { sections } from './sections';
import { whyNotNow } from './switchIp';

export const presenter = {
	headline,
	statusHelp,
	sections,
	live,
	runs: runReader,
	cutover,
	// The first is that of the details; the machine is released after the end.
	endedAt: ({ fields }) => readDate(fields.updated_at).at ?? readDate(fields.released_at).at,
	causes: causesOf,
	catalogue: DCS_CAUSES,
	keys,
	actionWords,
	whyNot: whyNotNow,
	prefill,
	migrationIp: machineOf,
	migrationVpc: ({ fields }) => filled(fields.tenant_vpc_id),
	wireNames: { method: ({ fields }) => methodOf(fields), migrating: 'is_migrating' },
} satisfies ServicePresenter<DcsFields>;

/** What the task says of its configuration; where it says nothing, the careful choice (manual reconnection). */
function prefill({ fields }: Task<DcsFields>): ConfigureValues {
	const empty = emptyValues();
	const method = methodOf(fields);
	const resume = filled(fields.resume_mode);
	return {
		migration_method: method === 'full_amount_migration' ? method : empty.migration_method,
		resume_mode: resume === 'auto' ? 'auto' : empty.resume_mode,
		bandwidth_limit_mb: filled(fields.bandwidth_limit_mb) ?? '',
		source_instance: endpoint(fields, 'source', filled(fields.data_source), 'addrs'),
		target_instance: endpoint(fields, 'target', filled(fields.target_instance_addrs), 'id'),
	};
}

/** One end: by its id where there is one, else by its addresses, those of the details before those that the list has. */
function endpoint(fields: DcsFields, side: Side, listed: string | undefined, otherwise: Endpoint['by']): Endpoint {
	const instance = fields[`${side}_instance`];
	const id = filled(instance?.id) ?? filled(fields[`${side}_instance_id`]) ?? '';
	const [ip, port] = [filled(instance?.ip), filled(instance?.port)];
	const addrs = filled(instance?.addrs) ?? listed ?? (ip && port ? `${ip}:${port}` : '');
	return { by: id !== '' ? 'id' : addrs !== '' ? 'addrs' : otherwise, id, addrs, password: '' };
}
