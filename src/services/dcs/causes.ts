/** Why DCS migrations fail and what to do, from the help pages on migration faults: the more exact ones first. A new one is a new row. */
import { filled } from '../../core/values';
import type { CauseRow } from '../../migration/causes';
import { type CausesInput, explain, type FoundCause } from '../../migration/explain';
import { GATEWAY_CAUSES } from '../../migration/gatewayCauses';
import type { Task } from '../../migration/task';
import { API_CAUSES } from './apiCauses';
import { DATA_CAUSES } from './dataCauses';
import { LINK_CAUSES } from './linkCauses';
import type { DcsFields } from './schema';

export const DCS_CAUSES: readonly CauseRow[] = [...API_CAUSES, ...GATEWAY_CAUSES, ...DATA_CAUSES, ...LINK_CAUSES];

/** What the task's own error, and what else is known of it, speak for: the likeliest first. */
export function causesOf({ fields }: Task<DcsFields>, more: CausesInput = {}): readonly FoundCause[] {
	const error = filled(fields.error_message);
	const own = error === undefined ? [] : [{ from: 'error_message', text: error } as const];
	return explain(DCS_CAUSES, { texts: [...own, ...(more.texts ?? [])], facts: more.facts });
}
